import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { fileFault, isMissingFile, noteSeen } from '@listing-lint/core/plugin';

/**
 * What lies in a folder of the ledger (absolute), sorted; what begins with a dot is not ours. None where there is no folder; a sentence where something
 * else is there, a link to a folder too, or it cannot be read.
 */
export const listOwnFolder = async (path: string): Promise<readonly Dirent[] | string> => {
  try {
    const found = await lstat(path);
    noteSeen(path, found);
    if (found.isSymbolicLink()) return 'it is a link, which is not followed here';
    if (!found.isDirectory()) return 'it is no folder';
    const names = await readdir(path, { withFileTypes: true });
    return names.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (!isMissingFile(error)) return `it cannot be read: ${fileFault(error)}`;
    noteSeen(path, undefined);
    return [];
  }
};
