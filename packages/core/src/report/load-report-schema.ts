import type { Attribute } from '../model/attribute.ts';

/** The schema of the JSON report. It is large, and only who reads a report back needs it. */
export const loadReportSchema = async (attributes: readonly Attribute[]) =>
  (await import('./report-schema.ts')).reportSchema(attributes);
