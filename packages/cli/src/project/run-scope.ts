import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type ConfigFinder,
  commonFolder,
  configFinder,
  isInside,
  ListingLintError,
  type NamedPath,
  type Notice,
  type OpenedProjects,
  type Problem,
  type Project,
  pathFrom,
  type Selection,
} from '@listing-lint/core';
import {
  type Changes,
  changesSince,
  type IndexState,
  indexState,
  type Repository,
  repositoryOf,
  stagedChanges,
} from '../git/git.ts';
import type { StagedCopy } from '../git/staged-copy.ts';
import type { Surroundings } from '../output/io.ts';
import { UsageError } from '../output/known-error.ts';
import type { ConfigOptions } from './command-options.ts';
import { openFor } from './load.ts';
import { submodulesUnseen } from './submodules.ts';

export interface ScopeFlags {
  readonly staged?: boolean;
  /** `true` without a ref. */
  readonly changed?: string | true;
  /** The file of known findings: a change of it speaks for everything. */
  readonly baseline?: string;
}

type RunFlags = ConfigOptions & ScopeFlags;

/** The projects of a run, what of each is reported, and where its content is read. */
export interface RunScope {
  readonly opened: OpenedProjects;
  readonly selections: ReadonlyMap<Project, Selection>;
  /** A selection of nothing is no error: nothing has changed. */
  readonly allowEmpty: boolean;
  /** Where a path really lies that is read in a copy. */
  readonly originalOf: (path: string) => string;
  /** Where a file of the working tree lies as it is staged; the same path where it is not staged, or the run is over the working tree. */
  readonly stagedOf: (path: string) => string;
  /** Files of the selection that are no longer what was asked for: somebody has written to them since. */
  readonly writtenSince: () => readonly string[];
  readonly done: () => Promise<void>;
}

const nothingToDo = async (): Promise<void> => undefined;
const itself = (path: string): string => path;
const AS_IT_LIES = {
  originalOf: itself,
  stagedOf: itself,
  writtenSince: (): readonly string[] => [],
  done: nothingToDo,
};

/** Opens the projects of a run: by paths, by what is staged (as it is staged, configs too), or by what has changed since a commit. */
export const openScope = async (
  paths: readonly NamedPath[],
  flags: RunFlags,
  around: Surroundings,
): Promise<RunScope> => {
  const isStaged = flags.staged === true;
  const { changed } = flags;
  if (isStaged && changed !== undefined) throw new UsageError('--staged and --changed cannot be used together');
  if (isStaged) return openStaged(paths, flags, around);
  const opened = await openFor(flags, around, paths, { judges: true });
  if (changed === undefined) {
    const named = opened.projects.flatMap((project): readonly [Project, Selection][] =>
      project.selection === undefined ? [] : [[project, project.selection]],
    );
    return { opened, selections: new Map(named), allowEmpty: false, ...AS_IT_LIES };
  }
  const { selectionOf } = await import('./changed-selection.ts');
  const since = typeof changed === 'string' ? changed : 'HEAD';
  const selections = new Map<Project, Selection>();
  for (const project of opened.projects) {
    const repository = await repositoryOf(project.config.root, envOf(around));
    const place = { repository, root: realpathSync(project.config.root) };
    selections.set(project, await selectionOf(project, await changesSince(repository, since), place, flags.baseline));
  }
  return { opened, selections, allowEmpty: true, ...AS_IT_LIES };
};

const openStaged = async (paths: readonly NamedPath[], flags: RunFlags, around: Surroundings): Promise<RunScope> => {
  const config = flags.config === undefined ? undefined : resolve(around.cwd, flags.config);
  const starts = startsOf(paths, config, around.cwd);
  const { copyIndex, outermostStaged } = await import('../git/staged-copy.ts');
  const { selectionOf } = await import('./changed-selection.ts');
  const repository = await repositoryOf(starts[0] ?? around.cwd, envOf(around));
  const finder = configFinder();
  // Whatever holds for what is named lies below the outermost config above it.
  const index = await indexState(repository);
  const folders = starts.map(
    (folder) =>
      commonFolder([
        finder.above(folder).at(-1)?.folder ?? folder,
        outermostStaged(repository, index, folder) ?? folder,
      ]) ?? folder,
  );
  const copy = await copyIndex(repository, index, folders);
  try {
    const changes = await stagedChanges(repository);
    if (config === undefined) refuseUnstaged({ finder, index, repository, changes, starts, folders }, around.cwd);
    else copy.view.bring(copy.copyOf(config), 'settings');
    const cwd = copy.copyOf(around.cwd);
    const opened = await openFor(
      config === undefined ? flags : { ...flags, config: copy.copyOf(config) },
      { ...around, cwd: cwd === around.cwd ? copy.top : cwd },
      paths.map((path) => ({ ...path, absolute: copiedPath(path, copy, repository) })),
      { judges: true, view: copy.view, top: copy.top, home: copy.copyOf(homedir()) },
    );
    const selections = new Map<Project, Selection>();
    const unseen: Notice[] = [];
    for (const project of opened.projects) {
      const place = { repository, root: copy.view.originalOf(project.config.root) };
      selections.set(project, await selectionOf(project, changes, place, flags.baseline));
      const submodules = changes.paths.filter((path) => index.submodules.has(path));
      unseen.push(...submodulesUnseen(project, submodules, { place, from: copy.view.originalOf(opened.root) }));
    }
    const told = { ...opened, notices: [...opened.notices, ...unseen] };
    return {
      opened: told,
      selections,
      allowEmpty: true,
      originalOf: copy.view.originalOf,
      stagedOf: (path) => (existsSync(copy.copyOf(path)) ? copy.copyOf(path) : path),
      writtenSince: () => copy.writtenSince(changes.paths),
      done: copy.remove,
    };
  } catch (error) {
    await copy.remove();
    throw error;
  }
};

const startsOf = (paths: readonly NamedPath[], config: string | undefined, cwd: string): readonly string[] => {
  if (config !== undefined) return [dirname(config)];
  if (paths.length === 0) return [cwd];
  return paths.map(({ absolute, isFolder }) => (isFolder ? absolute : dirname(absolute)));
};

const copiedPath = ({ given, absolute }: NamedPath, copy: StagedCopy, { top }: Repository): string => {
  const path = copy.copyOf(absolute);
  if (path === absolute) throw new UsageError(`--staged: ${given} lies outside of the repository ${top}`);
  return path;
};

interface Staging {
  readonly finder: ConfigFinder;
  readonly index: IndexState;
  readonly repository: Repository;
  readonly changes: Changes;
  readonly starts: readonly string[];
  readonly folders: readonly string[];
}

/** A config that lies above what is judged and is not part of the commit would hold here and not in CI. Throws `config-invalid`. */
const refuseUnstaged = ({ finder, index, repository, changes, starts, folders }: Staging, cwd: string): void => {
  const changed = changes.paths.map((path) => dirname(join(repository.top, path)));
  const within = changed.filter((folder) => folders.some((each) => isInside(realpathSync(each), folder)));
  const found = new Map([...starts, ...within].flatMap(finder.above).map((each) => [each.file, each]));
  const problems = [...found.keys()].flatMap((file): readonly Problem[] => {
    const path = pathFrom(repository.top, realpathSync(dirname(file)));
    const inIndex = path === '.' ? basename(file) : `${path}/${basename(file)}`;
    if (index.files.has(inIndex)) return [];
    return [
      {
        file: pathFrom(cwd, file),
        message: 'is not staged as a file of its own',
        hint: 'add it to git, or name it with --config: it is read as it lies there then',
      },
    ];
  });
  if (problems.length === 0) return;
  throw new ListingLintError('config-invalid', '--staged reads configs as they are staged', problems);
};

const envOf = ({ env }: Surroundings): NodeJS.ProcessEnv => ({ ...process.env, ...env });
