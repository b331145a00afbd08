import { posix } from 'node:path';
import { matcherOf } from '@listing-lint/core/plugin';
import { markFile, type Settings } from '../settings.ts';

/** The pictures of the seller's marks and of what looks like them, relative to the root, without `./`. */
export const markPaths = (settings: Settings): string[] =>
  [...(settings.brand?.watermarks ?? []).map(markFile), ...(settings.brand?.decoys ?? [])].flatMap((file) =>
    file === undefined ? [] : [posix.normalize(file)],
  );

/** Folders that hold the seller's marks, as far as they are not the root or a listing: what is in them is no listing picture. */
export const brandFolders = (settings: Settings): string[] => {
  const isListing = settings.listings === undefined ? () => false : matcherOf(settings.listings);
  const folders = markPaths(settings).map((path) => posix.dirname(path));
  return [...new Set(folders)].filter((folder) => folder !== '.' && !isListing(folder));
};
