import { isKnownError } from '@listing-lint/core/plugin';
import { sniff } from '@listing-lint/rules/image';
import {
  findCarriers,
  hasManifest,
  type Metadata,
  otherOwner,
  readMetadata,
  type Statement,
  statementsOf,
  unreadOwner,
} from '@listing-lint/rules/metadata';
import type { Settings } from '@listing-lint/rules/settings';
import { privatePartsOf } from '../metadata/write/clean-stamped.ts';
import { editMetadata } from '../metadata/write/edit-metadata.ts';
import type { Removal } from '../metadata/write/edit-scope.ts';
import { labelsIn, lostLabels, rightsOfBrand, statedRights } from '../metadata/write/kept-statements.ts';
import type { XmpValue } from '../metadata/write/xmp-edit.ts';

/** What copies keep of metadata: rights and what says that a model made the picture, or nothing but the latter, which must not be taken out. */
export type KeptMetadata = 'rights' | 'none';

export interface CleanedCopy {
  readonly bytes: Buffer;
  /** What is gone of the original's, in words. */
  readonly removed: readonly string[];
}

const metadataOf = (bytes: Buffer): Metadata => readMetadata(findCarriers(bytes, sniff(bytes, '')));

/** The rights that the original states; where it names nobody, and all that might was read, those of the config. */
const rightsIn = (
  original: Metadata,
  statements: readonly Statement[],
  brand: Settings['brand'],
): readonly XmpValue[] => {
  const stated = statedRights(statements);
  const isOurs = otherOwner(statements, brand, { creators: true }) === null && unreadOwner(original) === null;
  return stated.length === 0 && isOurs ? rightsOfBrand(brand) : stated;
};

const written = (bytes: Buffer, set: readonly XmpValue[], remove: readonly Removal[]): Buffer =>
  set.length === 0 && remove.length === 0
    ? bytes
    : editMetadata(bytes, sniff(bytes, ''), { remove, rights: set, dropManifest: true }).bytes;

/** Of what says that a model made it a copy must lose nothing. Throws a plain `Error` where it would. */
const checkLabels = (original: Metadata, copy: Buffer): void => {
  const lost = lostLabels(original, metadataOf(copy));
  if (lost.length > 0) {
    throw new Error(`its label of a picture made by a model (${lost.join(', ')}) cannot be written into a copy`);
  }
};

/** XMP of rights and labels needs so many bytes at the most of those that are usual. */
export const METADATA_ROOM = 8_000;

/** Content Credentials are signed for the bytes of the original, and in no copy of others. */
const credentialsOf = (metadata: Metadata): readonly string[] =>
  hasManifest(metadata) ? ['its Content Credentials'] : [];

/** A copy that was drawn anew, with what it keeps of the original's metadata. Throws a plain `Error` where a label would be lost. */
export const labelRendered = (
  rendered: Buffer,
  original: Buffer,
  { keeps, brand }: { readonly keeps: KeptMetadata; readonly brand: Settings['brand'] },
): CleanedCopy => {
  const before = metadataOf(original);
  const statements = statementsOf(before);
  const set = [...(keeps === 'rights' ? rightsIn(before, statements, brand) : []), ...labelsIn(statements)];
  const bytes = written(rendered, set, []);
  checkLabels(before, bytes);
  return { bytes, removed: credentialsOf(before) };
};

/**
 * A copy whose pixels stay as they are, without position, serial numbers and previews; null where its metadata cannot be edited, so that it has to
 * be drawn anew.
 */
export const cleanKept = (original: Buffer): CleanedCopy | null => {
  const before = metadataOf(original);
  const parts = privatePartsOf(before);
  if (parts.length === 0) return { bytes: original, removed: [] };
  try {
    const bytes = written(original, [], parts);
    checkLabels(before, bytes);
    const gone = parts.map((part) => (part === 'position' ? 'the position' : part));
    return { bytes, removed: [...gone, ...credentialsOf(before)] };
  } catch (error) {
    if (isKnownError(error, 'metadata-unwritable')) return null;
    throw error;
  }
};
