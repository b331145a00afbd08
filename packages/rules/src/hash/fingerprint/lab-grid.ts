import { type Form, type FractionEdges, turnedCell } from '../hash256/dihedral.ts';
import { CELLS_A_SIDE } from '../kernel/kernel.ts';

/** CIE L*a*b* (D65). */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

/** Cells of the colour grid of a fingerprint. */
export const GRID_CELLS = CELLS_A_SIDE * CELLS_A_SIDE;

const linear = (value: number): number => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
const cubeRoot = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);

/** sRGB, 0–255 a channel, to CIE L*a*b* (IEC 61966-2-1; CIE 15). */
export const labOf = (red: number, green: number, blue: number): Lab => {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
};

/** CIE 1976 colour difference; about 2.3 is just noticeable. */
export const deltaE = (p: Lab, q: Lab): number => Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b);

/** Colours of the content box in 8×8 cells, rows from the top, and of what surrounds it. */
export interface ColourGrid {
  /** Fractions of the picture. */
  readonly box: FractionEdges;
  /** Plain colour around the box; null where the box is the whole picture. */
  readonly background: Lab | null;
  readonly cells: readonly Lab[];
}

/** Mean colour of the whole picture. */
export const meanColour = (grid: ColourGrid): Lab =>
  mix(
    grid,
    new Array<number>(CELLS_A_SIDE).fill((grid.box.bottom - grid.box.top) / CELLS_A_SIDE),
    new Array<number>(CELLS_A_SIDE).fill((grid.box.right - grid.box.left) / CELLS_A_SIDE),
  ).mean;

/** The cells as they lie after the picture is turned. */
export const turnCells = (cells: readonly Lab[], form: Form): readonly Lab[] =>
  cells.map((cell, k) => cells[turnedCell(form, CELLS_A_SIDE, Math.floor(k / CELLS_A_SIDE), k % CELLS_A_SIDE)] ?? cell);

/** Bounds of a cell's colour: its approximate mean, and the two colours that it is certainly between. */
export interface ColourSpan {
  readonly mean: Lab;
  readonly low: Lab;
  readonly high: Lab;
}

/** Difference of a colour from the nearest one of a span. */
export const deltaEOfSpan = ({ l, a, b }: Lab, { low, high }: ColourSpan): number =>
  Math.hypot(
    l - Math.min(high.l, Math.max(low.l, l)),
    a - Math.min(high.a, Math.max(low.a, a)),
    b - Math.min(high.b, Math.max(low.b, b)),
  );

export const spanOf = (colour: Lab): ColourSpan => ({ mean: colour, low: colour, high: colour });

/**
 * Resamples the colours, in 8×8 cells, to another box of the same picture, cell by cell on access; outside its own box is the background. A new cell covers parts of
 * the old ones: the share of each of their colours is not known exactly, as an edge of the product may run through it.
 */
export const regrid = (grid: ColourGrid, box: FractionEdges): ((cell: number) => ColourSpan) => {
  const width = (box.right - box.left) / CELLS_A_SIDE;
  const height = (box.bottom - box.top) / CELLS_A_SIDE;
  const rows: (readonly number[])[] = [];
  const columns: (readonly number[])[] = [];
  for (let k = 0; k < CELLS_A_SIDE; k++) {
    rows.push(overlaps(grid.box.top, grid.box.bottom, box.top + k * height, height));
    columns.push(overlaps(grid.box.left, grid.box.right, box.left + k * width, width));
  }
  return (cell) => mix(grid, rows[Math.floor(cell / CELLS_A_SIDE)] ?? NONE, columns[cell % CELLS_A_SIDE] ?? NONE);
};

const NONE: readonly number[] = [];

/** Share of a stretch that each of the eight cells between `from` and `to` covers. */
const overlaps = (from: number, to: number, start: number, length: number): readonly number[] => {
  const step = (to - from) / CELLS_A_SIDE;
  const shares: number[] = [];
  for (let i = 0; i < CELLS_A_SIDE; i++) {
    const left = Math.max(start, from + i * step);
    const right = Math.min(start + length, from + (i + 1) * step);
    shares.push(Math.max(0, right - left) / length);
  }
  return shares;
};

/** Of a new cell's area, what an old one must hold to count for its span. */
const COUNTED_SHARE = 0.05;

/** In loops: a plain suspect is compared with each plain picture of ours in eight ways, and lists for each cell dominated garbage collection. */
const mix = (grid: ColourGrid, rows: readonly number[], columns: readonly number[]): ColourSpan => {
  const around = grid.background ?? WHITE;
  const mean = { l: 0, a: 0, b: 0 };
  const low = { l: Number.POSITIVE_INFINITY, a: Number.POSITIVE_INFINITY, b: Number.POSITIVE_INFINITY };
  const high = { l: Number.NEGATIVE_INFINITY, a: Number.NEGATIVE_INFINITY, b: Number.NEGATIVE_INFINITY };
  const add = ({ l, a, b }: Lab, share: number): void => {
    mean.l += share * l;
    mean.a += share * a;
    mean.b += share * b;
    if (share < COUNTED_SHARE) return;
    low.l = Math.min(low.l, l);
    low.a = Math.min(low.a, a);
    low.b = Math.min(low.b, b);
    high.l = Math.max(high.l, l);
    high.a = Math.max(high.a, a);
    high.b = Math.max(high.b, b);
  };
  let covered = 0;
  for (let row = 0; row < CELLS_A_SIDE; row++) {
    for (let column = 0; column < CELLS_A_SIDE; column++) {
      const share = (rows[row] ?? 0) * (columns[column] ?? 0);
      const colour = grid.cells[row * CELLS_A_SIDE + column];
      if (colour === undefined || share === 0) continue;
      covered += share;
      add(colour, share);
    }
  }
  add(around, Math.max(0, 1 - covered));
  return { mean, low, high };
};

const WHITE: Lab = { l: 100, a: 0, b: 0 };
