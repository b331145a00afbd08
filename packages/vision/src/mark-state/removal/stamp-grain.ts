import type { GreyImage } from '@listing-lint/rules/image';
import { boxMean } from '@listing-lint/rules/kernel';
import { grainAmounts } from '@listing-lint/rules/watermark';
import type { Rectangle } from './alignment/patch.ts';
import { outsideOf, sharpened, type WholeAlignment } from './alignment/whole-alignment.ts';
import type { Differing } from './anomaly.ts';

/** Projection of the suspect on the stamp's grain: what distinguishes our marked picture from the one before, outside of the mark. */
export interface GrainSeen {
  /** What is seen of it, over what the marked picture has: about 1 in copies of that, 0 in copies of the picture before. */
  readonly share: number;
  /** The same in standard deviations of what is seen of it where it does not lie. */
  readonly sureness: number;
}

const NO_GRAIN: GrainSeen = { share: 0, sureness: 0 };
/** Share below which it is not seen, where that is measured so well: such a copy was not made from the stamped picture, whatever its place shows (in other colours, say). */
const LACKING = { share: 0.2, deviation: 0.05 };

/** Share that is seen, and standard deviations, from which on a picture was made from the stamped one. */
const GRAIN = { share: 0.4, sureness: 5 };

/** Whether so much is seen that the picture was made from the stamped one. */
export const bearsGrain = ({ share, sureness }: GrainSeen): boolean =>
  share >= GRAIN.share && sureness >= GRAIN.sureness;

/** Whether surely none is seen. */
export const lacksGrain = ({ share, sureness }: GrainSeen): boolean =>
  sureness !== 0 && share < LACKING.share && share / sureness <= LACKING.deviation;

/** Reach of the means that take out what compression leaves of a pixel, and what changes slowly, px. */
const FINE = 1;
const SLOW = 7;
/** Variance, levels², that rounding has at most. */
const ROUNDING = 1;
/** Of the grain that a picture takes, the share from which on its marked one bears some: of rounding less is left. Pictures that were stamped by earlier versions have none. */
const LEAST_GRAIN = 0.12;
/** What is further off, in what usually differs, counts no more. */
const MOST_OFF = 4;
/** Offsets, px, for the projection by chance. */
const OFFSETS = [11, 19, 31].flatMap((far) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => [
    Math.round(far * Math.cos((turn * Math.PI) / 4)),
    Math.round(far * Math.sin((turn * Math.PI) / 4)),
  ]),
);

/** Looks for the grain that `stamp` gives a picture, all over the suspect but for the mark's place, by a matched filter. */
export const grainIn = (
  aligned: WholeAlignment,
  { clean, marked, box }: { readonly clean: GreyImage; readonly marked: GreyImage; readonly box: Rectangle },
  differing: readonly Differing[],
): GrainSeen => {
  const { width, height } = aligned;
  const change = new Float32Array(width * height);
  for (let i = 0; i < change.length; i++) change[i] = (marked.data[i] ?? 0) - (clean.data[i] ?? 0);
  const asSharp = sharpened(change, width, height, aligned.sharpness);
  const usual = differing[FINE]?.usual ?? new Float32Array();
  const outside = outsideOf(box, width, height);
  const isSeen = aligned.rest.map((value, i) => (outside[i] === 1 && !Number.isNaN(value) ? 1 : 0));
  /** Where it is detected, scaled by the usual difference; clipped at `MOST_OFF`: beyond, the content differs. */
  const weighed = (plane: Float32Array): Float32Array =>
    plane.map((value, i) => (isSeen[i] === 1 ? Math.max(-MOST_OFF, Math.min(MOST_OFF, value / (usual[i] ?? 1))) : 0));
  const amounts = grainAmounts(clean);
  // Little counts where there is hardly more grain than rounding.
  const gated = (plane: Float32Array): Float32Array =>
    plane.map((value, i) => {
      const square = isSeen[i] === 1 ? (amounts[i] ?? 0) ** 2 : 0;
      return (value * square) / (square + ROUNDING);
    });
  // Smoothed once more, as rounding is finer than the grain.
  const smooth = gated(banded(boxMean(asSharp, width, height, FINE), width, height));
  if (!(rootMeanSquare(smooth) >= LEAST_GRAIN * rootMeanSquare(gated(amounts)))) return NO_GRAIN;
  const target = weighed(smooth);
  withoutDetail(target, weighed(banded(aligned.expected, width, height)));
  const rest = weighed(banded(aligned.rest, width, height));
  const whole = productOf(target, weighed(banded(asSharp, width, height)), 0);
  const chance = OFFSETS.map(([x = 0, y = 0]) => productOf(target, rest, y * width + x));
  const seen = productOf(target, rest, 0);
  return { share: seen / Math.max(1e-6, whole), sureness: seen / Math.max(1e-6, rootMeanSquare(chance)) };
};

const rootMeanSquare = (values: readonly number[] | Float32Array): number => {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares / Math.max(1, values.length));
};

/** Takes out of a plane what is like another one: the detail of ours may be stronger or fainter in any copy. */
const withoutDetail = (plane: Float32Array, detail: Float32Array): void => {
  const share = productOf(plane, detail, 0) / Math.max(1e-6, productOf(detail, detail, 0));
  for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] ?? 0) - share * (detail[i] ?? 0);
};

/** Means of a few pixels, without what changes slowly. */
const banded = (data: Float32Array, width: number, height: number): Float32Array => {
  const [fine, slow] = [boxMean(data, width, height, FINE), boxMean(data, width, height, SLOW)];
  return fine.map((value, i) => value - (slow[i] ?? 0));
};

/** Of one plane and another one that is aligned `step` pixels further. */
const productOf = (one: Float32Array, other: Float32Array, step: number): number => {
  let product = 0;
  for (let i = Math.max(0, -step), end = Math.min(one.length, one.length - step); i < end; i++) {
    product += (one[i] ?? 0) * (other[i + step] ?? 0);
  }
  return product;
};
