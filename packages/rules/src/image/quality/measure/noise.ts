import type { GreenRows } from './rows.ts';

const BLOCK = 8;
/** Means at which nothing was cut off: at black and white noise has no room. */
const DARKEST = 24;
const LIGHTEST = 231;
/** The smoothest share of the blocks stands for ground without detail. */
const SMOOTHEST = 0.1;
const LEAST_BLOCKS = 40;

/**
 * Standard deviation of noise, 0–255, from second differences both ways (Immerkær 1996), in the smoothest tenth of the blocks of 8 × 8 that are neither black nor white;
 * null where there are too few.
 */
export const noiseOf = ({ width, bands, depth, data }: GreenRows): number | null => {
  const sigmas: number[] = [];
  for (let band = 0; band < bands; band++) {
    for (let top = 0; top + BLOCK <= depth; top += BLOCK) {
      const start = (band * depth + top) * width;
      for (let x = 0; x + BLOCK <= width; x += 2 * BLOCK) {
        const sigma = blockSigma(data, start + x, width);
        if (sigma !== null) sigmas.push(sigma);
      }
    }
  }
  if (sigmas.length < LEAST_BLOCKS) return null;
  sigmas.sort((a, b) => a - b);
  return sigmas[Math.floor(SMOOTHEST * sigmas.length)] ?? null;
};

const blockSigma = (data: Uint8Array, start: number, width: number): number | null => {
  let sum = 0;
  let mean = 0;
  for (let y = 1; y < BLOCK - 1; y++) {
    for (let x = 1, i = start + y * width + 1; x < BLOCK - 1; x++, i++) {
      const centre = data[i] ?? 0;
      const sides = (data[i - 1] ?? 0) + (data[i + 1] ?? 0) + (data[i - width] ?? 0) + (data[i + width] ?? 0);
      const corners =
        (data[i - width - 1] ?? 0) +
        (data[i - width + 1] ?? 0) +
        (data[i + width - 1] ?? 0) +
        (data[i + width + 1] ?? 0);
      sum += Math.abs(4 * centre - 2 * sides + corners);
      mean += centre;
    }
  }
  const cells = (BLOCK - 2) ** 2;
  mean /= cells;
  if (mean < DARKEST || mean > LIGHTEST) return null;
  return (Math.sqrt(Math.PI / 2) * sum) / (6 * cells);
};
