import type { Hash256 } from '../hash256/hash256.ts';
import { GRID, type LumaGrid, type Waves } from '../kernel/kernel.ts';

const WINDOW = 48;
const FREQUENCIES = 8;

/** `tapered` windows fade towards their edges: less depends on where the picture was cut. */
export type WindowShape = 'flat' | 'tapered';

/** Cosines 1–8 over a window. Tapered ones have their mean taken out, so that brightness alone never sets a bit. */
const wavesOf = (window: WindowShape): Waves => {
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
  return { window: WINDOW, frequencies: FREQUENCIES, rows: basis };
};

const WAVES: { readonly [window in WindowShape]: Waves } = { flat: wavesOf('flat'), tapered: wavesOf('tapered') };
/** Where the windows begin, down and across. */
const CORNERS = [0, GRID - WINDOW];

/**
 * 256 bits of a 64×64 luma grid: the signs of the 8×8 lowest cosine coefficients (without the constant ones) of each of four overlapping
 * 48×48 windows, upper left, upper right, lower left, lower right. PDQ's own 16×16 coefficients of the whole have two weaknesses that
 * windows do not: of a picture that is nearly symmetric half the signs are noise, and an overlay in one corner changes them all.
 * Signs instead of a median make the hash of a turned picture follow from the bits alone.
 */
export const windowedHash = (grid: LumaGrid, window: WindowShape): Hash256 =>
  grid.coefficients(WAVES[window], CORNERS, CORNERS).above(0);
