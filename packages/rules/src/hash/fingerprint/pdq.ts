import { HASH_BITS, HASH_WORDS, type Hash256 } from '../hash256/hash256.ts';
import type { HeldPicture } from '../kernel/kernel.ts';
import { addRows, areaMap, composeMaps, jaroszMap, type LineMap, rememberMaps } from './line-maps.ts';
import { lumaGrid } from './luma-grid.ts';

/** A PDQ hash and its quality, 0–100; Meta advises against matching pictures of quality below 50. */
export interface Pdq {
  readonly hash: Hash256;
  readonly quality: number;
}

const SIDE = 64;
const FREQUENCIES = 16;

/** Rows 1–16 of the orthonormal DCT-II of 64 samples. */
const DCT = ((): Float64Array => {
  const rows = new Float64Array(FREQUENCIES * SIDE);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let j = 0; j < SIDE; j++) {
      rows[i * SIDE + j] = Math.sqrt(2 / SIDE) * Math.cos((Math.PI / (2 * SIDE)) * (i + 1) * (2 * j + 1));
    }
  }
  return rows;
})();

/** The 16×16 coefficients (frequencies 1–16 down, then across) of a 64×64 luma grid. */
const dct16 = (grid: Float64Array): Float64Array => {
  const half = new Float64Array(FREQUENCIES * SIDE);
  for (let i = 0; i < FREQUENCIES; i++) {
    addRows(grid, 0, DCT.subarray(i * SIDE, (i + 1) * SIDE), half.subarray(i * SIDE, (i + 1) * SIDE));
  }
  const out = new Float64Array(HASH_BITS);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let j = 0; j < FREQUENCIES; j++) {
      let sum = 0;
      for (let k = 0; k < SIDE; k++) sum += (half[i * SIDE + k] ?? 0) * (DCT[j * SIDE + k] ?? 0);
      out[i * FREQUENCIES + j] = sum;
    }
  }
  return out;
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
export const pdqQuality = (grid: Float64Array): number => {
  let gradient = 0;
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const here = grid[i * SIDE + j] ?? 0;
      if (i + 1 < SIDE) gradient += Math.abs(Math.trunc(((here - (grid[(i + 1) * SIDE + j] ?? 0)) * 100) / 255));
      if (j + 1 < SIDE) gradient += Math.abs(Math.trunc(((here - (grid[i * SIDE + j + 1] ?? 0)) * 100) / 255));
    }
  }
  return Math.min(100, Math.floor(gradient / 90));
};

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
  const grid = lumaGrid(
    picture,
    referenceMap(width, source.width * scale),
    referenceMap(height, source.height * scale),
  );
  const coefficients = dct16(grid);
  const median = Float64Array.from(coefficients).sort()[HASH_BITS / 2 - 1] ?? 0;
  return { hash: bitsAbove(coefficients, median), quality: pdqQuality(grid) };
};

const referenceMap = (n: number, wanted: number): LineMap =>
  referenceMapOf(n, Math.min(n, Math.max(1, Math.round(wanted))));
const referenceMapOf = rememberMaps((n: number, size: number) =>
  size === n ? jaroszMap(n) : composeMaps(jaroszMap(size), areaMap(n, size)),
);
