import { safeJson } from '@listing-lint/core/plugin';
import type { MonitorReport } from './monitor-report.ts';
import { monitorText } from './monitor-text.ts';

export const MONITOR_FORMATS = ['text', 'json', 'html', 'csv', 'markdown'] as const;
export type MonitorFormat = (typeof MONITOR_FORMATS)[number];

/** The report of a run for a terminal, or as data. */
export const renderMonitor = (report: MonitorReport, format: 'text' | 'json'): string =>
  format === 'json' ? safeJson(report) : monitorText(report);
