import { existsSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import { realPlaceOf } from '../file/path-bound.ts';
import { noteSeen } from '../file/seen-files.ts';
import { type GitIndex, readGitIndex } from './git-index.ts';

/** The folder that holds a repository's `.git`: this absolute one, or the nearest above; undefined outside of one. */
export const repositoryHolding = (folder: string): string | undefined => {
  for (let at = folder; ; at = dirname(at)) {
    if (isRepository(at)) return at;
    if (dirname(at) === at) return undefined;
  }
};

/** What a repository's `.git` holds changes with every commit, and says nothing here: only that there is none is to be remembered. */
const isRepository = (folder: string): boolean => {
  const file = join(folder, '.git');
  const found = existsSync(file);
  if (!found) noteSeen(file, undefined);
  return found;
};

/** What git knows of paths below a folder (relative, `/`), also in repositories inside it. */
export interface Tracking {
  /** A file that is tracked, or a folder that holds one. What cannot be known is not tracked. */
  readonly isTracked: (path: string) => boolean;
  /** A folder whose content is of a repository of its own. */
  readonly isSubmodule: (path: string) => boolean;
}

/** Reads an index when something is first asked of its repository. `root` is absolute. */
export const trackingBelow = (root: string): Tracking => {
  const tops = new Map<string, string | undefined>();
  const indexes = new Map<string, GitIndex | undefined>();
  /** The repository of what lies in a folder. */
  const topOf = (folder: string): string | undefined => {
    if (!tops.has(folder)) tops.set(folder, holds(folder));
    return tops.get(folder);
  };
  const holds = (folder: string): string | undefined => {
    if (folder === '.') return repositoryHolding(root);
    return isRepository(join(root, folder)) ? join(root, folder) : topOf(posix.dirname(folder));
  };
  const indexOf = (top: string): GitIndex | undefined => {
    if (!indexes.has(top)) indexes.set(top, composed(top));
    return indexes.get(top);
  };
  const asked = (path: string, ask: (index: GitIndex, path: string) => boolean): boolean => {
    const plain = path.replace(/\/$/, '');
    const top = topOf(posix.dirname(plain));
    const index = top === undefined ? undefined : indexOf(top);
    return (
      index !== undefined &&
      ask(
        index,
        relative(top ?? root, join(root, plain))
          .replaceAll('\\', '/')
          .normalize(),
      )
    );
  };
  return {
    isTracked: (path) => asked(path, ({ files, folders }, each) => files.has(each) || folders.has(each)),
    isSubmodule: (path) => asked(path, ({ submodules }, each) => submodules.has(each)),
  };
};

/**
 * Whether git tracks a file (absolute) or what it links to: read from the index, so that it holds without git, too. True also where the index of the
 * repository around it cannot be read. Names are compared without regard to case, as some file systems do.
 */
export const isTracked = (file: string): boolean =>
  [join(realPlaceOf(dirname(file)), basename(file)), realPlaceOf(file)].some((path) => {
    const top = repositoryHolding(dirname(path));
    if (top === undefined) return false;
    const name = plainName(relative(top, path).replaceAll('\\', '/'));
    try {
      return [...readGitIndex(top).files].some((each) => plainName(each) === name);
    } catch {
      return true;
    }
  });

const plainName = (path: string): string => path.normalize().toLowerCase();

/** An index by names in one form of Unicode: some file systems give them back in another than git has them. */
const composed = (top: string): GitIndex | undefined => {
  try {
    const { files, folders, submodules } = readGitIndex(top);
    return { files: inOneForm(files), folders: inOneForm(folders), submodules: inOneForm(submodules) };
  } catch {
    return undefined;
  }
};

const inOneForm = (paths: ReadonlySet<string>): ReadonlySet<string> => {
  const plain = [...paths].every((path) => path.normalize() === path);
  return plain ? paths : new Set([...paths].map((path) => path.normalize()));
};
