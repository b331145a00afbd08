import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import { HASH_WASM } from './generated/wasm.ts';
import {
  CELLS_A_SIDE,
  COEFFICIENTS,
  type Edges,
  GRID,
  type HeldPicture,
  type LumaGrid,
  type PictureKernel,
  type Rgb,
  type Waves,
} from './kernel.ts';
import {
  addressesOf,
  GRID_BYTES,
  HASH_EXPORTS,
  type HashExports,
  type PicturePieces,
  type PlacedMap,
  type PlacedPicture,
  picturePieces,
  roomForHalf,
  workFor,
} from './picture-pieces.ts';
import { putHalf, putWhole } from './put-picture.ts';

/** The kernel in WebAssembly with SIMD. */
export const createWasmPictureKernel = (): PictureKernel => {
  const { functions, memory } = openWasm(HASH_WASM, HASH_EXPORTS, { initial: 128, maximum: 4096 });
  return bind(functions, memory);
};

/** The module uses the bottom of the memory by itself. */
const STATIC_BYTES = 4096;

const halved = (raw: HashExports, pieces: PicturePieces, { address, width, height }: PlacedPicture): PlacedPicture => {
  const half = roomForHalf(pieces, { width, height });
  raw.halve(address, width, height, half.address);
  return half;
};

const bind = (raw: HashExports, memory: KernelMemory): PictureKernel => {
  memory.allocate(STATIC_BYTES);
  const pieces = picturePieces(memory);
  const gridAt = gridsOf(raw, pieces);
  return {
    kind: 'wasm-simd',
    hold: (image, side, maps) => {
      pieces.releaseAll();
      const isLarge = Math.max(image.width, image.height) > side;
      let [working, reference] = (isLarge ? putHalf : putWhole)(raw, pieces, image, maps);
      while (Math.max(working.width, working.height) > side) working = halved(raw, pieces, working);
      return { reference: gridAt(reference), working: held({ raw, pieces, gridAt }, working) };
    },
  };
};

interface Kernel {
  readonly raw: HashExports;
  readonly pieces: PicturePieces;
  readonly gridAt: (address: number) => LumaGrid;
}

const held = ({ raw, pieces, gridAt }: Kernel, { address, width, height }: PlacedPicture): HeldPicture => {
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
      // Copied out of memory on first access.
      get data() {
        data ??= memory.u8(address, rowBytes * height).slice();
        return data;
      },
    },
    grid: (box) => {
      const [rows, columns] = makeMaps(box);
      const grid = piece(GRID_BYTES);
      raw.gridRows(address, width, 0, GRID, ...addressesOf(rows), ...addressesOf(columns), work, grid);
      return gridAt(grid);
    },
    gridAndCells: (box) => {
      const maps = [...makeMaps(box), cellsAcross(box.left, box.right - box.left)];
      const [grid, sums, cells] = [piece(GRID_BYTES), piece(24 * width), piece(24 * CELLS_A_SIDE * CELLS_A_SIDE)];
      raw.gridAndCells(address, width, ...maps.flatMap(addressesOf), work, sums, grid, cells);
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
      return coloursOf(packed);
    },
    regions: () => {
      const edges = piece(32);
      const background = raw.regions(address, width, height, edges);
      const found = memory.i32(edges, 8);
      return {
        inner: edgesAt(found, 0),
        content: edgesAt(found, 4),
        background: background < 0 ? null : coloursOf(background),
      };
    },
  };
};

const coloursOf = (packed: number): Rgb => [packed & 255, (packed >> 8) & 255, packed >> 16];

const edgesAt = (edges: Int32Array, at: number): Edges => ({
  left: edges[at + 2] ?? 0,
  top: edges[at] ?? 0,
  right: edges[at + 3] ?? 0,
  bottom: edges[at + 1] ?? 0,
});

/** Room for the maps of area means along lines of `n` samples, each made in the place of the one before. */
const roomForMaps =
  (raw: HashExports, piece: PicturePieces['piece']) =>
  (n: number, size: number): ((start: number, length: number) => PlacedMap) => {
    const map = { first: piece(4 * size), offset: piece(4 * size + 4), weights: piece(8 * (n + 2 * size)) };
    return (start, length) => {
      raw.areaMap(n, size, start, length, map.first, map.offset, map.weights);
      return map;
    };
  };

/** Grids that lie in the kernel's memory; what is made of them has room of its own there. */
const gridsOf = (raw: HashExports, { memory }: PicturePieces): ((address: number) => LumaGrid) => {
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

/** The kernel of this thread, created on first use. */
export const pictureKernel = (): PictureKernel => {
  kernel ??= createWasmPictureKernel();
  return kernel;
};
