import { queryOf } from '../../api/flags.ts';
import { keepNoPictures, linterFor, SUBJECT_UNREAD } from '../../api/lint.ts';
import type { LintRunOptions, LintRunResult } from '../../api/options.ts';
import { tally } from '../../api/report/reporters.ts';
import type { Io } from '../../output/io.ts';
import { errorText, UsageError } from '../../output/known-error.ts';
import { parseOutputs } from '../../output/outputs.ts';
import { progressLine } from '../../output/progress.ts';
import { statsText } from '../../output/stats-text.ts';
import { writeReports } from '../../output/write-reports.ts';
import { allowRoomyHeap } from '../../project/heap-growth.ts';
import { refuseMistyped } from '../../project/paths.ts';
import { type LintFlags, optionsOf, tellerOf } from './lint-flags.ts';
import { printConfig } from './print-config.ts';

/** Lints and writes the reports; gives the exit code. */
export const lintAction = async (paths: readonly string[], flags: LintFlags, io: Io): Promise<number> => {
  const query = optionsOf(flags, io);
  if (flags.printConfig !== undefined) return printConfig(flags.printConfig, queryOf(flags, io), io);
  await refuseMistyped(paths, io.cwd, flags.commandNames);
  if (flags.shard !== undefined) {
    const { lookAtShard } = await import('./shard-action.ts');
    return lookAtShard({ shard: flags.shard, file: flags.shardOutput, query: { ...query, paths } }, flags, io);
  }
  if (flags.shardOutput !== undefined) throw new UsageError('--shard-output is for --shard');
  return lintAndReport(flags, io, (options) => linterFor(io)({ ...query, ...options, paths }));
};

/** The options of a run that its reports ask for. */
type ReportNeeds = Required<Pick<LintRunOptions, 'formats' | 'onEvent'>>;

/** Has something linted and writes the reports; gives the exit code. */
export const lintAndReport = async (
  flags: Pick<
    LintFlags,
    'format' | 'output' | 'quiet' | 'color' | 'maxFindings' | 'maxWarnings' | 'baseline' | 'cacheLocation'
  >,
  io: Io,
  work: (options: ReportNeeds) => Promise<LintRunResult>,
): Promise<number> => {
  const outputs = parseOutputs(flags.format, flags.output, io.cwd);
  const progress = progressLine(io);
  const { quiet = false, color, maxFindings, maxWarnings } = flags;
  const shape = { quiet, ...(maxFindings === undefined ? {} : { maxFindings }) };
  const heap = allowRoomyHeap();
  const tell = tellerOf(progress, io);
  keepNoPictures();
  const { report, faults, date, render } = await work({
    formats: outputs.map(({ format }) => format),
    onEvent: (event) => {
      if (event.type === 'progress' && event.done === event.total) heap.narrow();
      tell(event);
    },
  })
    .finally(progress.clear)
    .finally(heap.end);
  const unwritten = await writeReports(outputs, tally(report.summary), {
    render: (format, options) => render(format, { ...options, ...shape }),
    date,
    color,
    io,
  });
  if (report.stats !== undefined) io.stderr(statsText(report.stats));
  const all = [...faults, ...unwritten];
  for (const fault of all) io.stderr(await errorText(fault));
  return all.length > 0 ? 2 : exitCodeOf(report, maxWarnings);
};

const exitCodeOf = ({ summary, notices = [] }: LintRunResult['report'], maxWarnings: number | undefined): number =>
  summary.errors > 0 ||
  notices.some(({ code }) => code === SUBJECT_UNREAD) ||
  (maxWarnings !== undefined && summary.warnings > maxWarnings)
    ? 1
    : 0;
