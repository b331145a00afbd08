import { unfilled } from '../../kernel/byte-room.ts';
import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { IMAGE_WASM } from './generated/wasm.ts';
import { PAIR, type Pixels8, type Reducer, tablesOf } from './reducer.ts';
import { createJsReducer } from './reducer-js.ts';

/** Bytes of source rows that are worked on at a time: what a core's cache holds, however large the picture. */
const BAND_BYTES = 262_144;

/** The WebAssembly SIMD reducer; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmReducer = (): Reducer | undefined => {
  const opened = openWasm(IMAGE_WASM, ['reduceRows'], { initial: 16, maximum: 1024 });
  if (opened === undefined) return undefined;
  const { functions, memory } = opened;
  return { kind: 'wasm-simd', reduce: (image, target) => reduceIn(functions.reduceRows, memory, image, target) };
};

interface ReduceHooks {
  /** Is shown each band of whole rows while it lies in the kernel's memory: its address, its first row, and the one behind its last. From the top; no row is left out, some come again. */
  readonly seen: (band: number, first: number, end: number) => void;
  /** Makes room for the result, bytes. */
  readonly make: (bytes: number) => Uint8Array;
}

/** Reduces a picture in the memory of a kernel that has `reduceRows`. */
export const reduceIn = (
  reduceRows: WasmFunction,
  memory: KernelMemory,
  image: Pixels8,
  target: { readonly width: number; readonly height: number },
  { seen, make }: ReduceHooks = { seen: () => {}, make: unfilled },
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
  const bandRows = Math.max(1, Math.min(down.size, Math.floor((BAND_BYTES / rowBytes) * (down.size / image.height))));
  const sourceRows = Math.min(image.height, Math.ceil((bandRows * image.height) / down.size) + down.taps + 1);
  const band = piece(sourceRows * rowBytes);
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
    memory.u8(band, (end - start) * rowBytes).set(image.data.subarray(start * rowBytes, end * rowBytes));
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
  }
  for (const { address, bytes } of pieces) memory.release(address, bytes);
  return { ...target, data };
};

let reducer: Reducer | undefined;

/** The fastest reducer of this runtime, made once a thread. */
export const pictureReducer = (): Reducer => {
  reducer ??= createWasmReducer() ?? createJsReducer();
  return reducer;
};
