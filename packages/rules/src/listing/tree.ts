import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type DiscoverContext, fileFault, ListingLintError } from '@listing-lint/core';
import { PICTURE_EXTENSIONS } from '../image/read/container.ts';
import { extensionOf } from '../image/read/header.ts';

/** What lies below the root and is not ignored; paths relative to it, with `/`, sorted. */
export interface Tree {
  readonly folders: readonly string[];
  readonly pictures: readonly string[];
  /** YAML and JSON files. */
  readonly texts: readonly string[];
}

const TEXT_EXTENSIONS: ReadonlySet<string> = new Set(['yaml', 'yml', 'json']);
const PICTURES: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);

/**
 * Walks the root once. Hidden files are left out; a link to a file is followed where it stays inside the root; a link to a folder
 * is not, for what it holds is found at its own place.
 */
export const walkTree = async (context: Pick<DiscoverContext, 'root' | 'ignored'>): Promise<Tree> => {
  const root = await realpath(context.root);
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of await entriesOf(root)) {
    if (entry.dirent.isDirectory()) {
      // An ignored folder is one whose files are: globs such as `**/drafts/**` do not match the folder itself.
      if (!context.ignored(`${entry.path}/listing.yaml`)) folders.push(entry.path);
      continue;
    }
    const extension = extensionOf(entry.path);
    if (!PICTURES.has(extension) && !TEXT_EXTENSIONS.has(extension)) continue;
    if (context.ignored(entry.path)) continue;
    if (entry.dirent.isSymbolicLink() && !(await isFileInside(root, entry.path))) continue;
    files.push(entry.path);
  }
  return {
    folders: folders.sort(),
    pictures: files.filter((path) => PICTURES.has(extensionOf(path))).sort(),
    texts: files.filter((path) => TEXT_EXTENSIONS.has(extensionOf(path))).sort(),
  };
};

/** An entry below the root, hidden ones and `node_modules` left out. */
interface Entry {
  readonly path: string;
  readonly dirent: Dirent;
}

/** A walk of our own: a glob's `**` passes over names with a line break, and what is passed over is not checked. */
const entriesOf = async (root: string): Promise<readonly Entry[]> => {
  const found: Entry[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const dirent of await readFolder(root, folder)) {
      if (dirent.name.startsWith('.') || dirent.name === 'node_modules') continue;
      const path = folder === '' ? dirent.name : `${folder}/${dirent.name}`;
      found.push({ path, dirent });
      if (dirent.isDirectory()) waiting.push(path);
    }
  }
  return found;
};

const readFolder = async (root: string, folder: string): Promise<readonly Dirent[]> => {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw new ListingLintError('file-unreadable', `the folder ${folder} cannot be read: ${fileFault(error)}`, [], {
      cause: error,
    });
  }
};

const isFileInside = async (root: string, path: string): Promise<boolean> => {
  try {
    const target = await realpath(join(root, path));
    return (target === root || target.startsWith(root + sep)) && (await stat(target)).isFile();
  } catch {
    return false;
  }
};
