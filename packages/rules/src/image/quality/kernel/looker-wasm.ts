import type { KernelMemory } from '../../../kernel/memory.ts';
import { openWasm } from '../../../kernel/open-wasm.ts';
import { type Piece, piecesOf } from '../../../kernel/pieces.ts';
import type { WasmFunction } from '../../../kernel/runtime.ts';
import type { RgbImage } from '../../read/raster.ts';
import { QUALITY_WASM } from './generated/wasm.ts';
import {
  BLOCK,
  binTable,
  byDirection,
  CROSS_DIRECTIONS,
  type CrossDirection,
  crossingOf,
  EDGE_BINS,
  EDGE_CELLS,
  type EdgeCounts,
  type Looker,
  ROW_STEP,
} from './looker.ts';
import { createJsLooker } from './looker-js.ts';
import { planesIn, strideOf } from './planes-wasm.ts';
import { floodByWasm, rowsByWasm, tallyByWasm } from './tally-wasm.ts';

/** Bytes of RGB that are copied in at a time: what a core's cache holds, however large the picture. A multiple of 48: sixteen pixels. */
const BAND_BYTES = 196_608;
const FUNCTIONS = [
  ...([
    'greenOf',
    'greyOf',
    'countEdges',
    'countSteps',
    'addChanges',
    'roughnessOf',
    'contrastOf',
    'addPower',
  ] as const),
  ...(['planesOf', 'shadesOf', 'farFrom', 'countChanged', 'floodFrom', 'standingOf'] as const),
  ...(['countLevels', 'sumLight', 'countAlike', 'countColours', 'countSoft'] as const),
] as const;
type Functions = Readonly<Record<(typeof FUNCTIONS)[number], WasmFunction>>;
/** Bytes of edges' changes and steepest steps, sixteen at a time. */
const SCRATCH_BYTES = 32;
const TABLE_BYTES = 65_536;

/** The WebAssembly SIMD looker; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmLooker = (): Looker | undefined => {
  const opened = openWasm(QUALITY_WASM, FUNCTIONS, { initial: 32, maximum: 4096 });
  if (opened === undefined) return undefined;
  const { functions, memory } = opened;
  const withPieces = piecesOf(memory);
  return {
    kind: 'wasm-simd',
    edges: (image, leastChange) =>
      withPieces((piece) => {
        const plane = greenIn(functions.greyOf, memory, piece, image.data);
        return edgesIn(functions.countEdges, memory, piece, { plane, leastChange, ...image });
      }),
    green: (data) =>
      withPieces((piece) => {
        const address = greenIn(functions.greenOf, memory, piece, data);
        return memory.u8(address, data.length / 3).slice();
      }),
    steps: ({ width, height, data }) =>
      withPieces((piece) => {
        const [plane, sums, counts] = [piece(data.length), piece(4 * BLOCK), piece(4 * BLOCK)];
        memory.u8(plane, data.length).set(data);
        memory.i32(sums, BLOCK).fill(0);
        memory.i32(counts, BLOCK).fill(0);
        for (let row = 0; row < height; row += 2) functions.countSteps(plane + row * width, width, sums, counts);
        return { sums: memory.i32(sums, BLOCK).slice(), counts: memory.i32(counts, BLOCK).slice() };
      }),
    changes: ({ width, height, data }, least) =>
      withPieces((piece) => {
        const [plane, columns] = [piece(data.length), piece(4 * width)];
        memory.u8(plane, data.length).set(data);
        memory.i32(columns, width).fill(0);
        for (let row = 0; row < height; row += ROW_STEP)
          functions.addChanges(plane + row * width, width, least, columns);
        return memory.i32(columns, width).slice();
      }),
    ...byPlanes(functions, memory),
    ...floodByWasm(functions, memory),
    ...rowsByWasm(functions, memory),
    ...tallyByWasm(functions, memory),
  };
};

/** What looks at all three channels, each as a plane. */
const byPlanes = (functions: Functions, memory: KernelMemory): Pick<Looker, 'shades' | 'far' | 'changed'> => {
  const withPieces = piecesOf(memory);
  const planes = (piece: Piece, image: RgbImage): number => planesIn(functions.planesOf, memory, piece, image);
  return {
    shades: (image) =>
      withPieces((piece) => {
        const pixels = image.data.length / 3;
        const stride = strideOf(pixels);
        const from = planes(piece, image);
        const out = piece(4 * stride);
        functions.shadesOf(from, pixels, stride, out);
        const of = (plane: number): Uint8Array => memory.u8(out + plane * stride, pixels).slice();
        return { luma: of(0), roundedLuma: of(1), least: of(2), spread: of(3) };
      }),
    far: (image, colour) =>
      withPieces((piece) => {
        const pixels = image.data.length / 3;
        const from = planes(piece, image);
        const out = piece(pixels);
        functions.farFrom(from, pixels, strideOf(pixels), ...colour, out);
        return memory.u8(out, pixels).slice();
      }),
    changed: (image, least) =>
      withPieces((piece) => {
        const stride = strideOf(image.data.length / 3);
        return functions.countChanged(planes(piece, image), image.width, image.height, stride, least);
      }),
  };
};

/** One channel of interleaved RGB, or what is made of all three, in the kernel's memory. */
const greenIn = (greenOf: WasmFunction, memory: KernelMemory, piece: Piece, data: Uint8Array): number => {
  const [plane, band] = [piece(data.length / 3), piece(BAND_BYTES)];
  for (let at = 0; at < data.length; at += BAND_BYTES) {
    const part = data.subarray(at, at + BAND_BYTES);
    memory.u8(band, part.length).set(part);
    greenOf(band, part.length / 3, plane + at / 3);
  }
  return plane;
};

const edgesIn = (
  countEdges: WasmFunction,
  memory: KernelMemory,
  piece: Piece,
  {
    plane,
    width,
    height,
    leastChange,
  }: {
    readonly plane: number;
    readonly width: number;
    readonly height: number;
    readonly leastChange: number;
  },
): EdgeCounts => {
  const all = EDGE_BINS * CROSS_DIRECTIONS.length + EDGE_CELLS * EDGE_CELLS;
  const [counts, scratch, table] = [piece(4 * all), piece(SCRATCH_BYTES), piece(TABLE_BYTES)];
  memory.i32(counts, all).fill(0);
  const cells = counts + 4 * EDGE_BINS * CROSS_DIRECTIONS.length;
  for (const [i, direction] of CROSS_DIRECTIONS.entries()) {
    const { startY, endY, endX, pixel, aside, scale } = crossingOf({ width, height }, direction);
    const bins = counts + 4 * EDGE_BINS * i;
    memory.u8(table, TABLE_BYTES).set(binTable(scale));
    countEdges(plane, width, height, startY, endY, endX, pixel, aside, leastChange, table, bins, cells, scratch);
  }
  const found = Uint32Array.from(memory.i32(counts, all));
  const of = (direction: CrossDirection): Uint32Array => {
    const start = EDGE_BINS * CROSS_DIRECTIONS.indexOf(direction);
    return found.subarray(start, start + EDGE_BINS);
  };
  return {
    bins: byDirection(of),
    cells: found.subarray(EDGE_BINS * CROSS_DIRECTIONS.length),
  };
};

let looker: Looker | undefined;

/** The fastest looker of this runtime, made once a thread. */
export const pictureLooker = (): Looker => {
  looker ??= createWasmLooker() ?? createJsLooker();
  return looker;
};
