import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import fastGlob from 'fast-glob';
import picomatch from 'picomatch';
import { faultCode, fileFault } from '../file/file-fault.ts';
import { leadsOut } from '../file/path-bound.ts';
import { noteSeen } from '../file/seen-files.ts';
import { ListingLintError } from '../model/error.ts';

export interface GlobOptions {
  /** Globs of what is left out. */
  readonly except?: readonly string[];
  readonly ignoreCase?: boolean;
  /** Absolute path of a folder that no link may lead out of: such links are not followed. */
  readonly within?: string;
  /** Told each of these links, once a glob, as the glob says it; of hidden ones nothing is told. */
  readonly onWayOut?: (path: string) => void;
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
  { except = [], ...options }: GlobOptions = {},
): readonly GlobMatch[] => {
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(withoutDot);
  const unwanted = [...except, ...globs.flatMap((glob) => (glob.startsWith('!') ? [glob.slice(1)] : []))].map(
    withoutDot,
  );
  const found = new Map<string, GlobMatch>();
  for (const glob of wanted) {
    const matches = fastGlob.isDynamicPattern(glob)
      ? matchesOf(folder, glob, unwanted, options)
      : itself(folder, glob, unwanted, options);
    for (const match of matches) found.set(match.path, match);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** The files among what globs mean, and what stands where a file is meant. */
export const globPaths = (folder: string, globs: readonly string[], options: GlobOptions = {}): readonly string[] =>
  globFiles(folder, globs, options).flatMap(({ path, isFolder }) => (isFolder ? [] : [path]));

const withoutDot = (glob: string): string => glob.replace(/^\.\//, '');

/** A path without a pattern: what it names, if anything stands there and nothing takes it away. */
const itself = (
  folder: string,
  glob: string,
  unwanted: readonly string[],
  options: LinkOptions,
): readonly GlobMatch[] => {
  const path = glob.replace(/\\(.)/g, '$1').replace(/(.)\/+$/, '$1');
  const stats = statOf(resolve(folder, path));
  if (stats === undefined || picomatch([...unwanted], { flags: 's' })(path)) return [];
  if (isWayOut(resolve(folder, path), path, options)) return [];
  return [{ path, isFolder: stats.isDirectory() }];
};

/** What one pattern means below its base. */
const matchesOf = (
  folder: string,
  glob: string,
  unwanted: readonly string[],
  { ignoreCase = false, ...links }: Pick<GlobOptions, 'ignoreCase'> & LinkOptions,
): readonly GlobMatch[] => {
  const start = picomatch.scan(glob).base.replace(/\\(.)/g, '$1');
  const base = resolve(folder, start);
  if (statOf(base)?.isDirectory() !== true || isWayOut(base, start, links)) return [];
  const options = {
    cwd: folder,
    ignore: [...unwanted, ...(glob.includes('node_modules') ? [] : ['**/node_modules/**'])],
    caseSensitiveMatch: !ignoreCase,
    onlyFiles: false,
    objectMode: true as const,
    fs: { readdirSync: onceEach(base, start, links) },
  };
  try {
    return fastGlob.globSync(glob, options).map(({ path, dirent }) => ({
      path,
      isFolder:
        dirent.isDirectory() || (dirent.isSymbolicLink() && statOf(resolve(folder, path))?.isDirectory() === true),
    }));
  } catch (cause) {
    if (faultCode(cause) === 'file-unreadable') throw cause;
    throw new ListingLintError('file-unreadable', `what ${glob} means cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};

/**
 * Reads a folder once, however many links lead to it: two links in a circle would double the paths at each level. What lies below the base
 * is found under its own name, not through a link.
 */
const onceEach = (base: string, start: string, links: LinkOptions): ReadFolder => {
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
    const name = posix.join(start, relative(base, path).replaceAll(sep, '/'));
    const dirents = readFolder(path, name).filter((dirent) => {
      const told = dirent.name.startsWith('.') ? { within: links.within } : links;
      return !dirent.isSymbolicLink() || !isWayOut(join(path, dirent.name), posix.join(name, dirent.name), told);
    });
    return options === undefined ? dirents.map((dirent) => dirent.name) : dirents;
  }
  return read;
};

type LinkOptions = { readonly [option in 'within' | 'onWayOut']?: GlobOptions[option] | undefined };

/** Whether a path leads out of the folder that is not to be left, which is told then. */
const isWayOut = (file: string, path: string, { within, onWayOut }: LinkOptions): boolean => {
  if (within === undefined || !leadsOut(within, file)) return false;
  onWayOut?.(path);
  return true;
};

const readFolder = (path: string, name: string): Dirent[] => {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `the folder ${name} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
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
