import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { DiscoverContext } from '@listing-lint/core';
import { settingsOf } from '../settings.ts';
import { isListingFile, type Layout, layOut } from './layout.ts';
import { type ListingFile, readListingFile } from './listing-file.ts';
import { type Tree, walkTree } from './tree.ts';

export interface Discovered {
  readonly tree: Tree;
  readonly layout: Layout;
}

const discovered = new WeakMap<DiscoverContext, Promise<Discovered>>();

/** The tree below the root and its layout; images, listings and cases of one run share one walk. */
export const discover = (context: DiscoverContext): Promise<Discovered> => {
  const known = discovered.get(context);
  if (known) return known;
  const fresh = discoverOnce(context);
  discovered.set(context, fresh);
  return fresh;
};

const discoverOnce = async (context: DiscoverContext): Promise<Discovered> => {
  const tree = await walkTree(context);
  const files = new Map<string, ListingFile>();
  for (const path of tree.texts.filter(isListingFile)) {
    const folder = posix.dirname(path);
    if (files.has(folder)) {
      context.warn(`${folder} holds both listing.yaml and listing.yml; listing.yaml is used`);
      continue;
    }
    files.set(folder, await readOne(context.root, path));
  }
  const layout = layOut(tree, files, settingsOf(context));
  for (const warning of layout.warnings) context.warn(warning);
  return { tree, layout };
};

const readOne = async (root: string, path: string): Promise<ListingFile> => {
  try {
    return readListingFile({ path, text: await readFile(join(root, path), 'utf8') });
  } catch {
    return { path, roles: [], problems: [{ message: 'the file cannot be read', file: path }] };
  }
};
