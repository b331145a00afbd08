import {
  type GatheredShards,
  ListingLintError,
  type Notice,
  type OpenedProjects,
  pathFrom,
  RunStats,
  reportOf,
  unlessAborted,
} from '@listing-lint/core';
import type { Surroundings } from '../output/io.ts';
import { namedUnlinted } from '../project/named-unlinted.ts';
import { nothingChecked } from '../project/nothing-checked.ts';
import { namedPaths } from '../project/paths.ts';
import { openScope, type RunScope } from '../project/run-scope.ts';
import { tellUnlinted } from '../project/tell-unlinted.ts';
import { dateOfReport, todayOf } from '../project/today.ts';
import { TOOL } from '../version.ts';
import { checkCall, LINT_OPTIONS } from './check-call.ts';
import { explainProjects } from './explain-projects.ts';
import { flagsOf, type Program, surroundingsOf } from './flags.ts';
import { counted, lintScope, type ScopeNeeds } from './lint-scope.ts';
import { checkFixFlags } from './mend/fix-flags.ts';
import type { LintRunOptions, LintRunResult } from './options.ts';
import { circumstancesOf } from './report/circumstances.ts';
import { rendererOf } from './report/renderer.ts';
import { chooseReporters, reporterOptionsOf } from './report/reporters.ts';

export { SUBJECT_UNREAD } from '@listing-lint/core';
export { keepNoPictures } from '@listing-lint/rules/image';

/** `shards`: what parts of the run have found; only what is left is done. Gives `lint` for a program that holds the guard of plugins, and so is told what these do where nobody waits for them. */
export const linterFor =
  (program?: Program, shards?: GatheredShards) =>
  async (options: LintRunOptions = {}): Promise<LintRunResult> => {
    checkCall({ name: 'lint', options, kinds: LINT_OPTIONS });
    checkFixFlags(options);
    const around = surroundingsOf(options, program);
    const stats = options.stats === true ? new RunStats({ watches: true }) : undefined;
    try {
      const scope = await counted(stats, 'opening', () => openRun(options, around));
      try {
        return await lintOpened(scope, options, around, { stats, shards });
      } finally {
        await scope.done();
      }
    } finally {
      stats?.close();
    }
  };

/** A copy of what is staged has to be taken away again: one that is still being made is waited for. */
export const openRun = async (options: LintRunOptions, around: Surroundings): Promise<RunScope> => {
  const { signal } = options;
  const opening = async (): Promise<RunScope> =>
    openScope(await namedPaths(options.paths ?? [], around.cwd), flagsOf(options), around);
  let opened: Promise<RunScope> | undefined;
  const stop = async (): Promise<void> => {
    const scope = await opened?.catch(() => undefined);
    await scope?.done();
  };
  return unlessAborted(
    signal,
    () => {
      opened = opening();
      return opened;
    },
    options.staged === true ? stop : undefined,
  );
};

const lintOpened = async (
  scope: RunScope,
  options: LintRunOptions,
  around: Surroundings,
  { stats, shards }: Pick<ScopeNeeds, 'stats' | 'shards'>,
): Promise<LintRunResult> => {
  const { onEvent } = options;
  const { projects } = scope.opened;
  onEvent?.({
    type: 'opened',
    projects: projects.map(({ config }) => ({
      root: scope.originalOf(config.root),
      config: config.file?.path ?? null,
    })),
  });
  if (options.debug === true) explainProjects(scope.opened, (entry) => onEvent?.({ type: 'debug', ...entry }));
  const reporters = chooseReporters(
    options.formats ?? [],
    projects.map(({ config }) => config),
  );
  const { options: reporterOptions, notices: ofReporters } = reporterOptionsOf(scope.opened, options.formats ?? []);
  const conflicts = await conflictsIn(scope.opened, todayOf(options.asOf, around.now()));
  const narrow = narrowSets(scope, options, around.cwd);
  const told = [...scope.opened.notices, ...ofReporters, ...conflicts, ...narrow];
  const opened: OpenedProjects = { ...scope.opened, notices: told };
  const root = scope.originalOf(opened.root);
  const date = dateOfReport(options.asOf, around.env);
  await reporters.check(reporterOptions, root);
  const { needsThumbnails } = reporters;
  const linted = await lintScope({ ...scope, opened }, { needsThumbnails, stats, shards }, options, around);
  const { results, faults, isRecalled } = linted;
  const whole = await reportOf(opened, TOOL, results);
  const unlinted =
    scope.allowEmpty || scope.selections.size === 0 ? [] : namedUnlinted(opened, scope.selections, whole);
  const left = unlinted.length === 0 ? { notices: [], faults: [] } : await tellUnlinted(unlinted);
  const notices = left.notices.length === 0 ? {} : { notices: [...(whole.notices ?? []), ...left.notices] };
  const report = { ...whole, ...notices, ...(stats === undefined ? {} : { stats: stats.report(isRecalled) }) };
  const torn = writtenMeanwhile(scope.writtenSince());
  const circumstances = () => circumstancesOf(opened, root, around);
  const render = rendererOf({ report, opened, results, reporters, reporterOptions, root, date, circumstances });
  const unchecked = nothingChecked(report, options.only);
  return { report, root, faults: [...faults, ...left.faults, ...torn, ...unchecked], date, render };
};

/** What configs ask and no picture can keep; nothing is loaded for those that name no marketplace. */
const conflictsIn = async ({ projects }: OpenedProjects, day: string): Promise<readonly Notice[]> => {
  const going = projects.filter(({ config }) => 'channels' in config.settings.tree);
  if (going.length === 0) return [];
  const { conflictNotices } = await import('./pictures/conflict-notices.ts');
  return going.flatMap(({ config }) => conflictNotices(config, day));
};

/** Where no config says what belongs together, pictures are compared within the folder that holds what was named, and not with what lies beside it. */
const narrowSets = ({ opened, originalOf }: RunScope, { paths = [] }: LintRunOptions, cwd: string): readonly Notice[] =>
  opened.projects.flatMap(({ config, isWayThrough }): Notice[] => {
    const folder = originalOf(config.root);
    if (paths.length === 0 || config.file !== undefined || isWayThrough || folder === cwd) return [];
    const message =
      `there is no config that says which folders belong together, so the pictures of ${pathFrom(cwd, folder)} were compared with each other alone, ` +
      'and copies of them in the folders beside it were not looked for: run `listing-lint` without a path in the folder that holds all your listings, ' +
      'or write a config there (`listing-lint init`)';
    return [{ level: 'warning', code: 'compared-within', message }];
  });

const writtenMeanwhile = ([first, ...others]: readonly string[]): readonly ListingLintError[] => {
  if (first === undefined) return [];
  const what = others.length === 0 ? `${first} was` : `${first} and ${others.length} more were`;
  const message = `--staged: ${what} written to during the run, so that what was looked at is not what is staged`;
  return [new ListingLintError('file-unreadable', message, [{ message: 'run it again' }])];
};

/**
 * Lints what the paths name, each by the config that holds for it, and gives the report; writes nothing but what `cache`, `updateBaseline` and
 * `fix` ask for. Rejects with a `ListingLintError` (told by `isKnownError`) for a mistake in the options, the config or the rules, and
 * with the reason of `signal` where that is aborted. A plugin that loops for ever is not ended here: run it in a process of its own.
 */
export const lintAlone: (options?: LintRunOptions) => Promise<LintRunResult> = linterFor();
