import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NamedPath } from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';

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
