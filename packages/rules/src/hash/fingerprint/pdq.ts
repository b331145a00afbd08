import { HASH_BITS, HASH_WORDS, type Hash256 } from '../hash256/hash256.ts';
import { GRID, type HeldPicture, type LineMap, type Waves } from '../kernel/kernel.ts';
import { pictureKernel } from '../kernel/kernel-wasm.ts';
import { areaMap, composeMaps, jaroszMap, rememberMaps, wholeLineMap } from './line-maps.ts';

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

/** Sets bit `k` where coefficient `k` is greater than the threshold. */
const bitsAbove = (coefficients: Float64Array, threshold: number): Hash256 => {
  const hash = new Uint32Array(HASH_WORDS);
  for (let k = 0; k < HASH_BITS; k++) {
    if ((coefficients[k] ?? 0) > threshold) hash[k >> 5] = ((hash[k >> 5] ?? 0) | (1 << (k & 31))) >>> 0;
  }
  return hash;
};

/** PDQ's quality of a 64×64 luma grid, 0–100: the sum of its quantised gradients over 90. Low for plain pictures. */
export const pdqQuality = (grid: Float64Array): number =>
  Math.min(100, Math.floor(pictureKernel().gradient(grid) / 90));

/** Longest side, px, to which PDQ's reference programs shrink a picture before anything else. */
const REFERENCE_SIDE = 512;

/**
 * The PDQ hash of a picture by the published algorithm ("The TMK+PDQF Algorithms", Meta, 2019): luma, at most 512 px, Jarosz filter, 64×64,
 * DCT, bits above the median of 256 coefficients. `source` is the size of the picture before any shrinking, as the reference rounds its
 * sides. For interchange with other PDQ tools; a few bits may differ, as decoders do.
 */
export const pdq = (picture: HeldPicture, source: { readonly width: number; readonly height: number }): Pdq => {
  const scale = Math.min(1, REFERENCE_SIDE / Math.max(source.width, source.height));
  const { width, height } = picture.image;
  const down = wholeLineMap(referenceMap(height, source.height * scale));
  const grid = picture.lumaGrid(down, referenceMap(width, source.width * scale));
  // Frequencies 1–16 down, then across.
  const coefficients = pictureKernel().coefficients(grid, DCT, [0], [0]);
  const median = Float64Array.from(coefficients).sort()[HASH_BITS / 2 - 1] ?? 0;
  return { hash: bitsAbove(coefficients, median), quality: pdqQuality(grid) };
};

const referenceMap = (n: number, wanted: number): LineMap =>
  referenceMapOf(n, Math.min(n, Math.max(1, Math.round(wanted))));
const referenceMapOf = rememberMaps((n: number, size: number) =>
  size === n ? jaroszMap(n) : composeMaps(jaroszMap(size), areaMap(n, size)),
);
