import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import { pictureId, readLedger, type StampEntry, UNSTAMPED } from '@listing-lint/rules/watermark';
import type { PictureFile } from '../match/read-ours.ts';

import { nowAt } from './now-at.ts';

/** The unstamped original of a picture that was stamped in place, and its listing's picture. */
export interface UnstampedPicture {
  readonly unstamped: string;
  /** The path that it was stamped at, from the root. */
  readonly listing: string;
  /** Another one has been stamped or put at that path since. */
  readonly isEarlier: boolean;
  /** The current file at that path was made of it. */
  readonly isPublished: boolean;
}

const ID = /\.[0-9a-f]{12}(?=\.[^./]*$|$)/;

/** Finds the listing's picture of an unstamped original, and whether it is still published. */
export const listingOfUnstamped = async (
  root: string,
  picture: PictureFile,
  ledger: ReadonlyMap<string, StampEntry>,
  limits?: Settings['limits'],
): Promise<UnstampedPicture> => {
  const { file, name: unstamped, within } = picture;
  const path = unstamped.slice(UNSTAMPED.length + 1);
  // A second picture of that path has its id in the name.
  const listing = ledger.has(path) || existsSync(join(root, path)) ? path : path.replace(ID, '');
  const entry = ledger.get(listing);
  const bytes = await readBytes(file, { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6, within }).catch(() => undefined);
  if (entry !== undefined && bytes !== undefined && pictureId(bytes) !== entry.id)
    return { unstamped, listing, isEarlier: true, isPublished: false };
  const now = await nowAt(root, { path: listing, entry, unstamped: picture }, limits);
  return { unstamped, listing, isEarlier: now === 'other', isPublished: now === 'stamped' || now === 'same-picture' };
};

/** Returns the path of the listing's picture that an unstamped original was stamped as, from the root; undefined if it is not there any more. */
export const publishedAs = async (root: string, unstamped: PictureFile): Promise<string | undefined> => {
  const { listing, isPublished } = await listingOfUnstamped(root, unstamped, await readLedger(root));
  return isPublished ? listing : undefined;
};
