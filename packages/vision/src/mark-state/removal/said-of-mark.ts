import { CLOSE_MISFIT } from './alignment/whole-alignment.ts';
import type { UnderBand } from './covered/band-over.ts';
import type { RemovalMeasures } from './measure-removal.ts';
import { bearsGrain, type GrainSeen, lacksGrain } from './stamp-grain.ts';

/** Raised when of the same pictures something else is said. */
export const MARK_STATE_VERSION = 7;

/**
 * What became of our mark in a picture that is ours. `removed`: the mark is gone, and what is there is not what we have under it. `damaged`: most of it is
 * there, and the rest is gone or covered. `from-unmarked`: what is under the mark shows, which nobody has who has only the marked picture.
 */
export type MarkStateName = 'there' | 'damaged' | 'removed' | 'covered' | 'cropped-away' | 'from-unmarked' | 'unknown';

export interface MarkState {
  readonly state: MarkStateName;
  /** What it is said from, in a sentence. */
  readonly ground: string;
  /** It bears the grain of the stamped file, and was made out of that. */
  readonly isOfStamped?: true;
}

/** Whether that accuses somebody. */
export const isAccusing = ({ state }: MarkState): boolean => state === 'removed' || state === 'covered';

/** Shorter side, px, of a mark as a picture shows it, below which its strokes are less than a pixel: scaled so it looks as filled in does. */
const LEAST_HEIGHT = 9;
/**
 * Of a copy that bears the grain of our stamped picture so small a mark is gone, all the same, where hardly any of it is seen, though the place would differ clearly with it: from ours with the
 * mark it differs by nearly as much as that, and by far more than from ours without it.
 */
const CLEARLY_GONE = { strength: 0.25, correlation: 0.25, expected: 6, ofExpected: 0.75, beyondClean: 3 };

const isClearlyGone = ({ strength, correlation, fromClean, fromMarked, ifMarked, grain }: RemovalMeasures): boolean =>
  bearsGrain(grain) &&
  Math.abs(strength) <= CLEARLY_GONE.strength &&
  Math.abs(correlation) <= CLEARLY_GONE.correlation &&
  ifMarked >= CLEARLY_GONE.expected &&
  fromMarked >= CLEARLY_GONE.ofExpected * ifMarked &&
  fromMarked >= CLEARLY_GONE.beyondClean * fromClean;

/**
 * How much nearer a place is to ours with the mark blurred than with it sharp where the mark was blurred, and how far beyond other places it is at least. Of 794 marked copies, 636 of which had been made small
 * and enlarged again, that is 0.91 at most where they differ so far; of nine of which most is left, as half was filled in or covered, 1.1.
 */
const BLURRED = { nearer: 1.15, differs: 2 };

/** Whether a copy of our stamped picture has its mark blurred: that is not what scaling does to it. */
export const isBlurredThere = ({ fromMarked, fromBlurred, grain }: RemovalMeasures): boolean =>
  bearsGrain(grain) && fromMarked > BLURRED.differs && fromMarked >= BLURRED.nearer * fromBlurred;

/** What is said, unless the picture is too coarse for it. */
export const unlessTooCoarse = (
  said: MarkState,
  measures: RemovalMeasures | { readonly visible: number },
): MarkState => {
  if (!('markHeight' in measures)) return said;
  const { markHeight, enlargedFrom } = measures;
  if (said.state === 'removed' && isBlurredThere(measures)) return said;
  if (enlargedFrom !== undefined && (isAccusing(said) || said.state === 'from-unmarked')) {
    return {
      state: 'unknown',
      ground: `the copy has no more detail than ours has at ${enlargedFrom} px: too little to distinguish a removed mark from one that scaling blurred`,
    };
  }
  if (said.state !== 'removed' || markHeight >= LEAST_HEIGHT || isClearlyGone(measures)) return said;
  return {
    state: 'unknown',
    ground: `with the detail that the copy has it would be ${Math.round(markHeight)} px high: too little to distinguish removed strokes from ones that scaling blurred`,
  };
};

/** `value` is over what nine in ten other places stay below. */
export const times = (value: number): string =>
  `${value < 10 ? value.toFixed(1) : Math.round(value)} times as much as the rest of the copy does`;
export const otherwise = (value: number): string =>
  `as closely as the rest of the copy (it differs ${value.toFixed(1)} times as much)`;
export const percent = (share: number): string => `${Math.round(100 * share)} %`;
export const grainWords = ({ share, sureness }: GrainSeen): string =>
  `it bears the grain that only our stamped picture has (${percent(Math.min(1, share))} of it, ${Math.round(sureness)} times what chance would show)`;

/** Returns the state of a mark under a band. */
export const saidOfBand = ({ band: { share, misfit }, grain }: UnderBand): MarkState => {
  const band = `a band of one colour, from one side of the copy to the other, covers ${percent(share)} of the mark’s place`;
  if (misfit > CLOSE_MISFIT) {
    return {
      state: 'unknown',
      ground: `${band}, and our picture cannot be aligned closely enough around it`,
    };
  }
  if (lacksGrain(grain)) {
    return {
      state: 'unknown',
      ground: `${band}, but the copy bears none of the grain that our stamped picture has: it was hardly made from that`,
    };
  }
  return { state: 'covered', ground: `${band}, and the area around it is our picture` };
};
