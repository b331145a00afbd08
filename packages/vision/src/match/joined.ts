import type { CopyVerdict } from '@listing-lint/rules/hash';
import type { OurPicture } from './our-picture.ts';

const ORDER: readonly CopyVerdict[] = ['duplicate', 'variant', 'suspect', 'undecided'];

/** Whether a match is surer than another one. */
export const isSurer = (match: OurPicture, other: OurPicture): boolean =>
  ORDER.indexOf(match.verdict) < ORDER.indexOf(other.verdict);

/** Recoloured share of a variant in fifths, for sorting: the very picture comes before those of its line in other colours. */
const otherColours = ({ verdict, recoloured }: OurPicture): number =>
  verdict === 'variant' ? Math.round(5 * recoloured) : 0;

/** Merges matches by path: the surer one of two, `known` on a tie. Sorted by verdict, then by changes, colours, distance and inliers. */
export const joined = (known: readonly OurPicture[], news: readonly OurPicture[]): readonly OurPicture[] => {
  const best = new Map(known.map((match) => [match.path, match]));
  for (const match of news) {
    const before = best.get(match.path);
    if (before === undefined || isSurer(match, before)) best.set(match.path, match);
  }
  return [...best.values()].sort(
    (a, b) =>
      ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
      // Duplicates that differ in a small part come before other variants.
      Number(b.isChanged === true) - Number(a.isChanged === true) ||
      otherColours(a) - otherColours(b) ||
      a.distance - b.distance ||
      (b.local?.inliers ?? 0) - (a.local?.inliers ?? 0) ||
      (a.path < b.path ? -1 : 1),
  );
};

/** Replaces matches and sorts them again; the same matches if there is nothing to replace. */
export const replaced = (
  matches: readonly OurPicture[],
  replacements: ReadonlyMap<OurPicture, OurPicture>,
): readonly OurPicture[] =>
  replacements.size === 0
    ? matches
    : joined(
        [],
        matches.map((match) => replacements.get(match) ?? match),
      );
