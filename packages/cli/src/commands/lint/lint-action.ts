import { resolve } from 'node:path';
import { queryOf } from '../../api/flags.ts';
import { linterFor } from '../../api/lint.ts';
import type { LintEvent, LintRunOptions, LintRunResult } from '../../api/options.ts';
import type { Io } from '../../output/io.ts';
import { errorText } from '../../output/known-error.ts';
import { parseOutputs } from '../../output/outputs.ts';
import { type Progress, progressLine } from '../../output/progress.ts';
import { inputsOf } from '../../output/replaceable.ts';
import { statsText } from '../../output/stats-text.ts';
import { toldLine } from '../../output/told.ts';
import { writeReports } from '../../output/write-reports.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { refuseMistyped } from '../../project/paths.ts';
import { allowRoomyHeap } from './heap-growth.ts';
import { printConfig } from './print-config.ts';

/** The flags that are options of `lint` by the same name, and the rest. */
export interface LintFlags
  extends ConfigOptions,
    Pick<
      LintRunOptions,
      | 'staged'
      | 'changed'
      | 'baseline'
      | 'updateBaseline'
      | 'concurrency'
      | 'asOf'
      | 'cache'
      | 'cacheLocation'
      | 'cacheStrategy'
      | 'fix'
      | 'fixDryRun'
      | 'permitLoss'
      | 'debug'
      | 'stats'
    > {
  readonly format?: readonly string[];
  readonly output?: string;
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly printConfig?: string;
  readonly color?: boolean;
  /** What a mistyped command can be told from a path by. */
  readonly commandNames: readonly string[];
}

/** Lints and writes the reports; gives the exit code. */
export const lintAction = async (paths: readonly string[], flags: LintFlags, io: Io): Promise<number> => {
  const query = optionsOf(flags, io);
  if (flags.printConfig !== undefined) return printConfig(flags.printConfig, queryOf(flags, io), io);
  await refuseMistyped(paths, io.cwd, flags.commandNames);
  const outputs = parseOutputs(flags.format, flags.output, io.cwd);
  const progress = progressLine(io);
  const { quiet = false, color, maxWarnings } = flags;
  const endRoomyHeap = allowRoomyHeap();
  const { report, root, faults, date, render } = await linterFor(io)({
    ...query,
    paths,
    formats: outputs.map(({ format }) => format),
    onEvent: tellerOf(progress, io),
  })
    .finally(progress.clear)
    .finally(endRoomyHeap);
  const unwritten = await writeReports(outputs, {
    render: (format, options) => render(format, { ...options, quiet }),
    date,
    color,
    inputs: [...inputsOf(report, root), ...keptFiles(flags, io)],
    io,
  });
  if (report.stats !== undefined) io.stderr(statsText(report.stats));
  const all = [...faults, ...unwritten];
  for (const fault of all) io.stderr(await errorText(fault));
  return all.length > 0 ? 2 : exitCodeOf(report, maxWarnings);
};

/** What the run writes beside its reports. */
const keptFiles = ({ baseline, cacheLocation }: LintFlags, { cwd }: Io): readonly string[] =>
  [baseline, cacheLocation].flatMap((name) => (name === undefined ? [] : [resolve(cwd, name)]));

/** The options of the Node API as the flags state them. */
const optionsOf = (flags: LintFlags, io: Io): LintRunOptions => {
  const {
    rule,
    pluginTimeout,
    format,
    output,
    quiet,
    maxWarnings,
    color,
    printConfig: path,
    commandNames,
    ...same
  } = flags;
  return { ...same, ...queryOf(flags, io), env: io.env };
};

const tellerOf =
  (progress: Progress, io: Io) =>
  (event: LintEvent): void => {
    if (event.type === 'progress') progress.update(event.done, event.total);
    else if (event.type === 'message') progress.say(event.message);
    else if (event.type === 'debug') {
      const { topic, path, message } = event;
      io.stderr(toldLine(`${topic} ${path === undefined ? '' : `${path}: `}${message}`));
    }
  };

const exitCodeOf = ({ summary }: LintRunResult['report'], maxWarnings: number | undefined): number =>
  summary.errors > 0 || (maxWarnings !== undefined && summary.warnings > maxWarnings) ? 1 : 0;
