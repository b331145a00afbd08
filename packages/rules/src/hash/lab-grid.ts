import { type Form, type FractionBox, turnedCell } from './dihedral.ts';

/** CIE L*a*b* (D65). */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

/** Cells a side of the colour grid of a fingerprint. */
export const GRID_SIDE = 8;
export const GRID_CELLS = GRID_SIDE * GRID_SIDE;

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

/** Steps of a* and b* grow with the distance from grey, as the eye's do: 15 a side. */
const CHROMA_STEPS = 15;
const CHROMA_SCALE = 20;
const CHROMA_RANGE = Math.log1p(110 / CHROMA_SCALE);
const packChroma = (value: number): number => {
  const step = Math.round((CHROMA_STEPS * Math.log1p(Math.abs(value) / CHROMA_SCALE)) / CHROMA_RANGE);
  return CHROMA_STEPS + Math.sign(value) * Math.min(CHROMA_STEPS, step);
};
const unpackChroma = (packed: number): number => {
  const step = packed - CHROMA_STEPS;
  return Math.sign(step) * CHROMA_SCALE * Math.expm1((Math.abs(step) * CHROMA_RANGE) / CHROMA_STEPS);
};

/** A colour in 16 bits: 6 of L* (steps of 1.6), 5 each of a* and b* (steps of 2.5 near grey, 14 at full chroma). */
export const packLab = ({ l, a, b }: Lab): number =>
  (Math.round((Math.min(100, Math.max(0, l)) * 63) / 100) << 10) | (packChroma(a) << 5) | packChroma(b);

/** Reads what `packLab` wrote. */
export const unpackLab = (packed: number): Lab => ({
  l: (((packed >>> 10) & 63) * 100) / 63,
  a: unpackChroma((packed >>> 5) & 31),
  b: unpackChroma(packed & 31),
});

/** Colours of the content box in 8×8 cells, rows from the top, and of what surrounds it. */
export interface ColourGrid {
  /** Fractions of the picture within its frame. */
  readonly box: FractionBox;
  /** Plain colour around the box; null where the box is the whole picture. */
  readonly background: Lab | null;
  readonly cells: readonly Lab[];
}

/** The cells as they lie after the picture is turned. */
export const turnCells = (cells: readonly Lab[], form: Form): readonly Lab[] =>
  cells.map((cell, k) => cells[turnedCell(form, GRID_SIDE, Math.floor(k / GRID_SIDE), k % GRID_SIDE)] ?? cell);

/** The mean colours, in 8×8 cells, of another box of the same picture; outside its own box lies the background. */
export const regrid = (grid: ColourGrid, box: FractionBox): readonly Lab[] => {
  const out: Lab[] = [];
  const width = (box.right - box.left) / GRID_SIDE;
  const height = (box.bottom - box.top) / GRID_SIDE;
  for (let row = 0; row < GRID_SIDE; row++) {
    const rows = overlaps(grid.box.top, grid.box.bottom, box.top + row * height, height);
    for (let column = 0; column < GRID_SIDE; column++) {
      const columns = overlaps(grid.box.left, grid.box.right, box.left + column * width, width);
      out.push(mix(grid, rows, columns));
    }
  }
  return out;
};

/** Share of a stretch that each of the eight cells between `from` and `to` covers. */
const overlaps = (from: number, to: number, start: number, length: number): readonly number[] => {
  const step = (to - from) / GRID_SIDE;
  return Array.from({ length: GRID_SIDE }, (_, i) => {
    const left = Math.max(start, from + i * step);
    const right = Math.min(start + length, from + (i + 1) * step);
    return Math.max(0, right - left) / length;
  });
};

const mix = (grid: ColourGrid, rows: readonly number[], columns: readonly number[]): Lab => {
  let l = 0;
  let a = 0;
  let b = 0;
  let covered = 0;
  rows.forEach((rowShare, row) => {
    if (rowShare === 0) return;
    columns.forEach((columnShare, column) => {
      const cell = grid.cells[row * GRID_SIDE + column];
      const share = rowShare * columnShare;
      if (!cell || share === 0) return;
      l += share * cell.l;
      a += share * cell.a;
      b += share * cell.b;
      covered += share;
    });
  });
  const around = grid.background ?? { l: 100, a: 0, b: 0 };
  const rest = Math.max(0, 1 - covered);
  return { l: l + rest * around.l, a: a + rest * around.a, b: b + rest * around.b };
};
