import { giveBack } from '@listing-lint/rules/kernel';
import { APART_CELL, type FloatPlane } from './kernel/kernel.ts';
import {
  type ComparedPart,
  filteredAlike,
  isKnown,
  type LineFit,
  lineFit,
  STROKE_WINDOW,
  slopeIn,
} from './line-fit.ts';
import { middleValue, valueAt } from './middle-value.ts';

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

/** From which on lines are other ones, in the pixels of the coarser picture (`strokesAround`): of 697 thefts the most had 5.3, of 270 copies of labels 5.4 (docs/bench-hash.md). */
export const OTHER_STROKES = 6;
/** From which on they may be, so that it is worth a closer look. */
export const PERHAPS_OTHER = 1.6;

/** From which on, so seen, they may be, and more detail may show it: one theft in twenty. */
export const WORTH_DETAIL = 1.2;

/** What a look has at the least where another one, in more detail, says enough for both; and what that one has at the least where the first one does. */
export const SEEN_AT_FIRST = 2;
const SEEN_IN_DETAIL = 4;

/**
 * Whether lines that are seen twice, once in more detail, are other ones. What one look finds and the other one hardly does is moiré, or noise of compression
 * (docs/bench-hash.md); what is another line is seen in more detail no less.
 */
export const areOtherStrokes = (seen: number, inDetail: number): boolean =>
  inDetail >= SEEN_IN_DETAIL && Math.max(seen, inDetail) * Math.min(1, seen / SEEN_AT_FIRST) >= OTHER_STROKES;

/** Thresholds for other lines: in the full detail of both, and in the first comparison. */
const FOUND_IN_DETAIL = 4.5;
const SEEN_AT_ALL = 0.7;

/** Whether the lines of a place that was found in detail differ; `seen` of the first comparison is required, too. */
export const areFoundOther = (inDetail: number, seen: () => number): boolean =>
  inDetail >= FOUND_IN_DETAIL && seen() >= SEEN_AT_ALL;

export const NO_STROKES: GreatestStrokes = { most: 0, x: 0, y: 0 };

const PIXELS = STROKE_WINDOW * STROKE_WINDOW;
/** Mean slope of a cell, levels a px, from which on it has strokes. */
const LEAST_SLOPE = 3;
/** Squared levels that a window may be off by, and the share of its variance. */
const NOISE = 20;
const LEAST_SHARE = 0.02;
/** Most places compared closely, and least distance between them, px. */
const MOST_PLACES = 2;
const APART = 24;
/** Least mean squared difference of a compared cell, levels, and least residual of a window before fitting. */
const LEAST_APART = 8;
const LEAST_EXCESS = 1.5;
const PLAIN_NOISE = 5;
/** Most windows fitted, those with the largest residuals, one microsecond each, and the residual that must remain. */
const MOST_FITTED = 128;
const LEAST_LEFT = 0.5;
/** Px around a place in which is seen how sharp both are and how well other lines fit, and those in which lines may be other ones. */
export const AROUND = 64;
const AROUND_AT_FIRST = 40;
const WITHIN = 12;

/** What is known of cells of both. */
interface StrokeCells {
  readonly known: Uint8Array;
  /** Mean slopes of each, levels a px. */
  readonly rough: readonly [Float32Array, Float32Array];
}

/** Finds the window whose lines fit least: candidates in `even`, both equally sharp, verified in `raw`. */
export const greatestStrokes = (raw: LumaPair, even: LumaPair, cells: StrokeCells): GreatestStrokes => {
  let greatest = NO_STROKES;
  for (const { x, y } of strokePlacesIn(even, cells, MOST_PLACES)) {
    const most = mostAround(raw, cells.known, { x, y }, AROUND_AT_FIRST);
    if (most > greatest.most) greatest = { most, x: x + APART_CELL, y: y + APART_CELL };
  }
  return greatest;
};

/**
 * How little lines fit at a place, px, of two pictures that lie on each other pixel by pixel. The sharper one is seen through the filter of 3×3 px that makes it most like the other
 * one around that place (least squares); in each window of 8×8 px near it, once its light is fitted and it is shifted by a part of a pixel, what is left is held against what is left
 * of other lines there.
 */
export const strokesAt = (pair: LumaPair, known: Uint8Array, [x, y]: readonly [number, number]): number => {
  const first = (middle: number): number => APART_CELL * Math.round(middle / APART_CELL - 1);
  return mostAround(pair, known, { x: first(x), y: first(y) }, AROUND);
};

const mostAround = (pair: LumaPair, known: Uint8Array, corner: Corner, around: number): number => {
  const [one, two] = [pair[0].data, pair[1].data];
  const part = partAround(pair[0], known, corner, around);
  const [sharp, dull] = slopeIn(one, part) >= slopeIn(two, part) ? [one, two] : [two, one];
  const alike = filteredAlike(sharp, dull, part);
  const most = mostOf(alike, dull, part, corner);
  giveBack(alike);
  return most;
};

/** Corners of windows that fit least, of those that stand out most as both are: edges that lie off a little stand out more than another digit does, and fit once they are shifted. */
export const strokePlacesIn = (
  even: LumaPair,
  { known, rough: [own, other] }: StrokeCells,
  most: number,
): readonly Corner[] => {
  const columns = Math.floor(even[0].width / APART_CELL);
  const isSeen = new Uint8Array(known.length);
  const found: CandidateWindow[] = [];
  for (let cell = columns + 1; cell + columns + 1 < known.length; cell++) {
    if (known[cell] !== 1 || Math.max(own[cell] ?? 0, other[cell] ?? 0) < LEAST_SLOPE) continue;
    if (squaresApart(even, cell, columns) < LEAST_APART) continue;
    for (let k = 0; k < 4; k++) {
      const first = cell - (k & 1) - (k >> 1) * columns;
      if (isSeen[first] === 1) continue;
      isSeen[first] = 1;
      if (known[first] !== 1 || known[first + 1] !== 1) continue;
      if (known[first + columns] !== 1 || known[first + columns + 1] !== 1) continue;
      const [x, y] = [(first % columns) * APART_CELL, Math.floor(first / columns) * APART_CELL];
      const by = excessAt(even, x, y);
      if (by >= LEAST_EXCESS) found.push({ by, x, y });
    }
  }
  found.sort((m, n) => n.by - m.by);
  const fitted = found.slice(0, MOST_FITTED).map(({ x, y }) => ({ x, y, by: leftAt(even, x, y) }));
  fitted.sort((m, n) => n.by - m.by);
  const places: Corner[] = [];
  for (const each of fitted) {
    if (each.by < LEAST_LEFT) break;
    if (places.length === most) break;
    if (places.every(({ x, y }) => Math.max(Math.abs(x - each.x), Math.abs(y - each.y)) >= APART)) places.push(each);
  }
  return places;
};

/** The first pixel of a window. */
interface Corner {
  readonly x: number;
  readonly y: number;
}

interface CandidateWindow extends Corner {
  readonly by: number;
}

/** Mean square of the differences of a cell. */
const squaresApart = ([{ width, data: a }, { data: b }]: LumaPair, cell: number, columns: number): number => {
  let squares = 0;
  const first = Math.floor(cell / columns) * APART_CELL * width + (cell % columns) * APART_CELL;
  for (let row = 0; row < APART_CELL; row++)
    for (let k = first + row * width, end = k + APART_CELL; k < end; k++) {
      const apart = (a[k] ?? 0) - (b[k] ?? 0);
      squares += apart * apart;
    }
  return squares / (APART_CELL * APART_CELL);
};

/** How far a window stands out before anything is fitted to it. */
const excessAt = ([{ width, data: a }, { data: b }]: LumaPair, x: number, y: number): number => {
  let [d, dd, p, pp, q, qq] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < STROKE_WINDOW; row++)
    for (let k = (y + row) * width + x, end = k + STROKE_WINDOW; k < end; k++) {
      const [u, v] = [a[k] ?? 0, b[k] ?? 0];
      d += u - v;
      dd += (u - v) * (u - v);
      p += u;
      pp += u * u;
      q += v;
      qq += v * v;
    }
  const varianceOf = (squares: number, sum: number): number => squares / PIXELS - (sum / PIXELS) ** 2;
  const variance = Math.max(varianceOf(pp, p), varianceOf(qq, q));
  return varianceOf(dd, d) / (PLAIN_NOISE + 2 * LEAST_SHARE * variance);
};

/** How little lines of a window fit. */
const leftAt = ([{ width, data: a }, { data: b }]: LumaPair, x: number, y: number): number => {
  const { left, variance, lesser } = lineFit(a, b, width, y * width + x);
  return (strengthOf(variance, lesser) * left) / (NOISE + FEW_SHARES * variance);
};

/** Other lines are mostly as strong as ours; those that are much paler may be what blur has left of them. */
const strengthOf = (variance: number, lesser: number): number =>
  Math.max(LEAST_STRENGTH, Math.sqrt(lesser / Math.max(1, variance)));

const partAround = (
  { width, height }: FloatPlane,
  known: Uint8Array,
  { x, y }: Corner,
  around: number,
): ComparedPart => ({
  left: Math.max(APART_CELL, x + APART_CELL - around),
  top: Math.max(APART_CELL, y + APART_CELL - around),
  right: Math.min(width - APART_CELL, x + APART_CELL + around),
  bottom: Math.min(height - APART_CELL, y + APART_CELL + around),
  width,
  known,
});

/** How little lines near a window fit, of planes that are as sharp as each other. */
const mostOf = (alike: Float32Array, dull: Float32Array, part: ComparedPart, { x, y }: Corner): number => {
  const { width } = part;
  const others: LineFit[] = [];
  const near: LineFit[] = [];
  const [firstX, firstY] = [part.left - (part.left % APART_CELL), part.top - (part.top % APART_CELL)];
  for (let v = firstY; v + STROKE_WINDOW < part.bottom; v += APART_CELL)
    for (let u = firstX; u + STROKE_WINDOW < part.right; u += APART_CELL) {
      const isNear = Math.abs(u - x) <= WITHIN && Math.abs(v - y) <= WITHIN;
      // Of others every fourth says how well lines fit here.
      if (!isNear && (u % STROKE_WINDOW !== 0 || v % STROKE_WINDOW !== 0)) continue;
      if (!isKnown(part, u, v) || !isKnown(part, u + APART_CELL, v)) continue;
      if (!isKnown(part, u, v + APART_CELL) || !isKnown(part, u + APART_CELL, v + APART_CELL)) continue;
      const fit = lineFit(alike, dull, width, v * width + u);
      if (isNear) near.push(fit);
      else if (fit.variance > LEAST_VARIANCE) others.push(fit);
    }
  const { noise, share } = expectedOf(others);
  return near.reduce(
    (most, { left, variance, lesser }) =>
      Math.max(most, (strengthOf(variance, lesser) * left) / (noise + share * variance)),
    0,
  );
};

/** What is to be expected of lines: squared levels, and a share of their variance. */
const expectedOf = (others: readonly LineFit[]): { readonly noise: number; readonly share: number } => {
  const count = others.length;
  if (count < FEWEST_SHARES) return { noise: NOISE, share: FEW_SHARES };
  const left = Float32Array.from(others, (fit) => fit.left);
  const shares = Float32Array.from(others, (fit) => fit.left / fit.variance);
  return {
    noise: Math.max(NOISE, valueAt(left, count, Math.floor(UPPER * count)) ?? 0),
    share: Math.max(LEAST_SHARE, middleValue(shares, count) ?? 0),
  };
};

/** Squared levels from which on a window has lines; how many must have some to say how well they fit, and what is taken for it else. */
const LEAST_VARIANCE = 100;
const FEWEST_SHARES = 10;
const FEW_SHARES = 0.05;
/** Share of other windows that have less left than is to be expected. */
const UPPER = 0.75;
/** What lines of one of both alone count for at the least, such as those of a word that the other one does not have. */
const LEAST_STRENGTH = 0.6;
