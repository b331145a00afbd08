import { monitorFor, monitorFormatOf } from '../../api/case/monitor/monitor.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { parseOwnOutputs, writeOwnOutputs } from '../../output/outputs.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface MonitorFlags extends ConfigOptions {
  readonly ask?: readonly string[];
  readonly draftCases?: boolean;
  readonly dryRun?: boolean;
  readonly format?: readonly string[];
  readonly asOf?: string;
}

/** Looks through sources and writes what is new; 1 where something is new or back, a source was not looked through to its end, or a file of it not be looked at. */
export const monitorAction = async (sources: readonly string[], flags: MonitorFlags, io: Io): Promise<number> => {
  const outputs = parseOwnOutputs(flags.format, io.cwd, monitorFormatOf);
  const progress = progressLine(io, 'looked at');
  const { hasNews, isCut, hasUnread, advice, render } = await monitorFor(io)({
    ...queryOf(flags, io),
    env: io.env,
    sources,
    ...(flags.ask === undefined ? {} : { ask: flags.ask }),
    ...(flags.draftCases === undefined ? {} : { draftCases: flags.draftCases }),
    ...(flags.dryRun === undefined ? {} : { dryRun: flags.dryRun }),
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    onEvent: showEvents(progress),
  });
  progress.clear();
  await writeOwnOutputs(outputs, render, io);
  if (advice !== null) io.stderr(`listing-lint: ${advice}\n`);
  return hasNews || isCut || hasUnread ? 1 : 0;
};
