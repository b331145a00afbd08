import { pictureLooker } from '../kernel/looker-wasm.ts';
import { WINDOW } from '../kernel/spectrum.ts';
import type { GreenRows } from './rows.ts';
import { powerSpectrum } from './spectrum.ts';

/** How fine the detail of a picture really is, along its rows. */
export interface Fineness {
  /** Times that it has more pixels along a line than its detail fills; 1 where detail goes up to what pixels can hold, null where nothing in it tells. */
  readonly enlarged: number | null;
  /** Whole number of times that each pixel stands side by side; 1 where it does not. */
  readonly repeated: number;
}

const NYQUIST = WINDOW / 2;
/** Frequencies between which the level of the picture's own detail is sought: a picture enlarged four times still has some of them. */
const LEVEL_FROM = 4;
const LEVEL_TO = 28;
/** Frequencies whose mean is a level, there and in what lies beyond the finest detail; and those that are looked at together for its end. */
const WIDE = 8;
const SPAN = 4;
/** Frequency from which on the end of detail is sought. */
const FIRST_END = 10;
/** Powers of two by which detail must fall, there and in the mean from there on, to count as missing. */
const FALL = 2;
/** Powers of two between the level and the emptiest place beyond it: a lens, or compression, takes detail, but never so much of it. */
const DEPTH = 4.8;
/** Filters of enlargement let this part of what lies beyond the former finest detail through (measured, docs/bench-quality.md). */
const LEAK = 0.875;

/**
 * Of a picture as it comes from a camera, power falls about as the square of the frequency; multiplied by that it is nearly even up to the finest detail that
 * pixels can hold. One that was enlarged k times has next to nothing above 1/k of it, whatever the filter; one with repeated pixels shows by those.
 */
export const finenessOf = (rows: GreenRows): Fineness => {
  const power = powerSpectrum(rows);
  const repeated = repeatedOf(rows);
  if (repeated > 1) return { enlarged: repeated, repeated };
  return { enlarged: power === null ? null : enlargedOf(power), repeated };
};

const enlargedOf = (power: Float64Array): number => {
  const whitened = Array.from(power, (value, k) => Math.log2(value * k * k + 1e-9));
  const meansFrom = (first: number, last: number): readonly number[] =>
    Array.from({ length: last - first + 1 }, (_, i) => meanOf(whitened.slice(first + i, first + i + WIDE)));
  const level = Math.max(...meansFrom(LEVEL_FROM, LEVEL_TO - WIDE));
  for (let k = FIRST_END; k <= NYQUIST - SPAN; k++) {
    const isMissing = meanOf(whitened.slice(k, k + SPAN)) < level - FALL && meanOf(whitened.slice(k)) < level - FALL;
    if (!isMissing) continue;
    const emptiest = Math.min(...meansFrom(Math.min(k, NYQUIST - WIDE), NYQUIST - WIDE));
    return level - emptiest < DEPTH ? 1 : Math.max(1, (LEAK * NYQUIST) / k);
  }
  return 1;
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A change between neighbours that counts, and the most that one column counts for: a straight edge of what is shown stands in one column of all rows. */
const LEAST_CHANGE = 12;
const MOST_OF_COLUMN = 400;
/** Least ratio of the changes between repeated pixels and those at any other phase, and least columns at which they are seen. */
const LEAST_RATIO = 4;
const LEAST_COLUMNS = 6;
const REPEATS = [8, 6, 5, 4, 3, 2] as const;

/** Where pixels were repeated, nearly all changes along a line fall on every k-th place. */
const repeatedOf = ({ width, bands, depth, data }: GreenRows): number => {
  const columns = pictureLooker().changes({ width, height: bands * depth, data }, LEAST_CHANGE);
  for (let x = 0; x < columns.length; x++) if ((columns[x] ?? 0) > MOST_OF_COLUMN) columns[x] = MOST_OF_COLUMN;
  for (const times of REPEATS) {
    const sums = new Float64Array(times);
    for (let x = 0, phase = 0; x < columns.length; x++, phase = phase + 1 === times ? 0 : phase + 1) {
      sums[phase] = (sums[phase] ?? 0) + (columns[x] ?? 0);
    }
    const [most = 0, next = 0] = [...sums].sort((x, y) => y - x);
    if (most > LEAST_RATIO * next && most > LEAST_COLUMNS * MOST_OF_COLUMN) return times;
  }
  return 1;
};
