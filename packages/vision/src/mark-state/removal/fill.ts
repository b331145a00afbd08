import type { Mask } from './alignment/patch.ts';
import { FILLED_AT_ONCE, fillRounds } from './kernel/fill-rounds.ts';

/** Rounds of Gauss–Seidel; a stroke of a mark is some px wide, and its middle is filled long before. */
const ROUNDS = 60;

/**
 * Luma with the pixels of a mask filled from around, as smoothly as can be (Laplace's equation): about what retouching gives that knows nothing of what was
 * there. Pixels along the border of the patch keep their value.
 */
export const filled = (luma: Float32Array, width: number, mask: Mask): Float32Array =>
  filledEach([luma], width, mask)[0] ?? luma;

/** The same of up to `FILLED_AT_ONCE` patches of one size. */
export const filledEach = (lumas: readonly Float32Array[], width: number, mask: Mask): readonly Float32Array[] => {
  const pixels = pixelsWithin(mask, width);
  const all = new Float32Array(FILLED_AT_ONCE * mask.length);
  for (const [lane, luma] of lumas.entries()) {
    for (let i = 0; i < luma.length; i++) all[FILLED_AT_ONCE * i + lane] = luma[i] ?? 0;
    const start = meanOutside(luma, mask);
    for (let k = 0; k < pixels.length; k++) all[FILLED_AT_ONCE * (pixels[k] ?? 0) + lane] = start;
  }
  fillRounds({ all, pixels, width }, ROUNDS);
  return lumas.map((luma, lane) => {
    const result = new Float32Array(luma.length);
    for (let i = 0; i < result.length; i++) result[i] = all[FILLED_AT_ONCE * i + lane] ?? 0;
    return result;
  });
};

/** Pixels of a mask that do not lie along the border. */
const pixelsWithin = (mask: Mask, width: number): Int32Array => {
  const height = mask.length / width;
  const pixels = new Int32Array(mask.length);
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) if (mask[i] === 1) pixels[count++] = i;
  }
  return pixels.subarray(0, count);
};

const meanOutside = (luma: Float32Array, mask: Mask): number => {
  let known = 0;
  let count = 0;
  for (let i = 0; i < luma.length; i++) {
    if (mask[i] === 1) continue;
    known += luma[i] ?? 0;
    count++;
  }
  return count > 0 ? known / count : 128;
};

/** A mask with all pixels within `reach` px, along rows and columns, of one of its own. */
export const widened = (mask: Mask, width: number, reach: number): Mask => {
  const height = mask.length / width;
  const across = new Uint8Array(mask.length);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    const x = i % width;
    across.fill(1, i - Math.min(reach, x), i + Math.min(reach, width - 1 - x) + 1);
  }
  const result = new Uint8Array(mask.length);
  for (let i = 0; i < mask.length; i++) {
    if (across[i] !== 1) continue;
    const y = Math.floor(i / width);
    for (let k = -Math.min(reach, y); k <= Math.min(reach, height - 1 - y); k++) result[i + k * width] = 1;
  }
  return result;
};
