import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve } from 'node:path';
import {
  boundFault,
  CONFIG_FILES,
  commonFolder,
  type FileView,
  isInside,
  ListingLintError,
  makeTemporaryFolder,
  pathFrom,
} from '@listing-lint/core';
import { checkOutIndex, checkOutOne, type IndexState, type Repository } from './git.ts';

/** A part of a working tree as it would be after the commit, and the way there and back. */
export interface StagedCopy {
  /** Absolute folder that stands for the top of the working tree. */
  readonly top: string;
  /** Where an absolute path of the working tree lies in the copy; a path outside of the working tree is itself. */
  readonly copyOf: (path: string) => string;
  readonly view: FileView;
  /** Of these files (from the top) those that somebody has written to since: what is linked changes with them, and is no longer what is staged. */
  readonly writtenSince: (paths: readonly string[]) => readonly string[];
  readonly remove: () => Promise<void>;
}

/**
 * Lays out the index of git, below absolute folders, as a folder inside git's own: working files that are as staged are linked, not
 * copied; the others are checked out. What a run has left there that was killed goes first.
 */
export const copyIndex = async (
  repository: Repository,
  index: IndexState,
  folders: readonly string[],
): Promise<StagedCopy> => {
  const { git, top } = repository;
  const gitFolder = resolve(top, await git(['rev-parse', '--git-dir']));
  const { folder: copy, remove } = await makeTemporaryFolder('staged', gitFolder);
  const begun = Date.now();
  try {
    const prefix = prefixOf(top, folders);
    const wanted = [...index.files].filter((path) => path.startsWith(prefix));
    for (const folder of folders) await mkdir(join(copy, relative(top, realOf(folder))), { recursive: true });
    for (const path of wanted) if (!index.differing.has(path)) place(join(top, path), join(copy, path));
    await checkOutIndex(
      repository,
      wanted.filter((path) => index.differing.has(path)),
      copy,
    );
    const copyOf = (path: string): string => {
      const real = realOf(path);
      return isInside(top, real) ? join(copy, relative(top, real)) : path;
    };
    const writtenSince = (paths: readonly string[]): readonly string[] =>
      paths.filter((path) => !index.differing.has(path) && writtenAt(join(copy, path)) > begun);
    return { top: copy, copyOf, view: viewOf(repository, copy, index), writtenSince, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

/** The outermost folder, from an absolute one up to the top, for which the index has a config; undefined where there is none. */
export const outermostStaged = ({ top }: Repository, { files }: IndexState, folder: string): string | undefined => {
  let outermost: string | undefined;
  for (let at = realOf(folder); isInside(top, at); at = dirname(at)) {
    const path = pathFrom(top, at);
    if (CONFIG_FILES.some((name) => files.has(posix.join(path, name)))) outermost = at;
  }
  return outermost;
};

/** From the top, with a trailing `/`; empty for the top itself. */
const prefixOf = (top: string, folders: readonly string[]): string => {
  const common = commonFolder(folders.map(realOf)) ?? top;
  const prefix = isInside(top, common) ? pathFrom(top, common) : '.';
  return prefix === '.' ? '' : `${prefix}/`;
};

const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
};

/** Programs and packages come from the working tree, which has their surroundings; a program has to be what is staged. */
const viewOf = (repository: Repository, copy: string, index: IndexState): FileView => {
  const { top } = repository;
  const originalOf = (path: string): string => (isInside(copy, path) ? join(top, relative(copy, path)) : path);
  return {
    originalOf,
    programOf: (file) => {
      const path = pathFrom(copy, file);
      if (!index.differing.has(path)) return originalOf(file);
      throw new ListingLintError('config-invalid', `--staged: the program ${path} is not as it is staged`, [
        {
          message: 'a program is run where it lies, and there it is another one',
          file: path,
          hint: 'stage it (git add), or put the rest away (git stash --keep-index)',
        },
      ]);
    },
    bring: (file, of) => {
      const path = pathFrom(copy, file);
      if (existsSync(file) || !isInside(copy, file)) return;
      if (index.differing.has(path)) checkOutOne(repository, path, copy);
      else if (boundFault(originalOf(file), top) !== undefined) lead(originalOf(file), file);
      else if (index.files.has(path) || of === 'settings') place(originalOf(file), file);
    },
  };
};

/** When a file was written last, ms since 1970; 0 for none. */
const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A symbolic link: what leads out of the working tree must not come to be in the copy by its content. */
const lead = (from: string, to: string): void => {
  if (lstatSync(from, { throwIfNoEntry: false }) === undefined) return;
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
};

/** A link; on a file system without hard links a copy, and nothing of a file that has just gone. */
const place = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    try {
      copyFileSync(from, to);
    } catch {
      // It is told where it is asked for.
    }
  }
};
