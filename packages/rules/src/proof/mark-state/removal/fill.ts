import type { Mask } from './patch.ts';

/** Rounds of Gauss–Seidel; a stroke of a mark is some px wide, and its middle is filled long before. */
const ROUNDS = 60;

/**
 * Luma with the pixels of a mask filled from around, as smoothly as can be (Laplace's equation): about what retouching gives that knows nothing of what was
 * there. Pixels along the border of the patch keep their value.
 */
export const filled = (luma: Float32Array, width: number, mask: Mask): Float32Array => {
  const height = luma.length / width;
  const result = luma.slice();
  const pixels = new Int32Array(mask.length);
  let last = -1;
  for (let i = 0; i < mask.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (mask[i] === 1 && x > 0 && y > 0 && x < width - 1 && y < height - 1) pixels[++last] = i;
  }
  let known = 0;
  let count = 0;
  for (let i = 0; i < luma.length; i++) {
    if (mask[i] === 1) continue;
    known += luma[i] ?? 0;
    count++;
  }
  const start = count > 0 ? known / count : 128;
  for (let k = 0; k <= last; k++) result[pixels[k] ?? 0] = start;
  for (let round = 0; round < ROUNDS; round++) {
    // Forth and back.
    for (let k = 0; k <= last; k++) {
      const i = pixels[round % 2 === 0 ? k : last - k] ?? 0;
      const around = (result[i - 1] ?? 0) + (result[i + 1] ?? 0) + (result[i - width] ?? 0) + (result[i + width] ?? 0);
      result[i] = around / 4;
    }
  }
  return result;
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
