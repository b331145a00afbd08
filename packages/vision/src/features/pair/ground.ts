import type { RgbImage } from '@listing-lint/rules/image';
import { type CellMask, MASK_CELL } from '../kernel/kernel.ts';
import { featureKernel } from '../kernel/kernel-wasm.ts';

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
  const plain = { colour, tolerance: TOLERANCE, mostSpecks: MOST_SPECKS };
  const { isGround, count } = flooded(featureKernel().plainCells(image, plain), columns, rows);
  const share = count / Math.max(1, columns * rows);
  return share < LEAST_GROUND || share > MOST_GROUND ? null : { columns, rows, isGround, share };
};

/** Median colour of the outermost pixels, where enough of them have it. */
const edgeColour = ({ width, height, data }: RgbImage): readonly number[] | null => {
  const counts = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  const edge = edgePixels(width, height);
  for (const [channel, own] of counts.entries()) {
    for (const p of edge) {
      const value = data[p + channel] ?? 0;
      own[value] = (own[value] ?? 0) + 1;
    }
  }
  const median = counts.map((own) => middleOf(own, edge.length >> 1));
  const strange = strangeValues(median);
  let alike = 0;
  for (const p of edge) alike += 1 - isStrange(strange, data, p);
  return alike < LEAST_EDGE * edge.length ? null : median;
};

/** Where the pixels next to the edges begin; those in the corners come twice. */
const edgePixels = (width: number, height: number): Uint32Array => {
  const at = new Uint32Array(2 * (width + height));
  let k = 0;
  for (let x = 0; x < width; x++) {
    at[k++] = 3 * (width + x);
    at[k++] = 3 * ((height - 2) * width + x);
  }
  for (let y = 0; y < height; y++) {
    at[k++] = 3 * (y * width + 1);
    at[k++] = 3 * (y * width + width - 2);
  }
  return at;
};

/** The value at a position of all that are counted, in their order. */
const middleOf = (counts: Uint32Array, position: number): number => {
  let below = 0;
  for (let value = 0; value < counts.length; value++) {
    below += counts[value] ?? 0;
    if (below > position) return value;
  }
  return 0;
};

/** Of each channel, one behind the other, 1 for each value that is further from that of a colour than compression leaves it. */
const strangeValues = (colour: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 3 * 256 }, (_, k) => Number(Math.abs((k & 255) - (colour[k >> 8] ?? 0)) > TOLERANCE));

/** 1 where the pixel from a place on has another colour. */
const isStrange = (strange: Uint8Array, data: Uint8Array, p: number): number =>
  (strange[data[p] ?? 0] ?? 0) | (strange[256 + (data[p + 1] ?? 0)] ?? 0) | (strange[512 + (data[p + 2] ?? 0)] ?? 0);

/** Pixels of a cell that may be specks. */
const MOST_SPECKS = 1;

/** The plain cells that hang together with the edge, and how many they are; none that `goesOn`, where it is given, does not lead to from the one before. */
export const flooded = (
  isPlain: Uint8Array,
  columns: number,
  rows: number,
  goesOn?: (from: number, to: number) => boolean,
): { readonly isGround: Uint8Array; readonly count: number } => {
  const cells = columns * rows;
  const [isGround, waiting] = [new Uint8Array(cells), new Uint32Array(cells)];
  let count = 0;
  const visit = (cell: number, from: number): void => {
    if (isGround[cell] === 1 || isPlain[cell] !== 1 || (from >= 0 && goesOn?.(from, cell) === false)) return;
    isGround[cell] = 1;
    waiting[count++] = cell;
  };
  if (cells === 0) return { isGround, count };
  for (let column = 0; column < columns; column++) {
    visit(column, AT_EDGE);
    visit(cells - 1 - column, AT_EDGE);
  }
  for (let first = 0; first < cells; first += columns) {
    visit(first, AT_EDGE);
    visit(first + columns - 1, AT_EDGE);
  }
  for (let next = 0; next < count; next++) {
    const cell = waiting[next] ?? 0;
    const column = cell % columns;
    if (column > 0) visit(cell - 1, cell);
    if (column < columns - 1) visit(cell + 1, cell);
    if (cell >= columns) visit(cell - columns, cell);
    if (cell < cells - columns) visit(cell + columns, cell);
  }
  return { isGround, count };
};

/** Where a cell at the edge is reached from. */
const AT_EDGE = -1;

/** The cells of the product, without those that touch the ground. */
export const productCells = ({ isGround, ...grid }: GroundCells): Uint8Array =>
  insideCells(
    grid,
    isGround.map((each) => 1 - each),
  );

/** Of cells those around which all others count, too, as far as the picture goes. */
export const insideCells = (
  { columns, rows }: Pick<GroundCells, 'columns' | 'rows'>,
  counted: Uint8Array,
): Uint8Array => {
  const out = new Uint8Array(counted.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let isInside = counted[row * columns + column] === 1;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1) && isInside; y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
          if (counted[y * columns + x] !== 1) isInside = false;
      }
      if (isInside) out[row * columns + column] = 1;
    }
  }
  return out;
};

/** Returns the cell of a pixel. */
export const cellAt = (ground: GroundCells | null, x: number, y: number): number =>
  ground === null
    ? 0
    : Math.min(ground.rows - 1, Math.floor(y / CELL)) * ground.columns +
      Math.min(ground.columns - 1, Math.floor(x / CELL));

/** Returns the product mask of a picture as a kernel takes it; null without a plain background, when all of it counts. */
export const maskOf = (ground: GroundCells | null, cells: Uint8Array | null): CellMask | null =>
  ground === null || cells === null ? null : { columns: ground.columns, rows: ground.rows, cells };
