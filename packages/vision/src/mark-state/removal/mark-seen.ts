import { lazily } from '@listing-lint/rules/kernel';
import type { PointMap } from './alignment/affine.ts';
import { type Patch, type Rectangle, registered, sampledAround, toneOf } from './alignment/patch.ts';
import { LEAST_VISIBLE, type RemovalQuestion } from './alignment/question.ts';
import type { WholeAlignment } from './alignment/whole-alignment.ts';
import type { Masks } from './place-masks.ts';
import { meanOf, shareOf } from './statistics.ts';

/** Search for the mark's place from the alignment of the whole. */
const LOOKS = { reach: 2, rounds: 8 };

/** A question, and what the suspect shows in the area of the place and a little around it. */
export interface PlacedQuestion extends Pick<RemovalQuestion, 'clean' | 'box' | 'suspect' | 'map'> {
  readonly around: Patch;
}

/** The same, ours aligned by a map. */
export const placedBy = ({ clean, box, suspect }: RemovalQuestion, map: PointMap, area: Rectangle): PlacedQuestion => ({
  ...{ clean, box, suspect, map },
  around: sampledAround(area, suspect, map, LOOKS.reach),
});

/** The place of ours aligned with the suspect by what is around it. */
export interface PlaceLook {
  readonly theirs: Patch;
  /** Theirs less what ours lets expect. */
  readonly rest: Float32Array;
  readonly gain: number;
  readonly offset: number;
}

export const lookAtPlace = (
  ours: Patch,
  { suspect, map, around }: PlacedQuestion,
  masks: Masks,
): PlaceLook | undefined => {
  const { theirs } = registered(ours, suspect, map, masks.around, { ...LOOKS, around });
  const { gain, offset, count } = toneOf(ours.data, theirs.data, masks.around);
  if (count < 60 || shareOf(theirs.data, masks.box) < LEAST_VISIBLE) return undefined;
  const rest = theirs.data.map((luma, i) => luma - gain * (ours.data[i] ?? 0) - offset);
  return { theirs, rest, gain, offset };
};

/** A patch of ours in the light of theirs, where white and black may be cut off. */
export const litAs = ({ light }: WholeAlignment, patch: Patch): Patch => ({
  ...patch,
  data: patch.data.map((luma) => light[Math.round(luma)] ?? 0),
});

export const changeOf = (before: Patch, after: Patch): Float32Array =>
  after.data.map((luma, i) => luma - (before.data[i] ?? 0));

export const scaled = (values: Float32Array, gain: number): Float32Array => values.map((value) => value * gain);

/** Detection of a mark; what is left of it is computed lazily. */
export interface MarkSeen {
  /** Opacity over that of ours, and correlation, −1 to 1. */
  readonly strength: number;
  readonly correlation: number;
  /** Share of its area where it is detected by itself, 0–1. */
  readonly left: number;
}

/** Parts, across and down, in which the mark is detected separately; and least strength and correlation. */
const PARTS = { across: 8, down: 3 };
const LEFT = { least: 0.5, most: 1.7, correlation: 0.75 };

export const clearer = (one: MarkSeen, other: MarkSeen): MarkSeen =>
  other.correlation > one.correlation ? other : one;

/** How much of the mark is there, where its place is found by what is around it. */
export const markAround = ({ rest, gain }: PlaceLook, ours: Patch, withMark: Patch, masks: Masks): MarkSeen =>
  markIn(rest, scaled(changeOf(ours, withMark), gain), masks);

/** How much of the mark is there, were the place found by the mark itself: on a plain ground nothing else says where it is. */
export const markAsStamped = (
  withMark: Patch,
  ours: Patch,
  { suspect, map, around }: PlacedQuestion,
  masks: Masks,
): MarkSeen => {
  const all = new Uint8Array(ours.data.length).fill(1);
  const { theirs } = registered(withMark, suspect, map, all, { ...LOOKS, around });
  const { gain, offset } = toneOf(withMark.data, theirs.data, all);
  const rest = theirs.data.map((luma, i) => luma - gain * (ours.data[i] ?? 0) - offset);
  return markIn(rest, scaled(changeOf(ours, withMark), gain), masks);
};

/** How much of the mark is in what differs. */
export const markIn = (rest: Float32Array, change: Float32Array, masks: Masks): MarkSeen => {
  const { strokes, box } = masks;
  const [restMean, changeMean] = [meanOf(rest, box), meanOf(change, box)];
  let [product, squares, restSquares, onStrokes, strokeSquares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < box.length; i++) {
    const [r, c] = [rest[i] ?? Number.NaN, change[i] ?? 0];
    if (box[i] !== 1 || Number.isNaN(r)) continue;
    product += (r - restMean) * (c - changeMean);
    squares += (c - changeMean) ** 2;
    restSquares += (r - restMean) ** 2;
    if (strokes[i] === 1) {
      onStrokes += r * c;
      strokeSquares += c * c;
    }
  }
  return lazily<MarkSeen>({
    strength: () => onStrokes / Math.max(1e-6, strokeSquares),
    correlation: () => product / Math.sqrt(squares * restSquares + 1e-6),
    left: () => leftIn(rest, change, masks),
  });
};

const leftIn = (rest: Float32Array, change: Float32Array, { box, place }: Masks): number => {
  const parts = Array.from({ length: PARTS.across * PARTS.down }, () => new Float64Array(6));
  for (let i = 0; i < box.length; i++) {
    const [r, c] = [rest[i] ?? Number.NaN, change[i] ?? 0];
    if (box[i] !== 1 || Number.isNaN(r)) continue;
    const column = Math.floor((((i % place.stride) - place.left) * PARTS.across) / place.width);
    const row = Math.floor(((Math.floor(i / place.stride) - place.top) * PARTS.down) / place.height);
    const part = parts[row * PARTS.across + column];
    for (const [k, value] of [1, r, c, r * c, r * r, c * c].entries()) if (part) part[k] = (part[k] ?? 0) + value;
  }
  let [whole, there] = [0, 0];
  for (const [n = 0, r = 0, c = 0, rc = 0, rr = 0, cc = 0] of parts) {
    const strength = rc / Math.max(1e-6, cc);
    const correlation = (n * rc - r * c) / Math.sqrt(Math.max(1e-6, (n * rr - r * r) * (n * cc - c * c)));
    const isThere = strength >= LEFT.least && strength <= LEFT.most && correlation >= LEFT.correlation;
    whole += cc;
    if (isThere) there += cc;
  }
  return there / Math.max(1e-6, whole);
};
