import {
  describeConfig,
  findSubjects,
  ListingLintError,
  lint,
  type Report,
  type ReportContext,
  type ResolvedConfig,
} from '@listing-lint/core';
import { thumbnailOf } from '@listing-lint/rules';
import { repositoryPrefix } from '../../git/repository-prefix.ts';
import { type ScopeFlags, scopeOfRun } from '../../git/scope-of-run.ts';
import { type Io, mayColor } from '../../output/io.ts';
import { checkReporterOptions, type Output, optionsFor, parseOutputs, writeOutput } from '../../output/outputs.ts';
import { pdfOf } from '../../output/pdf.ts';
import { progressLine } from '../../output/progress.ts';
import { type BaselineFlags, readBaseline, updateBaseline } from '../../project/baseline-file.ts';
import { cacheFile, cacheText, readCache } from '../../project/cache-file.ts';
import type { ConfigOptions } from '../../project/config-options.ts';
import { loadFor, reportersOf } from '../../project/load.ts';
import { commonFolder, namedPaths, relativeToRoot } from '../../project/paths.ts';
import { isoDay } from '../../project/today.ts';
import { TOOL } from '../../version.ts';

export interface LintFlags extends ConfigOptions, ScopeFlags, BaselineFlags {
  readonly format?: readonly string[];
  readonly quiet?: boolean;
  readonly maxWarnings?: number;
  readonly concurrency?: number;
  readonly asOf?: string;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly printConfig?: string;
  readonly color?: boolean;
  /** What a mistyped command can be told from a path by. */
  readonly commandNames: readonly string[];
}

/** Lints and writes the reports; gives the exit code. */
export const lintAction = async (given: readonly string[], flags: LintFlags, io: Io): Promise<number> => {
  if (flags.printConfig !== undefined) return printConfig(flags.printConfig, flags, io);
  const paths = await namedPaths(given, io.cwd, flags.commandNames);
  const config = await loadFor(flags, io, commonFolder(paths));
  const outputs = parseOutputs(flags.format, reportersOf(config), io.cwd);
  const selected = relativeToRoot(paths, config.root);
  const options = config.reporters;
  await checkReporterOptions(outputs, options, EMPTY_REPORT, config.root);
  const baseline = readBaseline(flags, io.cwd);
  const scope = await scopeOfRun(config, selected, flags, io);
  const cache = cacheFile(flags, config.root, io.cwd);
  const progress = progressLine(io);
  const needsThumbnails = outputs.some(({ reporter }) => reporter.needs?.includes('thumbnail'));
  const now = io.now();
  const result = await lint({
    config,
    tool: TOOL,
    asOf: flags.asOf ?? isoDay(now),
    onProgress: ({ done, total }) => progress.update(done, total),
    ...(baseline === undefined ? {} : { baseline: baseline.known, files: [baseline.file] }),
    ...scope.options,
    ...(cache === undefined ? {} : { cache: readCache(cache) }),
    ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
    ...(needsThumbnails ? { thumbnail: thumbnailOf } : {}),
  }).finally(async () => {
    progress.clear();
    await scope.done();
  });
  if (cache !== undefined && result.cache !== undefined) await writeOutput(cacheText(result.cache), cache, cache);
  const report = await updateBaseline(baseline, result, scope.options.selection, flags);
  const base = {
    columns: io.columns,
    quiet: flags.quiet === true,
    thumbnails: result.thumbnails,
    policyTexts: result.policyTexts,
    options,
    root: config.root,
    ...repositoryPrefix(config.root),
    now: now.toISOString(),
  };
  await writeAll(outputs, report, base, flags, io);
  return exitCodeOf(report, flags.maxWarnings);
};

const printConfig = async (path: string, flags: LintFlags, io: Io): Promise<number> => {
  const paths = await namedPaths([path], io.cwd, []);
  const config = await loadFor(flags, io, commonFolder(paths));
  const selected = relativeToRoot(paths, config.root);
  io.stdout(`${JSON.stringify(describeConfig(config, await subjectAt(selected[0] ?? '.', config)), null, 2)}\n`);
  return 0;
};

/** The subject at a path; undefined for the root, where only what holds everywhere can be told. */
const subjectAt = async (path: string, config: ResolvedConfig) => {
  const subjects = await findSubjects(config, { paths: [path] });
  const subject = subjects.find((each) => each.path === path);
  if (subject === undefined && path !== '.') {
    throw new ListingLintError('usage', `${path} is not linted`, [
      { message: 'it is no picture, listing or case of this config, or it is ignored' },
    ]);
  }
  return subject;
};

/** Renders everything before anything is written: a reporter that breaks leaves no half of the reports behind. */
const writeAll = async (
  outputs: readonly Output[],
  report: Report,
  base: Omit<ReportContext, 'color'>,
  flags: LintFlags,
  io: Io,
): Promise<void> => {
  const rendered: { readonly text: string; readonly pdf?: Buffer; readonly output: Output }[] = [];
  for (const output of outputs) {
    const color = output.file === undefined && mayColor(io, flags.color, io.stdoutIsTerminal);
    const options = optionsFor(output, base.options);
    const text = await output.reporter.render(report, { ...base, options, color });
    const { file, name = file } = output;
    rendered.push({
      output,
      text,
      ...(file !== undefined && isPrinted(file, text) ? { pdf: await pdfOf(text, name ?? file, io.env) } : {}),
    });
  }
  for (const { text, pdf, output } of rendered) {
    if (output.file !== undefined) await writeOutput(pdf ?? text, output.file, output.name ?? output.file);
  }
  for (const { text, output } of rendered) if (output.file === undefined) io.stdout(text);
};

/** A page that the user wants as a PDF. */
const isPrinted = (file: string, text: string): boolean =>
  file.toLowerCase().endsWith('.pdf') && text.startsWith('<!doctype html>');

const exitCodeOf = ({ summary }: Report, maxWarnings: number | undefined): number =>
  summary.errors > 0 || (maxWarnings !== undefined && summary.warnings > maxWarnings) ? 1 : 0;

const EMPTY_REPORT: Report = {
  schemaVersion: 1,
  tool: TOOL,
  config: { path: null, sha256: null },
  summary: { subjects: {}, errors: 0, warnings: 0, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] },
  rules: [],
  subjects: [],
  findings: [],
};
