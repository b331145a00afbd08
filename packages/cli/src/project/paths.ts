import { statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../output/known-error.ts';

/** What the user named, on disk. */
export interface NamedPath {
  readonly given: string;
  readonly absolute: string;
  readonly isFolder: boolean;
}

/** Files and folders named on the command line; a glob that the shell left alone is followed. Throws for what does not exist. */
export const namedPaths = async (
  given: readonly string[],
  cwd: string,
  commandNames: readonly string[],
): Promise<readonly NamedPath[]> => {
  const found = await Promise.all(given.map((path) => follow(path, cwd, commandNames)));
  return found.flat();
};

const follow = async (given: string, cwd: string, commandNames: readonly string[]): Promise<readonly NamedPath[]> => {
  const absolute = resolve(cwd, given);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (stats !== undefined) return [{ given, absolute, isFolder: stats.isDirectory() }];
  const { globFiles, nearest } = await import('@listing-lint/core');
  if (/[*?[{(]/.test(given)) {
    const matches = globFiles(cwd, [given.replaceAll('\\', '/')]);
    if (matches.length > 0) {
      return matches.map(({ path, isFolder }) => ({ given: path, absolute: resolve(cwd, path), isFolder }));
    }
    throw new UsageError(`no file or folder matches "${given}"`);
  }
  const near = /^[a-z]+$/.test(given) ? nearest(given, commandNames) : undefined;
  throw new UsageError(
    `no such file or folder: ${given}`,
    near === undefined ? undefined : `did you mean the command "${near}"?`,
  );
};

/** The folder that holds all of them; undefined for none. */
export const commonFolder = (paths: readonly NamedPath[]): string | undefined => {
  const folders = paths.map(({ absolute, isFolder }) => (isFolder ? absolute : dirname(absolute)));
  const [first, ...rest] = folders;
  if (first === undefined) return undefined;
  return rest.reduce((common, folder) => {
    let shared = common;
    while (!isInside(shared, folder)) shared = dirname(shared);
    return shared;
  }, first);
};

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
};

/** Paths as reports write them: relative to the root, with `/`. Throws for what lies outside. */
export const relativeToRoot = (paths: readonly NamedPath[], root: string): readonly string[] =>
  paths.map(({ given, absolute }) => {
    if (!isInside(root, absolute)) {
      throw new UsageError(
        `${given} lies outside ${root}, the folder of the config`,
        'run from there, or name its config with --config',
      );
    }
    return relative(root, absolute).replaceAll(sep, '/') || '.';
  });
