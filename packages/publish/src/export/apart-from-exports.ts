import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type Subject, writtenFilesIn } from '@listing-lint/core/plugin';
import { EXPORTS } from './export-folder.ts';

/** Subjects that are no copies written by an export: copies are not exported again. `root`: absolute folder of the config. */
export const apartFromExports = (subjects: readonly Subject[], root: string): readonly Subject[] => {
  const known = new Map<string, ((file: string) => boolean) | undefined>();
  /** Whether a file in a folder is such a copy; undefined outside of export folders. */
  const copiesIn = (folder: string): ((file: string) => boolean) | undefined => {
    const way = relative(root, folder);
    if (way === '' || way.startsWith('..')) return undefined;
    if (known.has(folder)) return known.get(folder);
    const isWritten = existsSync(join(folder, EXPORTS)) ? writtenFilesIn(folder, 'exported copies') : undefined;
    const isCopy =
      isWritten === undefined
        ? copiesIn(dirname(folder))
        : (file: string) => isWritten(relative(folder, file).replaceAll(sep, '/'));
    known.set(folder, isCopy);
    return isCopy;
  };
  return subjects.filter(({ file }) => copiesIn(dirname(file))?.(file) !== true);
};
