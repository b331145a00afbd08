import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileFault, readBytes, sha256 } from '@listing-lint/core';
import type { KeptEntry } from '@listing-lint/provenance';
import { readHeader } from '@listing-lint/rules/image';
import { pictureData } from '@listing-lint/rules/metadata';

/** The place of a signed copy, and the picture of which it is to be. */
export interface CopyPlace {
  /** Absolute. */
  readonly copy: string;
  /** Absolute folder of the config. */
  readonly root: string;
  readonly file: string;
  /** Of the picture, from the folder of the config; and its bytes. */
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * What lies where a signed copy belongs. `current`: that of the picture as it is. `earlier`: that of the picture as it was, by the ledger. `other`: nobody knows
 * that it was signed from this picture.
 */
export type CopyStanding =
  | { readonly kind: 'none' | 'current' | 'other' }
  | { readonly kind: 'earlier'; readonly bytes: Buffer }
  | { readonly kind: 'unread'; readonly reason: string };

/** Looks at the place of a signed copy. `maxBytes` bounds what is read of it. */
export const copyStanding = async (
  { copy, root, file, path, bytes }: CopyPlace,
  entries: readonly KeptEntry[],
  maxBytes: number,
): Promise<CopyStanding> => {
  if (!existsSync(copy)) return { kind: 'none' };
  try {
    const there = await readBytes(copy, { maxBytes, within: root, links: 'refuse' });
    const parents = parentsIn(entries, sha256(there));
    const hash = sha256(bytes);
    if (parents.some((parent) => parent.sha256 === hash)) return { kind: 'current' };
    if (parents.some((parent) => parent.path === path)) return { kind: 'earlier', bytes: there };
    // One that was signed by a run that ended before it could be archived.
    const isFresh = (await stat(copy)).mtimeMs >= (await stat(file)).mtimeMs;
    return { kind: isFresh && (await isSamePicture(there, bytes)) ? 'current' : 'other' };
  } catch (error) {
    return { kind: 'unread', reason: fileFault(error) };
  }
};

const parentsIn = (entries: readonly KeptEntry[], hash: string) =>
  entries.flatMap(({ entry }) => (entry.type === 'picture' && entry.file.sha256 === hash ? entry.parents : []));

const isSamePicture = async (a: Buffer, b: Buffer): Promise<boolean> => {
  const [first, second] = await Promise.all(
    [a, b].map(async (bytes) => pictureData(bytes, (await readHeader(bytes, '')).format)),
  );
  return first != null && first === second;
};
