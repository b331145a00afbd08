import type { PanelBox } from '@listing-lint/rules/kernel';
import { insideCells } from '../../pair/ground.ts';
import type { LabCells } from './lab-cells.ts';

/** Parts of a picture that are held against a shape, the largest first, and the share of it that each takes at least. */
const MOST_PARTS = 4;
const LEAST_PART = 0.02;
/** Cells a side of a stored shape, the longer side of its bounding box: a bit each, a row a word. */
export const SHAPE_CELLS = 32;

/** Cells of a picture that hang together, holes filled: column and row of each, two numbers. */
export type CellPart = Uint16Array;

/** The largest parts of a picture in which cells that are 1 hang together: the share of it that each takes at least, and how many. */
export const partsOfCells = (
  { columns, rows }: Pick<LabCells, 'columns' | 'rows'>,
  counted: Uint8Array,
  { least, most } = { least: LEAST_PART, most: MOST_PARTS },
): readonly CellPart[] => {
  // A border of zeros around them.
  const stride = columns + 2;
  const left = new Uint8Array(stride * (rows + 2));
  for (let row = 0; row < rows; row++)
    left.set(counted.subarray(columns * row, columns * (row + 1)), stride * (row + 1) + 1);
  const parts: Uint32Array[] = [];
  const waiting = new Uint32Array(columns * rows);
  for (let start = stride; start < stride * (rows + 1); start++) {
    if (left[start] !== 1) continue;
    const count = flood(left, stride, start, waiting);
    if (count >= least * columns * rows) parts.push(waiting.slice(0, count));
  }
  return parts
    .sort((one, other) => other.length - one.length)
    .slice(0, most)
    .map((places) => partOf(places, stride));
};

/** What was taken from those that are left. */
const REACHED = 2;

/** Takes what hangs together with a place away; its places come first in `waiting`, and how many they are is given. */
const flood = (left: Uint8Array, stride: number, start: number, waiting: Uint32Array): number => {
  let count = 1;
  left[start] = REACHED;
  waiting[0] = start;
  for (let at = 0; at < count; at++) {
    const place = waiting[at] ?? 0;
    for (let side = 0; side < 4; side++) {
      const next = side < 2 ? place - 1 + 2 * side : place + stride * (2 * side - 5);
      if (left[next] !== 1) continue;
      left[next] = REACHED;
      waiting[count++] = next;
    }
  }
  return count;
};

const partOf = (places: Uint32Array, stride: number): CellPart => {
  let [left, top, right, bottom] = [stride, Number.POSITIVE_INFINITY, 0, 0];
  for (let k = 0; k < places.length; k++) {
    const place = places[k] ?? 0;
    const row = Math.floor(place / stride);
    const column = place - row * stride;
    if (column < left) left = column;
    if (column > right) right = column;
    if (row < top) top = row;
    if (row > bottom) bottom = row;
  }
  // 1 where nothing is, with a border from which all is reached that is no hole.
  const [width, height] = [right - left + 3, bottom - top + 3];
  const open = new Uint8Array(width * height).fill(1);
  for (let k = 0; k < places.length; k++) {
    const place = places[k] ?? 0;
    const row = Math.floor(place / stride);
    open[(row - top + 1) * width + place - row * stride - left + 1] = 0;
  }
  const outside = flood(open, width, 0, new Uint32Array(open.length));
  const cells = new Uint16Array(2 * (open.length - outside));
  // What was reached is 2 now: the rest is the part and its holes.
  let count = 0;
  for (let y = 1, k = width; y < height - 1; y++) {
    for (let x = 0; x < width; x++, k++) {
      if (open[k] === REACHED) continue;
      cells[count++] = x + left - 2;
      cells[count++] = y + top - 2;
    }
  }
  return cells;
};

/** The box around a part, cells; its right and bottom lie behind it. */
export const boxOfCells = (cells: CellPart): PanelBox => {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (let k = 0; k < cells.length; k += 2) {
    const [column, row] = [cells[k] ?? 0, cells[k + 1] ?? 0];
    if (column < left) left = column;
    if (column >= right) right = column + 1;
    if (row < top) top = row;
    if (row >= bottom) bottom = row + 1;
  }
  return { left, top, right, bottom };
};

/** 1 for each cell of a part around which all others are its own, too. */
export const cellsInside = (part: CellPart, grid: Pick<LabCells, 'columns' | 'rows'>): Uint8Array => {
  const isPart = new Uint8Array(grid.columns * grid.rows);
  for (let k = 0; k < part.length; k += 2) isPart[(part[k + 1] ?? 0) * grid.columns + (part[k] ?? 0)] = 1;
  return insideCells(grid, isPart);
};

/** A part in few bits: what the box around it shows; nothing where there is no part. */
export const packShape = (cells: CellPart | undefined): Uint32Array => {
  const rows = new Uint32Array(SHAPE_CELLS);
  if (cells === undefined) return rows;
  const { left, top, right, bottom } = boxOfCells(cells);
  const side = Math.max(right - left, bottom - top);
  const isPart = new Uint8Array(side * side);
  for (let k = 0; k < cells.length; k += 2) isPart[((cells[k + 1] ?? 0) - top) * side + (cells[k] ?? 0) - left] = 1;
  for (let y = 0; y < SHAPE_CELLS; y++) {
    for (let x = 0; x < SHAPE_CELLS; x++) {
      const [column, row] = [x, y].map((at) => Math.floor(((at + 0.5) * side) / SHAPE_CELLS));
      if (isPart[(row ?? 0) * side + (column ?? 0)] === 1) rows[y] = (rows[y] ?? 0) | (1 << x);
    }
  }
  return rows;
};
