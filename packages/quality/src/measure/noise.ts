import { pictureLooker } from '../kernel/looker-wasm.ts';
import type { GreenRows } from './rows.ts';

const BLOCK = 8;
/** Pixels of a block without its border. */
const CELLS = (BLOCK - 2) ** 2;
/** Means at which nothing was cut off: at black and white noise has no room. */
const DARKEST = 24;
const LIGHTEST = 231;
/** The smoothest share of the blocks stands for ground without detail. */
const SMOOTHEST = 0.1;
const LEAST_BLOCKS = 40;
/** Share of all blocks that are light from which they are a ground, and the noise below which that is clean: cut off at white, noise shows by half. */
const LEAST_GROUND = 0.25;
const CLEAN = 2;

/**
 * Standard deviation of noise, 0–255, from second differences both ways (Immerkær 1996), in the smoothest tenth of the blocks of 8 × 8 that are neither black nor white;
 * null where there are too few. Noise is everywhere: where a light ground is clean, that of the ground, and what else there is are threads and grain of the product.
 */
export const noiseOf = (rows: GreenRows): number | null => {
  const { width, bands, depth, data } = rows;
  const { sums, levels } = pictureLooker().roughness({ width, height: bands * depth, data }, blocksOf(rows));
  const meanOf = (k: number): number => (levels[k] ?? 0) / CELLS;
  const seen = sums.filter((_, k) => meanOf(k) >= DARKEST && meanOf(k) <= LIGHTEST);
  if (seen.length < LEAST_BLOCKS) return null;
  const noise = deviationOf(seen, SMOOTHEST);
  const ground = sums.filter((_, k) => meanOf(k) > LIGHTEST);
  if (noise < CLEAN || ground.length < LEAST_GROUND * sums.length) return noise;
  const ofGround = deviationOf(ground, 0.5);
  return ofGround < CLEAN ? ofGround : noise;
};

/** Of blocks with these sums, the deviation that a share of them does not exceed. */
const deviationOf = (sums: Int32Array, share: number): number =>
  (Math.sqrt(Math.PI / 2) * (sums.sort()[Math.floor(share * sums.length)] ?? 0)) / (6 * CELLS);

/** First pixels of the blocks, in every second column of blocks. */
const blocksOf = ({ width, bands, depth }: GreenRows): Int32Array => {
  const [down, across] = [Math.floor(depth / BLOCK), Math.max(0, Math.floor((width - BLOCK) / (2 * BLOCK)) + 1)];
  const blocks = new Int32Array(bands * down * across);
  for (let row = 0, k = 0; row < bands * down; row++) {
    const top = Math.floor(row / down) * depth + (row % down) * BLOCK;
    for (let x = 0; x < across; x++) blocks[k++] = top * width + x * 2 * BLOCK;
  }
  return blocks;
};
