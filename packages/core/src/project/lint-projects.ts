import { pathFrom } from '../file/folders.ts';
import { watchFiles } from '../file/watch/watch-files.ts';
import type { LintResult, Watched } from '../lint/lint-options.ts';
import type { LintRun } from '../lint/lint-run.ts';
import type { Notice, Report } from '../model/report.ts';
import { orList } from '../text/schema-problems.ts';
import { nounsOf } from '../vocabulary/vocabulary.ts';
import type { OpenedProjects, Project } from './open-projects.ts';
import {
  groupsOf,
  isDropped,
  type LintProjectsOptions,
  neighboursOf,
  nothingIn,
  openRuns,
  type Runs,
  unionOfStoredIds,
} from './open-runs.ts';

/** What was found in one project; the paths of its report start at its own root. */
export interface ProjectResult extends LintResult {
  readonly project: Project;
}

/**
 * Lints projects, each as `lint` would by itself but for the sets that some of them share. Results in the order of the projects, without
 * those that have nothing to tell of: a folder that was only named for the projects inside it, and, with `allowEmpty`, any that is empty.
 * Throws a `ListingLintError` with code `no-subjects` where there is nothing to judge in any of them.
 */
export const lintProjects = async (options: LintProjectsOptions): Promise<readonly ProjectResult[]> => {
  if (options.watches !== true) return lintAll(options, undefined);
  const seen = watchFiles();
  try {
    return await lintAll(options, { seen, startedAt: options.scanned?.startedAt ?? Date.now() });
  } finally {
    seen.close();
  }
};

const lintAll = async (
  options: LintProjectsOptions,
  watched: Watched | undefined,
): Promise<readonly ProjectResult[]> => {
  const runs = await openRuns(options, watched);
  const { projects, sharedSets, isJoined } = options.opened;
  try {
    const isEmpty = (project: Project): boolean => runs.get(project)?.isEmpty ?? true;
    if (options.allowEmpty !== true && projects.every(isEmpty)) throw nothingIn(options.opened);
    const results = new Map<Project, LintResult>();
    for (const group of groupsOf([...runs.keys()], sharedSets)) {
      const wanted = group.filter((project) => projects.includes(project) && !isDropped(project, options, isEmpty));
      if (wanted.length > 0) await lintGroup(group, wanted, { runs, sharedSets, results });
      for (const project of group) await runs.get(project)?.dispose();
    }
    return projects.flatMap((project) => {
      const result = results.get(project);
      if (result === undefined) return [];
      return [
        { ...result, ...(isJoined && isEmpty(project) ? { report: toldEmpty(result.report, project) } : {}), project },
      ];
    });
  } finally {
    for (const run of runs.values()) await run.dispose();
  }
};

/** The one report of a run: that of its only project, or all of them joined. */
export const reportOf = async (
  { root, isJoined, notices }: OpenedProjects,
  tool: Report['tool'],
  results: readonly { readonly project: Project; readonly report: Report }[],
): Promise<Report> => {
  const [only] = results;
  if (!isJoined && only !== undefined) return only.report;
  const parts = results.map(({ project, report }) => ({
    path: pathFrom(root, project.config.root),
    report,
    attributes: project.config.registry.attributes,
  }));
  const { joinReports } = await import('./join-reports.ts');
  return joinReports(tool, parts, notices);
};

const lintGroup = async (
  group: readonly Project[],
  wanted: readonly Project[],
  { runs, sharedSets, results }: Pick<OpenedProjects, 'sharedSets'> & { runs: Runs; results: Map<Project, LintResult> },
): Promise<void> => {
  const runOf = (project: Project): readonly LintRun[] => {
    const run = runs.get(project);
    return run === undefined ? [] : [run];
  };
  const kept = unionOfStoredIds(wanted.flatMap(runOf).map((run) => run.storedIds));
  for (const run of group.flatMap(runOf)) await run.judgeFirst(group.length === 1 ? run.storedIds : kept);
  for (const project of wanted) {
    for (const run of runOf(project)) {
      for (const neighbour of neighboursOf(project, sharedSets).flatMap(runOf)) run.takeFrom(neighbour);
      results.set(project, await run.finish());
    }
  }
};

const toldEmpty = (report: Report, { config }: Project): Report => {
  const isLister = config.documents.some(({ projects }) => projects.length > 0);
  const notice: Notice = {
    level: isLister ? 'note' : 'warning',
    code: 'no-subjects',
    message: `nothing was linted: there is no ${orList(nounsOf(config.registry.scopes))}`,
  };
  return { ...report, notices: [notice, ...(report.notices ?? [])] };
};
