import { boxMean } from '@listing-lint/rules/kernel';
import type { Mask } from './alignment/patch.ts';
import type { WholeAlignment } from './alignment/whole-alignment.ts';

/** Radii of the means in which differences are searched for, px: from single pixels to shading. */
export const REACHES = [0, 1, 3, 7] as const;
/** Levels by which means of each reach may differ in any copy: whole levels, and what compression does to plain ground. */
const FLOORS = [0.6, 0.35, 0.25, 0.2] as const;

/** What differs in means of one reach, and by how much it usually does where ours is as lively. */
export interface Differing {
  /** Levels; NaN where the suspect does not reach. */
  readonly means: Float32Array;
  /** Standard deviation, levels. */
  readonly usual: Float32Array;
}

/** What differs in means of each reach, over the whole picture; `outside` is where the mark cannot have changed it. */
export const differingIn = ({ width, height, expected, rest }: WholeAlignment, outside: Mask): readonly Differing[] => {
  const classes = livelinessOf(expected, width, height);
  return REACHES.map((reach, k) => {
    const means = reach === 0 ? rest : boxMean(rest, width, height, reach);
    if (reach > 0)
      for (let i = 0; i < means.length; i++) if (Number.isNaN(rest[i] ?? Number.NaN)) means[i] = Number.NaN;
    const deviations = deviationsOf(means, classes, outside, FLOORS[k] ?? 1);
    const usual = new Float32Array(classes.length);
    for (let i = 0; i < usual.length; i++) usual[i] = deviations[classes[i] ?? 0] ?? 1;
    return { means, usual };
  });
};

/** Classes of how lively a picture is around a pixel, each by half a power of two livelier than the one before. */
const CLASSES = 14;

const livelinessOf = (luma: Float32Array, width: number, height: number): Uint8Array => {
  const near = boxMean(luma, width, height, 2);
  for (let i = 0; i < near.length; i++) near[i] = ((luma[i] ?? 0) - (near[i] ?? 0)) ** 2;
  const variance = boxMean(near, width, height, 3);
  const classes = new Uint8Array(variance.length);
  for (let i = 0; i < classes.length; i++) {
    const deviation = Math.sqrt(Math.max(0, variance[i] ?? 0));
    classes[i] = Math.min(CLASSES - 1, Math.floor(2 * Math.log2(1 + 2 * deviation)));
  }
  return classes;
};

/** Cells of a histogram of differences, a level each so many; beyond, all are alike. */
const CELLS = 1024;
const CELLS_A_LEVEL = 16;
/** Share of normal deviates within one standard deviation: a quantile is not led astray by a banner over a part of the picture. */
const WITHIN = 0.6827;
/** Pixels of a class that say how much differs in it; one with fewer is taken with its neighbours. */
const ENOUGH = 400;

const deviationsOf = (values: Float32Array, classes: Uint8Array, mask: Mask, floor: number): readonly number[] => {
  const histograms = Array.from({ length: CLASSES }, () => new Float64Array(CELLS));
  for (let i = 0; i < mask.length; i++) {
    const cell = Math.min(CELLS - 1, Math.floor(Math.abs(values[i] ?? Number.NaN) * CELLS_A_LEVEL));
    const histogram = histograms[classes[i] ?? 0];
    if (mask[i] === 1 && histogram !== undefined && !Number.isNaN(cell)) histogram[cell] = (histogram[cell] ?? 0) + 1;
  }
  return histograms.map((_, each) => {
    const joint = new Float64Array(CELLS);
    let count = 0;
    for (let apart = 0; apart < CLASSES && count < ENOUGH; apart++) {
      for (const histogram of apart === 0 ? [histograms[each]] : [histograms[each - apart], histograms[each + apart]]) {
        if (histogram === undefined) continue;
        for (let cell = 0; cell < CELLS; cell++) {
          const hits = histogram[cell] ?? 0;
          joint[cell] = (joint[cell] ?? 0) + hits;
          count += hits;
        }
      }
    }
    let [cell, below] = [0, joint[0] ?? 0];
    while (below < WITHIN * count && cell < CELLS - 1) below += joint[++cell] ?? 0;
    return Math.max(floor, (cell + 1) / CELLS_A_LEVEL);
  });
};
