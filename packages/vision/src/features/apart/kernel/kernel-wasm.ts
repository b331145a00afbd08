import {
  type KernelMemory,
  openWasm,
  piecesOf,
  unfilled,
  type WasmFunction,
  type WithPieces,
} from '@listing-lint/rules/kernel';
import { putBytes, putFloats, putMap } from '../../kernel/put-data.ts';
import { APART_WASM } from './generated/wasm.ts';
import { APART_CELL, type ApartKernel, UNKNOWNS } from './kernel.ts';

const EXPORTS = [
  ...(['planes', 'halve', 'smooth', 'warp', 'within'] as const),
  ...(['slope', 'wholeCells', 'cells', 'light', 'unrelated', 'steepPixels', 'equations'] as const),
] as const;
type Functions = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** Creates the WebAssembly SIMD kernel. Throws `fact-unavailable` where the runtime has no WebAssembly with SIMD. */
export const createWasmApartKernel = (): ApartKernel => {
  const { functions, memory } = openWasm(APART_WASM, EXPORTS, { initial: 64, maximum: 4096 });
  const room: Room = { memory, withPieces: piecesOf(memory) };
  return { ...ofPixels(functions, room), ...ofCells(functions, room), ...registrationFunctions(functions, room) };
};

interface Room {
  readonly memory: KernelMemory;
  readonly withPieces: WithPieces;
}

/** So many floats that lie in the memory; views of it do not outlast it. */
const floatsAt = ({ memory }: Room, at: number, count: number): Float32Array => {
  const floats = new Float32Array(unfilled(4 * count).buffer);
  floats.set(memory.f32(at, count));
  return floats;
};

const bytesAt = ({ memory }: Room, at: number, count: number): Uint8Array => {
  const bytes = unfilled(count);
  bytes.set(memory.u8(at, count));
  return bytes;
};

const ofPixels = (
  run: Functions,
  room: Room,
): Pick<ApartKernel, 'planes' | 'halved' | 'smoothed' | 'warp' | 'within'> => ({
  planes: ({ width, height, data }, hasColour) =>
    room.withPieces((piece) => {
      const pixels = width * height;
      const source = putBytes(room.memory, piece, data);
      const luma = piece(4 * pixels);
      const [blue, red] = hasColour ? [piece(4 * pixels), piece(4 * pixels)] : [0, 0];
      run.planes(source, pixels, luma, blue, red);
      const count = hasColour ? pixels : 0;
      return [floatsAt(room, luma, pixels), floatsAt(room, blue, count), floatsAt(room, red, count)];
    }),
  halved: ({ width, height, data }) =>
    room.withPieces((piece) => {
      const size = { width: width >> 1, height: height >> 1 };
      const [source, out] = [putFloats(room.memory, piece, data), piece(4 * size.width * size.height)];
      run.halve(source, width, out, size.width, size.height);
      return { ...size, data: floatsAt(room, out, size.width * size.height) };
    }),
  smoothed: ({ width, height, data }) =>
    room.withPieces((piece) => {
      const [source, across, out] = [
        putFloats(room.memory, piece, data),
        piece(data.byteLength),
        piece(data.byteLength),
      ];
      run.smooth(source, width, height, across, out);
      return floatsAt(room, out, data.length);
    }),
  warp: (theirs, map, { width, height }) =>
    room.withPieces((piece) => {
      if (theirs.width < 2 || theirs.height < 2) return new Float32Array(width * height);
      const [their, terms] = [putFloats(room.memory, piece, theirs.data), putMap(room.memory, piece, map)];
      const out = piece(4 * width * height);
      run.warp(their, theirs.width, theirs.height, terms, width, height, out);
      return floatsAt(room, out, width * height);
    }),
  within: (map, { width, height }, { left, top, right, bottom }) =>
    room.withPieces((piece) => {
      const [terms, out] = [putMap(room.memory, piece, map), piece(width * height)];
      run.within(terms, width, height, left, top, right, bottom, out);
      return bytesAt(room, out, width * height);
    }),
});

const ofCells = (
  run: Functions,
  room: Room,
): Pick<ApartKernel, 'slope' | 'wholeCells' | 'cells' | 'light' | 'unrelated'> => ({
  slope: ({ width, height, data }, counts) =>
    room.withPieces((piece) =>
      run.slope(putFloats(room.memory, piece, data), width, height, putBytes(room.memory, piece, counts)),
    ),
  wholeCells: (isThere, { width, height }) =>
    room.withPieces((piece) => {
      const [columns, rows] = [Math.floor(width / APART_CELL), Math.floor(height / APART_CELL)];
      const [source, known] = [putBytes(room.memory, piece, isThere), piece(columns * rows)];
      room.memory.u8(known, columns * rows).fill(0);
      run.wholeCells(source, width, columns, rows, known);
      return bytesAt(room, known, columns * rows);
    }),
  cells: ({ width, data }, known) =>
    room.withPieces((piece) => {
      const count = known.length;
      const [plane, cells] = [putFloats(room.memory, piece, data), putBytes(room.memory, piece, known)];
      const sums = piece(12 * count);
      room.memory.f32(sums, 3 * count).fill(0);
      const [mean, net, rough] = [sums, sums + 4 * count, sums + 8 * count] as const;
      run.cells(plane, width, Math.floor(width / APART_CELL), count, cells, mean, net, rough);
      return {
        mean: floatsAt(room, mean, count),
        net: floatsAt(room, net, count),
        rough: floatsAt(room, rough, count),
      };
    }),
  light: (ours, theirs, known, { gain, bias, spread }) =>
    room.withPieces((piece) => {
      const count = known.length;
      const [own, their] = [putFloats(room.memory, piece, ours), putFloats(room.memory, piece, theirs)];
      const [cells, apart, sums] = [putBytes(room.memory, piece, known), piece(4 * count), piece(5 * 8)];
      room.memory.f32(apart, count).fill(0);
      run.light(own, their, count, cells, gain, bias, spread, apart, sums);
      const [w = 0, x = 0, y = 0, xx = 0, xy = 0] = room.memory.f64(sums, 5);
      return { apart: floatsAt(room, apart, count), sums: [w, x, y, xx, xy] };
    }),
  unrelated: ({ width, data }, theirs, known, { share, least }) =>
    room.withPieces((piece) => {
      const [own, their] = [putFloats(room.memory, piece, data), putFloats(room.memory, piece, theirs.data)];
      const [cells, sums] = [putBytes(room.memory, piece, known), piece(40 * (known.length + 1))];
      const columns = Math.floor(width / APART_CELL);
      const rows = Math.floor(known.length / Math.max(1, columns));
      return run.unrelated(own, their, width, columns, rows, cells, sums, share, least);
    }),
});

const registrationFunctions = (run: Functions, room: Room): Pick<ApartKernel, 'steepPixels' | 'equations'> => ({
  steepPixels: ({ width, height, data }, least) =>
    room.withPieces((piece) => {
      const [plane, out] = [putFloats(room.memory, piece, data), piece(data.byteLength)];
      const count = run.steepPixels(plane, width, height, least, out);
      return room.memory.u32(out, count).slice();
    }),
  equations: (ours, theirs, { mapping, gain, bias }, { spread, pixels }) =>
    room.withPieces((piece) => {
      const [own, their] = [putFloats(room.memory, piece, ours.data), putFloats(room.memory, piece, theirs.data)];
      const [estimate, row] = [piece(8 * UNKNOWNS), piece(8 * UNKNOWNS)];
      const { a, b, c, d, e, f, g, h } = mapping;
      room.memory.f64(estimate, UNKNOWNS).set([a, b, c, d, e, f, g, h, gain, bias]);
      const terms = UNKNOWNS * (UNKNOWNS + 1);
      const sums = piece(8 * terms);
      room.memory.f64(sums, terms).fill(0);
      const [chosen, apart] = [piece(pixels.byteLength), piece(pixels.byteLength)];
      room.memory.u32(chosen, pixels.length).set(pixels);
      const sizes = [theirs.width, theirs.height];
      const how = [estimate, spread, chosen, pixels.length, row];
      const count = run.equations(own, ours.width, ours.height, their, ...sizes, ...how, sums, apart);
      const solved = room.memory.f64(sums, terms).slice();
      return {
        normal: solved.subarray(0, UNKNOWNS * UNKNOWNS),
        right: solved.subarray(UNKNOWNS * UNKNOWNS),
        apart: room.memory.f32(apart, count).slice(),
      };
    }),
});

let kernel: ApartKernel | undefined;

/** Returns the WebAssembly kernel, created once per thread. Throws `fact-unavailable` without WebAssembly SIMD. */
export const apartKernel = (): ApartKernel => {
  kernel ??= createWasmApartKernel();
  return kernel;
};
