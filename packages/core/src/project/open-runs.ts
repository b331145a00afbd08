import { posix } from 'node:path';
import { invalidConfig } from '../config/invalid.ts';
import { pathFrom } from '../file/folders.ts';
import { nothingToLint } from '../lint/lint.ts';
import type { LintOptions, RunProgress, Watched } from '../lint/lint-options.ts';
import { LintRun } from '../lint/lint-run.ts';
import { treeHash } from '../lint/reuse-report.ts';
import { identityOf } from '../lint/run-identity.ts';
import { type FoundSubjects, findFor, thumbnailBudget } from '../lint/run-inputs.ts';
import { isKnownError, type ListingLintError } from '../model/error.ts';
import { seenFrom } from '../run/neighbours.ts';
import { drawable } from '../run/thumbnails.ts';
import type { StoredFactIds } from '../run/workers.ts';
import type { GatheredShards } from './gather-shards.ts';
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
  | 'scanned'
  | 'readsAll'
  | 'signal'
  | 'thumbnails'
  | 'thumbnailLimit'
>;

export interface LintProjectsOptions extends CommonOptions {
  readonly opened: OpenedProjects;
  /** `true`: what the run looks at on disk is seen, so that its reports may stand for another run (`recallReport`). */
  readonly watches?: boolean;
  /** `true`: nobody lints the projects again, and what lies below their roots is let go. */
  readonly isLast?: boolean;
  /** What shards of this run have found in the first pass: it is taken from there. */
  readonly shards?: GatheredShards;
  /** Without it a project reports what was named of it. */
  readonly optionsOf?: (project: Project) => ProjectOptions;
}

/** A run for each project. */
export type Runs = ReadonlyMap<Project, LintRun>;

/** Finds the subjects of all projects, and those that share a set with them, and lets each see its neighbours'. */
export const openRuns = async (options: LintProjectsOptions, watched: Watched | undefined): Promise<Runs> => {
  const {
    opened,
    optionsOf = selectionOf,
    onProgress,
    onDebug,
    thumbnailLimit,
    watches: _,
    isLast: _last,
    shards,
    ...common
  } = options;
  const members = [...new Set([...opened.projects, ...opened.sharedSets.flat()])];
  /** A path of a project as the report writes it. */
  const inReport = (project: Project, path: string): string =>
    opened.isJoined ? posix.join(pathFrom(opened.root, project.config.root), path) : path;
  const optionsOfRun = (project: Project): LintOptions => ({
    ...common,
    ...(watched === undefined ? {} : { watched }),
    ...(onDebug === undefined
      ? {}
      : {
          onDebug: ({ path, ...entry }) =>
            onDebug({ ...entry, ...(path === undefined ? {} : { path: inReport(project, path) }) }),
        }),
    config: project.config,
    entries: project.tree.entries,
    ...(opened.projects.includes(project) ? optionsOf(project) : { selection: { paths: [] } }),
    ...(opened.isJoined ? {} : { notices: opened.notices }),
  });
  // Each once: a cache is unpacked for it.
  const prepared = new Map(members.map((project) => [project, optionsOfRun(project)]));
  const found = await findAll(prepared);
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
  for (const [project, subjects] of found) {
    const others = neighboursOf(project, opened.sharedSets).map((neighbour) =>
      seenSet(project, neighbour, found.get(neighbour)),
    );
    const { entries = [], ...given } = prepared.get(project) ?? optionsOfRun(project);
    const tree = watched === undefined ? {} : { tree: treeHash(project.config.root, entries, given.own) };
    const own = { ...given, ...tree, onProgress: stepOf(project) };
    if (options.isLast === true) project.tree.letGo();
    const foundByShards = shards?.of(projectPlace(opened, project), identityOf(own));
    const more = foundByShards === undefined ? {} : { foundByShards };
    runs.set(project, new LintRun({ ...own, ...more }, subjects, { others, thumbnails }));
  }
  progress.total = [...runs.values()].reduce((total, run) => total + run.work(run.storedIds).length, 0);
  return runs;
};

/** Where a project lies in the whole run. */
export const projectPlace = ({ root }: OpenedProjects, { config }: Project): string => pathFrom(root, config.root);

/** Subjects of all; throws what discoverers refuse of any config, all of it at once. */
const findAll = async (projects: ReadonlyMap<Project, LintOptions>): Promise<ReadonlyMap<Project, FoundSubjects>> => {
  const found = new Map<Project, FoundSubjects>();
  const refused: ListingLintError[] = [];
  for (const [project, options] of projects) {
    try {
      found.set(project, await findFor(options));
    } catch (error) {
      if (!isKnownError(error, 'config-invalid')) throw error;
      refused.push(error);
    }
  }
  const [first, ...others] = refused;
  if (first === undefined) return found;
  throw others.length === 0 ? first : invalidConfig(refused.flatMap(({ problems }) => problems));
};

export const nothingIn = (opened: OpenedProjects): ListingLintError => {
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

export const neighboursOf = (project: Project, sharedSets: OpenedProjects['sharedSets']): readonly Project[] => [
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
export const groupsOf = (
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

export const unionOfStoredIds = (all: readonly StoredFactIds[]): StoredFactIds => {
  const ids = new Map<string, readonly string[]>();
  for (const [scope, own] of all.flatMap((storedIds) => [...storedIds])) {
    ids.set(scope, [...new Set([...(ids.get(scope) ?? []), ...own])].sort());
  }
  return ids;
};

export const isDropped = (
  project: Project,
  { allowEmpty, opened }: LintProjectsOptions,
  isEmpty: (project: Project) => boolean,
): boolean => opened.isJoined && isEmpty(project) && (project.isWayThrough || allowEmpty === true);
