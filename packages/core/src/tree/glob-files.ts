import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import picomatch from 'picomatch';
import { fileFault } from '../file/file-fault.ts';
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
  const options = { nocase: ignoreCase, flags: ignoreCase ? 'si' : 's' };
  const unwanted = [...except, ...globs.flatMap((glob) => (glob.startsWith('!') ? [glob.slice(1)] : []))].map((glob) =>
    picomatch(withoutDot(glob), options),
  );
  const found = new Map<string, GlobMatch>();
  for (const glob of globs) {
    if (glob.startsWith('!')) continue;
    const { base: written, glob: pattern, isGlob } = picomatch.scan(withoutDot(glob));
    const base = written.replace(/\\(.)/g, '$1').replace(/(.)\/+$/, '$1');
    const start = resolve(folder, base);
    const matches = isGlob ? picomatch(pattern, options) : undefined;
    const entries = matches === undefined ? itself(start) : entriesBelow(start, pattern);
    for (const { path, isFolder } of entries) {
      if (matches !== undefined && !matches(path)) continue;
      const whole = base === '' || path === '' ? base || path : posix.join(base, path);
      if (!unwanted.some((test) => test(whole))) found.set(whole, { path: whole, isFolder });
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
};

/** The files among what globs mean, and what stands where a file is meant. */
export const globPaths = (folder: string, globs: readonly string[], options: GlobOptions = {}): readonly string[] =>
  globFiles(folder, globs, options).flatMap(({ path, isFolder }) => (isFolder ? [] : [path]));

const withoutDot = (glob: string): string => glob.replace(/^\.\//, '');

const itself = (path: string): readonly GlobMatch[] => {
  const stats = statOf(path);
  return stats === undefined ? [] : [{ path: '', isFolder: stats.isDirectory() }];
};

/** Everything below a folder that the pattern may mean; nothing where there is no such folder. */
const entriesBelow = (start: string, pattern: string): readonly GlobMatch[] => {
  if (statOf(start)?.isDirectory() !== true) return [];
  const depth = pattern.includes('**') ? Number.POSITIVE_INFINITY : pattern.split('/').length;
  const namesHidden = /(^|[/{,(|])\.[^./]/.test(pattern);
  const isWanted = (name: string): boolean =>
    (namesHidden || !name.startsWith('.')) && (name !== 'node_modules' || pattern.includes('node_modules'));
  const found: GlobMatch[] = [];
  const entered = new Set<string>();
  const folders = [''];
  // After the folders themselves, so that what both show is found under its own name.
  const links: string[] = [];
  for (let path = folders.pop(); path !== undefined; path = folders.pop() ?? links.shift()) {
    const real = realpathSync(join(start, path));
    if (entered.has(real)) continue;
    entered.add(real);
    for (const dirent of read(join(start, path))) {
      if (!isWanted(dirent.name)) continue;
      const inside = path === '' ? dirent.name : `${path}/${dirent.name}`;
      const isLink = dirent.isSymbolicLink();
      const isFolder = dirent.isDirectory() || (isLink && statOf(join(start, inside))?.isDirectory() === true);
      found.push({ path: inside, isFolder });
      if (isFolder && inside.split('/').length < depth) (isLink ? links : folders).push(inside);
    }
  }
  return found;
};

const statOf = (path: string): Stats | undefined => {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
};

const read = (folder: string): readonly Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `the folder ${folder} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};
