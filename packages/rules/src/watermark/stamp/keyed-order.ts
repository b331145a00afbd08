import { createHash, createHmac } from 'node:crypto';
import type { FractionBox } from '@listing-lint/core/plugin';

/** Places of the grid across, down, and the widths of the mark over the picture's width. */
const COLUMNS = 16;
const ROWS = 20;
const SCALES = [0.22, 0.28, 0.34] as const;
export const CELL_COUNT = COLUMNS * ROWS * SCALES.length;
/** Free border around the grid, fraction of the side. */
const MARGIN = 0.01;

/** Marks whose middles are nearer to each other than this, fractions of the picture, lie at the same place. */
export const SAME_PLACE = 0.05;

/** One place of the fixed grid. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  readonly scale: number;
}

/** Name of an unstamped picture: the first 48 bits of the SHA-256 of its file, 12 hex digits. */
export const pictureId = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/**
 * All cells in the order of key and picture: by HMAC-SHA-256(key, id | column | row | scale). The order is secret without the key,
 * and does not depend on the content, so that it can be checked on the stamped picture.
 */
export const keyedOrder = (key: string, id: string): readonly Cell[] =>
  SCALES.flatMap((scale, k) =>
    Array.from({ length: COLUMNS * ROWS }, (_, i) => {
      const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)];
      const digest = createHmac('sha256', key).update(`${id}|${column}|${row}|${k}`).digest();
      return { cell: { column, row, scale }, order: digest.readUIntBE(0, 6) };
    }),
  )
    .sort((a, b) => a.order - b.order)
    .map(({ cell }) => cell);

/**
 * Where a cell puts a mark; `ratio` is the mark's height over its width, each as a fraction of the picture's. Undefined where the mark is too high for
 * the picture.
 */
export const cellBox = ({ column, row, scale }: Cell, ratio: number): FractionBox | undefined => {
  const height = scale * ratio;
  const room = { x: 1 - 2 * MARGIN - scale, y: 1 - 2 * MARGIN - height };
  if (room.y < 0) return undefined;
  return {
    x: MARGIN + (column / (COLUMNS - 1)) * room.x,
    y: MARGIN + (row / (ROWS - 1)) * room.y,
    width: scale,
    height,
  };
};

/** How far a place may be from its cell: steps of the grid, and logarithm of the width. */
const NEAR = { steps: 0.3, scale: 0.1 };

/**
 * How early in the keyed order a found place comes: rank of its cell (0-based), and the probability `p` that a place chosen on the grid without the key
 * comes as early. `p` = 1 if it is on no cell.
 */
export const rankOf = (
  found: FractionBox,
  key: string,
  id: string,
): { readonly rank: number | null; readonly p: number } => {
  const cell = cellAt(found);
  if (!cell) return { rank: null, p: 1 };
  const rank = keyedOrder(key, id).findIndex(
    ({ column, row, scale }) => column === cell.column && row === cell.row && scale === cell.scale,
  );
  return { rank, p: (rank + 1) / CELL_COUNT };
};

/** The cell whose place agrees with a found one, by the centre, since a found width is a little off. */
const cellAt = (found: FractionBox): Cell | undefined => {
  const ratio = found.height / found.width;
  const scale = SCALES.find((known) => Math.abs(Math.log(found.width / known)) <= NEAR.scale);
  if (scale === undefined) return undefined;
  const first = cellBox({ column: 0, row: 0, scale }, ratio);
  const last = cellBox({ column: COLUMNS - 1, row: ROWS - 1, scale }, ratio);
  if (!first || !last) return undefined;
  /** The step of the grid at a corner, between those of the first and the last. */
  const stepOf = (corner: number, from: number, to: number, steps: number): number =>
    ((corner - from) / Math.max(1e-9, to - from)) * (steps - 1);
  const column = stepOf(found.x + found.width / 2 - first.width / 2, first.x, last.x, COLUMNS);
  const row = stepOf(found.y + found.height / 2 - first.height / 2, first.y, last.y, ROWS);
  const isOn = (value: number, count: number): boolean =>
    Math.abs(value - Math.round(value)) <= NEAR.steps && Math.round(value) >= 0 && Math.round(value) < count;
  if (!isOn(column, COLUMNS) || !isOn(row, ROWS)) return undefined;
  return { column: Math.round(column), row: Math.round(row), scale };
};

/** Fisher's combination of independent p values: probability that chance gives values at least as small together. */
export const combined = (values: readonly number[]): number => {
  if (values.length === 0) return 1;
  const half = -values.reduce((sum, p) => sum + Math.log(Math.max(p, 1e-300)), 0);
  // By logarithms: of some seven hundred values the first terms are smaller than any number.
  let log = -half;
  let total = Math.exp(log);
  for (let k = 1; k < values.length; k++) {
    log += Math.log(half / k);
    total += Math.exp(log);
  }
  return Math.min(1, total);
};
