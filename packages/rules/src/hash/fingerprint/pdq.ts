import { HASH_BITS, type Hash256 } from '../hash256/hash256.ts';
import { GRID, type GridMaps, type LineMap, type LumaGrid, type Waves } from '../kernel/kernel.ts';
import { areaMap, composeMaps, jaroszMap, rememberMaps, wholeLineMap } from '../kernel/line-maps.ts';

/** A PDQ hash and its quality, 0–100; Meta advises against matching pictures of quality below 50. */
export interface Pdq {
  readonly hash: Hash256;
  readonly quality: number;
}

const FREQUENCIES = 16;

/** Rows 1–16 of the orthonormal DCT-II of 64 samples. */
const DCT: Waves = {
  window: GRID,
  frequencies: FREQUENCIES,
  rows: Float64Array.from({ length: FREQUENCIES * GRID }, (_, k) => {
    const [i, j] = [Math.floor(k / GRID), k % GRID];
    return Math.sqrt(2 / GRID) * Math.cos((Math.PI / (2 * GRID)) * (i + 1) * (2 * j + 1));
  }),
};

/** PDQ's quality of a 64×64 luma grid, 0–100: the sum of its quantised gradients over 90. Low for plain pictures. */
export const pdqQuality = (grid: LumaGrid): number => Math.min(100, Math.floor(grid.gradient() / 90));

/** Longest side, px, to which PDQ's reference programs shrink a picture before anything else. */
const REFERENCE_SIDE = 512;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * What PDQ's grid is made by: at most 512 px, Jarosz filter, 64×64, of a picture of that size. `source` is its size before any shrinking, as the reference
 * rounds its sides.
 */
export const referenceMaps = ({ width, height }: Size, source: Size): GridMaps => {
  const scale = Math.min(1, REFERENCE_SIDE / Math.max(source.width, source.height));
  const down = wholeLineMap(referenceMap(height, source.height * scale));
  return { down, across: referenceMap(width, source.width * scale) };
};

/**
 * The PDQ hash of a picture, of its grid by `referenceMaps`, by the published algorithm ("The TMK+PDQF Algorithms", Meta, 2019): luma, grid, DCT, bits above the
 * median of 256 coefficients. For interchange with other PDQ tools; a few bits may differ, as decoders do.
 */
export const pdq = (grid: LumaGrid): Pdq => {
  // Frequencies 1–16 down, then across.
  const coefficients = grid.coefficients(DCT, [0], [0]);
  const median = coefficients.values().sort()[HASH_BITS / 2 - 1] ?? 0;
  return { hash: coefficients.above(median), quality: pdqQuality(grid) };
};

const referenceMap = (n: number, wanted: number): LineMap =>
  referenceMapOf(n, Math.min(n, Math.max(1, Math.round(wanted))));
const referenceMapOf = rememberMaps((n: number, size: number) =>
  size === n ? jaroszMap(n) : composeMaps(jaroszMap(size), areaMap(n, size)),
);
