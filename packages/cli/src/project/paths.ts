import { existsSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NamedPath } from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';

/** Files and folders named on the command line; a glob that the shell left alone is followed. Throws for what does not exist. */
export const namedPaths = async (given: readonly string[], cwd: string): Promise<readonly NamedPath[]> => {
  const found = await Promise.all(given.map((path) => follow(path, cwd)));
  return found.flat();
};

/** Throws for a path that is not there and looks like a mistyped command. */
export const refuseMistyped = async (
  given: readonly string[],
  cwd: string,
  commandNames: readonly string[],
): Promise<void> => {
  for (const path of given) {
    if (!/^[a-z]+$/.test(path) || existsSync(resolve(cwd, path))) continue;
    const { nearest } = await import('@listing-lint/core');
    const near = nearest(path, commandNames);
    if (near === undefined) continue;
    const hint =
      near === path ? `a command stands first: listing-lint ${path} …` : `did you mean the command "${near}"?`;
    throw new UsageError(`no such file or folder: ${path}`, hint);
  }
};

/** A path that leads through a file, or is longer than any can be, is not there either. */
const NOT_THERE: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

const statsOf = async (absolute: string, given: string): Promise<Stats | undefined> => {
  try {
    return statSync(absolute);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_THERE.includes(error.code)) return undefined;
    const { fileFault } = await import('@listing-lint/core');
    throw new UsageError(`${given} cannot be read: ${fileFault(error)}`);
  }
};

const follow = async (given: string, cwd: string): Promise<readonly NamedPath[]> => {
  const absolute = resolve(cwd, given);
  const stats = await statsOf(absolute, given);
  if (stats !== undefined) return [{ given, absolute, isFolder: stats.isDirectory() }];
  if (!/[*?[{(]/.test(given)) throw new UsageError(`no such file or folder: ${given}`);
  const { globFiles, globProblem, idleGlobs, isLeavingOut } = await import('@listing-lint/core');
  const glob = given.replaceAll('\\', '/');
  const problem = globProblem(glob);
  if (problem !== undefined) throw new UsageError(`"${given}": ${problem}`);
  const matches = globFiles(cwd, [glob]);
  if (matches.length === 0) throw new UsageError(`no file or folder matches "${given}"`);
  const paths = matches.map(({ path }) => path);
  const idle = idleGlobs([glob], paths).find(isLeavingOut);
  if (idle?.branch !== undefined) throw new UsageError(`no file or folder matches "${idle.branch}" in "${given}"`);
  return matches.map(({ path, isFolder }) => ({ given: path, absolute: resolve(cwd, path), isFolder }));
};
