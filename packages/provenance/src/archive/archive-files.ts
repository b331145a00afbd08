import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { fileFault, isKnownError, ListingLintError, readBytes, sha256, wellFormed } from '@listing-lint/core/plugin';
import { lfsFault, lfsPointer } from '@listing-lint/rules/image';
import type { ArchivedDocument, ArchivedParent, PictureEntry, PictureStage } from '../entry/entry.ts';
import { PICTURE_STAGES, pathFault } from '../entry/entry.ts';
import { type KeptEntry, readLedgerEntries } from '../ledger/read-ledger.ts';
import { objectPath, putOnce, withLedgerLock, writeEntry } from '../ledger/write-ledger.ts';
import { heldParents, heldPictures, knownPicture } from './known-pictures.ts';
import type { FindCopies, MeasuredPicture, ParentCandidate } from './measured.ts';
import { parentsOf } from './parents.ts';

/** A picture file that is to be archived. */
export interface PictureToArchive {
  /** From the folder of the config, with `/`. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly stage: PictureStage;
  /** Path of the original that its listing.yaml names. */
  readonly original?: string | undefined;
  /** SHA-256 of the archived file, or one of the same call, from which the program itself has just made it. */
  readonly madeFrom?: string | undefined;
}

export interface ArchiveOptions {
  /** Absolute folder of the config; links that lead out of it are not followed. */
  readonly root: string;
  /** Absolute folder of the ledger. */
  readonly folder: string;
  readonly measure: (bytes: Buffer, path: string) => Promise<MeasuredPicture>;
  readonly findCopies: FindCopies;
  /** SHA-256 of files that all of these pictures were made from. */
  readonly parents: readonly string[];
  readonly documents: readonly ArchivedDocument[];
  /** The shop's secret; without it no serial number is noted, not even hashed. */
  readonly salt: string | undefined;
  readonly by: string | null;
  /** To the second, UTC. */
  readonly at: string;
  readonly dryRun: boolean;
  /** The bytes are kept in the ledger, too. */
  readonly copy: boolean;
  readonly maxBytes: (stage: PictureStage) => number;
  /** Where it is aborted, no further picture is begun, and its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly onPicture?: (done: number, total: number, path: string) => void;
}

/** What became of one picture. */
export type ArchiveOutcome =
  | {
      readonly path: string;
      readonly kind: 'archived';
      readonly stage: PictureStage;
      /** Of the entry; null where none is written: it is made of the moment of archiving, too. */
      readonly address: string | null;
      /** Of the file. */
      readonly sha256: string;
      readonly parents: readonly ArchivedParent[];
      /** What could not be noted, in words. */
      readonly notes: readonly string[];
    }
  | { readonly path: string; readonly kind: 'known'; readonly address: string; readonly sha256: string }
  | { readonly path: string; readonly kind: 'failed'; readonly reason: string };

interface Measured {
  readonly picture: PictureToArchive;
  readonly file: PictureEntry['file'];
  readonly says: MeasuredPicture;
}

/**
 * Archives pictures: an entry each, those of earlier stages first, written once and never changed. A picture whose entry is there already is
 * `known`; one that cannot be read is `failed`, and no other is left out for it. Throws `data-invalid` where the ledger is damaged.
 */
export const archiveFiles = async (
  pictures: readonly PictureToArchive[],
  options: ArchiveOptions,
): Promise<readonly ArchiveOutcome[]> => {
  const inOrder = pictures.toSorted(
    (a, b) => PICTURE_STAGES.indexOf(a.stage) - PICTURE_STAGES.indexOf(b.stage) || (a.path < b.path ? -1 : 1),
  );
  const measured: (Measured | ArchiveOutcome)[] = [];
  for (const [index, picture] of inOrder.entries()) {
    options.signal?.throwIfAborted();
    measured.push(await measureOne(picture, options));
    options.onPicture?.(index + 1, inOrder.length, picture.path);
  }
  const put = () => putAll(measured, options);
  return options.dryRun ? put() : withLedgerLock(options.folder, put);
};

const measureOne = async (picture: PictureToArchive, options: ArchiveOptions): Promise<Measured | ArchiveOutcome> => {
  const { path, file, stage } = picture;
  const unfit = pathFault(path);
  if (unfit !== null) return { path, kind: 'failed', reason: unfit };
  try {
    const bytes = await readBytes(file, { maxBytes: options.maxBytes(stage), within: options.root });
    if (bytes.length === 0) return { path, kind: 'failed', reason: 'the file is empty' };
    if (lfsPointer(bytes) !== null) return { path, kind: 'failed', reason: lfsFault('picture') };
    const says = await options.measure(bytes, path);
    return { picture, file: { path, sha256: sha256(bytes), bytes: bytes.length }, says };
  } catch (error) {
    return { path, kind: 'failed', reason: isKnownError(error) ? error.message : fileFault(error) };
  }
};

/** Writes what is not there yet, by the ledger as it is now. */
const putAll = async (
  measured: readonly (Measured | ArchiveOutcome)[],
  options: ArchiveOptions,
): Promise<readonly ArchiveOutcome[]> => {
  const { entries, faults } = await readLedgerEntries(options.folder);
  const [fault] = faults;
  if (fault !== undefined) {
    throw new ListingLintError('data-invalid', `the ledger is damaged: ${fault.path}: ${fault.message}`, [
      {
        message: 'nothing was written',
        hint: 'see all of it with `listing-lint ledger verify`, and bring back what git has',
      },
    ]);
  }
  const kept = [...entries.values()];
  const fresh = measured.flatMap((each) => ('says' in each ? [candidateOf(each)] : []));
  const candidates = [...heldPictures(kept), ...fresh];
  const declared = heldParents(options.parents, candidates);
  const outcomes: ArchiveOutcome[] = [];
  for (const each of measured) {
    outcomes.push('says' in each ? await putOne(each, kept, { candidates, declared }, options) : each);
  }
  return outcomes;
};

const putOne = async (
  { picture, file, says }: Measured,
  kept: readonly KeptEntry[],
  pool: { readonly candidates: readonly ParentCandidate[]; readonly declared: readonly string[] },
  options: ArchiveOptions,
): Promise<ArchiveOutcome> => {
  const { path, stage, original, madeFrom } = picture;
  const { documents, by, at, dryRun, folder } = options;
  const declared = [...pool.declared, ...(madeFrom === undefined ? [] : [madeFrom])];
  const stated = { declared, listing: original };
  const parents = parentsOf(candidateOf({ picture, file, says }), pool.candidates, stated, options.findCopies);
  const { captured, imageDataSha256, pdq, fingerprint } = says;
  const { sha256: hash } = file;
  const known = knownPicture(kept, { file, stage, parents: declared, documents });
  if (known !== undefined) {
    if (options.copy && !dryRun) await keepBytes(picture, hash, options);
    return { path, kind: 'known', address: known, sha256: hash };
  }
  const entry: PictureEntry = {
    schemaVersion: 1,
    type: 'picture',
    stage,
    file,
    ...{ imageDataSha256, pdq, fingerprint, captured },
    camera: cameraOf(says, options.salt),
    parents: [...parents],
    documents: [...documents],
    ...{ by, at },
  };
  const named = original === undefined || parents.some((each) => each.path === original);
  const notes = [
    ...(says.unread === null ? [] : [`no fingerprint: ${says.unread}`]),
    ...(says.serial !== null && options.salt === undefined
      ? ['its serial number is not noted: `provenance.salt` names no secret to hash it with']
      : []),
    ...(named ? [] : [`its listing.yaml names ${original} as its original, which is not archived`]),
  ];
  const outcome = { path, kind: 'archived', stage, sha256: hash, parents, notes } as const;
  if (dryRun) return { ...outcome, address: null };
  if (options.copy) await keepBytes(picture, hash, options);
  return { ...outcome, address: await writeEntry(folder, entry) };
};

const keepBytes = async (
  { file, stage, path }: PictureToArchive,
  hash: string,
  options: ArchiveOptions,
): Promise<void> => {
  const maxBytes = options.maxBytes(stage);
  const bytes = await readBytes(file, { maxBytes, within: options.root });
  if (sha256(bytes) !== hash) {
    throw new ListingLintError('data-invalid', `${path} was changed while it was archived: archive it again`);
  }
  await putOnce(options.folder, objectPath(hash), bytes, maxBytes);
};

const candidateOf = ({ picture: { path, stage }, file, says }: Measured): ParentCandidate => {
  const { captured, fingerprint, model } = says;
  return { path, stage, sha256: file.sha256, captured, fingerprint, model };
};

const cameraOf = ({ make, model, serial }: MeasuredPicture, salt: string | undefined): PictureEntry['camera'] => {
  const serialHash =
    serial === null || salt === undefined ? null : createHmac('sha256', salt).update(serial).digest('hex');
  return make === null && model === null && serialHash === null
    ? null
    : { make: short(make), model: short(model), serialHash };
};

const short = (text: string | null): string | null => (text === null ? null : wellFormed(text.slice(0, 200)));

/** Absolute path of a ledger's folder. */
export const ledgerFolder = (root: string, folder: string): string => join(root, folder);
