import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { DiscoverContext } from '@listing-lint/core';
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
 * What a walk of the root has found. Hidden files are left out; a link to a file is followed where it stays inside the root; a link to a folder
 * is not, for what it holds is found at its own place.
 */
export const walkTree = async (context: Pick<DiscoverContext, 'root' | 'ignored' | 'entries'>): Promise<Tree> => {
  const root = await realpath(context.root);
  const folders: string[] = [];
  const files: string[] = [];
  for (const { path, kind } of context.entries) {
    if (kind === 'folder') {
      // An ignored folder is one whose files are: globs such as `**/drafts/**` do not match the folder itself.
      if (!context.ignored(`${path}/listing.yaml`)) folders.push(path);
      continue;
    }
    const extension = extensionOf(path);
    if (!PICTURES.has(extension) && !TEXT_EXTENSIONS.has(extension)) continue;
    if (context.ignored(path)) continue;
    if (kind === 'link' && !(await isFileInside(root, path))) continue;
    files.push(path);
  }
  return {
    folders: folders.sort(),
    pictures: files.filter((path) => PICTURES.has(extensionOf(path))).sort(),
    texts: files.filter((path) => TEXT_EXTENSIONS.has(extensionOf(path))).sort(),
  };
};

const isFileInside = async (root: string, path: string): Promise<boolean> => {
  try {
    const target = await realpath(join(root, path));
    return (target === root || target.startsWith(root + sep)) && (await stat(target)).isFile();
  } catch {
    return false;
  }
};
