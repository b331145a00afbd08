import { z } from 'zod';
import type { RgbImage } from '../../image/read/raster.ts';
import { KernelMemory } from '../../kernel/memory.ts';
import { wasmRuntime } from '../../kernel/runtime.ts';
import { HASH_WASM } from './generated/wasm.ts';
import { COLUMNS, type HeldPicture, type PictureKernel, type WholeLineMap } from './kernel.ts';
import { createJsPictureKernel } from './kernel-js.ts';

const PAGE = 65_536;

type Exported = (...values: number[]) => number;
const callable = z.custom<Exported>((value) => typeof value === 'function');
const exportsSchema = z.object({
  halve: callable,
  reduceDown: callable,
  differingInRow: callable,
  differingInColumns: callable,
});
type Exports = z.infer<typeof exportsSchema>;

/** The WebAssembly SIMD kernel; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmPictureKernel = (): PictureKernel | undefined => {
  const runtime = wasmRuntime();
  const code = Buffer.from(HASH_WASM, 'base64');
  if (!runtime?.validate(code)) return undefined;
  const pages = new runtime.Memory({ initial: 128, maximum: 4096 });
  const memory = new KernelMemory({
    get buffer() {
      return pages.buffer;
    },
    grow: (bytes) => {
      pages.grow(Math.ceil((bytes - pages.buffer.byteLength) / PAGE));
    },
  });
  const instance = new runtime.Instance(new runtime.Module(code), { env: { memory: pages } });
  return bind(exportsSchema.parse(instance.exports), memory);
};

/** The static data of the module lies at the bottom of the memory. */
const STATIC_BYTES = 4096;

const bind = (raw: Exports, memory: KernelMemory): PictureKernel => {
  memory.allocate(STATIC_BYTES);
  const pieces: { readonly address: number; readonly bytes: number }[] = [];
  const piece = (bytes: number): number => {
    const address = memory.allocate(bytes);
    pieces.push({ address, bytes });
    return address;
  };
  return {
    kind: 'wasm-simd',
    hold: (image, side) => {
      for (const { address, bytes } of pieces.splice(0)) memory.release(address, bytes);
      let address = piece(image.data.length);
      memory.u8(address, image.data.length).set(image.data);
      const full = held(raw, memory, piece, image, address);
      let { width, height } = image;
      while (Math.max(width, height) > side) {
        const half = piece(((width + 1) >> 1) * ((height + 1) >> 1) * 3);
        raw.halve(address, width, height, half);
        address = half;
        width = (width + 1) >> 1;
        height = (height + 1) >> 1;
      }
      const data = memory.u8(address, width * height * 3).slice();
      return { full, working: held(raw, memory, piece, { width, height, data }, address) };
    },
  };
};

const held = (
  raw: Exports,
  memory: KernelMemory,
  piece: (bytes: number) => number,
  image: RgbImage,
  address: number,
): HeldPicture => {
  const rowBytes = 3 * image.width;
  const counts = piece(96);
  const narrow = createJsPictureKernel().hold(image, Number.POSITIVE_INFINITY).full;
  return {
    image,
    reduceDown: (map) => {
      const stride = (rowBytes + 15) & ~15;
      const out = piece(map.size * stride * 4);
      const table = tableOf(map, memory, piece);
      raw.reduceDown(address, rowBytes, map.size, table.first, table.offset, table.weights, out);
      return { data: memory.i32(out, map.size * stride), stride };
    },
    differingInRow: (x, y, length, colour, tolerance) =>
      raw.differingInRow(address + 3 * (y * image.width + x), length, ...colour, tolerance),
    differingInColumns: (x, y, rows, colour, tolerance) => {
      if (x + COLUMNS > image.width) return narrow.differingInColumns(x, y, rows, colour, tolerance);
      raw.differingInColumns(address + 3 * (y * image.width + x), rowBytes, rows, ...colour, tolerance, counts);
      const channels = new Uint16Array(memory.u8(counts, 96).slice().buffer);
      return Uint16Array.from(
        { length: COLUMNS },
        (_, k) => (channels[3 * k] ?? 0) + (channels[3 * k + 1] ?? 0) + (channels[3 * k + 2] ?? 0),
      );
    },
  };
};

const tableOf = (
  { first, offset, weights }: WholeLineMap,
  memory: KernelMemory,
  piece: (bytes: number) => number,
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

let kernel: PictureKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const pictureKernel = (): PictureKernel => {
  kernel ??= createWasmPictureKernel() ?? createJsPictureKernel();
  return kernel;
};
