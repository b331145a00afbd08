import { DEFAULT_THRESHOLDS, type FractionEdges } from '@listing-lint/rules/hash';
import { commonArea, panelArea } from '@listing-lint/rules/kernel';
import type { StampEntry } from '@listing-lint/rules/watermark';
import type { MarkOnSuspect, OurPicture } from '../match/our-picture.ts';

/** What is said of one of ours and its mark. */
export interface ToldMark {
  readonly match: OurPicture;
  /** The stamp of it; undefined where it was never stamped, or is not shown for certain. */
  readonly entry: StampEntry | undefined;
}

/** Share of other colours from which on a match may be another picture of a line, and the share of it below which another one is shown more closely. */
const OTHER_COLOURS = 0.5;
const CLOSER = 0.5;
/** Share of the smaller of two parts that lies on the other one, from which on both are the same part of the suspect. */
const SAME_PART = 0.5;

/**
 * Products of one line are alike but for their colours: where one of them is shown, the others are variants, and the place of their marks is clean because
 * these never were on that picture, be it one of ours or somebody else's. What became of such a mark cannot be told, unless it is there or the grain of its picture is.
 */
export const withoutMarksOfOthers = (told: readonly ToldMark[]): readonly OurPicture[] =>
  told.map(({ match, entry }) => {
    const { mark } = match;
    if (mark === undefined || mark.state === 'there' || mark.state === 'unknown' || mark.isOfStamped) return match;
    const isShown = told.some((other) => other.entry !== entry && isCloser(other.match, match));
    if (isShown) return untold(match, mark, 'another picture of ours is shown there, in its own colours');
    if (!isInOtherColours(match, mark)) return match;
    const ground =
      'it is in other colours than ours, and may be another picture of the line, which our mark was never on';
    return untold(match, mark, ground);
  });

const untold = (match: OurPicture, mark: MarkOnSuspect, ground: string): OurPicture => ({
  ...match,
  mark: { ...mark, state: 'unknown', ground },
});

/**
 * Whether what is shown has other colours than ours, which a negative has by its very nature. That the ground shows what only the picture before has is so of a neighbour
 * in few other colours, too; what a retoucher leaves is not.
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
