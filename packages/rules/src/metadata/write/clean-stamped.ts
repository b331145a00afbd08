import { isKnownError } from '@listing-lint/core/plugin';
import { sniff } from '../../image/read/container.ts';
import { MAIN_PICTURE } from '../carriers/exif-block.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { type Metadata, readMetadata } from '../reading/metadata.ts';
import { statementsOf } from '../reading/statements.ts';
import { find, POSITION, SERIALS } from '../reading/topics.ts';
import { rightsOf } from '../rights/rights-fact.ts';
import { editMetadata, type Removal } from './edit-metadata.ts';
import { rightsOfBrand } from './fingerprint-files.ts';
import { credentialLabels, labelsIn, lostLabels, MADE_BY_MODEL } from './model-labels.ts';
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
    const lost = before.carriers.some(({ kind }) => kind === 'c2pa') ? ['its C2PA manifest'] : [];
    const remove = privatePartsOf(metadataOf(stamped)).filter((each) => !keepsPrivate || each === 'previews');
    const labels = credentialLabels(statementsOf(before));
    const removed = remove.map((each) => WORDS[each]);
    const cleaned = async (): Promise<CleanedFile> => {
      if (remove.length === 0 && labels.length === 0) return { bytes: stamped, removed: [], lost };
      try {
        return { bytes: edited(stamped, remove, labels), removed, lost };
      } catch (error) {
        if (!isKnownError(error, 'metadata-unwritable')) throw error;
        const reason = `all of its metadata but the rights, which could not be edited (${error.message})`;
        return { bytes: withRightsOf(before, await bare()), removed, lost: [...lost, reason] };
      }
    };
    const file = await cleaned();
    const gone = lostLabels(before, metadataOf(file.bytes));
    const unsaid = gone.filter((each) => each !== MADE_BY_MODEL);
    if (unsaid.length > 0)
      throw new Error(`its label of a picture made by a model (${unsaid.join(', ')}) cannot be written into a copy`);
    return gone.length === 0 ? file : { ...file, lost: [...file.lost, 'what shows that a model made it'] };
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

const edited = (bytes: Buffer, remove: readonly Removal[], labels: readonly XmpValue[]): Buffer =>
  editMetadata(bytes, sniff(bytes, ''), { remove, rights: labels, dropManifest: true }).bytes;

/** The rights and labels that the original states, as XMP; without them where they cannot be written. */
const withRightsOf = (original: Metadata, bare: Buffer): Buffer => {
  const statements = statementsOf(original);
  const { copyright, creator } = rightsOf(statements, { copyright: null, creator: null });
  const rights = [
    ...rightsOfBrand({
      ...(copyright === null ? {} : { copyright }),
      ...(creator === null ? {} : { creator }),
    }),
    ...labelsIn(statements),
  ];
  if (rights.length === 0) return bare;
  try {
    return editMetadata(bare, sniff(bare, ''), { remove: [], rights, dropManifest: true }).bytes;
  } catch (error) {
    if (!isKnownError(error, 'metadata-unwritable')) throw error;
    return bare;
  }
};
