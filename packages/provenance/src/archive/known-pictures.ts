import { ListingLintError } from '@listing-lint/core/plugin';
import type { ArchivedDocument, PictureEntry, PictureStage } from '../entry/entry.ts';
import type { KeptEntry } from '../ledger/read-ledger.ts';
import { MOST_PARENTS, type ParentCandidate } from './measured.ts';

const picturesIn = (
  kept: readonly KeptEntry[],
): readonly { readonly address: string; readonly entry: PictureEntry }[] =>
  kept.flatMap(({ address, entry }) => (entry.type === 'picture' ? [{ address, entry }] : []));

/** Archived pictures as what others may have been made from. */
export const heldPictures = (kept: readonly KeptEntry[]): readonly ParentCandidate[] =>
  picturesIn(kept).map(({ entry: { file, stage, captured, fingerprint, camera } }) => ({
    path: file.path,
    sha256: file.sha256,
    ...{ stage, captured, fingerprint },
    model: camera?.model ?? null,
  }));

/** Checks that parents which somebody names are archived, and that an entry has room for them. Throws `usage` otherwise: a family must not lead to files that nobody can show. */
export const heldParents = (named: readonly string[], candidates: readonly ParentCandidate[]): readonly string[] => {
  if (named.length > MOST_PARENTS) {
    throw new ListingLintError(
      'usage',
      `${named.length} parents are named, and an entry holds ${MOST_PARENTS} of them`,
    );
  }
  const missing = named.find((hash) => !candidates.some(({ sha256 }) => sha256 === hash));
  if (missing === undefined) return named;
  throw new ListingLintError('usage', `the parent with the SHA-256 ${missing} is not archived`, [
    { message: 'archive it first: `listing-lint archive` with its path' },
  ]);
};

interface WantedPicture {
  readonly file: PictureEntry['file'];
  readonly stage: PictureStage;
  readonly parents: readonly string[];
  readonly documents: readonly ArchivedDocument[];
}

/** Address of the first entry of these bytes at this path and stage, where the ledger has all that would be said of them. */
export const knownPicture = (
  kept: readonly KeptEntry[],
  { file, stage, parents, documents }: WantedPicture,
): string | undefined => {
  const same = picturesIn(kept).filter(
    ({ entry }) => entry.file.sha256 === file.sha256 && entry.file.path === file.path && entry.stage === stage,
  );
  const hasParent = (hash: string): boolean =>
    same.some(({ entry }) => entry.parents.some(({ sha256 }) => sha256 === hash));
  const hasDocument = (document: ArchivedDocument): boolean =>
    kept.some(
      ({ entry }) =>
        (entry.type === 'document' ? entry.about : [entry.file]).some(({ sha256 }) => sha256 === file.sha256) &&
        entry.documents.some((each) => isSameDocument(each, document)),
    );
  if (!parents.every(hasParent) || !documents.every(hasDocument)) return undefined;
  return same.toSorted((a, b) => (a.entry.at < b.entry.at ? -1 : 1))[0]?.address;
};

/** Whether two say the same of one paper. */
export const isSameDocument = (a: ArchivedDocument, b: ArchivedDocument): boolean =>
  a.kind === b.kind && a.sha256 === b.sha256 && a.from === b.from && a.until === b.until && a.party === b.party;
