import { giveBack } from '../../../kernel/byte-room.ts';
import { APART_CELL, type FloatPlane } from './kernel/kernel.ts';
import { filteredAlike, isKnown, type LaidPart, type LineFit, lineFit, STROKE_WINDOW, slopeIn } from './line-fit.ts';
import { middleValue } from './middle-value.ts';

/** Luma of two pictures that lie on each other. */
type LumaPair = readonly [FloatPlane, FloatPlane];

/** What of two pictures that lie on each other fits least. */
export interface GreatestStrokes {
  /** How many times what is to be expected is left there. */
  readonly most: number;
  /** The middle of that, px of the first one. */
  readonly x: number;
  readonly y: number;
}

/** From which on lines are other ones, in the pixels of the coarser picture (`strokesAround`): of 720 thefts the most had 7.3, of 270 copies of labels 4.6 (docs/bench-hash.md). */
export const OTHER_STROKES = 9;
/** From which on they may be, so that it is worth a closer look. */
export const PERHAPS_OTHER = 2.5;

export const NO_STROKES: GreatestStrokes = { most: 0, x: 0, y: 0 };

const PIXELS = STROKE_WINDOW * STROKE_WINDOW;
/** Mean slope of a cell, levels a px, from which on it has strokes. */
const LEAST_SLOPE = 3;
/** Squared levels that a window may be off by, and the share of its variance. */
const NOISE = 20;
const LEAST_SHARE = 0.02;
/** Places that are looked at closely, px that lie between them, and how far they stand out as they are. */
const MOST_PLACES = 2;
const APART = 24;
const PLAIN_NOISE = 5;
const LEAST_STANDING = 6;
/** Px around a place in which is seen how sharp both are and how well other lines fit, and those in which lines may be other ones. */
export const AROUND = 64;
const WITHIN = 12;

/** What is known of cells of both. */
interface StrokeCells {
  readonly known: Uint8Array;
  /** Mean slopes of each, levels a px. */
  readonly rough: readonly [Float32Array, Float32Array];
}

/**
 * Where lines of both fit least. `even` are both as sharp as each other, in which places are found that may be it; there `raw` is looked at, as both are: the sharper one through
 * the filter of 3×3 px that makes it most like the other one around that place (least squares), and in each window of 8×8 px, once its light is fitted and it is shifted by a part of
 * a pixel, what is left is held against what is left of other lines there.
 */
export const greatestStrokes = (raw: LumaPair, even: LumaPair, cells: StrokeCells): GreatestStrokes => {
  let greatest = NO_STROKES;
  for (const { x, y } of placesIn(even, cells)) {
    const most = mostAround(raw, cells.known, x, y);
    if (most > greatest.most) greatest = { most, x: x + APART_CELL, y: y + APART_CELL };
  }
  return greatest;
};

/** How little lines fit at a place of two pictures that lie on each other pixel by pixel, px. */
export const strokesAt = (pair: LumaPair, known: Uint8Array, [x, y]: readonly [number, number]): number => {
  const first = (middle: number): number => APART_CELL * Math.round(middle / APART_CELL - 1);
  return mostAround(pair, known, first(x), first(y));
};

/** Corners of windows that stand out most, as both are. */
const placesIn = (even: LumaPair, { known, rough: [own, other] }: StrokeCells): readonly Corner[] => {
  const columns = Math.floor(even[0].width / APART_CELL);
  const sums = new Float32Array(SUMS * known.length);
  const isSummed = new Uint8Array(known.length);
  const found: (Corner & { readonly by: number })[] = [];
  for (let cell = 0; cell + columns + 1 < known.length; cell++) {
    const [beside, below, last] = [cell + 1, cell + columns, cell + columns + 1];
    if (known[cell] !== 1 || known[beside] !== 1 || known[below] !== 1 || known[last] !== 1) continue;
    const mine = Math.max(own[cell] ?? 0, own[beside] ?? 0, own[below] ?? 0, own[last] ?? 0);
    const theirs = Math.max(other[cell] ?? 0, other[beside] ?? 0, other[below] ?? 0, other[last] ?? 0);
    if (Math.max(mine, theirs) < LEAST_SLOPE) continue;
    for (let k = 0; k < 4; k++) {
      const each = cell + (k & 1) + (k >> 1) * columns;
      if (isSummed[each] !== 1) sumCell(even, sums, each, columns);
      isSummed[each] = 1;
    }
    const of = (n: number): number =>
      ((sums[SUMS * cell + n] ?? 0) +
        (sums[SUMS * beside + n] ?? 0) +
        (sums[SUMS * below + n] ?? 0) +
        (sums[SUMS * last + n] ?? 0)) /
      PIXELS;
    const left = of(1) - of(0) ** 2;
    if (left < LEAST_STANDING * PLAIN_NOISE) continue;
    const variance = Math.max(of(3) - of(2) ** 2, of(5) - of(4) ** 2);
    const by = left / (PLAIN_NOISE + 2 * LEAST_SHARE * variance);
    if (by < LEAST_STANDING) continue;
    found.push({ by, x: (cell % columns) * APART_CELL, y: Math.floor(cell / columns) * APART_CELL });
  }
  found.sort((m, n) => n.by - m.by);
  const places: Corner[] = [];
  for (const each of found) {
    if (places.length === MOST_PLACES) break;
    if (places.every(({ x, y }) => Math.max(Math.abs(x - each.x), Math.abs(y - each.y)) >= APART)) places.push(each);
  }
  return places;
};

/** The first pixel of a window. */
interface Corner {
  readonly x: number;
  readonly y: number;
}

/** What is added up of a cell: differences, their squares, levels of both, and the squares of these; less so many levels, so that floats are exact enough. */
const SUMS = 6;
const MIDDLE = 128;

const sumCell = ([{ width, data: a }, { data: b }]: LumaPair, sums: Float32Array, cell: number, columns: number) => {
  let [d, dd, p, pp, q, qq] = [0, 0, 0, 0, 0, 0];
  const first = Math.floor(cell / columns) * APART_CELL * width + (cell % columns) * APART_CELL;
  for (let row = 0; row < APART_CELL; row++)
    for (let k = first + row * width, end = k + APART_CELL; k < end; k++) {
      const u = (a[k] ?? 0) - MIDDLE;
      const v = (b[k] ?? 0) - MIDDLE;
      d += u - v;
      dd += (u - v) * (u - v);
      p += u;
      pp += u * u;
      q += v;
      qq += v * v;
    }
  const at = SUMS * cell;
  sums[at] = d;
  sums[at + 1] = dd;
  sums[at + 2] = p;
  sums[at + 3] = pp;
  sums[at + 4] = q;
  sums[at + 5] = qq;
};

const mostAround = ([one, two]: LumaPair, known: Uint8Array, x: number, y: number): number => {
  const { width, height } = one;
  const part: LaidPart = {
    left: Math.max(APART_CELL, x + APART_CELL - AROUND),
    top: Math.max(APART_CELL, y + APART_CELL - AROUND),
    right: Math.min(width - APART_CELL, x + APART_CELL + AROUND),
    bottom: Math.min(height - APART_CELL, y + APART_CELL + AROUND),
    width,
    known,
  };
  const isSharper = slopeIn(one.data, part) >= slopeIn(two.data, part);
  const [sharp, dull] = isSharper ? [one.data, two.data] : [two.data, one.data];
  const alike = filteredAlike(sharp, dull, part);
  const shares: number[] = [];
  const near: LineFit[] = [];
  const [firstX, firstY] = [part.left - (part.left % APART_CELL), part.top - (part.top % APART_CELL)];
  for (let v = firstY; v + STROKE_WINDOW < part.bottom; v += APART_CELL)
    for (let u = firstX; u + STROKE_WINDOW < part.right; u += APART_CELL) {
      const isNear = Math.abs(u - x) <= WITHIN && Math.abs(v - y) <= WITHIN;
      // Of others every fourth says how well lines fit here.
      if (!isNear && (u + v) % (2 * APART_CELL) !== 0) continue;
      if (!isKnown(part, u, v) || !isKnown(part, u + APART_CELL, v)) continue;
      if (!isKnown(part, u, v + APART_CELL) || !isKnown(part, u + APART_CELL, v + APART_CELL)) continue;
      const fit = lineFit(alike, dull, width, v * width + u);
      if (fit.variance > LEAST_VARIANCE) shares.push(fit.left / fit.variance);
      if (isNear) near.push(fit);
    }
  giveBack(alike);
  const middle =
    shares.length < FEWEST_SHARES ? FEW_SHARES : (middleValue(Float32Array.from(shares), shares.length) ?? 0);
  const share = Math.max(LEAST_SHARE, 2 * middle);
  return near.reduce((most, { left, variance }) => Math.max(most, left / (NOISE + share * variance)), 0);
};

/** Squared levels from which on a window has lines; how many must have some to say how well they fit, and what is taken for it else. */
const LEAST_VARIANCE = 100;
const FEWEST_SHARES = 10;
const FEW_SHARES = 0.05;
