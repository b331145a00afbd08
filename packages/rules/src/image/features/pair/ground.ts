import type { RgbImage } from '../../read/raster.ts';
import { type CellMask, MASK_CELL } from '../kernel/kernel.ts';

const CELL = MASK_CELL;

/** The plain ground around a product, in cells of `MASK_CELL` px: 1 where it is. */
export interface GroundCells {
  readonly columns: number;
  readonly rows: number;
  readonly isGround: Uint8Array;
  /** Share of the cells that are ground. */
  readonly share: number;
}

/** Channels of ground that may differ from its colour, of 255: compression, and a soft shadow. */
const TOLERANCE = 20;
/** Share of the picture's edge that has the colour of a ground. */
const LEAST_EDGE = 0.6;
/** Share of the picture that a ground takes at least and at most. */
const LEAST_GROUND = 0.1;
const MOST_GROUND = 0.97;

/** The plain ground that reaches to the edges of a picture; null where it has none. */
export const groundAroundProduct = (image: RgbImage): GroundCells | null => {
  const colour = edgeColour(image);
  if (colour === null) return null;
  const columns = Math.floor(image.width / CELL);
  const rows = Math.floor(image.height / CELL);
  const isPlain = plainCells(image, colour, columns, rows);
  const isGround = flooded(isPlain, columns, rows);
  const share = isGround.reduce((sum, cell) => sum + cell, 0) / Math.max(1, columns * rows);
  return share < LEAST_GROUND || share > MOST_GROUND ? null : { columns, rows, isGround, share };
};

/** Median colour of the outermost pixels, where enough of them have it. */
const edgeColour = ({ width, height, data }: RgbImage): readonly number[] | null => {
  const at: number[] = [];
  for (let x = 0; x < width; x++) at.push(3 * (width + x), 3 * ((height - 2) * width + x));
  for (let y = 0; y < height; y++) at.push(3 * (y * width + 1), 3 * (y * width + width - 2));
  const median = [0, 1, 2].map((channel) => {
    const values = Uint8Array.from(at, (p) => data[p + channel] ?? 0).sort();
    return values[values.length >> 1] ?? 0;
  });
  const alike = at.filter((p) =>
    median.every((value, channel) => Math.abs((data[p + channel] ?? 0) - value) <= TOLERANCE),
  );
  return alike.length < LEAST_EDGE * at.length ? null : median;
};

/** Pixels of a cell that may be specks. */
const MOST_SPECKS = 1;

const plainCells = (
  { width, data }: RgbImage,
  colour: readonly number[],
  columns: number,
  rows: number,
): Uint8Array => {
  const [red = 0, green = 0, blue = 0] = colour;
  const plain = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let specks = 0;
      for (let y = CELL * row; y < CELL * (row + 1) && specks <= MOST_SPECKS; y++) {
        for (let p = 3 * (y * width + CELL * column), end = p + 3 * CELL; p < end; p += 3) {
          const differs =
            Math.abs((data[p] ?? 0) - red) > TOLERANCE ||
            Math.abs((data[p + 1] ?? 0) - green) > TOLERANCE ||
            Math.abs((data[p + 2] ?? 0) - blue) > TOLERANCE;
          if (differs) specks++;
        }
      }
      if (specks <= MOST_SPECKS) plain[row * columns + column] = 1;
    }
  }
  return plain;
};

/** The plain cells that hang together with the edge. */
const flooded = (plain: Uint8Array, columns: number, rows: number): Uint8Array => {
  const out = new Uint8Array(plain.length);
  const waiting: number[] = [];
  const visit = (cell: number): void => {
    if (plain[cell] !== 1 || out[cell] === 1) return;
    out[cell] = 1;
    waiting.push(cell);
  };
  for (let column = 0; column < columns; column++) {
    visit(column);
    visit((rows - 1) * columns + column);
  }
  for (let row = 0; row < rows; row++) {
    visit(row * columns);
    visit((row + 1) * columns - 1);
  }
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const column = cell % columns;
    if (column > 0) visit(cell - 1);
    if (column < columns - 1) visit(cell + 1);
    if (cell >= columns) visit(cell - columns);
    if (cell < plain.length - columns) visit(cell + columns);
  }
  return out;
};

/** The cells of the product, without those that touch the ground. */
export const productCells = ({ columns, rows, isGround }: GroundCells): Uint8Array => {
  const out = new Uint8Array(isGround.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let isInside = true;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1) && isInside; y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
          if (isGround[y * columns + x] === 1) isInside = false;
      }
      if (isInside) out[row * columns + column] = 1;
    }
  }
  return out;
};

/** The cell in which a pixel lies. */
export const cellAt = (ground: GroundCells | null, x: number, y: number): number =>
  ground === null
    ? 0
    : Math.min(ground.rows - 1, Math.floor(y / CELL)) * ground.columns +
      Math.min(ground.columns - 1, Math.floor(x / CELL));

/** Cells of a picture, told by its ground, as a kernel takes them; null where there is no ground, and all of it counts. */
export const maskOf = (ground: GroundCells | null, cells: Uint8Array | null): CellMask | null =>
  ground === null || cells === null ? null : { columns: ground.columns, rows: ground.rows, cells };
