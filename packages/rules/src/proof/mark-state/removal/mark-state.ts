import { LIKE_OURS, type RemovalMeasures } from './measure-removal.ts';

/**
 * What became of our mark in a picture that is ours. `removed`: the mark is gone, and what is there is not what we have under it. `from-unmarked`: what
 * is under the mark shows, which nobody has who has only the marked picture.
 */
export type MarkStateName = 'there' | 'removed' | 'covered' | 'cropped-away' | 'from-unmarked' | 'unknown';

export interface MarkState {
  readonly state: MarkStateName;
  /** What it is said from, in a sentence. */
  readonly ground: string;
}

/** Share of the mark's place that must be shown for anything to be said of it. */
const LEAST_SHOWN = 0.6;
/** Other places that must have been looked at. */
const FEWEST_PLACES = 6;
/** Opacity over that of our stamp, and correlation, from which the mark is there. */
const THERE = { strength: 0.35, most: 1.7, correlation: 0.6 };
/** How far above what nine in ten other places show a place must be to differ, and what retouching would show must be to be seen. */
const DIFFERS = { times: 1.5, least: 0.1 };
const SEEN = 2;
/** Correlation with another place of ours from which on it was copied from there. */
const COPIED = 0.85;

export const markStateOf = (measures: RemovalMeasures | { readonly shown: number }): MarkState => {
  if (measures.shown < LEAST_SHOWN) {
    return { state: 'cropped-away', ground: `${percent(measures.shown)} of the mark's place is on the picture` };
  }
  if (!('strokes' in measures)) return { state: 'unknown', ground: 'too little is shown around the mark to compare' };
  const { strength, correlation, strokes, strokesElsewhere, whole, wholeElsewhere } = measures;
  if (strength >= THERE.strength && strength <= THERE.most && correlation >= THERE.correlation) {
    return {
      state: 'there',
      ground: `what differs from the picture without it is the mark (correlation ${correlation.toFixed(2)}, ${percent(strength)} of its opacity)`,
    };
  }
  if (strokesElsewhere.length < FEWEST_PLACES) {
    return { state: 'unknown', ground: 'the picture shows too few other places to compare the mark’s with' };
  }
  const limits = { strokes: limitOf(strokesElsewhere), whole: limitOf(wholeElsewhere) };
  if (strokes > limits.strokes || whole > limits.whole) return goneOf(measures);
  if (measures.filled > SEEN * limits.strokes) {
    return {
      state: 'from-unmarked',
      ground: `under the mark it shows what our picture without it shows, as closely as elsewhere (${strokes.toFixed(2)}, elsewhere up to ${limits.strokes.toFixed(2)}; retouching would leave about ${measures.filled.toFixed(2)})`,
    };
  }
  return {
    state: 'unknown',
    ground:
      'the mark is gone, but the ground under it is so plain that retouching cannot be told from a picture that never had it',
  };
};

const limitOf = (elsewhere: readonly number[]): number =>
  DIFFERS.least + DIFFERS.times * (elsewhere[Math.floor(0.9 * elsewhere.length)] ?? 0);

const goneOf = ({ strokes, strokesElsewhere, coarse, elsewhere, detail }: RemovalMeasures): MarkState => {
  const than = `where ${strokes.toFixed(2)} differs from our picture without the mark, and elsewhere ${(strokesElsewhere[strokesElsewhere.length >> 1] ?? 0).toFixed(2)}`;
  if (coarse < LIKE_OURS) {
    const how = detail < 0.6 ? 'smoothed or filled in' : 'filled in';
    return { state: 'removed', ground: `the mark is gone and its place was ${how}, ${than}` };
  }
  if (elsewhere >= COPIED) {
    const sure = `correlation ${elsewhere.toFixed(2)}`;
    return { state: 'removed', ground: `another part of our picture was copied over the mark (${sure})` };
  }
  return { state: 'covered', ground: `something else lies over the mark’s place, ${than}` };
};

const percent = (share: number): string => `${Math.round(100 * share)} %`;
