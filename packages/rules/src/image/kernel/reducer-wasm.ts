import { unfilled } from '../../kernel/byte-room.ts';
import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import { type Piece, piecesOf } from '../../kernel/pieces.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { IMAGE_WASM } from './generated/wasm.ts';
import { hasOpacity, PAIR, type Pixels8, type Reducer, type RgbaPixels, tablesOf, WHOLE_DOWN } from './reducer.ts';

/** Bytes of source rows that are worked on at a time: what a core's cache holds, however large the picture. */
const BAND_BYTES = 262_144;

/** The reducer in WebAssembly with SIMD. */
export const createWasmReducer = (): Reducer => {
  const { functions, memory } = openWasm(IMAGE_WASM, ['reduceRows', 'layOnWhite'], { initial: 16, maximum: 1024 });
  const { reduceRows, layOnWhite } = functions;
  const rowsOf = (image: Pixels8 | RgbaPixels): SourceRows =>
    hasOpacity(image) ? rowsOnWhite(layOnWhite, memory, image) : plainRows(memory, image);
  return {
    kind: 'wasm-simd',
    reduce: (image, target) => reduceIn(reduceRows, memory, rowsOf(image), target),
    onWhite: (image) => flattenedOnWhite(memory, rowsOf(image)),
    reduceTwice: (image, target) => {
      const half = { width: target.width / 2, height: target.height / 2 };
      const data = unfilled(3 * half.width * half.height);
      const picture = piecesOf(memory)((piece) => {
        const made = halvesInto(data, half, { reduceRows, memory, piece });
        return reduceIn(reduceRows, memory, rowsOf(image), target, { seen: () => {}, make: unfilled, made });
      });
      return { picture, half: { ...half, data } };
    },
  };
};

/** Halves bands of rows that lie in the kernel's memory. */
const halvesInto = (
  data: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  {
    reduceRows,
    memory,
    piece,
  }: { readonly reduceRows: WasmFunction; readonly memory: KernelMemory; readonly piece: Piece },
): ReduceHooks['made'] => {
  const [rowFirst, weights, out] = [piece(4 * height), piece(4 * height), piece(data.length)];
  memory.i32(rowFirst, height).set(Int32Array.from({ length: height }, (_, y) => 2 * y));
  // Each is the mean of two rows.
  memory.i16(weights, 2 * height).fill(WHOLE_DOWN / 2);
  return (band, first, rows) => {
    reduceRows(band, 6 * width, rows / 2, rowFirst, 2, weights, 0, width, 0, 0, 0, out);
    data.set(memory.u8(out, 3 * width * (rows / 2)), 3 * width * (first / 2));
  };
};

/** Rows of a picture, as they are copied into the kernel's memory. */
export interface SourceRows {
  readonly width: number;
  readonly height: number;
  /** Bytes per pixel there: 3, or more while they are copied. */
  readonly room: number;
  /** Lays the rows from `first` up to `end` as RGB to an address. */
  readonly lay: (address: number, first: number, end: number) => void;
}

export const plainRows = (memory: KernelMemory, { width, height, data }: Pixels8): SourceRows => ({
  ...{ width, height, room: 3 },
  lay: (address, first, end) => {
    const bytes = data.subarray(3 * width * first, 3 * width * end);
    memory.u8(address, bytes.length).set(bytes);
  },
});

const rowsOnWhite = (
  layOnWhite: WasmFunction,
  memory: KernelMemory,
  { width, height, rgba }: RgbaPixels,
): SourceRows => ({
  ...{ width, height, room: 4 },
  lay: (address, first, end) => {
    const bytes = rgba.subarray(4 * width * first, 4 * width * end);
    memory.u8(address, bytes.length).set(bytes);
    layOnWhite(address, width * (end - first), address);
  },
});

const flattenedOnWhite = (memory: KernelMemory, { width, height, room, lay }: SourceRows): Pixels8 => {
  const data = unfilled(3 * width * height);
  const rows = Math.max(1, Math.floor(BAND_BYTES / (room * width)));
  const bytes = room * width * Math.min(rows, height);
  const band = memory.allocate(bytes);
  for (let y = 0; y < height; y += rows) {
    const end = Math.min(height, y + rows);
    lay(band, y, end);
    data.set(memory.u8(band, 3 * width * (end - y)), 3 * width * y);
  }
  memory.release(band, bytes);
  return { width, height, data };
};

interface ReduceHooks {
  /** Called with each band of whole rows in the kernel's memory: its address, its first row, and the one behind its last. From the top; no row is left out, some come again. */
  readonly seen: (band: number, first: number, end: number) => void;
  /** Makes room for the result, bytes. */
  readonly make: (bytes: number) => Uint8Array;
  /** Called with each band of rows of the result: its address, its first row, and how many it has, both even; the result has an even number. */
  readonly made?: ((band: number, first: number, rows: number) => void) | undefined;
}

/** Reduces a picture in the memory of a kernel that has `reduceRows`. */
export const reduceIn = (
  reduceRows: WasmFunction,
  memory: KernelMemory,
  image: SourceRows,
  target: { readonly width: number; readonly height: number },
  { seen, make, made }: ReduceHooks = { seen: () => {}, make: unfilled },
): Pixels8 => {
  const pieces: { readonly address: number; readonly bytes: number }[] = [];
  const piece = (bytes: number): number => {
    const address = memory.allocate(bytes);
    pieces.push({ address, bytes });
    return address;
  };
  const { down, across } = tablesOf(image, target);
  const isHalved = image.width === 2 * target.width;
  const rowBytes = 3 * image.width;
  const outBytes = 3 * target.width;
  const grain = made === undefined ? 1 : 2;
  const fitting = Math.floor(((BAND_BYTES / rowBytes) * (down.size / image.height)) / grain) * grain;
  const bandRows = Math.max(grain, Math.min(down.size, fitting));
  const sourceRows = Math.min(image.height, Math.ceil((bandRows * image.height) / down.size) + down.taps + 1);
  const band = piece(sourceRows * image.room * image.width);
  const rowFirst = piece(4 * bandRows);
  const rowWeights = piece(down.weights.byteLength);
  // The last pixel of a row may have pairs beyond its end.
  const line = piece(2 * rowBytes + 12 * across.taps);
  const columnFirst = piece(4 * across.size);
  const columnWeights = piece(across.weights.byteLength);
  const out = piece(bandRows * outBytes);
  memory.i16(rowWeights, down.weights.length).set(down.weights);
  memory.i32(columnFirst, across.size).set(across.first.map((first) => 6 * first));
  memory.i16(columnWeights, across.weights.length).set(across.weights);
  const data = make(outBytes * target.height);
  for (let y = 0; y < down.size; y += bandRows) {
    const rows = Math.min(bandRows, down.size - y);
    const start = down.first[y] ?? 0;
    const end = Math.min(image.height, (down.first[y + rows - 1] ?? 0) + down.taps);
    image.lay(band, start, end);
    seen(band, start, end);
    memory.i32(rowFirst, rows).set(down.first.subarray(y, y + rows).map((first) => first - start));
    const weights = rowWeights + 2 * y * down.taps;
    reduceRows(
      band,
      rowBytes,
      rows,
      rowFirst,
      down.taps,
      weights,
      line,
      across.size,
      columnFirst,
      isHalved ? 0 : across.taps / PAIR,
      columnWeights,
      out,
    );
    data.set(memory.u8(out, rows * outBytes), y * outBytes);
    made?.(out, y, rows);
  }
  for (const { address, bytes } of pieces) memory.release(address, bytes);
  return { ...target, data };
};

let reducer: Reducer | undefined;

/** The fastest reducer of this runtime, made once a thread. */
export const pictureReducer = (): Reducer => {
  reducer ??= createWasmReducer();
  return reducer;
};
