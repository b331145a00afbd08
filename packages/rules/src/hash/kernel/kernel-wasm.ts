import type { RgbImage } from '../../image/read/raster.ts';
import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { HASH_WASM } from './generated/wasm.ts';
import {
  CELLS_A_SIDE,
  COEFFICIENTS,
  type Edges,
  GRID,
  type GridMaps,
  type HeldPicture,
  type LineMap,
  type LumaGrid,
  type PictureKernel,
  type Waves,
  type WholeLineMap,
} from './kernel.ts';
import { createJsPictureKernel } from './kernel-js.ts';

const EXPORTS = [
  'halve',
  'areaMap',
  'wholeMap',
  'gridRows',
  'gridAndCells',
  'plainRows',
  'plainColumns',
  'medians',
  'cosinesDown',
  'cosinesAcross',
  'gradient',
  'bitsAbove',
] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** The WebAssembly SIMD kernel; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmPictureKernel = (): PictureKernel | undefined => {
  const opened = openWasm(HASH_WASM, EXPORTS, { initial: 128, maximum: 4096 });
  return opened && bind(opened.functions, opened.memory);
};

/** The module uses the bottom of the memory by itself. */
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
      for (const { address, bytes } of pieces) memory.release(address, bytes);
      pieces.length = 0;
    },
  };
};

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

/** A line map in the kernel's memory. */
interface PlacedMap {
  readonly first: number;
  readonly offset: number;
  readonly weights: number;
}

/** Room for four rows of sums and four of luma. */
const workFor = (width: number): number => 4 * (4 * ((3 * width + 15) & ~15) + 8 * width) + 64;

const bind = (raw: Exports, memory: KernelMemory): PictureKernel => {
  memory.allocate(STATIC_BYTES);
  const pieces = piecesOf(memory);
  const gridAt = gridsOf(raw, pieces);
  return {
    kind: 'wasm-simd',
    hold: (image, side, maps) => {
      pieces.releaseAll();
      const { width, height, data } = image;
      const whole = { width, height, address: pieces.piece(data.length) };
      let working: Placed = whole;
      if (Math.max(width, height) > side) working = roomForHalf(pieces, whole);
      const reference = put(raw, pieces, image, { whole, half: working === whole ? undefined : working, maps });
      while (Math.max(working.width, working.height) > side) working = halved(raw, pieces, working);
      return { reference: gridAt(reference), working: held({ raw, pieces, gridAt }, working) };
    },
  };
};

/** Bytes of rows that are put into memory, halved and summed while they are in a core's cache. */
const BAND_BYTES = 262_144;

/** Puts a picture into memory, its half beside it; gives the address of its grid. */
const put = (
  raw: Exports,
  { memory, piece }: Pieces,
  { width, height, data }: RgbImage,
  { whole, half, maps }: { readonly whole: Placed; readonly half: Placed | undefined; readonly maps: GridMaps },
): number => {
  const rowBytes = 3 * width;
  const { first, offset } = maps.down;
  const down = placedMap(maps.down, { memory, piece });
  const across = placedMap(maps.across, { memory, piece });
  const [work, grid] = [piece(workFor(width)), piece(GRID_BYTES)];
  const bandRows = 2 * Math.max(1, Math.floor(BAND_BYTES / (2 * rowBytes)));
  let made = 0;
  for (let top = 0; top < height; top += bandRows) {
    const end = Math.min(height, top + bandRows);
    const band = whole.address + top * rowBytes;
    memory.bytes.set(data.subarray(top * rowBytes, end * rowBytes), band);
    if (half !== undefined) raw.halve(band, width, end - top, half.address + (top >> 1) * 3 * half.width);
    // Rows of the grid of which all rows of the picture are there.
    const begin = made;
    while (made < GRID && (first[made] ?? 0) + (offset[made + 1] ?? 0) - (offset[made] ?? 0) <= end) made++;
    if (made > begin) {
      raw.gridRows(whole.address, width, begin, made, ...addresses(down), ...addresses(across), work, grid);
    }
  }
  return grid;
};

const addresses = ({ first, offset, weights }: PlacedMap): [number, number, number] => [first, offset, weights];

const placedMap = (
  { first, offset, weights }: LineMap | WholeLineMap,
  { memory, piece }: Pick<Pieces, 'memory' | 'piece'>,
): PlacedMap => {
  const map = { first: piece(first.byteLength), offset: piece(offset.byteLength), weights: piece(weights.byteLength) };
  memory.i32(map.first, first.length).set(first);
  memory.i32(map.offset, offset.length).set(offset);
  if (weights instanceof Int16Array) memory.i16(map.weights, weights.length).set(weights);
  else memory.f64(map.weights, weights.length).set(weights);
  return map;
};

interface Kernel {
  readonly raw: Exports;
  readonly pieces: Pieces;
  readonly gridAt: (address: number) => LumaGrid;
}

const held = ({ raw, pieces, gridAt }: Kernel, { address, width, height }: Placed): HeldPicture => {
  const { memory, piece } = pieces;
  const rowBytes = 3 * width;
  const work = piece(workFor(width));
  const mapOf = roomForMaps(raw, piece);
  const [down, across, cellsAcross] = [mapOf(height, GRID), mapOf(width, GRID), mapOf(width, CELLS_A_SIDE)];
  const whole = piece(2 * (height + 2 * GRID));
  const makeMaps = ({ left, top, right, bottom }: Edges): readonly [PlacedMap, PlacedMap] => {
    const exact = down(top, bottom - top);
    raw.wholeMap(GRID, exact.offset, exact.weights, whole);
    return [{ ...exact, weights: whole }, across(left, right - left)];
  };
  let data: Uint8Array | undefined;
  return {
    image: {
      width,
      height,
      // Copied out of memory when they are first asked for.
      get data() {
        data ??= memory.u8(address, rowBytes * height).slice();
        return data;
      },
    },
    grid: (box) => {
      const [rows, columns] = makeMaps(box);
      const grid = piece(GRID_BYTES);
      raw.gridRows(address, width, 0, GRID, ...addresses(rows), ...addresses(columns), work, grid);
      return gridAt(grid);
    },
    gridAndCells: (box) => {
      const maps = [...makeMaps(box), cellsAcross(box.left, box.right - box.left)];
      const [grid, sums, cells] = [piece(GRID_BYTES), piece(24 * width), piece(24 * CELLS_A_SIDE * CELLS_A_SIDE)];
      raw.gridAndCells(address, width, ...maps.flatMap(addresses), work, sums, grid, cells);
      const channel = (k: number): Float64Array =>
        memory.f64(cells + 8 * k * CELLS_A_SIDE * CELLS_A_SIDE, CELLS_A_SIDE * CELLS_A_SIDE).slice();
      return { grid: gridAt(grid), cells: [channel(0), channel(1), channel(2)] };
    },
    plainLines: ({ isRow, line, step, most, start, length }, { colour, tolerance, allowed }) => {
      const plain = [...colour, tolerance, allowed];
      return isRow
        ? raw.plainRows(address + 3 * (line * width + start), step * rowBytes, length, most, ...plain)
        : raw.plainColumns(address + start * rowBytes, rowBytes, length, line, step, most, ...plain);
    },
    medians: (start, step, length, count) => {
      const packed = raw.medians(address + start, step, length, count);
      return [packed & 255, (packed >> 8) & 255, packed >> 16];
    },
  };
};

/** Room for the maps of area means along lines of `n` samples, each made in the place of the one before. */
const roomForMaps =
  (raw: Exports, piece: Pieces['piece']) =>
  (n: number, size: number): ((start: number, length: number) => PlacedMap) => {
    const map = { first: piece(4 * size), offset: piece(4 * size + 4), weights: piece(8 * (n + 2 * size)) };
    return (start, length) => {
      raw.areaMap(n, size, start, length, map.first, map.offset, map.weights);
      return map;
    };
  };

const GRID_BYTES = 8 * GRID * GRID;

/** Grids that lie in the kernel's memory; what is made of them has room of its own there. */
const gridsOf = (raw: Exports, { memory }: Pieces): ((address: number) => LumaGrid) => {
  const [half, out, bits] = [
    memory.allocate(GRID_BYTES),
    memory.allocate(GRID_BYTES),
    memory.allocate(COEFFICIENTS / 8),
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
  let count = 0;
  const coefficients = {
    values: () => memory.f64(out, count).slice(),
    above: (threshold: number) => {
      raw.bitsAbove(out, threshold, bits);
      return Uint32Array.from(memory.u32(bits, COEFFICIENTS / 32));
    },
  };
  return (grid) => ({
    values: () => memory.f64(grid, GRID * GRID).slice(),
    coefficients: (waves, tops, lefts) => {
      const { window, frequencies } = waves;
      const at = wavesAt(waves);
      count = 0;
      for (const top of tops) {
        raw.cosinesDown(grid, top, at.rows, window, frequencies, half);
        for (const left of lefts) {
          raw.cosinesAcross(half, left, at.bySample, window, frequencies, out + 8 * count);
          count += frequencies * frequencies;
        }
      }
      return coefficients;
    },
    gradient: () => raw.gradient(grid),
  });
};

let kernel: PictureKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const pictureKernel = (): PictureKernel => {
  kernel ??= createWasmPictureKernel() ?? createJsPictureKernel();
  return kernel;
};
