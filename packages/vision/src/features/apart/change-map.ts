import { giveBack } from '@listing-lint/rules/kernel';
import type { PlaneMap } from '../pair/mapping.ts';
import { APART_CELL, type FloatPlane, type LightFit } from './kernel/kernel.ts';
import { apartKernel } from './kernel/kernel-wasm.ts';
import { middleValue } from './middle-value.ts';
import { type GreatestStrokes, greatestStrokes, NO_STROKES } from './other-strokes.ts';
import { lumaPlane, type Planes } from './planes.ts';
import { type RegistrationOptions, registerPair } from './registered-pair.ts';

/** Levels that a mean may differ by for nothing: of luma, and of the two differences of colour. */
const NOISE = [1.5, 1, 1] as const;
/** Largest misalignment of a cell, px. */
const SHIFT = 0.5;
/** Share of the slopes within a cell that its mean may differ by; of colour, of the slopes of luma, too. */
const ROUGH = 0.12;
const ROUGH_COLOUR = 0.04;
/** Slopes, levels a px, from which on cells say how much that is in this pair, and how many must. */
const LEAST_SLOPE = 3;
const FEWEST_CELLS = 30;
const TIMES_MIDDLE = 1.5;
/** Residuals are measured relative to the expected residual; values above this count, clipped per cell. */
const STANDS_OUT = 3;
const MOST_OF_ONE = 400;
/** Stride of the cells sampled for a median. */
const SAMPLED = 4;

/** Residual of each cell of a picture, row by row from the top, relative to what is expected. */
export interface ChangeMap {
  readonly columns: number;
  /** Squares of differences beyond what is expected, in units of that; 0 where nothing stands out, or nothing is known. */
  readonly sums: Float32Array;
  /** 1 where something is known. */
  readonly known: Uint8Array;
  /** Lines of a small part differ in the other picture; false if not checked. */
  readonly isOther: boolean;
  /** The window whose lines fit least; absent if not checked or if `isOther` is true. */
  readonly strokes: GreatestStrokes;
  /** Where pixels of it lie in the other one, as exactly as that could be found. */
  readonly mapping: PlaneMap;
}

/** How pictures are held against each other. */
interface Compared extends RegistrationOptions {
  /** Whether fine detail is compared, too. */
  readonly hasDetail?: boolean;
}

/**
 * Computes where a picture differs from a registered one, beyond what re-encoding, scaling, blur, sharpening, other light and misalignment cause.
 * Both rasters have about the same scale; `start` maps pixels of ours to theirs approximately. Areas left out of either are unknown. Without colour
 * planes only luma is compared.
 */
export const changeMap = (
  ours: Planes,
  theirs: Planes,
  start: PlaneMap,
  { hasDetail = false, ...how }: Compared = {},
): ChangeMap => {
  const { mapping, warped, own, other, known, free } = registerPair(ours, theirs, start, how);
  const columns = Math.floor(ours.width / APART_CELL);
  const [a, b] = [cellsOf(own, known), cellsOf(other, known)];
  const apart = a.means.map((_, channel) => residuals(a, b, known, channel));
  const comparesStrokes = hasDetail && isOneForTheMost(apart[0] ?? new Float32Array(0), known);
  const even = [lumaPlane(own), lumaPlane(other)] as const;
  const isUnrelated = comparesStrokes && isOtherDetail(even, known);
  const light = { known, rough: [a.rough[0] ?? NOTHING, b.rough[0] ?? NOTHING] } as const;
  const strokes =
    comparesStrokes && !isUnrelated ? greatestStrokes([lumaPlane(ours), lumaPlane(warped)], even, light) : NO_STROKES;
  free();
  // An edge in only one of them is no misaligned edge.
  const net = a.net.map((each, channel) => lesser(each, b.net[channel] ?? each));
  const rough = a.rough.map((each, channel) => lesser(each, b.rough[channel] ?? each));
  const sums = normalizedExcess(apart, { net, rough }, known);
  // Megabytes a look, of which collections take notice.
  for (const made of [a, b].flatMap(({ means, net, rough }) => [...means, ...net, ...rough])) giveBack(made);
  for (const made of [...apart, ...net, ...rough]) giveBack(made);
  return { columns, known, isOther: isUnrelated, strokes, mapping, sums };
};

/** Share of the product of both deviations that the covariance of one thing in two pictures has at the least. */
const LEAST_RELATED = 0.6;
/** Squared levels that are missing of it where two pictures show other letters; of copies, compressed to the lowest quality, hardly any (docs/bench-hash.md). */
const OTHER_DETAIL = 100;
/** Levels by which half of the cells differ at the most; beyond that most of it is another picture, such as another background. */
const MOST_APART = 3;

const isOneForTheMost = (apart: Float32Array, known: Uint8Array): boolean =>
  (medianOf(apart, known) ?? Number.POSITIVE_INFINITY) <= MOST_APART;

/** Whether a part of 8×8 px shows other lines in one of both: letters a few pixels high, of which means of cells say little. */
const isOtherDetail = ([own, other]: readonly [FloatPlane, FloatPlane], known: Uint8Array): boolean =>
  apartKernel().unrelated(own, other, known, { share: LEAST_RELATED, least: OTHER_DETAIL }) > 0;

const NOTHING = new Float32Array(0);

// Plain loops from here on: closures over each of 16,000 cells took a tenth of a look.
const lesser = (a: Float32Array, b: Float32Array): Float32Array => {
  const both = new Float32Array(a.length);
  for (let k = 0; k < a.length; k++) both[k] = Math.min(a[k] ?? 0, b[k] ?? 0);
  return both;
};

/** What is known of the cells of one picture, channel by channel. */
interface Cells {
  readonly means: readonly Float32Array[];
  /** Slopes within a cell, levels a px: their mean as vectors, which is what a shift changes, and as lengths. */
  readonly net: readonly Float32Array[];
  readonly rough: readonly Float32Array[];
}

const cellsOf = ({ planes, width, height }: Planes, known: Uint8Array): Cells => {
  const all = planes
    .filter(({ length }) => length > 0)
    .map((data) => apartKernel().cells({ width, height, data }, known));
  return { means: all.map(({ mean }) => mean), net: all.map(({ net }) => net), rough: all.map(({ rough }) => rough) };
};

/** Of each cell how much it stands out, of luma and of colour together. */
const normalizedExcess = (
  apart: readonly Float32Array[],
  { net, rough }: Omit<Cells, 'means'>,
  known: Uint8Array,
): Float32Array => {
  const light = rough[0] ?? new Float32Array(0);
  const units = apart.map((own, channel): Float32Array => {
    const [ownNet, ownRough] = [net[channel] ?? light, rough[channel] ?? light];
    // 1.48 times the median is the deviation of a normal distribution.
    const least = Math.max(NOISE[channel] ?? 1, 1.48 * (medianOf(own, known) ?? 0));
    const share = shareOfSlopes(own, ownRough, known, ROUGH);
    const ofLuma = channel === 0 ? 0 : shareOfSlopes(own, light, known, ROUGH_COLOUR);
    const inUnits = new Float32Array(own.length);
    for (let cell = 0; cell < own.length; cell++) {
      const value = own[cell] ?? 0;
      if (known[cell] !== 1 || value === 0) continue;
      const shift = SHIFT * (ownNet[cell] ?? 0);
      const detail = share * (ownRough[cell] ?? 0);
      const lumaDetail = ofLuma * (light[cell] ?? 0);
      inUnits[cell] = value / Math.sqrt(least * least + shift * shift + detail * detail + lumaDetail * lumaDetail);
    }
    return inUnits;
  });
  const [luma, blue, red] = units;
  const sums = new Float32Array(known.length);
  for (let cell = 0; cell < sums.length; cell++) {
    if (known[cell] !== 1) continue;
    const colour = Math.sqrt((blue?.[cell] ?? 0) ** 2 + (red?.[cell] ?? 0) ** 2);
    sums[cell] = beyond(Math.abs(luma?.[cell] ?? 0)) + beyond(colour);
  }
  for (const each of units) giveBack(each);
  return sums;
};

const beyond = (units: number): number => (units > STANDS_OUT ? Math.min(MOST_OF_ONE, (units - STANDS_OUT) ** 2) : 0);

/** Share of its slopes by which the mean of a cell differs here, where there is detail: sharpening leaves it there, everywhere alike. */
const shareOfSlopes = (apart: Float32Array, slopes: Float32Array, known: Uint8Array, least: number): number => {
  const chosen = new Float32Array(Math.ceil(apart.length / SAMPLED));
  let count = 0;
  for (let cell = 0; cell < apart.length; cell += SAMPLED) {
    const slope = slopes[cell] ?? 0;
    if (known[cell] === 1 && slope > LEAST_SLOPE) chosen[count++] = Math.abs((apart[cell] ?? 0) / slope);
  }
  return Math.max(least, TIMES_MIDDLE * (middleOf(chosen, count) ?? 0));
};

/** Median of the magnitudes of those that are known; null where they are few. */
const medianOf = (values: Float32Array, known: Uint8Array): number | null => {
  const chosen = new Float32Array(Math.ceil(values.length / SAMPLED));
  let count = 0;
  for (let cell = 0; cell < values.length; cell += SAMPLED) {
    if (known[cell] === 1) chosen[count++] = Math.abs(values[cell] ?? 0);
  }
  return middleOf(chosen, count);
};

/** Median of the first `count` of a sample; null where they are few. */
const middleOf = (chosen: Float32Array, count: number): number | null =>
  SAMPLED * count < FEWEST_CELLS ? null : middleValue(chosen, count);

const FIT_ROUNDS = 4;
/** Levels that differences may have before they count for less, and how much the light of a copy may be changed. */
const LEAST_SPREAD = 1;
const MOST_GAIN = 1.6;
/** Variance without which nothing says a gain. */
const LEAST_VARIANCE = 4;

/** What is left of ours once theirs has the gain and the bias that suit most of it. */
const residuals = (a: Cells, b: Cells, known: Uint8Array, channel: number): Float32Array => {
  const [own, other] = [a.means[channel] ?? new Float32Array(0), b.means[channel] ?? new Float32Array(0)];
  const counts = channel === 0 ? notCut(own, other, known) : known;
  let fit: LightFit = { gain: 1, bias: 0, spread: Number.POSITIVE_INFINITY };
  for (let round = 0; ; round++) {
    const { apart, sums } = apartKernel().light(own, other, counts, fit);
    const [w, x, y, xx, xy] = sums;
    if (w === 0 || round === FIT_ROUNDS) {
      if (channel === 0) leaveOutClipped(apart, own, other);
      return apart;
    }
    const variance = xx - (x * x) / w;
    const gain =
      variance > LEAST_VARIANCE * w
        ? Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, (xy - (x * y) / w) / variance))
        : fit.gain;
    fit = { gain, bias: (y - gain * x) / w, spread: Math.max(LEAST_SPREAD, 4 * (medianOf(apart, counts) ?? 0)) };
    giveBack(apart);
  }
};

/** Levels from which on light may have been cut off, and up to which darkness may. */
const LIGHTEST = 251;
const DARKEST = 4;

/** Cells that are as light or as dark as can be in both say nothing of what became of light: the ground around most products. */
const notCut = (own: Float32Array, other: Float32Array, known: Uint8Array): Uint8Array => {
  const left = new Uint8Array(known);
  for (let cell = 0; cell < left.length; cell++) {
    const [here, there] = [own[cell] ?? 0, other[cell] ?? 0];
    if ((here >= LIGHTEST && there >= LIGHTEST) || (here <= DARKEST && there <= DARKEST)) left[cell] = 0;
  }
  return left;
};

/** Where one of both is as light or as dark as a picture can be, the other one may be so all the more: nothing is left there. */
const leaveOutClipped = (apart: Float32Array, own: Float32Array, other: Float32Array): void => {
  for (let cell = 0; cell < apart.length; cell++) {
    const [here, there] = [own[cell] ?? 0, other[cell] ?? 0];
    const isMore = (apart[cell] ?? 0) > 0;
    if (isMore ? there >= LIGHTEST || here <= DARKEST : here >= LIGHTEST || there <= DARKEST) apart[cell] = 0;
  }
};

/**
 * How much a window of 16×16 px (of 512) stands out where one picture is a changed one: another numeral, another word, a part in another colour. Of copies that
 * were compressed, scaled, blurred, sharpened, turned or framed none came near it (docs/bench-hash.md).
 */
export const CHANGED = 300;

/** The same of a part of it that is seen in more detail, where what compression at the lowest quality leaves is seen, too (docs/bench-hash.md). */
export const CHANGED_IN_DETAIL = 500;
