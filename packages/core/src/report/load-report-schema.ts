/** The schema of the JSON report. It is large, and only who reads a report back needs it. */
export const loadReportSchema = async () => (await import('./report-schema.ts')).reportSchema;
