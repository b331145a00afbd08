import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import fastGlob from 'fast-glob';
import picomatch from 'picomatch';
import { fileFault } from '../file/file-fault.ts';
import { noteSeen } from '../file/seen-files.ts';
import { ListingLintError } from '../model/error.ts';

export interface GlobOptions {
  /** Globs of what is left out. */
  readonly except?: readonly string[];
  readonly ignoreCase?: boolean;
}

export interface GlobMatch {
  /** As the glob says it: relative to the folder, with `/`, or absolute. */
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * What globs mean, sorted by path: folders, files, and whatever else stands there under a name that fits (a pipe, a link that leads
 * nowhere), for what is passed over is not looked at. `folder` is absolute; a glob may leave it by `../`, and `!glob` takes away. Links
 * to folders are followed, but each folder is entered once, however many links lead to it, also in circles. Hidden entries are left out
 * unless the glob names their dot, and `node_modules` unless it names that. Throws `file-unreadable` for a folder that cannot be read.
 */
export const globFiles = (
  folder: string,
  globs: readonly string[],
  { except = [], ignoreCase = false }: GlobOptions = {},
): readonly GlobMatch[] => {
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(withoutDot);
  const unwanted = [...except, ...globs.flatMap((glob) => (glob.startsWith('!') ? [glob.slice(1)] : []))].map(
    withoutDot,
  );
  const found = new Map<string, GlobMatch>();
  for (const glob of wanted) {
    const matches = fastGlob.isDynamicPattern(glob)
      ? matchesOf(folder, glob, unwanted, ignoreCase)
      : itself(folder, glob, unwanted);
    for (const match of matches) found.set(match.path, match);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** The files among what globs mean, and what stands where a file is meant. */
export const globPaths = (folder: string, globs: readonly string[], options: GlobOptions = {}): readonly string[] =>
  globFiles(folder, globs, options).flatMap(({ path, isFolder }) => (isFolder ? [] : [path]));

const withoutDot = (glob: string): string => glob.replace(/^\.\//, '');

/** A path without a pattern: what it names, if anything stands there and nothing takes it away. */
const itself = (folder: string, glob: string, unwanted: readonly string[]): readonly GlobMatch[] => {
  const path = glob.replace(/\\(.)/g, '$1').replace(/(.)\/+$/, '$1');
  const stats = statOf(resolve(folder, path));
  if (stats === undefined || picomatch([...unwanted], { flags: 's' })(path)) return [];
  return [{ path, isFolder: stats.isDirectory() }];
};

/** What one pattern means below its base. */
const matchesOf = (
  folder: string,
  glob: string,
  unwanted: readonly string[],
  ignoreCase: boolean,
): readonly GlobMatch[] => {
  const base = resolve(folder, picomatch.scan(glob).base.replace(/\\(.)/g, '$1'));
  if (statOf(base)?.isDirectory() !== true) return [];
  const options = {
    cwd: folder,
    ignore: [...unwanted, ...(glob.includes('node_modules') ? [] : ['**/node_modules/**'])],
    caseSensitiveMatch: !ignoreCase,
    onlyFiles: false,
    objectMode: true as const,
    fs: { readdirSync: onceEach(base) },
  };
  try {
    return fastGlob.globSync(glob, options).map(({ path, dirent }) => ({
      path,
      isFolder:
        dirent.isDirectory() || (dirent.isSymbolicLink() && statOf(resolve(folder, path))?.isDirectory() === true),
    }));
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `what ${glob} means cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};

/**
 * Reads a folder once, however many links lead to it: two links in a circle would double the paths at each level. What lies below the base
 * is found under its own name, not through a link.
 */
const onceEach = (base: string): ReadFolder => {
  const top = realpathSync(base);
  const entered = new Set<string>();
  function read(path: string, options: { withFileTypes: true }): Dirent[];
  function read(path: string): string[];
  function read(path: string, options?: { withFileTypes: true }): Dirent[] | string[] {
    const real = realpathSync(path);
    const isLinked = real !== resolve(top, relative(base, path));
    if (entered.has(real) || (isLinked && isWithin(top, real))) return [];
    entered.add(real);
    statOf(path);
    return options === undefined ? readdirSync(path) : readdirSync(path, options);
  }
  return read;
};

/** `readdirSync`, as fast-glob calls it. */
interface ReadFolder {
  (path: string, options: { withFileTypes: true }): Dirent[];
  (path: string): string[];
}

const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}${sep}`);

const statOf = (path: string): Stats | undefined => {
  try {
    const stats = statSync(path);
    noteSeen(path, stats);
    return stats;
  } catch {
    noteSeen(path, undefined);
    return undefined;
  }
};
