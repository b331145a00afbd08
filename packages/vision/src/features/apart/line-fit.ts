import { solve } from '../pair/mapping.ts';
import { APART_CELL } from './kernel/kernel.ts';

/** Side of the windows in which lines are held against each other, px. */
export const STROKE_WINDOW = 2 * APART_CELL;
const PIXELS = STROKE_WINDOW * STROKE_WINDOW;

/** A part of two pictures of that width, px, and which cells of them are known. */
export interface ComparedPart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly width: number;
  readonly known: Uint8Array;
}

/** Whether the cell of a pixel is known. */
export const isKnown = ({ width, known }: ComparedPart, x: number, y: number): boolean =>
  known[Math.floor(y / APART_CELL) * Math.floor(width / APART_CELL) + Math.floor(x / APART_CELL)] === 1;

/** Sum of the steps from pixel to pixel. */
export const slopeIn = (data: Float32Array, { left, top, right, bottom, width }: ComparedPart): number => {
  let sum = 0;
  for (let y = top; y < bottom; y++)
    for (let k = y * width + left, end = y * width + right; k < end; k++)
      sum += Math.abs((data[k + 1] ?? 0) - (data[k] ?? 0)) + Math.abs((data[k + width] ?? 0) - (data[k] ?? 0));
  return sum;
};

/** Terms of the filter: nine pixels and a level. */
const TERMS = 10;
const LEVEL = 64;
/** Levels over two pixels from which on one says anything of sharpness, and by how many both may differ without counting for less. */
const LEAST_STEP = 6;
const ROBUST = 20;
const FEWEST_PIXELS = 100;

/** A part of one plane through the filter that makes it most like the other one; where too little is there to say it, as it is. */
export const filteredAlike = (from: Float32Array, to: Float32Array, part: ComparedPart): Float32Array => {
  const { left, top, right, bottom, width } = part;
  const at = [0, -1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1];
  const rows = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  const row = new Float64Array(TERMS);
  let count = 0;
  for (let y = top; y < bottom; y += 2)
    for (let x = left + ((y >> 1) & 1), k = y * width + x; x < right; x += 2, k += 2) {
      const across = (to[k + 1] ?? 0) - (to[k - 1] ?? 0);
      const down = (to[k + width] ?? 0) - (to[k - width] ?? 0);
      if (across * across + down * down < LEAST_STEP * LEAST_STEP || !isKnown(part, x, y)) continue;
      for (let n = 0; n < TERMS - 1; n++) row[n] = from[k + (at[n] ?? 0)] ?? 0;
      row[TERMS - 1] = LEVEL;
      const value = to[k] ?? 0;
      const off = (value - (from[k] ?? 0)) / ROBUST;
      addTo(rows, row, value, 1 / (1 + off * off));
      count++;
    }
  for (const [m, each] of rows.entries()) {
    for (let n = 0; n < m; n++) each[n] = rows[n]?.[m] ?? 0;
    each[m] = (each[m] ?? 0) * 1.0001 + 1;
  }
  const terms = count < FEWEST_PIXELS ? null : solve(rows);
  const out = new Float32Array(from);
  if (terms === null) return out;
  const [c0 = 1, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0, c6 = 0, c7 = 0, c8 = 0, level = 0] = terms;
  for (let y = top - 1; y <= bottom; y++)
    for (let k = y * width + left - 1, end = y * width + right; k <= end; k++) {
      const [above, below] = [k - width, k + width];
      const neighbours =
        c1 * (from[k - 1] ?? 0) + c2 * (from[k + 1] ?? 0) + c3 * (from[above] ?? 0) + c4 * (from[below] ?? 0);
      const upper = c5 * (from[above - 1] ?? 0) + c6 * (from[above + 1] ?? 0);
      const lower = c7 * (from[below - 1] ?? 0) + c8 * (from[below + 1] ?? 0);
      out[k] = c0 * (from[k] ?? 0) + neighbours + upper + lower + LEVEL * level;
    }
  return out;
};

const addTo = (rows: readonly Float64Array[], row: Float64Array, value: number, weight: number): void => {
  for (let m = 0; m < TERMS; m++) {
    const line = rows[m];
    if (line === undefined) continue;
    const by = weight * (row[m] ?? 0);
    for (let n = m; n < TERMS; n++) line[n] = (line[n] ?? 0) + by * (row[n] ?? 0);
    line[TERMS] = (line[TERMS] ?? 0) + by * value;
  }
};

/** How much stronger or weaker lines of a window may be, and how far they may be shifted, px. */
const MOST_GAIN = 1.4;
const MOST_SHIFT = 0.8;
/** Squared levels by which a shift is held back. */
const STILL = 2;

/** Squared levels, of a window. */
export interface LineFit {
  readonly left: number;
  readonly variance: number;
  readonly lesser: number;
}

/** What of a window is left once the first plane is fitted to the second one there in light and place (linear least squares), and the greater and the lesser variance of both. */
export const lineFit = (a: Float32Array, b: Float32Array, width: number, first: number): LineFit => {
  let [sa, sb, sx, sy, aa, bb, ab, xx, yy, xy, ax, ay, bx, by] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < STROKE_WINDOW; row++)
    for (let k = first + row * width, end = k + STROKE_WINDOW; k < end; k++) {
      const [p, q] = [a[k] ?? 0, b[k] ?? 0];
      const x = ((a[k + 1] ?? 0) - (a[k - 1] ?? 0)) / 2;
      const y = ((a[k + width] ?? 0) - (a[k - width] ?? 0)) / 2;
      sa += p;
      sb += q;
      sx += x;
      sy += y;
      aa += p * p;
      bb += q * q;
      ab += p * q;
      xx += x * x;
      yy += y * y;
      xy += x * y;
      ax += p * x;
      ay += p * y;
      bx += q * x;
      by += q * y;
    }
  const of = (product: number, m: number, n: number): number => product / PIXELS - (m / PIXELS) * (n / PIXELS);
  const [own, other] = [of(aa, sa, sa), of(bb, sb, sb)];
  const [cax, cay, cab] = [of(ax, sa, sx), of(ay, sa, sy), of(ab, sa, sb)];
  const [cxx, cxy, cyy, cbx, cby] = [of(xx, sx, sx), of(xy, sx, sy), of(yy, sy, sy), of(bx, sb, sx), of(by, sb, sy)];
  const solved = solve([
    Float64Array.of(own + 1, cax, cay, cab),
    Float64Array.of(cax, cxx + STILL, cxy, cbx),
    Float64Array.of(cay, cxy, cyy + STILL, cby),
  ]);
  const [gain, right, down] = [
    within(solved?.[0] ?? 1, 1 / MOST_GAIN, MOST_GAIN),
    within(solved?.[1] ?? 0, -MOST_SHIFT, MOST_SHIFT),
    within(solved?.[2] ?? 0, -MOST_SHIFT, MOST_SHIFT),
  ];
  const squares = gain * gain * own + right * right * cxx + down * down * cyy;
  const products = gain * (right * cax + down * cay) + right * down * cxy;
  const left = other - 2 * (gain * cab + right * cbx + down * cby) + squares + 2 * products;
  return { left: Math.max(0, left), variance: Math.max(own, other), lesser: Math.max(0, Math.min(own, other)) };
};

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
