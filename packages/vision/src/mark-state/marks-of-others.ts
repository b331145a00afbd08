import { DEFAULT_THRESHOLDS, type FractionEdges } from '@listing-lint/rules/hash';
import { commonArea, panelArea } from '@listing-lint/rules/kernel';
import type { StampEntry } from '@listing-lint/rules/watermark';
import type { MarkOnSuspect, OurPicture } from '../match/our-picture.ts';

/** A match and its stamp. */
export interface MatchWithMark {
  readonly match: OurPicture;
  /** The stamp; undefined if it was never stamped, or the match is not sure. */
  readonly entry: StampEntry | undefined;
}

/** Least recoloured share of a match that may be another picture of a line, and the largest share of it for a better match. */
const OTHER_COLOURS = 0.5;
const CLOSER = 0.5;
/** Least share of the smaller of two parts inside of the other one to be the same part of the suspect. */
const SAME_PART = 0.5;

/**
 * Products of one line differ in colour only: where one of them is the content, the others are variants, and the places of their marks are clean, as
 * these never were on that picture. The state of such a mark is unknown, unless it is there or the grain of its picture is.
 */
export const withoutMarksOfOthers = (matches: readonly MatchWithMark[]): readonly OurPicture[] =>
  matches.map(({ match, entry }) => {
    const { mark } = match;
    if (mark === undefined || mark.state === 'there' || mark.state === 'unknown' || mark.isOfStamped) return match;
    const isOther = matches.some((other) => other.entry !== entry && isCloser(other.match, match));
    if (isOther) return withUnknownState(match, mark, 'another picture of ours is there, in its own colours');
    if (!isInOtherColours(match, mark)) return match;
    const ground =
      'it is in other colours than ours, and may be another picture of the line, which our mark was never on';
    return withUnknownState(match, mark, ground);
  });

const withUnknownState = (match: OurPicture, mark: MarkOnSuspect, ground: string): OurPicture => ({
  ...match,
  mark: { ...mark, state: 'unknown', ground },
});

/**
 * Whether the suspect has other colours than ours, except for negatives. `from-unmarked` also holds for a neighbour
 * in slightly different colours; the trace of a retoucher does not.
 */
const isInOtherColours = ({ verdict, recoloured, negative }: OurPicture, { state }: MarkOnSuspect): boolean =>
  verdict === 'variant' &&
  negative !== true &&
  (recoloured >= OTHER_COLOURS || (state === 'from-unmarked' && recoloured > DEFAULT_THRESHOLDS.maxRecoloured));

const isCloser = (other: OurPicture, match: OurPicture): boolean =>
  (other.verdict === 'duplicate' || other.verdict === 'variant') &&
  other.frame === match.frame &&
  match.recoloured >= OTHER_COLOURS &&
  other.recoloured < CLOSER * match.recoloured &&
  areOnSamePart(other.box, match.box);

const areOnSamePart = (a: FractionEdges, b: FractionEdges): boolean => {
  const smaller = Math.min(panelArea(a), panelArea(b));
  return smaller > 0 && commonArea(a, b) >= SAME_PART * smaller;
};
