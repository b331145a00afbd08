import type { RgbImage } from '../../image/read/raster.ts';
import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { HASH_WASM } from './generated/wasm.ts';
import { stretchRead } from './grid-js.ts';
import {
  COLUMNS,
  GRID,
  type HeldPicture,
  type LineMap,
  type PictureKernel,
  type Waves,
  type WholeLineMap,
} from './kernel.ts';
import { createJsPictureKernel } from './kernel-js.ts';

const EXPORTS = [
  'halve',
  'reduceDown',
  'differingInRow',
  'differingInColumns',
  'medians',
  'lumaAcross',
  'channelCells',
  'cosinesDown',
  'cosinesAcross',
  'gradient',
] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** The WebAssembly SIMD kernel; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmPictureKernel = (): PictureKernel | undefined => {
  const opened = openWasm(HASH_WASM, EXPORTS, { initial: 128, maximum: 4096 });
  return opened && bind(opened.functions, opened.memory);
};

/** The static data of the module lies at the bottom of the memory. */
const STATIC_BYTES = 4096;

/** Memory that is handed out until the next picture is held. */
interface Pieces {
  readonly memory: KernelMemory;
  readonly piece: (bytes: number) => number;
  readonly releaseAll: () => void;
}

const piecesOf = (memory: KernelMemory): Pieces => {
  const pieces: { readonly address: number; readonly bytes: number }[] = [];
  return {
    memory,
    piece: (bytes) => {
      const address = memory.allocate(bytes);
      pieces.push({ address, bytes });
      return address;
    },
    releaseAll: () => {
      for (const { address, bytes } of pieces.splice(0)) memory.release(address, bytes);
    },
  };
};

/** The rows that were reduced last. */
interface Last {
  address: number;
  stride: number;
  height: number;
  width: number;
}

const bind = (raw: Exports, memory: KernelMemory): PictureKernel => {
  memory.allocate(STATIC_BYTES);
  const pieces = piecesOf(memory);
  const last: Last = { address: 0, stride: 0, height: 0, width: 0 };
  return {
    kind: 'wasm-simd',
    hold: (image, side) => {
      pieces.releaseAll();
      let address = pieces.piece(image.data.length);
      memory.u8(address, image.data.length).set(image.data);
      const full = held(raw, pieces, last, image, address);
      let { width, height } = image;
      while (Math.max(width, height) > side) {
        const half = pieces.piece(((width + 1) >> 1) * ((height + 1) >> 1) * 3);
        raw.halve(address, width, height, half);
        address = half;
        width = (width + 1) >> 1;
        height = (height + 1) >> 1;
      }
      const data =
        width === image.width && height === image.height ? image.data : memory.u8(address, width * height * 3).slice();
      return { full, working: held(raw, pieces, last, { width, height, data }, address) };
    },
    ...gridWork(raw, memory),
  };
};

const held = (raw: Exports, pieces: Pieces, last: Last, image: RgbImage, address: number): HeldPicture => {
  const { memory, piece } = pieces;
  const rowBytes = 3 * image.width;
  const counts = piece(2 * COLUMNS);
  return {
    image,
    lumaGrid: (down, across) => {
      const stride = (rowBytes + 15) & ~15;
      const rows = piece(down.size * stride * 4);
      const table = tableOf(down, pieces);
      raw.reduceDown(address, rowBytes, down.size, table.first, table.offset, table.weights, rows);
      Object.assign(last, { address: rows, stride, height: down.size, width: image.width });
      const out = piece(8 * down.size * across.size);
      alongRows(raw.lumaAcross, pieces, last, across, out);
      return memory.f64(out, down.size * across.size).slice();
    },
    channelCells: (across) => {
      const cells = across.size * across.size;
      const out = piece(24 * cells);
      alongRows(raw.channelCells, pieces, last, across, out);
      const grid = (channel: number): Float64Array => memory.f64(out + 8 * channel * cells, cells).slice();
      return [grid(0), grid(1), grid(2)];
    },
    differingInRow: (x, y, length, colour, tolerance) =>
      raw.differingInRow(address + 3 * (y * image.width + x), length, ...colour, tolerance),
    differingInColumns: (x, y, rows, colour, tolerance) => {
      if (x + COLUMNS > image.width) return narrow(image).differingInColumns(x, y, rows, colour, tolerance);
      raw.differingInColumns(address + 3 * (y * image.width + x), rowBytes, rows, ...colour, tolerance, counts);
      return Uint16Array.from(memory.i16(counts, COLUMNS));
    },
    medians: (start, step, length, count) => {
      const packed = raw.medians(address + start, step, length, count);
      return [packed & 255, (packed >> 8) & 255, packed >> 16];
    },
  };
};

/** The right edge of a picture, where there are no sixteen columns. */
const narrow = (image: RgbImage): HeldPicture => createJsPictureKernel().hold(image, Number.POSITIVE_INFINITY).full;

const alongRows = (
  work: Exports['lumaAcross'],
  { memory, piece }: Pieces,
  { address, stride, height, width }: Last,
  across: LineMap,
  out: number,
): void => {
  const { from, to } = stretchRead(across);
  const [first, offset] = [piece(across.first.byteLength), piece(across.offset.byteLength)];
  const weights = piece(across.weights.byteLength);
  memory.i32(first, across.first.length).set(across.first);
  memory.i32(offset, across.offset.length).set(across.offset);
  memory.f64(weights, across.weights.length).set(across.weights);
  // Two rows of luma, or a row of sums of three channels.
  const sums = piece(24 * width);
  work(address, stride, height, from, to, across.size, first, offset, weights, sums, out);
};

const tableOf = (
  { first, offset, weights }: WholeLineMap,
  { memory, piece }: Pieces,
): { first: number; offset: number; weights: number } => {
  const table = {
    first: piece(first.byteLength),
    offset: piece(offset.byteLength),
    weights: piece(weights.byteLength),
  };
  memory.i32(table.first, first.length).set(first);
  memory.i32(table.offset, offset.length).set(offset);
  memory.i16(table.weights, weights.length).set(weights);
  return table;
};

const GRID_BYTES = 8 * GRID * GRID;

/** The work on grids that pictures have become; it has memory of its own. */
const gridWork = (raw: Exports, memory: KernelMemory): Pick<PictureKernel, 'coefficients' | 'gradient'> => {
  const [gridAt, halfAt, outAt] = [
    memory.allocate(GRID_BYTES),
    memory.allocate(GRID_BYTES),
    memory.allocate(GRID_BYTES),
  ];
  const known = new Map<Waves, { readonly rows: number; readonly bySample: number }>();
  const wavesAt = (waves: Waves): { readonly rows: number; readonly bySample: number } => {
    const there = known.get(waves);
    if (there !== undefined) return there;
    const { rows, window, frequencies } = waves;
    const at = { rows: memory.allocate(rows.byteLength), bySample: memory.allocate(rows.byteLength) };
    memory.f64(at.rows, rows.length).set(rows);
    memory
      .f64(at.bySample, rows.length)
      .set(rows.map((_, k) => rows[(k % frequencies) * window + Math.floor(k / frequencies)] ?? 0));
    known.set(waves, at);
    return at;
  };
  const take = (grid: Float64Array): void => memory.f64(gridAt, GRID * GRID).set(grid);
  return {
    coefficients: (grid, waves, tops, lefts) => {
      const { window, frequencies } = waves;
      const at = wavesAt(waves);
      const each = frequencies * frequencies;
      take(grid);
      let out = outAt;
      for (const top of tops) {
        raw.cosinesDown(gridAt, top, at.rows, window, frequencies, halfAt);
        for (const left of lefts) {
          raw.cosinesAcross(halfAt, left, at.bySample, window, frequencies, out);
          out += 8 * each;
        }
      }
      return memory.f64(outAt, tops.length * lefts.length * each).slice();
    },
    gradient: (grid) => {
      take(grid);
      return raw.gradient(gridAt);
    },
  };
};

let kernel: PictureKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const pictureKernel = (): PictureKernel => {
  kernel ??= createWasmPictureKernel() ?? createJsPictureKernel();
  return kernel;
};
