import { isKnownError } from '@listing-lint/core';
import { repositoryOf } from './git.ts';

/** The commit in which a file first had the bytes that it has, by the clock of whoever committed. */
export interface FirstCommit {
  readonly commit: string;
  /** ISO 8601, with its offset. */
  readonly at: string;
}

/** Finds that of files below a folder (absolute), by their paths from it; null where git does not know them as they are. Nothing is asked of a remote. */
export const firstCommitFinder = (
  folder: string,
  env: NodeJS.ProcessEnv,
): ((path: string) => Promise<FirstCommit | null>) => {
  const repository = repositoryOf(folder, env).catch((error: unknown) => {
    if (isKnownError(error)) return null;
    throw error;
  });
  return async (path) => {
    const found = await repository;
    if (found === null) return null;
    try {
      const prefix = await found.git(['-C', folder, 'rev-parse', '--show-prefix']);
      const blob = await found.git(['-C', folder, 'hash-object', '--', path]);
      const log = await found.git([
        'log',
        '--format=commit %H %cI',
        '--raw',
        '--no-abbrev',
        '--no-renames',
        '-z',
        '--',
        `${prefix}${path}`,
      ]);
      return firstWith(log, blob);
    } catch (error) {
      if (isKnownError(error)) return null;
      throw error;
    }
  };
};

/** The last of the log, which goes backwards, that brought the blob. Pure. */
const firstWith = (log: string, blob: string): FirstCommit | null => {
  let current: FirstCommit | null = null;
  let first: FirstCommit | null = null;
  for (const part of log.split(/[\0\n]/)) {
    const [, commit, at] = /^commit ([0-9a-f]{40,64}) (\S+)$/.exec(part) ?? [];
    if (commit !== undefined && at !== undefined) current = { commit, at };
    else if (/^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]$/.exec(part)?.[1] === blob) first = current;
  }
  return first;
};
