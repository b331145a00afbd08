import { posix } from 'node:path';
import { type ArchivedParent, PICTURE_STAGES, type PictureStage } from '../entry/entry.ts';
import { type FindCopies, MOST_PARENTS, type ParentCandidate } from './measured.ts';

/** What somebody says of where a picture comes from. */
export interface StatedParents {
  /** Hashes of files that the caller names. */
  readonly declared: readonly string[];
  /** Path of the original that its listing.yaml names. */
  readonly listing?: string | undefined;
}

/**
 * What a picture was made from, the surest first: what was declared, what its listing.yaml names, the raw file of the same name and second, and
 * pictures of an earlier stage that look the same. Pure.
 */
export const parentsOf = (
  picture: ParentCandidate,
  candidates: readonly ParentCandidate[],
  stated: StatedParents,
  findCopies: FindCopies,
): readonly ArchivedParent[] => {
  const others = candidates.filter(({ sha256 }) => sha256 !== picture.sha256);
  const earlier = others.filter(({ stage }) => rankOf(stage) < rankOf(picture.stage));
  const found: readonly ArchivedParent[] = [
    ...others
      .filter(({ sha256 }) => stated.declared.includes(sha256))
      .map((each) => parent(each, 'declared', 'declared')),
    ...earlier.filter(({ path }) => path === stated.listing).map((each) => parent(each, 'listing', 'declared')),
    ...others.filter((each) => isRawOf(each, picture)).map((each) => parent(each, 'name-and-time', 'likely')),
    ...(picture.fingerprint === null ? [] : findCopies(picture.fingerprint, earlier)).map(
      ({ candidate, isSameData, distance }) => ({
        ...parent(candidate, 'fingerprint', isSameData ? 'certain' : 'likely'),
        distance,
      }),
    ),
  ];
  const first = new Map<string, ArchivedParent>();
  for (const each of found) if (!first.has(each.sha256)) first.set(each.sha256, each);
  return [...first.values()].slice(0, MOST_PARENTS);
};

const rankOf = (stage: PictureStage): number => PICTURE_STAGES.indexOf(stage);

const parent = (
  { sha256, path }: ParentCandidate,
  how: ArchivedParent['how'],
  certainty: ArchivedParent['certainty'],
): ArchivedParent => ({ sha256, path, how, certainty, distance: null });

const RAW = /\.(?:raw|dng|cr[23w]|nef|nrw|arw|srf|sr2|raf|orf|rw2|pef|srw|x3f|3fr|iiq|mrw|kdc|dcr|rwl)$/i;

/** Cameras that write a raw file and a JPEG at once give both one name and one time. */
const isRawOf = (raw: ParentCandidate, picture: ParentCandidate): boolean =>
  RAW.test(raw.path) &&
  !RAW.test(picture.path) &&
  stemOf(raw.path) === stemOf(picture.path) &&
  raw.captured !== null &&
  raw.captured.local.slice(0, 19) === picture.captured?.local.slice(0, 19) &&
  raw.model === picture.model;

const stemOf = (path: string): string => posix.parse(path).name.toLowerCase();
