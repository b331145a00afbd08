import { posix } from 'node:path';
import {
  type CacheData,
  type LintResult,
  lintProjects,
  type OpenedProjects,
  type Project,
  type ProjectResult,
  pathFrom,
  type Report,
  reportOf,
} from '@listing-lint/core';
import { repositoryPrefix } from '../../git/repository-prefix.ts';
import type { Io } from '../../output/io.ts';
import { errorText } from '../../output/known-error.ts';
import { checkReporterOptions, type Output, parseOutputs, writeOutput } from '../../output/outputs.ts';
import { progressLine } from '../../output/progress.ts';
import { writeReports } from '../../output/write-reports.ts';
import { type BaselineFlags, readBaselines, updateBaseline } from '../../project/baseline-file.ts';
import { cacheFiles, cacheText, comesWithRepository, readCache } from '../../project/cache-file.ts';
import type { ConfigOptions } from '../../project/config-options.ts';
import { reportersOf } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';
import { reporterOptionsOf } from '../../project/reporter-options.ts';
import { openScope, type RunScope, type ScopeFlags } from '../../project/run-scope.ts';
import { dateOfReport, isoDay } from '../../project/today.ts';
import { TOOL } from '../../version.ts';
import { checkFixFlags, type FixFlags, isFixing, mendResults } from './mend-results.ts';
import { printConfig } from './print-config.ts';

export interface LintFlags extends ConfigOptions, ScopeFlags, BaselineFlags, FixFlags {
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
  checkFixFlags(flags);
  if (flags.printConfig !== undefined) return printConfig(flags.printConfig, flags, io);
  const scope = await openScope(await namedPaths(given, io.cwd, flags.commandNames), flags, io);
  try {
    return await lintScope(scope, flags, io);
  } finally {
    await scope.done();
  }
};

const lintScope = async (scope: RunScope, flags: LintFlags, io: Io): Promise<number> => {
  const { projects } = scope.opened;
  const outputs = parseOutputs(flags.format, reportersOf(projects.map(({ config }) => config)), io.cwd);
  const { options, notices } = reporterOptionsOf(scope.opened, outputs);
  const opened: OpenedProjects = { ...scope.opened, notices: [...scope.opened.notices, ...notices] };
  const root = scope.originalOf(opened.root);
  const now = dateOfReport(flags.asOf, io.env);
  await checkReporterOptions(outputs, options, EMPTY_REPORT, root);
  const { results, faults } = await lintAll({ ...scope, opened }, outputs, flags, io);
  const report = reportOf(opened, TOOL, results);
  const context = {
    columns: io.columns,
    quiet: flags.quiet === true,
    thumbnails: thumbnailsOf(opened, results),
    policyTexts: new Map(results.flatMap(({ policyTexts }) => [...policyTexts])),
    options,
    root,
    ...repositoryPrefix(root),
    ...(now === undefined ? {} : { now }),
  };
  const { color } = flags;
  faults.push(...(await writeReports(outputs, report, { context, io, ...(color === undefined ? {} : { color }) })));
  for (const fault of faults) io.stderr(await errorText(fault));
  return faults.length > 0 ? 2 : exitCodeOf(report, flags.maxWarnings);
};

type Result = Pick<LintResult, 'report' | 'policyTexts' | 'thumbnails'> & { readonly project: Project };

/** Lints the projects, each with its baseline and its cache, and writes these two anew; `faults`: what could not be written. */
const lintAll = async (
  { opened, selections, allowEmpty, originalOf }: RunScope,
  outputs: readonly Output[],
  flags: LintFlags,
  io: Io,
): Promise<{ readonly results: readonly Result[]; readonly faults: unknown[] }> => {
  const places = { isJoined: opened.isJoined, cwd: io.cwd, rootOf: ({ config }: Project) => originalOf(config.root) };
  const baselines = readBaselines(flags, opened.projects, places);
  const progress = progressLine(io);
  const caches = new Map(
    [...cacheFiles(flags, opened.projects, places)].filter(([, file]) => {
      if (!comesWithRepository(file, { ...process.env, ...io.env })) return true;
      progress.say(`${pathFrom(io.cwd, file)} is in git, and is not used: remove it (git rm --cached) and ignore it`);
      return false;
    }),
  );
  const needsThumbnails = outputs.some(({ reporter }) => reporter.needs?.includes('thumbnail'));
  const asOf = flags.asOf ?? isoDay(io.now());
  const lintOnce = (cacheOf: (project: Project) => CacheData | 'new' | undefined): Promise<readonly ProjectResult[]> =>
    lintProjects({
      opened,
      tool: TOOL,
      asOf,
      allowEmpty,
      onProgress: ({ done, total }) => progress.update(done, total),
      onSay: progress.say,
      optionsOf: (project) => {
        const [selection, baseline, cache] = [selections.get(project), baselines.get(project), cacheOf(project)];
        return {
          ...(selection === undefined ? {} : { selection }),
          ...(baseline === undefined ? {} : { baseline: baseline.known, files: [baseline.file] }),
          ...(cache === undefined ? {} : { cache }),
        };
      },
      ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
      thumbnails: needsThumbnails,
    }).finally(progress.clear);
  const cacheOf = (project: Project): CacheData | 'new' | undefined => {
    const file = caches.get(project);
    return file === undefined ? (isFixing(flags) ? 'new' : undefined) : readCache(file);
  };
  const { results, faults } = await mendResults(await lintOnce(cacheOf), lintOnce, { ...flags, asOf });
  const told: Result[] = [];
  for (const result of results) {
    const { project, cache } = result;
    const file = caches.get(project);
    if (file !== undefined && cache !== undefined) {
      await writeOutput(cacheText(cache), file, file).catch((error: unknown) => faults.push(error));
    }
    const report = await updateBaseline(baselines.get(project), result, selections.get(project), flags).catch(
      (error: unknown) => {
        faults.push(error);
        return result.report;
      },
    );
    told.push({ ...result, report });
  }
  return { results: told, faults };
};

/** By path of the joined report. */
const thumbnailsOf = ({ root, isJoined }: OpenedProjects, results: readonly Result[]): ReadonlyMap<string, string> =>
  new Map(
    results.flatMap(({ project, thumbnails }) => {
      const folder = isJoined ? pathFrom(root, project.config.root) : '.';
      return [...thumbnails].map(([path, address]): [string, string] => [posix.join(folder, path), address]);
    }),
  );

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
