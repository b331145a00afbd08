import type { KernelMemory } from '../../../kernel/memory.ts';
import { type Piece, piecesOf } from '../../../kernel/pieces.ts';
import type { WasmFunction } from '../../../kernel/runtime.ts';
import type { Looker, Tallier } from './looker.ts';
import { planesIn, strideOf } from './planes-wasm.ts';
import { cosine, HALF_WINDOW, reversed, sine, taper, WINDOW } from './spectrum.ts';

type Functions<Name extends string> = Readonly<Record<Name, WasmFunction>>;

const LEVELS = 256;
const COLOURS = 4096;
const POWERS = HALF_WINDOW + 1;
/** Stands for what lies outside of the picture: farther than ground can be. */
const OUTSIDE = 254;

const copied = (memory: KernelMemory, piece: Piece, plane: Uint8Array): number => {
  const address = piece(plane.length);
  memory.u8(address, plane.length).set(plane);
  return address;
};

const zeroed = (memory: KernelMemory, piece: Piece, count: number): number => {
  const address = piece(4 * count);
  memory.i32(address, count).fill(0);
  return address;
};

/** Counts of levels and colours. */
export const tallyByWasm = (
  functions: Functions<'planesOf' | 'countLevels' | 'sumLight' | 'countAlike' | 'countColours' | 'countSoft'>,
  memory: KernelMemory,
): Tallier => {
  const withPieces = piecesOf(memory);
  return {
    levels: (plane, where) =>
      withPieces((piece) => {
        const counts = zeroed(memory, piece, LEVELS);
        const from = copied(memory, piece, plane);
        const other = where === undefined ? from : copied(memory, piece, where.plane);
        functions.countLevels(from, other, where?.from ?? 0, where?.to ?? 255, plane.length, counts);
        return Uint32Array.from(memory.i32(counts, LEVELS));
      }),
    lightSums: (image, luma, least) =>
      withPieces((piece) => {
        const planes = planesIn(functions.planesOf, memory, piece, image);
        const [light, sums] = [copied(memory, piece, luma), zeroed(memory, piece, 12)];
        const count = functions.sumLight(planes, light, luma.length, strideOf(luma.length), least, sums);
        const lanes = memory.i32(sums, 12);
        const of = (channel: number): number =>
          lanes.subarray(4 * channel, 4 * channel + 4).reduce((sum, lane) => sum + lane, 0);
        return [of(0), of(1), of(2), count];
      }),
    alike: (image, luma, { least, most, tables }) =>
      withPieces((piece) => {
        const planes = planesIn(functions.planesOf, memory, piece, image);
        const [light, table, seen] = [copied(memory, piece, luma), piece(4 * tables.length), piece(4)];
        memory.i32(table, tables.length).set(tables);
        const pixels = luma.length;
        const alike = functions.countAlike(planes, light, pixels, strideOf(pixels), least, table, most, seen);
        return { light: memory.i32(seen, 1)[0] ?? 0, alike };
      }),
    commonest: (image) =>
      withPieces((piece) => {
        const pixels = image.data.length / 3;
        const planes = planesIn(functions.planesOf, memory, piece, image);
        const [counts, scratch] = [zeroed(memory, piece, COLOURS), piece(32)];
        functions.countColours(planes, pixels, strideOf(pixels), counts, scratch);
        return memory.i32(counts, COLOURS).reduce((most, count) => Math.max(most, count), 0);
      }),
    softSides: ({ width, height, data }, cut, floor) =>
      withPieces((piece) => functions.countSoft(copied(memory, piece, data), width, height, cut, floor)),
  };
};

/** The fill of the ground. */
export const floodByWasm = (
  functions: Functions<'floodFrom' | 'standingOf'>,
  memory: KernelMemory,
): Pick<Looker, 'standing'> => {
  const withPieces = piecesOf(memory);
  return {
    standing: ({ width, height, data }, far, { alike, free, step, reach }) =>
      withPieces((piece) => {
        const stride = width + 1;
        // A row above the first, and one below the last.
        const [bordered, pixels] = [piece(stride * (height + 2)), piece(3 * stride * height)];
        const [queue, mask] = [piece(4 * width * height), piece(width * height)];
        const [columns, rows] = [zeroed(memory, piece, width), zeroed(memory, piece, height)];
        const away = memory.u8(bordered, stride * (height + 2)).fill(OUTSIDE);
        const rgb = memory.u8(pixels, 3 * stride * height);
        for (let y = 0; y < height; y++) {
          away.set(far.subarray(y * width, (y + 1) * width), (y + 1) * stride);
          rgb.set(data.subarray(3 * y * width, 3 * (y + 1) * width), 3 * y * stride);
        }
        functions.floodFrom(bordered + stride, pixels, width, height, alike, free, step, reach, queue);
        functions.standingOf(bordered + stride, width, height, mask, columns, rows);
        return {
          mask: memory.u8(mask, width * height).slice(),
          columns: Uint32Array.from(memory.i32(columns, width)),
          rows: Uint32Array.from(memory.i32(rows, height)),
        };
      }),
  };
};

/** What is looked at in rows of green. */
export const rowsByWasm = (
  functions: Functions<'roughnessOf' | 'contrastOf' | 'addPower'>,
  memory: KernelMemory,
): Pick<Looker, 'roughness' | 'contrasts' | 'power'> => {
  const withPieces = piecesOf(memory);
  return {
    roughness: ({ width, data }, blocks) =>
      withPieces((piece) => {
        const [plane, out] = [copied(memory, piece, data), piece(8)];
        const [sums, levels] = [new Int32Array(blocks.length), new Int32Array(blocks.length)];
        const found = memory.i32(out, 2);
        for (const [k, block] of blocks.entries()) {
          functions.roughnessOf(plane + block, width, out);
          sums[k] = found[0] ?? 0;
          levels[k] = found[1] ?? 0;
        }
        return { sums, levels };
      }),
    contrasts: ({ data }, places, pixels) =>
      withPieces((piece) => {
        const plane = copied(memory, piece, data);
        return places.map((at) => functions.contrastOf(plane + at, pixels));
      }),
    power: ({ data }, places) =>
      withPieces((piece) => {
        const [plane, work, power] = [copied(memory, piece, data), piece(16 * WINDOW), piece(8 * POWERS)];
        const tables = piece(8 * (WINDOW + 2 * HALF_WINDOW) + WINDOW);
        const numbers = memory.f64(tables, WINDOW + 2 * HALF_WINDOW);
        numbers.set(taper);
        numbers.set(cosine, WINDOW);
        numbers.set(sine, WINDOW + HALF_WINDOW);
        memory.u8(tables + numbers.byteLength, WINDOW).set(reversed);
        memory.f64(power, POWERS).fill(0);
        for (let w = 0; w + 1 < places.length; w += 2) {
          functions.addPower(plane + (places[w] ?? 0), plane + (places[w + 1] ?? 0), tables, work, power);
        }
        return memory.f64(power, POWERS).slice();
      }),
  };
};
