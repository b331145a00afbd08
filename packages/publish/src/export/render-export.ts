import { safeJson } from '@listing-lint/core/plugin';
import { exportHtml, type ShownPictures } from './export-html.ts';
import type { ExportFormat, ExportReport } from './export-report.ts';
import { exportText } from './export-text.ts';

/** The report in a format; `pictures`: small pictures of sources and copies, for HTML. */
export const renderExport = (report: ExportReport, format: ExportFormat, pictures: ShownPictures): string => {
  if (format === 'json') return safeJson(report);
  return format === 'html' ? exportHtml(report, pictures) : exportText(report);
};
