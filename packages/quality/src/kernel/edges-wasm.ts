import { plainRows, type RgbImage, reduceIn, sizeWithin } from '@listing-lint/rules/image';
import { type Piece, piecesOf, type WasmFunction } from '@listing-lint/rules/kernel';

import { type LookerMemory, planeOfBands } from './kept-pixels.ts';
import {
  binTable,
  byDirection,
  CROSS_DIRECTIONS,
  type CrossDirection,
  crossingOf,
  EDGE_BINS,
  EDGE_CELLS,
  EDGE_ROW_STEP,
  type EdgeCounts,
  type Looker,
  REACH,
} from './looker.ts';

/** Bytes of edges' changes and steepest steps, sixteen at a time. */
const SCRATCH_BYTES = 32;
const TABLE_BYTES = 65_536;
/** Rows of every `EDGE_ROW_STEP` that edges are looked for in, upwards or downwards: no other has to be grey. */
const EDGE_ROWS = REACH + 1;

type Functions = Readonly<Record<'reduceRows' | 'greyOf' | 'countEdges', WasmFunction>>;

/** Edges, and what makes of a picture all at once that they and the other measures look at. */
export const edgesByWasm = (functions: Functions, room: LookerMemory): Pick<Looker, 'edges' | 'keeping'> => {
  const { memory, kept } = room;
  const withPieces = piecesOf(memory);
  const tables = new Map<number, number>();
  /** Tables stay in the memory: there are three. */
  const tableOf = (scale: number): number => {
    const known = tables.get(scale);
    if (known !== undefined) return known;
    const address = memory.allocate(TABLE_BYTES);
    memory.u8(address, TABLE_BYTES).set(binTable(scale));
    tables.set(scale, address);
    return address;
  };
  return {
    edges: (image, leastChange) =>
      withPieces((piece) => {
        const plane = kept.find(image.data, 'grey') ?? greyIn(functions.greyOf, room, piece, image.data);
        return edgesIn(functions.countEdges, room, piece, { plane, leastChange, tableOf, ...image });
      }),
    keeping: (image, side, work) =>
      withPieces((piece) =>
        kept.during(piece, () => {
          const target = sizeWithin(image, side);
          return work(target === null ? image : reducedBesideGrey(functions, room, piece, { image, target }));
        }),
      ),
  };
};

/** Reduces a picture, and makes of each band of its rows, while it is there, the grey of those that edges are looked for in. */
const reducedBesideGrey = (
  { reduceRows, greyOf }: Functions,
  { memory, kept }: LookerMemory,
  piece: Piece,
  { image, target }: { readonly image: RgbImage; readonly target: { readonly width: number; readonly height: number } },
): RgbImage => {
  const { width, height, data } = image;
  const plane = piece(width * height);
  let next = 0;
  const seen = (band: number, first: number, end: number): void => {
    while (next < end) {
      const past = next % EDGE_ROW_STEP;
      const rows = Math.min(EDGE_ROWS - past, end - next);
      if (rows > 0) greyOf(band + 3 * width * (next - first), rows * width, plane + width * next);
      next += rows > 0 ? rows : EDGE_ROW_STEP - past;
    }
  };
  const coarse = reduceIn(reduceRows, memory, plainRows(memory, image), target, {
    seen,
    make: (bytes) => kept.lend(bytes),
  });
  kept.put(data, 'grey', plane);
  return coarse;
};

const greyIn = (greyOf: WasmFunction, room: LookerMemory, piece: Piece, data: Uint8Array): number => {
  const plane = piece(data.length / 3);
  planeOfBands(greyOf, room, piece, { parts: [data], plane });
  return plane;
};

const edgesIn = (
  countEdges: WasmFunction,
  { memory }: LookerMemory,
  piece: Piece,
  {
    plane,
    width,
    height,
    leastChange,
    tableOf,
  }: {
    readonly plane: number;
    readonly width: number;
    readonly height: number;
    readonly leastChange: number;
    readonly tableOf: (scale: number) => number;
  },
): EdgeCounts => {
  const all = EDGE_BINS * CROSS_DIRECTIONS.length + EDGE_CELLS * EDGE_CELLS;
  const [counts, scratch] = [piece(4 * all), piece(SCRATCH_BYTES)];
  memory.i32(counts, all).fill(0);
  const cells = counts + 4 * EDGE_BINS * CROSS_DIRECTIONS.length;
  for (const [i, direction] of CROSS_DIRECTIONS.entries()) {
    const { startY, endY, endX, pixel, aside, scale } = crossingOf({ width, height }, direction);
    const bins = counts + 4 * EDGE_BINS * i;
    const table = tableOf(scale);
    countEdges(plane, width, height, startY, endY, endX, pixel, aside, leastChange, table, bins, cells, scratch);
  }
  const found = new Uint32Array(memory.i32(counts, all));
  const of = (direction: CrossDirection): Uint32Array => {
    const start = EDGE_BINS * CROSS_DIRECTIONS.indexOf(direction);
    return found.subarray(start, start + EDGE_BINS);
  };
  return {
    bins: byDirection(of),
    cells: found.subarray(EDGE_BINS * CROSS_DIRECTIONS.length),
  };
};
