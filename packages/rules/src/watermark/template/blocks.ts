import type { AngleFrame } from './angle-frame.ts';

/** A mark at least this much wider than high (or the other way) is cut into blocks along that side only. */
export const LONG = 2.2;

/** A mark cut into parts that are looked at one by one. */
export interface Cut {
  /** Number of the part that a pixel of the rendering belongs to. */
  readonly blockOf: (pixel: number) => number;
  readonly blocks: number;
}

/** Cuts a rendering along the mark's own sides into parts of about equal weight over the listed pixels: ten in a row for a long mark, else 4 × 4. */
export const cutIntoBlocks = (
  weights: Float32Array,
  { width, height, column: columnOf, row: rowOf }: AngleFrame,
  pixels: readonly number[] | Uint32Array,
): Cut => {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (const pixel of pixels) {
    const weight = weights[pixel] ?? 0;
    const [x, y] = [columnOf(pixel), rowOf(pixel)];
    columns[x] = (columns[x] ?? 0) + weight;
    rows[y] = (rows[y] ?? 0) + weight;
  }
  const across = width > LONG * height ? 10 : height > LONG * width ? 1 : 4;
  const down = width > LONG * height ? 1 : height > LONG * width ? 10 : 4;
  const column = equalParts(columns, across);
  const row = equalParts(rows, down);
  return {
    blockOf: (pixel) => (row[rowOf(pixel)] ?? 0) * across + (column[columnOf(pixel)] ?? 0),
    blocks: across * down,
  };
};

/** Which of `parts` parts of equal sum each entry falls into. */
const equalParts = (values: Float64Array, parts: number): number[] => {
  const total = values.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return Array.from(values, (value) => {
    sum += value;
    return Math.min(parts - 1, Math.floor(((sum - value / 2) / (total || 1)) * parts));
  });
};
