import { join } from 'node:path';
import { readLogs } from '@listing-lint/disputes';
import { type MonitorFormat, type MonitorReport, renderMonitor, toldRunOf } from '@listing-lint/monitor';
import { smallPicture } from '@listing-lint/vision';

/** Where logs, works and what was kept of others lie. */
interface RunPlace {
  /** Absolute folder of the config. */
  readonly root: string;
  /** Globs of the logs, as the config has them. */
  readonly logs: readonly string[] | undefined;
}

const DEFAULT_LOGS = ['monitoring/*.yaml'];
const SIDE = 360;

/** A run as text; pages, tables and summaries tell of the logs before it, too. */
export const renderedRun = async (
  report: MonitorReport,
  format: MonitorFormat,
  { root, logs = DEFAULT_LOGS }: RunPlace,
): Promise<string> => {
  if (format === 'text' || format === 'json') return renderMonitor(report, format);
  const run = toldRunOf(report, await readLogs(root, logs));
  const { MOST_PICTURED, monitoringCsv, monitoringMarkdown, renderMonitoring } = await import(
    '@listing-lint/reporters'
  );
  if (format === 'csv') return monitoringCsv(run);
  if (format === 'markdown') return monitoringMarkdown(run);
  const shown = run.hits.slice(0, MOST_PICTURED).flatMap(({ pictureFile, work }) => [pictureFile, work]);
  const small = new Map<string, Awaited<ReturnType<typeof smallPicture>>>();
  for (const path of new Set(shown.flatMap((each) => each ?? []))) {
    small.set(path, await smallPicture({ file: join(root, path), within: root }, SIDE));
  }
  return renderMonitoring(run, (path) => small.get(path) ?? null);
};
