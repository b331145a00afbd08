import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS, type Fingerprint } from '@listing-lint/rules/hash';

import { isSurer } from '../match/joined.ts';
import type { OurPicture } from '../match/our-picture.ts';

/** A match of a suspect, and what is known of the file of ours that was compared. */
export interface NamedMatch {
  readonly match: OurPicture;
  /** The path that was compared. */
  readonly compared: string;
  /** It is an archived original, which listings are made from. */
  readonly isOriginal: boolean;
  /** The stamped file that it is, or that was made from it; undefined where none was. */
  readonly stamped: string | undefined;
  readonly fingerprint: Fingerprint | undefined;
}

/**
 * Reports each picture of ours once: an archived original is merged with the listing's picture made from it, by its stamp or as both are the same picture. Two listings
 * with one picture stay two, and an original whose listing has no match stays by itself.
 */
export const mergeOriginals = (all: readonly NamedMatch[]): readonly OurPicture[] => {
  const groups = new Map<string, NamedMatch[]>();
  const ofListings = all.filter(({ isOriginal }) => !isOriginal);
  const add = (path: string, one: NamedMatch): void => {
    groups.set(path, [...(groups.get(path) ?? []), one]);
  };
  for (const one of all) {
    const paths = one.isOriginal ? madeFrom(one, ofListings) : [one.match.path];
    for (const path of paths.length === 0 ? [one.match.path] : paths) add(path, one);
  }
  return [...groups].map(([path, group]) => asOne(path, group));
};

/** Returns the paths of the listings' pictures made from an original: the nearest only. */
const madeFrom = (original: NamedMatch, ofListings: readonly NamedMatch[]): readonly string[] => {
  const { stamped, fingerprint } = original;
  const byStamp = ofListings.filter((one) => stamped !== undefined && one.stamped === stamped);
  if (byStamp.length > 0) return [...new Set(byStamp.map(({ match }) => match.path))];
  if (fingerprint === undefined) return [];
  const far = ofListings.map((one) => ({ path: one.match.path, distance: distanceOf(fingerprint, one.fingerprint) }));
  const least = Math.min(...far.map(({ distance }) => distance));
  return [...new Set(far.flatMap(({ path, distance }) => (distance === least && least < FAR ? [path] : [])))];
};

const FAR = Number.POSITIVE_INFINITY;

/** Bits in which two pictures differ that are the same and lie alike, neither cropped from the other nor turned; `FAR` where they are not. */
const distanceOf = (fingerprint: Fingerprint, other: Fingerprint | undefined): number => {
  if (other === undefined) return FAR;
  const match = compareFingerprints(other, fingerprint, DEFAULT_THRESHOLDS.maxDistance, ['identity']);
  if (match === null || copyVerdictOf(match, DEFAULT_THRESHOLDS) !== 'duplicate') return FAR;
  const [box, otherBox] = [other.parts[match.part].box, fingerprint.parts[match.otherPart].box];
  const areAlike = EDGES.every((edge) => Math.abs(box[edge] - otherBox[edge]) < SAME_EDGE);
  return areAlike ? match.distance : FAR;
};

const EDGES = ['left', 'top', 'right', 'bottom'] as const;
/** Share of a side by which an edge may lie elsewhere in another file of one picture. */
const SAME_EDGE = 0.02;

/** What is said of one picture: what is surest, of the picture of the listing where both say the same. */
const asOne = (path: string, group: readonly NamedMatch[]): OurPicture => {
  const own = group.filter(({ isOriginal }) => !isOriginal);
  const [first, ...rest] = [...own, ...group.filter(({ isOriginal }) => isOriginal)];
  if (first === undefined) throw new Error(`no match of ${path}`);
  const best = rest.reduce((surest, one) => (isSurer(one.match, surest.match) ? one : surest), first);
  if (group.length === 1) return best.match;
  const originals =
    own.length === 0 ? [] : group.filter(({ isOriginal }) => isOriginal).map(({ compared }) => compared);
  const unstamped = own.find(({ match }) => match.unstamped !== undefined)?.match.unstamped;
  const mark = best.match.mark ?? group.find(({ match }) => match.mark !== undefined)?.match.mark;
  return {
    ...best.match,
    path,
    ...(unstamped === undefined ? {} : { unstamped }),
    ...(originals.length === 0 ? {} : { originals }),
    description: best.isOriginal && own.length > 0 ? ofListing(best.match, path) : best.match.description,
    ...(mark === undefined ? {} : { mark }),
  };
};

/** The words on an original, of the picture of the listing. */
const ofListing = ({ description, path: original }: OurPicture, listing: string): string =>
  description
    .replace(`, which was stamped from ${original}`, '')
    .replaceAll(original, () => `${listing} (compared by its original)`);
