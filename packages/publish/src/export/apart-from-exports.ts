import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Subject } from '@listing-lint/core/plugin';
import { EXPORTS } from './export-folder.ts';

/** Subjects that do not lie in a folder that exports have written: copies are not exported again. `root`: absolute folder of the config. */
export const apartFromExports = (subjects: readonly Subject[], root: string): readonly Subject[] => {
  const known = new Map<string, boolean>();
  const isExport = (folder: string): boolean => {
    const way = relative(root, folder);
    if (way === '' || way.startsWith('..')) return false;
    const before = known.get(folder);
    if (before !== undefined) return before;
    const is = existsSync(join(folder, EXPORTS)) || isExport(dirname(folder));
    known.set(folder, is);
    return is;
  };
  return subjects.filter(({ file }) => !isExport(dirname(file)));
};
