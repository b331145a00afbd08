import type { CopyVerdict } from '@listing-lint/rules/hash';
import type { OurPicture } from './our-picture.ts';

const ORDER: readonly CopyVerdict[] = ['duplicate', 'variant', 'suspect', 'undecided'];

/** Whether a match says more surely than another one that its picture is shown. */
export const isSurer = (match: OurPicture, other: OurPicture): boolean =>
  ORDER.indexOf(match.verdict) < ORDER.indexOf(other.verdict);

/** Fifths of a variant that have other colours, as two files of one picture hardly differ: the picture of a line that is shown itself comes before those in other colours. */
const otherColours = ({ verdict, recoloured }: OurPicture): number =>
  verdict === 'variant' ? Math.round(5 * recoloured) : 0;

/** Of each of ours what is surer; what was known where both say the same. Sure ones first, and of variants those in its own colours. */
export const joined = (known: readonly OurPicture[], news: readonly OurPicture[]): readonly OurPicture[] => {
  const best = new Map(known.map((match) => [match.path, match]));
  for (const match of news) {
    const before = best.get(match.path);
    if (before === undefined || isSurer(match, before)) best.set(match.path, match);
  }
  return [...best.values()].sort(
    (a, b) =>
      ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
      // Nearer than what has other colours, or other content in more of it.
      Number(b.isChanged === true) - Number(a.isChanged === true) ||
      otherColours(a) - otherColours(b) ||
      a.distance - b.distance ||
      (b.local?.inliers ?? 0) - (a.local?.inliers ?? 0) ||
      (a.path < b.path ? -1 : 1),
  );
};
