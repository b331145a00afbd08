import { safeJson } from '@listing-lint/core/plugin';
import type { MonitorReport } from './monitor-report.ts';
import { monitorText } from './monitor-text.ts';

export const MONITOR_FORMATS = ['text', 'json'] as const;
export type MonitorFormat = (typeof MONITOR_FORMATS)[number];

/** The report of a run as text. */
export const renderMonitor = async (report: MonitorReport, format: MonitorFormat): Promise<string> =>
  format === 'json' ? safeJson(report) : monitorText(report);
