import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ANYWHERE, isAlive, outputFault, replaceFile } from '@listing-lint/core';
import { type BagFile, zipBag } from '@listing-lint/provenance';

/** Whether a bag becomes an archive. */
export const isArchivePath = (path: string): boolean => /\.zip$/i.test(path);

/**
 * Writes a bag to a folder (absolute) that is not there or is empty, or to an archive, whole or not at all: it is made beside, and put there in one step.
 * What a killed run has left beside is taken away. `name` is how messages call it. Throws `output-failed`.
 */
export const writeBag = async (files: readonly BagFile[], target: string, name: string): Promise<void> => {
  const around = dirname(target);
  const made = join(around, `.${basename(target)}.${process.pid}.part`);
  try {
    await mkdir(around, { recursive: true });
    await sweep(around, basename(target));
    // Whatever has that name comes with the repository.
    await rm(made, { recursive: true, force: true });
    if (isArchivePath(target)) {
      await replaceFile(target, await zipBag(files, basename(target).slice(0, -4) || 'evidence'), {
        within: ANYWHERE,
        unlocked: true,
      });
      return;
    }
    for (const { path, bytes } of files) {
      const file = join(made, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes, { flag: 'wx' });
    }
    // An empty folder gives way; one that is not empty any more does not.
    await rmdir(target).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
    await rename(made, target);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw outputFault(name, error);
  }
};

/** Takes away what processes that are gone have left. */
const sweep = async (folder: string, name: string): Promise<void> => {
  for (const left of await readdir(folder)) {
    const pid = left.startsWith(`.${name}.`) ? /^(\d+)\.part$/.exec(left.slice(name.length + 2))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, left), { recursive: true, force: true });
  }
};
