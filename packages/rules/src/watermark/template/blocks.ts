import { giveBack } from '../../kernel/byte-room.ts';
import type { Mark } from '../mark/mark.ts';
import { cosSin } from '../mark/turn-mark.ts';
import { BORDER, renderedSize } from './template-field.ts';

/** A mark at least this much wider than high (or the other way) is cut into blocks along that side only. */
export const LONG = 2.2;

/** Where the pixels of a rendering lie on the upright mark. */
export interface AngleFrame {
  /** Size of the upright rendering with its border, px. */
  readonly width: number;
  readonly height: number;
  /** Pixels from row to row of the turned rendering. */
  readonly stride: number;
  /** Column and row of the upright rendering for each pixel of the rotated one; beyond its size for pixels outside. */
  readonly columns: Int16Array;
  readonly rows: Int16Array;
  /** The same for one pixel; the nearest for pixels outside. */
  readonly column: (pixel: number) => number;
  readonly row: (pixel: number) => number;
  /** Whether a pixel falls on the upright rendering at all. */
  readonly isInside: (pixel: number) => boolean;
  /** Centre of the upright mark, px of the turned rendering. */
  readonly centreX: number;
  readonly centreY: number;
  /** Direction of the mark's rows: cosine and sine. */
  readonly along: readonly [number, number];
}

/** The frame of a mark rendered at that width of its upright form, px. */
export const angleFrameOf = (mark: Mark, width: number): AngleFrame => {
  const size = renderedSize(mark, width);
  const stride = size.width + 2 * BORDER;
  const { upright } = mark;
  const uprightWidth = width + 2 * BORDER;
  const uprightHeight = Math.max(2, Math.round((upright.height * width) / upright.width)) + 2 * BORDER;
  const centreX = (upright.centreX * size.width) / mark.width + BORDER - 0.5;
  const centreY = (upright.centreY * size.height) / mark.height + BORDER - 0.5;
  const [cos, sin] = cosSin(upright.angle);
  const count = stride * (size.height + 2 * BORDER);
  const columns = new Int16Array(count);
  const rows = new Int16Array(count);
  for (let pixel = 0, y = 0; pixel < count; y++) {
    const dy = y - centreY;
    for (let x = 0; x < stride; x++, pixel++) {
      const dx = x - centreX;
      columns[pixel] = Math.floor(cos * dx + sin * dy + uprightWidth / 2);
      rows[pixel] = Math.floor(cos * dy - sin * dx + uprightHeight / 2);
    }
  }
  return {
    width: uprightWidth,
    height: uprightHeight,
    stride,
    columns,
    rows,
    column: (pixel) => within(columns[pixel] ?? 0, uprightWidth),
    row: (pixel) => within(rows[pixel] ?? 0, uprightHeight),
    isInside: (pixel) => isWithin(columns[pixel] ?? 0, uprightWidth) && isWithin(rows[pixel] ?? 0, uprightHeight),
    centreX,
    centreY,
    along: [cos, sin],
  };
};

/** Frees a frame that nobody uses any more. */
export const dropFrame = ({ columns, rows }: AngleFrame): void => {
  giveBack(columns);
  giveBack(rows);
};

const within = (index: number, count: number): number => Math.min(count - 1, Math.max(0, index));
const isWithin = (index: number, count: number): boolean => index >= 0 && index < count;

/** A mark cut into parts that are scored one by one. */
export interface Cut {
  /** Number of the part that a pixel of the rendering belongs to. */
  readonly blockOf: (pixel: number) => number;
  readonly blocks: number;
}

/** Cuts a rendering along the mark's own sides into parts of about equal weight over the listed pixels: ten in a row for a long mark, else 4 × 4. */
export const cutIntoBlocks = (
  weights: Float32Array,
  { width, height, column: columnOf, row: rowOf }: AngleFrame,
  pixels: Uint32Array,
): Cut => {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (const pixel of pixels) {
    const weight = weights[pixel] ?? 0;
    const x = columnOf(pixel);
    const y = rowOf(pixel);
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
