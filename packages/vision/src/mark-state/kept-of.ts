import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import { pictureId, readLedger, type StampEntry, UNSTAMPED } from '@listing-lint/rules/watermark';
import type { PictureFile } from '../match/read-ours.ts';

import { nowAt } from './now-at.ts';

/** A picture that was kept when it was stamped in place, and the listing's. */
export interface KeptOf {
  readonly kept: string;
  /** The path that it was stamped at, from the root. */
  readonly listing: string;
  /** Another one has been stamped or put at that path since. */
  readonly isEarlier: boolean;
  /** At that path there is what was made of it. */
  readonly isShown: boolean;
}

const ID = /\.[0-9a-f]{12}(?=\.[^./]*$|$)/;

/** Of which picture of a listing something was kept, and whether it is shown there still. */
export const keptOf = async (
  root: string,
  picture: PictureFile,
  ledger: ReadonlyMap<string, StampEntry>,
  limits?: Settings['limits'],
): Promise<KeptOf> => {
  const { file, name: kept, within } = picture;
  const path = kept.slice(UNSTAMPED.length + 1);
  // A second picture of that path has its id in the name.
  const listing = ledger.has(path) || existsSync(join(root, path)) ? path : path.replace(ID, '');
  const entry = ledger.get(listing);
  const bytes = await readBytes(file, { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6, within }).catch(() => undefined);
  if (entry !== undefined && bytes !== undefined && pictureId(bytes) !== entry.id)
    return { kept, listing, isEarlier: true, isShown: false };
  const now = await nowAt(root, { path: listing, entry, kept: picture }, limits);
  return { kept, listing, isEarlier: now === 'other', isShown: now === 'stamped' || now === 'shown' };
};

/** The path of the listing's picture that a kept file was stamped as, from the root; undefined where it is not shown there any more. */
export const publishedAs = async (root: string, kept: PictureFile): Promise<string | undefined> => {
  const { listing, isShown } = await keptOf(root, kept, await readLedger(root));
  return isShown ? listing : undefined;
};
