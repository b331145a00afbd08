import { pictureLooker } from '../kernel/looker-wasm.ts';
import { HALF_WINDOW, WINDOW } from '../kernel/spectrum.ts';
import type { GreenRows } from './rows.ts';

/** Every so many rows of a band a row is looked at: neighbours say the same. */
const ROW_STEP = 4;
/** Windows that are transformed: those with most contrast. */
const MOST_WINDOWS = 64;
const LEAST_WINDOWS = 8;
/** More places than a picture of any width has rows and columns of them. */
const MOST_PLACES = 2 ** 24;
/** Mean difference of pixels two apart below which a window says nothing of how fine detail is. */
const LEAST_CONTRAST = 1;

/** Offsets of the windows with most contrast. */
const richestWindows = ({ width, bands, depth, data }: GreenRows): readonly number[] => {
  const [down, across] = [
    Math.ceil((bands * depth) / ROW_STEP),
    Math.max(0, Math.floor((width - WINDOW) / HALF_WINDOW) + 1),
  ];
  const places = new Int32Array(down * across);
  for (let row = 0, k = 0; row < down; row++) {
    for (let x = 0; x < across; x++) places[k++] = ROW_STEP * row * width + x * HALF_WINDOW;
  }
  const contrasts = pictureLooker().contrasts({ width, height: bands * depth, data }, places, WINDOW);
  // Contrast first, then place: numbers are sorted faster than by a comparison.
  const ranked = new Float64Array(places.length);
  let rich = 0;
  for (let k = 0; k < places.length; k++) {
    const contrast = contrasts[k] ?? 0;
    if ((2 * contrast) / WINDOW >= LEAST_CONTRAST) ranked[rich++] = contrast * MOST_PLACES + MOST_PLACES - 1 - k;
  }
  const best = ranked.subarray(0, rich).sort().subarray(-MOST_WINDOWS).reverse();
  return Array.from(best, (rank) => places[MOST_PLACES - 1 - (rank % MOST_PLACES)] ?? 0);
};

/**
 * Mean power by frequency (0 … 64 cycles a window of 128 px) of the windows with most contrast, along the rows; null where fewer than eight have
 * any. Two windows are transformed at once, and one without another not at all.
 */
export const powerSpectrum = (rows: GreenRows): Float64Array | null => {
  const windows = richestWindows(rows);
  if (windows.length < LEAST_WINDOWS) return null;
  const { width, bands, depth, data } = rows;
  const used = windows.length - (windows.length % 2);
  return pictureLooker()
    .power({ width, height: bands * depth, data }, windows)
    .map((value) => value / (used * WINDOW));
};
