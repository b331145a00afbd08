import { type Dirent, readdirSync as readDirents, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import fastGlob from 'fast-glob';
import { faultCode, fileFault } from '../file/file-fault.ts';
import { leadsOut } from '../file/path-bound.ts';
import { noteSeen } from '../file/seen-files.ts';
import { ListingLintError } from '../model/error.ts';
import { compileGlob, type Glob } from '../text/glob/glob.ts';
import { isExclusion, lastTreeMatcherOf } from '../text/glob/glob-matcher.ts';
import { outputIn, writtenFilesIn } from './output-folder.ts';

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
 * nowhere), for what is passed over is not looked at. `folder` is absolute; a glob may leave it by `../`, and `!glob` takes away, with all that is in
 * a folder of that name. Links to folders are followed, but each folder is entered once, however many links lead to it, also in circles. Hidden
 * entries are left out unless the glob names their dot, `node_modules` unless it names that, and files that this program has written (`writtenFilesIn`) unless it begins there.
 * Throws `file-unreadable` for a folder that cannot be read.
 */
export const globFiles = (
  folder: string,
  globs: readonly string[],
  { except = [], ...options }: GlobOptions = {},
): readonly GlobMatch[] => {
  const taken = [...except, ...globs.flatMap((glob) => (isExclusion(glob) ? [glob.slice(1)] : []))];
  const found = new Map<string, GlobMatch>();
  for (const written of globs) {
    if (isExclusion(written)) continue;
    const glob = compileGlob(written, { ignoreCase: options.ignoreCase === true });
    const isTaken = lastTreeMatcherOf(written.includes('node_modules') ? taken : [...taken, '**/node_modules']);
    const matches =
      glob.literal === undefined
        ? matchesOf(folder, glob, isTaken, options)
        : itself(folder, glob.literal, isTaken, options);
    for (const match of matches) found.set(match.path, match);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** The files among what globs mean, and what stands where a file is meant. */
export const globPaths = (folder: string, globs: readonly string[], options: GlobOptions = {}): readonly string[] =>
  globFiles(folder, globs, options).flatMap(({ path, isFolder }) => (isFolder ? [] : [path]));

type IsTaken = (path: string) => boolean;

/** A path without a pattern: what it names, if anything stands there and nothing takes it away. */
const itself = (folder: string, path: string, isTaken: IsTaken, options: LinkOptions): readonly GlobMatch[] => {
  const stats = statOf(resolve(folder, path));
  if (stats === undefined || isTaken(path)) return [];
  if (isWayOut(resolve(folder, path), path, options)) return [];
  return [{ path, isFolder: stats.isDirectory() }];
};

/** What one pattern means below its base. fast-glob walks the folders, and knows no pattern: its own may take time exponential in their length. */
const matchesOf = (folder: string, glob: Glob, isTaken: IsTaken, links: LinkOptions): readonly GlobMatch[] => {
  const base = resolve(folder, glob.base);
  if (statOf(base)?.isDirectory() !== true || isWayOut(base, glob.base, links)) return [];
  const found: GlobMatch[] = [];
  const read = onceEach(base, glob.base, links);
  /** Of folders that were read, whether a file below is a copy of what is elsewhere: a glob that begins there means it. */
  const written = new Map<string, (path: string) => boolean>();
  function readdirSync(path: string, options: { withFileTypes: true }): Dirent[];
  function readdirSync(path: string): string[];
  function readdirSync(path: string, options?: { withFileTypes: true }): Dirent[] | string[] {
    const below = relative(base, path).replaceAll(sep, '/');
    const name = below === '' ? glob.base : nameIn(glob.base, below);
    if (below !== '' && (isTaken(name) || !glob.mayMatchBelow(name))) return [];
    const dirents = read(path);
    const output = path === base ? undefined : outputIn(path, dirents);
    const isIn = output === undefined ? undefined : writtenFilesIn(path, output);
    const isWritten =
      isIn === undefined
        ? written.get(dirname(path))
        : (file: string) => isIn(relative(path, file).replaceAll(sep, '/'));
    if (isWritten !== undefined) written.set(path, isWritten);
    for (const dirent of dirents) {
      const each = nameIn(name, dirent.name);
      if (!glob.matches(each) || isTaken(each)) continue;
      if (dirent.isFile() && isWritten?.(join(path, dirent.name)) === true) continue;
      const isFolder =
        dirent.isDirectory() || (dirent.isSymbolicLink() && statOf(resolve(folder, each))?.isDirectory() === true);
      found.push({ path: each, isFolder });
    }
    return options === undefined ? dirents.map((dirent) => dirent.name) : dirents;
  }
  try {
    fastGlob.globSync('**', { cwd: base, dot: true, onlyFiles: false, fs: { readdirSync } });
  } catch (cause) {
    if (faultCode(cause) === 'file-unreadable') throw cause;
    throw new ListingLintError('file-unreadable', `${glob.base || folder} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
  return found;
};

/** A name in a folder; the folder may be `''`. */
const nameIn = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}${folder.endsWith('/') ? '' : '/'}${name}`;

/**
 * Reads a folder once, however many links lead to it: two links in a circle would double the paths at each level. What lies below the base
 * is found under its own name, not through a link.
 */
const onceEach = (base: string, start: string, links: LinkOptions): ((path: string) => Dirent[]) => {
  const top = realpathSync(base);
  const entered = new Set<string>();
  return (path) => {
    const real = realpathSync(path);
    const isLinked = real !== resolve(top, relative(base, path));
    if (entered.has(real) || (isLinked && isWithin(top, real))) return [];
    entered.add(real);
    statOf(path);
    const name = posix.join(start, relative(base, path).replaceAll(sep, '/'));
    const all = readFolder(path, name);
    return all.filter((dirent) => {
      const told = dirent.name.startsWith('.') ? { within: links.within } : links;
      return !dirent.isSymbolicLink() || !isWayOut(join(path, dirent.name), posix.join(name, dirent.name), told);
    });
  };
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
    return readDirents(path, { withFileTypes: true });
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `the folder ${name} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};

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
