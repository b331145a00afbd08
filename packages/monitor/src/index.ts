/** `@listing-lint/monitor`: monitoring: sources, services, logs, saved pages. */
export { evidenceFolder } from './keep-evidence.ts';
export { type MonitorRunSettings, monitorSettings } from './monitor-settings.ts';
export { monitorPlugin } from './plugin.ts';
export { runMonitor } from './run-monitor.ts';
export { type MonitorReport, monitorReport } from './view/monitor-report.ts';
export { MONITOR_FORMATS, type MonitorFormat, renderMonitor } from './view/render-monitor.ts';
export { toldRunOf } from './view/told-run.ts';
