import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault } from '../file/file-fault.ts';
import { ListingLintError } from '../model/error.ts';
import type { TreeEntry } from '../model/subject-kind.ts';

/**
 * Everything below a folder but hidden entries and `node_modules`, in any order; links are told, not followed. Throws
 * `file-unreadable` for a folder that cannot be read. A walk of our own: a glob's `**` passes over names with a line break, and what is
 * passed over is not checked.
 */
export const walkFolder = async (root: string): Promise<readonly TreeEntry[]> => {
  const found: TreeEntry[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const dirent of await readFolder(root, folder)) {
      if (dirent.name.startsWith('.') || dirent.name === 'node_modules') continue;
      const path = folder === '' ? dirent.name : `${folder}/${dirent.name}`;
      found.push({ path, kind: kindOf(dirent) });
      if (dirent.isDirectory()) waiting.push(path);
    }
  }
  return found;
};

/** What of a walk lies below one of its folders, as if that had been walked. */
export const entriesBelow = (entries: readonly TreeEntry[], folder: string): readonly TreeEntry[] => {
  const prefix = `${folder}/`;
  return entries.flatMap(({ path, kind }) =>
    path.startsWith(prefix) ? [{ path: path.slice(prefix.length), kind }] : [],
  );
};

const kindOf = (dirent: Dirent): TreeEntry['kind'] =>
  dirent.isFile() ? 'file' : dirent.isDirectory() ? 'folder' : dirent.isSymbolicLink() ? 'link' : 'other';

const readFolder = async (root: string, folder: string): Promise<readonly Dirent[]> => {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    const name = folder === '' ? root : folder;
    throw new ListingLintError('file-unreadable', `the folder ${name} cannot be read: ${fileFault(error)}`, [], {
      cause: error,
    });
  }
};
