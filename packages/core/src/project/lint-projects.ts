import { posix } from 'node:path';
import { invalidConfig } from '../config/invalid.ts';
import { watchFiles } from '../file/seen-files.ts';
import { nothingToLint } from '../lint/lint.ts';
import type { LintOptions, LintResult, RunProgress, Watched } from '../lint/lint-options.ts';
import { type FoundSubjects, findFor, LintRun, thumbnailBudget } from '../lint/lint-run.ts';
import { isKnownError, type ListingLintError } from '../model/error.ts';
import type { Notice, Report } from '../model/report.ts';
import { seenFrom } from '../run/neighbours.ts';
import { drawable } from '../run/thumbnails.ts';
import type { KeptIds } from '../run/workers.ts';
import { orList } from '../text/schema-problems.ts';
import { pathFrom } from '../tree/folders.ts';
import { nounsOf } from '../vocabulary/vocabulary.ts';
import { joinReports } from './join-reports.ts';
import type { OpenedProjects, Project } from './open-projects.ts';

/** What one project of a run is given beside what all of them are. */
export type ProjectOptions = Pick<LintOptions, 'selection' | 'baseline' | 'cache' | 'files' | 'own'>;

type CommonOptions = Pick<
  LintOptions,
  | 'tool'
  | 'asOf'
  | 'concurrency'
  | 'allowEmpty'
  | 'onProgress'
  | 'onSay'
  | 'onDebug'
  | 'stats'
  | 'readsAll'
  | 'signal'
  | 'thumbnails'
  | 'thumbnailLimit'
>;

export interface LintProjectsOptions extends CommonOptions {
  readonly opened: OpenedProjects;
  /** `true`: what the run looks at on disk is seen, so that its reports may stand for another run (`recallReport`). */
  readonly watches?: boolean;
  /** Without it a project reports what was named of it. */
  readonly optionsOf?: (project: Project) => ProjectOptions;
}

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
    return await lintAll(options, { seen, startedAt: Date.now() });
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
export const reportOf = (
  { root, isJoined, notices }: OpenedProjects,
  tool: Report['tool'],
  results: readonly { readonly project: Project; readonly report: Report }[],
): Report => {
  const [only] = results;
  if (!isJoined && only !== undefined) return only.report;
  const parts = results.map(({ project, report }) => ({
    path: pathFrom(root, project.config.root),
    report,
    attributes: project.config.registry.attributes,
  }));
  return joinReports(tool, parts, notices);
};

type Runs = ReadonlyMap<Project, LintRun>;

/** Finds the subjects of all projects, and those that share a set with them, and lets each see its neighbours'. */
const openRuns = async (options: LintProjectsOptions, watched: Watched | undefined): Promise<Runs> => {
  const { opened, optionsOf = selectionOf, onProgress, onDebug, thumbnailLimit, watches: _, ...common } = options;
  const members = [...new Set([...opened.projects, ...opened.sharedSets.flat()])];
  /** A path of a project as the report writes it. */
  const inReport = (project: Project, path: string): string =>
    opened.isJoined ? posix.join(pathFrom(opened.root, project.config.root), path) : path;
  const optionsFor = (project: Project): LintOptions => ({
    ...common,
    ...(watched === undefined ? {} : { watched }),
    ...(onDebug === undefined
      ? {}
      : {
          onDebug: ({ path, ...entry }) =>
            onDebug({ ...entry, ...(path === undefined ? {} : { path: inReport(project, path) }) }),
        }),
    config: project.config,
    entries: project.entries,
    ...(opened.projects.includes(project) ? optionsOf(project) : { selection: { paths: [] } }),
    ...(opened.isJoined ? {} : { notices: opened.notices }),
  });
  const found = await findAll(members, optionsFor);
  const thumbnails = thumbnailBudget(
    opened.projects.map((project) =>
      drawable(found.get(project)?.subjects ?? new Map(), project.config.registry.scopes),
    ),
    thumbnailLimit,
  );
  const runs = new Map<Project, LintRun>();
  const progress = { done: 0, total: 0 };
  const stepOf =
    (project: Project) =>
    ({ path }: RunProgress): void => {
      progress.done++;
      const total = Math.max(progress.done, progress.total);
      onProgress?.({ done: progress.done, total, path: inReport(project, path) });
    };
  for (const [project, own] of found) {
    const others = neighboursOf(project, opened.sharedSets).map((neighbour) =>
      seenSet(project, neighbour, found.get(neighbour)),
    );
    runs.set(
      project,
      new LintRun({ ...optionsFor(project), onProgress: stepOf(project) }, own, { others, thumbnails }),
    );
  }
  progress.total = [...runs.values()].reduce((total, run) => total + run.work(run.kept).length, 0);
  return runs;
};

/** Subjects of all; throws what discoverers refuse of any config, all of it at once. */
const findAll = async (
  projects: readonly Project[],
  optionsFor: (project: Project) => LintOptions,
): Promise<ReadonlyMap<Project, FoundSubjects>> => {
  const found = new Map<Project, FoundSubjects>();
  const refused: ListingLintError[] = [];
  for (const project of projects) {
    try {
      found.set(project, await findFor(optionsFor(project)));
    } catch (error) {
      if (!isKnownError(error, 'config-invalid')) throw error;
      refused.push(error);
    }
  }
  const [first, ...others] = refused;
  if (first === undefined) return found;
  throw others.length === 0 ? first : invalidConfig(refused.flatMap(({ problems }) => problems));
};

const nothingIn = (opened: OpenedProjects): ListingLintError => {
  const [first] = opened.projects;
  if (first === undefined) throw new Error('no project was opened');
  return nothingToLint(nameOf(opened), first.config.registry);
};

/** What an error calls the projects by. */
const nameOf = ({ projects, root }: OpenedProjects): string =>
  projects
    .filter(({ isWayThrough }) => !isWayThrough)
    .flatMap(({ config, selection }) =>
      projects.length === 1 ? (selection?.paths ?? [config.root]) : [pathFrom(root, config.root)],
    )
    .join(', ');

const selectionOf = ({ selection }: Project): ProjectOptions => (selection === undefined ? {} : { selection });

const neighboursOf = (project: Project, sharedSets: OpenedProjects['sharedSets']): readonly Project[] => [
  ...new Set(
    sharedSets.filter((set) => set.includes(project)).flatMap((set) => set.filter((each) => each !== project)),
  ),
];

const seenSet = (project: Project, neighbour: Project, found: FoundSubjects | undefined): FoundSubjects['subjects'] =>
  new Map(
    [...(found?.subjects ?? [])].map(([scope, subjects]) => [
      scope,
      subjects.map((subject) => seenFrom(project.config, neighbour.config.root, subject)),
    ]),
  );

/** Projects that have to be in memory together: those that share a set, directly or through others. */
const groupsOf = (
  projects: readonly Project[],
  sharedSets: OpenedProjects['sharedSets'],
): readonly (readonly Project[])[] => {
  let groups: readonly (readonly Project[])[] = projects.map((project) => [project]);
  for (const set of sharedSets) {
    const touched = groups.filter((group) => group.some((project) => set.includes(project)));
    groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups;
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
  const kept = union(wanted.flatMap(runOf).map((run) => run.kept));
  for (const run of group.flatMap(runOf)) await run.judgeFirst(group.length === 1 ? run.kept : kept);
  for (const project of wanted) {
    for (const run of runOf(project)) {
      for (const neighbour of neighboursOf(project, sharedSets).flatMap(runOf)) run.takeFrom(neighbour);
      results.set(project, await run.finish());
    }
  }
};

const union = (all: readonly KeptIds[]): KeptIds => {
  const ids = new Map<string, readonly string[]>();
  for (const [scope, own] of all.flatMap((kept) => [...kept])) {
    ids.set(scope, [...new Set([...(ids.get(scope) ?? []), ...own])].sort());
  }
  return ids;
};

const isDropped = (
  project: Project,
  { allowEmpty, opened }: LintProjectsOptions,
  isEmpty: (project: Project) => boolean,
): boolean => opened.isJoined && isEmpty(project) && (project.isWayThrough || allowEmpty === true);

const toldEmpty = (report: Report, { config }: Project): Report => {
  const isLister = config.documents.some(({ projects }) => projects.length > 0);
  const notice: Notice = {
    level: isLister ? 'note' : 'warning',
    code: 'no-subjects',
    message: `nothing was linted: there is no ${orList(nounsOf(config.registry.scopes))}`,
  };
  return { ...report, notices: [notice, ...(report.notices ?? [])] };
};
