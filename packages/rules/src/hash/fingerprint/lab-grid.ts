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

/** What is known of a cell's colour: about its mean, and surely no more than that it lies between two colours. */
export interface ColourSpan {
  readonly mean: Lab;
  readonly low: Lab;
  readonly high: Lab;
}

/** Difference of a colour from the nearest one of a span. */
export const deltaEOfSpan = (colour: Lab, { low, high }: ColourSpan): number =>
  deltaE(colour, {
    l: Math.min(high.l, Math.max(low.l, colour.l)),
    a: Math.min(high.a, Math.max(low.a, colour.a)),
    b: Math.min(high.b, Math.max(low.b, colour.b)),
  });

export const spanOf = (colour: Lab): ColourSpan => ({ mean: colour, low: colour, high: colour });

/**
 * The colours, in 8×8 cells, of another box of the same picture; outside its own box lies the background. A new cell lies across some of
 * the old ones: how much of each of their colours it holds is not known exactly, as an edge of the product may run through it.
 */
export const regrid = (grid: ColourGrid, box: FractionEdges): readonly ColourSpan[] => {
  const out: ColourSpan[] = [];
  const width = (box.right - box.left) / CELLS_A_SIDE;
  const height = (box.bottom - box.top) / CELLS_A_SIDE;
  for (let row = 0; row < CELLS_A_SIDE; row++) {
    const rows = overlaps(grid.box.top, grid.box.bottom, box.top + row * height, height);
    for (let column = 0; column < CELLS_A_SIDE; column++) {
      const columns = overlaps(grid.box.left, grid.box.right, box.left + column * width, width);
      out.push(mix(grid, rows, columns));
    }
  }
  return out;
};

/** Share of a stretch that each of the eight cells between `from` and `to` covers. */
const overlaps = (from: number, to: number, start: number, length: number): readonly number[] => {
  const step = (to - from) / CELLS_A_SIDE;
  return Array.from({ length: CELLS_A_SIDE }, (_, i) => {
    const left = Math.max(start, from + i * step);
    const right = Math.min(start + length, from + (i + 1) * step);
    return Math.max(0, right - left) / length;
  });
};

/** Of a new cell's area, what an old one must hold to count for its span. */
const COUNTED_SHARE = 0.05;

const mix = (grid: ColourGrid, rows: readonly number[], columns: readonly number[]): ColourSpan => {
  const around = grid.background ?? { l: 100, a: 0, b: 0 };
  const parts: { colour: Lab; share: number }[] = [];
  let covered = 0;
  rows.forEach((rowShare, row) => {
    if (rowShare === 0) return;
    columns.forEach((columnShare, column) => {
      const colour = grid.cells[row * CELLS_A_SIDE + column];
      const share = rowShare * columnShare;
      if (!colour || share === 0) return;
      parts.push({ colour, share });
      covered += share;
    });
  });
  parts.push({ colour: around, share: Math.max(0, 1 - covered) });
  const counted = parts.filter(({ share }) => share >= COUNTED_SHARE).map(({ colour }) => colour);
  const total = (channel: keyof Lab): number =>
    parts.reduce((sum, { colour, share }) => sum + share * colour[channel], 0);
  const least = (channel: keyof Lab): number => Math.min(...counted.map((colour) => colour[channel]));
  const most = (channel: keyof Lab): number => Math.max(...counted.map((colour) => colour[channel]));
  return {
    mean: { l: total('l'), a: total('a'), b: total('b') },
    low: { l: least('l'), a: least('a'), b: least('b') },
    high: { l: most('l'), a: most('a'), b: most('b') },
  };
};
