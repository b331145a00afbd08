import { HASH_WORDS, type Hash256 } from '../hash256/hash256.ts';
import { addRows } from './line-maps.ts';

const SIDE = 64;
const WINDOW = 48;
const FREQUENCIES = 8;

/** `tapered` windows fade towards their edges: less depends on where the picture was cut. */
export type WindowShape = 'flat' | 'tapered';

/** Cosines 1–8 over a window. Tapered ones have their mean taken out, so that brightness alone never sets a bit. */
const basisOf = (window: WindowShape): Float64Array => {
  const basis = new Float64Array(FREQUENCIES * WINDOW);
  const taper = Float64Array.from({ length: WINDOW }, (_, k) =>
    window === 'tapered' ? Math.sin((Math.PI * (k + 0.5)) / WINDOW) : 1,
  );
  const total = taper.reduce((a, b) => a + b, 0);
  for (let i = 0; i < FREQUENCIES; i++) {
    const wave = taper.map((weight, k) => weight * Math.cos((Math.PI / (2 * WINDOW)) * (i + 1) * (2 * k + 1)));
    const mean = wave.reduce((a, b) => a + b, 0) / total;
    for (let k = 0; k < WINDOW; k++) basis[i * WINDOW + k] = (wave[k] ?? 0) - mean * (taper[k] ?? 0);
  }
  return basis;
};

const BASES: { readonly [window in WindowShape]: Float64Array } = {
  flat: basisOf('flat'),
  tapered: basisOf('tapered'),
};

/**
 * 256 bits of a 64×64 luma grid: the signs of the 8×8 lowest cosine coefficients (without the constant ones) of each of four overlapping
 * 48×48 windows, upper left, upper right, lower left, lower right. PDQ's own 16×16 coefficients of the whole have two weaknesses that
 * windows do not: of a picture that is nearly symmetric half the signs are noise, and an overlay in one corner changes them all.
 * Signs instead of a median make the hash of a turned picture follow from the bits alone.
 */
export const windowedHash = (luma: Float64Array, window: WindowShape): Hash256 => {
  const hash = new Uint32Array(HASH_WORDS);
  const basis = BASES[window];
  const halves = [cosinesDown(luma, basis, 0), cosinesDown(luma, basis, SIDE - WINDOW)];
  for (let quarter = 0; quarter < 4; quarter++) {
    const left = quarter & 1 ? SIDE - WINDOW : 0;
    const rows = halves[quarter >> 1] ?? luma;
    for (let i = 0; i < FREQUENCIES; i++) {
      for (let j = 0; j < FREQUENCIES; j++) {
        let sum = 0;
        for (let x = 0; x < WINDOW; x++) sum += (rows[i * SIDE + left + x] ?? 0) * (basis[j * WINDOW + x] ?? 0);
        const bit = quarter * 64 + i * FREQUENCIES + j;
        if (sum > 0) hash[bit >> 5] = ((hash[bit >> 5] ?? 0) | (1 << (bit & 31))) >>> 0;
      }
    }
  }
  return hash;
};

/** The cosines down the columns of the windows that begin at row `top`: 8 rows of 64. */
const cosinesDown = (luma: Float64Array, basis: Float64Array, top: number): Float64Array => {
  const out = new Float64Array(FREQUENCIES * SIDE);
  for (let i = 0; i < FREQUENCIES; i++) {
    addRows(luma, top * SIDE, basis.subarray(i * WINDOW, (i + 1) * WINDOW), out.subarray(i * SIDE, (i + 1) * SIDE));
  }
  return out;
};
