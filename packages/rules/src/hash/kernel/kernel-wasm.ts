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

/** Pixels in the kernel's memory. */
interface Placed {
  readonly address: number;
  readonly width: number;
  readonly height: number;
}

/** Room for half of a picture. */
const roomForHalf = ({ piece }: Pieces, { width, height }: Omit<Placed, 'address'>): Placed => {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  return { ...half, address: piece(half.width * half.height * 3) };
};

const halved = (raw: Exports, pieces: Pieces, { address, width, height }: Placed): Placed => {
  const half = roomForHalf(pieces, { width, height });
  raw.halve(address, width, height, half.address);
  return half;
};

/** Bytes of rows that are put into memory and halved while they are in a core's cache. */
const BAND_BYTES = 131_072;

/** Puts a picture at `address`, and gives its half. */
const putAndHalve = (raw: Exports, pieces: Pieces, { width, height, data }: RgbImage, address: number): Placed => {
  const half = roomForHalf(pieces, { width, height });
  const [rowBytes, halfRowBytes] = [3 * width, 3 * half.width];
  const bandRows = 2 * Math.max(1, Math.floor(BAND_BYTES / (2 * rowBytes)));
  for (let top = 0; top < height; top += bandRows) {
    const rows = Math.min(bandRows, height - top);
    const band = address + top * rowBytes;
    pieces.memory.u8(band, rows * rowBytes).set(data.subarray(top * rowBytes, (top + rows) * rowBytes));
    raw.halve(band, width, rows, half.address + (top >> 1) * halfRowBytes);
  }
  return half;
};

/** A picture whose pixels are copied out of memory when they are first asked for. */
const pixelsAt = (memory: KernelMemory, { address, width, height }: Placed): RgbImage => {
  let data: Uint8Array | undefined;
  return {
    width,
    height,
    get data() {
      data ??= memory.u8(address, 3 * width * height).slice();
      return data;
    },
  };
};

const bind = (raw: Exports, memory: KernelMemory): PictureKernel => {
  memory.allocate(STATIC_BYTES);
  const pieces = piecesOf(memory);
  const last: Last = { address: 0, stride: 0, height: 0, width: 0 };
  return {
    kind: 'wasm-simd',
    hold: (image, side) => {
      pieces.releaseAll();
      const address = pieces.piece(image.data.length);
      const full = held(raw, pieces, last, image, address);
      if (Math.max(image.width, image.height) <= side) {
        memory.u8(address, image.data.length).set(image.data);
        return { full, working: held(raw, pieces, last, image, address) };
      }
      let smaller = putAndHalve(raw, pieces, image, address);
      while (Math.max(smaller.width, smaller.height) > side) smaller = halved(raw, pieces, smaller);
      return { full, working: held(raw, pieces, last, pixelsAt(memory, smaller), smaller.address) };
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
