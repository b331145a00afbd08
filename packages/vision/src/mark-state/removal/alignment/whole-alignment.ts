import type { GreyImage } from '@listing-lint/rules/image';
import { boxMean } from '@listing-lint/rules/kernel';
import type { PointMap } from './affine.ts';
import { alignedBy } from './align.ts';
import { type Mask, type Patch, patchOf, type Rectangle, sampled } from './patch.ts';
import { atCommonSize, type RemovalQuestion } from './question.ts';

/** Ours aligned with the suspect as a whole: what is there less what ours lets expect. */
export interface WholeAlignment {
  readonly width: number;
  readonly height: number;
  readonly map: PointMap;
  /** How far off it is at edges of ours, 0 to 1. */
  readonly misfit: number;
  /** Ours in the light and the sharpness of theirs. */
  readonly expected: Float32Array;
  /** Theirs less what is expected; NaN where the suspect does not reach. */
  readonly rest: Float32Array;
  readonly sharpness: Sharpness;
  /** The light of theirs for each luma of ours. */
  readonly light: Float32Array;
}

/** Shares of two means, of 3 × 3 and 7 × 7 px, that stand for ours: negative where theirs was sharpened. */
type Sharpness = readonly [number, number];
const MEANS = [1, 3] as const;

/** Largest misfit at the edges of ours: beyond, the alignment is uncertain. */
export const CLOSE_MISFIT = 0.3;
/** Px around the place that the mark may have changed in a compressed copy. */
export const BLEED = 6;
const TONES = 32;

/** `undefined` if too little is visible for alignment. */
const alignWhole = (
  ours: GreyImage,
  suspect: GreyImage,
  box: Rectangle,
  rough: PointMap,
): WholeAlignment | undefined => {
  const { width, height } = ours;
  const whole = patchOf(ours, { left: 0, top: 0, width, height });
  const outside = outsideOf(box, width, height);
  const { map, misfit } = alignedBy(whole, suspect, roughsOf(rough, whole, suspect), outside);
  const seen = seenAs(whole, sampled(suspect, whole, map), outside);
  return seen === undefined ? undefined : { width, height, map, misfit, ...seen };
};

/** Ours after alignment, in the light and sharpness of theirs; `undefined` if too little is visible to estimate these. */
export const seenAs = (
  ours: Patch,
  theirs: Patch,
  mask: Mask,
): Pick<WholeAlignment, 'expected' | 'rest' | 'sharpness' | 'light'> | undefined => {
  const { width, height } = ours;
  const light = lightOf(ours, theirs, mask);
  if (light === undefined) return undefined;
  const toned = ours.data.map((luma) => light[Math.round(luma)] ?? 0);
  const sharpness = sharpnessOf({ ...ours, data: toned }, theirs, mask);
  const expected = sharpened(toned, width, height, sharpness);
  const rest = theirs.data.map((luma, i) => luma - (expected[i] ?? 0));
  return { expected, rest, sharpness, light };
};

/**
 * Maps to begin with: the one that is said; it without turns and perspective, which key points may see where there is none; and both pictures as they are, since of
 * a product that is alike from both sides hashes may say that it is mirrored.
 */
const roughsOf = (rough: PointMap, ours: Rectangle, suspect: GreyImage): readonly PointMap[] => {
  const { width, height } = ours;
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = [
    rough(0, 0),
    rough(width, 0),
    rough(0, height),
    rough(width, height),
  ];
  const [left, right, top, bottom] = [(x0 + x2) / 2, (x1 + x3) / 2, (y0 + y1) / 2, (y2 + y3) / 2];
  const upright: PointMap = (x, y) => [left + (x / width) * (right - left), top + (y / height) * (bottom - top)];
  const whole: PointMap = (x, y) => [
    ((x + 0.5) * suspect.width) / width - 0.5,
    ((y + 0.5) * suspect.height) / height - 0.5,
  ];
  return [rough, upright, whole];
};

export const outsideOf = ({ left, top, width: w, height: h }: Rectangle, width: number, height: number): Mask => {
  const mask = new Uint8Array(width * height).fill(1);
  for (let y = Math.max(0, top - BLEED); y < Math.min(height, top + h + BLEED); y++) {
    mask.fill(0, y * width + Math.max(0, left - BLEED), y * width + Math.min(width, left + w + BLEED));
  }
  return mask;
};

/** For each luma of ours the mean of what theirs shows there, straight in between. */
const lightOf = ({ data }: Patch, theirs: Patch, mask: Mask): Float32Array | undefined => {
  const [sums, lumas, counts] = [new Float64Array(TONES), new Float64Array(TONES), new Float64Array(TONES)];
  for (let i = 0; i < mask.length; i++) {
    const [a, b] = [data[i] ?? 0, theirs.data[i] ?? Number.NaN];
    if (mask[i] !== 1 || Number.isNaN(b)) continue;
    const bin = Math.min(TONES - 1, Math.floor((a * TONES) / 256));
    sums[bin] = (sums[bin] ?? 0) + b;
    lumas[bin] = (lumas[bin] ?? 0) + a;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const knots: { x: number; y: number }[] = [];
  for (let bin = 0; bin < TONES; bin++) {
    const count = counts[bin] ?? 0;
    if (count >= 60) knots.push({ x: (lumas[bin] ?? 0) / count, y: (sums[bin] ?? 0) / count });
  }
  const [first] = knots;
  const last = knots.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const slope = last.x - first.x > 8 ? (last.y - first.y) / (last.x - first.x) : 1;
  return Float32Array.from({ length: 256 }, (_, luma) => {
    if (luma <= first.x) return first.y + slope * (luma - first.x);
    if (luma >= last.x) return last.y + slope * (luma - last.x);
    const next = knots.findIndex(({ x }) => x > luma);
    const [one, two] = [knots[next - 1] ?? first, knots[next] ?? last];
    return one.y + ((two.y - one.y) * (luma - one.x)) / (two.x - one.x);
  });
};

/** Luma, or a change of it, as sharp as theirs. */
export const sharpened = (data: Float32Array, width: number, height: number, [p, q]: Sharpness): Float32Array => {
  const [small, large] = MEANS.map((reach) => boxMean(data, width, height, reach));
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const luma = data[i] ?? 0;
    result[i] = luma + p * ((small?.[i] ?? 0) - luma) + q * ((large?.[i] ?? 0) - luma);
  }
  return result;
};

/** What a change of a place of ours would be in theirs, where light may be burnt out: levels. */
export const expectedChange = ({ light, sharpness }: WholeAlignment, before: Patch, after: Patch): Float32Array => {
  const inLight = (luma: number): number => light[Math.max(0, Math.min(255, Math.round(luma)))] ?? 0;
  const change = after.data.map((luma, i) => inLight(luma) - inLight(before.data[i] ?? 0));
  return sharpened(change, before.width, before.height, sharpness);
};

/** What theirs lacks or has more of ours' detail of two sizes, by least squares. */
const sharpnessOf = ({ width, height, data }: Patch, theirs: Patch, mask: Mask): Sharpness => {
  const [small, large] = MEANS.map((reach) => boxMean(data, width, height, reach));
  // A little is added to the squares, so that nothing is said of a plain ground.
  let [aa, ab, bb, ar, br] = [1e3, 0, 1e3, 0, 0];
  for (let i = 0; i < mask.length; i++) {
    const rest = (theirs.data[i] ?? Number.NaN) - (data[i] ?? 0);
    if (mask[i] !== 1 || Number.isNaN(rest)) continue;
    const luma = data[i] ?? 0;
    const [a, b] = [(small?.[i] ?? 0) - luma, (large?.[i] ?? 0) - luma];
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ar += a * rest;
    br += b * rest;
  }
  const determinant = aa * bb - ab * ab;
  return determinant > 1e-6 * aa * bb ? [(ar * bb - br * ab) / determinant, (br * aa - ar * ab) / determinant] : [0, 0];
};

/** A question with all three pictures at one size, and ours aligned with the suspect; undefined if too little is visible. `inputs` have their original sizes. */
export interface AlignedQuestion {
  readonly inputs: RemovalQuestion;
  readonly question: RemovalQuestion;
  readonly aligned: WholeAlignment | undefined;
}

export const alignQuestion = (inputs: RemovalQuestion): AlignedQuestion => {
  const question = atCommonSize(inputs);
  const { clean, suspect, box, map } = question;
  return { inputs, question, aligned: alignWhole(clean, suspect, box, map) };
};
