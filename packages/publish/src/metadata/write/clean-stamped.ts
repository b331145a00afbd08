import { isKnownError } from '@listing-lint/core/plugin';
import { sniff } from '@listing-lint/rules/image';
import {
  find,
  findCarriers,
  hasManifest,
  MAIN_PICTURE,
  type Metadata,
  POSITION,
  readMetadata,
  SERIALS,
  statementsOf,
} from '@listing-lint/rules/metadata';

import { editMetadata } from './edit-metadata.ts';
import type { Removal } from './edit-scope.ts';
import { credentialLabels, labelsIn, lostLabels, lostRights, MADE_BY_MODEL, statedRights } from './kept-statements.ts';
import type { XmpValue } from './xmp-edit.ts';

/** A stamped file as it may be published. */
interface CleanedFile {
  readonly bytes: Buffer;
  /** What was taken out, in words. */
  readonly removed: readonly string[];
  /** What is gone although it was not to go, in words. */
  readonly lost: readonly string[];
}

const WORDS = { previews: 'previews', position: 'the position', serials: 'serial numbers' } as const;
type Cleaned = keyof typeof WORDS;

/**
 * Takes out of a stamped file what would undo the stamp or give its owner away: previews without the mark, and, unless they are kept, the
 * position and serial numbers. Rights stay. Where the metadata cannot be edited, `bare` gives the stamped picture without any, and of the
 * original's only the rights and labels come back. A C2PA manifest of the original is signed for another picture, and lost in any case; what it says of a
 * model that made the picture is written as XMP. Throws a plain `Error` where a label of that would be lost.
 */
export const cleanStamped =
  ({ keepsPrivate }: { readonly keepsPrivate: boolean }) =>
  async (stamped: Buffer, original: Buffer, bare: () => Promise<Buffer>): Promise<CleanedFile> => {
    const before = metadataOf(original);
    const drawn = metadataOf(stamped);
    const remove = privatePartsOf(drawn).filter((each) => !keepsPrivate || each === 'previews');
    const owed = [...credentialLabels(statementsOf(before)), ...lostRights(before, drawn)];
    const { bytes, unedited } = await editedOrBare(stamped, { remove, owed, before, bare });
    const manifest = hasManifest(before) ? ['its C2PA manifest'] : [];
    const lost = [...manifest, ...lossesOf(before, metadataOf(bytes), unedited)];
    return { bytes, removed: remove.map((each) => WORDS[each]), lost };
  };

interface Cleaning {
  readonly remove: readonly Cleaned[];
  /** What the original states and the stamped file does not. */
  readonly owed: readonly XmpValue[];
  readonly before: Metadata;
  readonly bare: () => Promise<Buffer>;
}

/** The stamped file without what is to go; where it cannot be edited, with why, and with none of its metadata if something has to go. */
const editedOrBare = async (
  stamped: Buffer,
  { remove, owed, before, bare }: Cleaning,
): Promise<{ readonly bytes: Buffer; readonly unedited?: string }> => {
  if (remove.length === 0 && owed.length === 0) return { bytes: stamped };
  try {
    return { bytes: edited(stamped, remove, owed) };
  } catch (error) {
    if (!isKnownError(error, 'metadata-unwritable')) throw error;
    if (remove.length === 0) return { bytes: stamped };
    return { bytes: withRightsOf(before, await bare()), unedited: error.message };
  }
};

/** What is gone although it was not to go, in words. Throws a plain `Error` where a label of a model is. */
const lossesOf = (before: Metadata, after: Metadata, unedited: string | undefined): readonly string[] => {
  const gone = lostLabels(before, after);
  const labels = gone.filter((each) => each !== MADE_BY_MODEL);
  if (labels.length > 0)
    throw new Error(`its label of a picture made by a model (${labels.join(', ')}) cannot be written into a copy`);
  const rights = lostRights(before, after).map(({ name }) => name);
  const all = rights.length > 0 ? 'all of its metadata' : 'all of its metadata but the rights';
  return [
    ...(unedited === undefined ? [] : [`${all}, which could not be edited (${unedited})`]),
    ...(gone.length > 0 ? ['what shows that a model made it'] : []),
    ...(rights.length > 0 ? [`its rights (${rights.join(', ')})`] : []),
  ];
};

const metadataOf = (bytes: Buffer): Metadata => readMetadata(findCarriers(bytes, sniff(bytes, '')));

/** What gives people and places away, or shows another picture, and may be there: a block that is not understood counts. */
export const privatePartsOf = (metadata: Metadata): readonly Cleaned[] => {
  const statements = statementsOf(metadata);
  return [
    ...(metadata.carriers.some(({ kind, keyword }) => kind === 'picture' && keyword !== MAIN_PICTURE)
      ? (['previews'] as const)
      : []),
    ...(find(POSITION, metadata, statements).present === false ? [] : (['position'] as const)),
    ...(find(SERIALS, metadata, statements).present === false ? [] : (['serials'] as const)),
  ];
};

const edited = (bytes: Buffer, remove: readonly Removal[], rights: readonly XmpValue[]): Buffer =>
  editMetadata(bytes, sniff(bytes, ''), { remove, rights, dropManifest: true }).bytes;

/** The rights and labels that the original states, as XMP; without them where they cannot be written. */
const withRightsOf = (original: Metadata, bare: Buffer): Buffer => {
  const statements = statementsOf(original);
  const kept = [...statedRights(statements), ...labelsIn(statements)];
  if (kept.length === 0) return bare;
  try {
    return edited(bare, [], kept);
  } catch (error) {
    if (!isKnownError(error, 'metadata-unwritable')) throw error;
    return bare;
  }
};
