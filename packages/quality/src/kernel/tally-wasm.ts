import { type KernelMemory, type Piece, piecesOf, type WasmFunction } from '@listing-lint/rules/kernel';

import { bytesIn, type LookerMemory } from './kept-pixels.ts';
import type { Looker, Tallier } from './looker.ts';
import { planesIn, strideOf } from './planes-wasm.ts';
import { cosine, HALF_WINDOW, reversed, sine, taper, WINDOW } from './spectrum.ts';

type Functions<Name extends string> = Readonly<Record<Name, WasmFunction>>;

const LEVELS = 256;
const COLOURS = 4096;
/** Pixels that are looked at in one go. */
const LANES = 16;
const POWERS = HALF_WINDOW + 1;
/** Stands for what lies outside of the picture: farther than ground can be. */
const OUTSIDE = 254;

const zeroed = (memory: KernelMemory, piece: Piece, count: number): number => {
  const address = piece(4 * count);
  memory.i32(address, count).fill(0);
  return address;
};

/** Counts of levels and colours. */
export const tallyByWasm = (
  functions: Functions<
    | 'planesOf'
    | 'countLevels'
    | 'countWithin'
    | 'sumPlane'
    | 'sumLight'
    | 'countAlike'
    | 'countColours'
    | 'countSoft'
    | 'countStraight'
  >,
  room: LookerMemory,
): Tallier => {
  const { memory } = room;
  const withPieces = piecesOf(memory);
  return {
    levels: (plane, where) =>
      withPieces((piece) => {
        const counts = zeroed(memory, piece, 2 * LEVELS);
        const from = bytesIn(room, piece, plane);
        const other = where === undefined ? from : bytesIn(room, piece, where.plane);
        functions.countLevels(from, other, where?.from ?? 0, where?.to ?? 255, plane.length, counts);
        return new Uint32Array(memory.i32(counts, LEVELS));
      }),
    count: ({ plane, from, to }, where = { plane, from, to }) =>
      withPieces((piece) => {
        const [seen, other] = [bytesIn(room, piece, plane), bytesIn(room, piece, where.plane)];
        return functions.countWithin(seen, from, to, other, where.from, where.to, plane.length);
      }),
    sum: (plane) => withPieces((piece) => functions.sumPlane(bytesIn(room, piece, plane), plane.length)),
    lightSums: (image, luma, least) =>
      withPieces((piece) => {
        const planes = planesIn(functions.planesOf, room, piece, image);
        const [light, sums] = [bytesIn(room, piece, luma), zeroed(memory, piece, 12)];
        const count = functions.sumLight(planes, light, luma.length, strideOf(luma.length), least, sums);
        const lanes = memory.i32(sums, 12);
        const of = (channel: number): number =>
          lanes.subarray(4 * channel, 4 * channel + 4).reduce((sum, lane) => sum + lane, 0);
        return [of(0), of(1), of(2), count];
      }),
    alike: (image, luma, { least, most, tables }) =>
      withPieces((piece) => {
        const planes = planesIn(functions.planesOf, room, piece, image);
        const [light, table, seen] = [bytesIn(room, piece, luma), piece(4 * tables.length), piece(4)];
        memory.i32(table, tables.length).set(tables);
        const pixels = luma.length;
        const alike = functions.countAlike(planes, light, pixels, strideOf(pixels), least, table, most, seen);
        return { light: memory.i32(seen, 1)[0] ?? 0, alike };
      }),
    commonest: (image) =>
      withPieces((piece) => {
        const pixels = image.data.length / 3;
        const planes = planesIn(functions.planesOf, room, piece, image);
        const [counts, scratch] = [zeroed(memory, piece, COLOURS), piece(32)];
        functions.countColours(planes, pixels, strideOf(pixels), counts, scratch);
        let most = 0;
        for (const count of memory.i32(counts, COLOURS)) if (count > most) most = count;
        return most;
      }),
    softSides: ({ width, height, data }, cut, floor) =>
      withPieces((piece) => functions.countSoft(bytesIn(room, piece, data), width, height, cut, floor)),
    straightSides: ({ width, height, data }, cut, run) =>
      withPieces((piece) => {
        const blocks = 2 * Math.ceil(width / LANES);
        const [lengths, open] = [zeroed(memory, piece, LANES * blocks), zeroed(memory, piece, blocks)];
        return functions.countStraight(bytesIn(room, piece, data), width, height, cut, Math.ceil(run), lengths, open);
      }),
  };
};

/** The fill of the ground. */
export const floodByWasm = (
  functions: Functions<'bordered' | 'floodFrom' | 'standingOf'>,
  room: LookerMemory,
): Pick<Looker, 'standing'> => {
  const { memory, kept } = room;
  const withPieces = piecesOf(memory);
  return {
    standing: ({ width, height, data }, far, { alike, free, step, reach }) =>
      withPieces((piece) => {
        const stride = width + 1;
        // A row above the first, and one below the last.
        const [away, pixels] = [piece(stride * (height + 2)), piece(3 * stride * height)];
        const [queue, mask] = [piece(4 * width * height), kept.room(piece, width * height)];
        const [columns, rows] = [zeroed(memory, piece, width), zeroed(memory, piece, height)];
        const first = away + stride;
        functions.bordered(bytesIn(room, piece, far), width, height, stride, OUTSIDE, first);
        functions.bordered(bytesIn(room, piece, data), 3 * width, height, 3 * stride, 0, pixels);
        memory.u8(away, stride).fill(OUTSIDE);
        memory.u8(first + stride * height, stride).fill(OUTSIDE);
        functions.floodFrom(first, pixels, width, height, alike, free, step, reach, queue);
        functions.standingOf(first, width, height, mask, columns, rows);
        const stands = memory.u8(mask, width * height).slice();
        kept.put(stands, 'bytes', mask);
        return {
          mask: stands,
          columns: new Uint32Array(memory.i32(columns, width)),
          rows: new Uint32Array(memory.i32(rows, height)),
        };
      }),
  };
};

/** What is looked at in rows of green. */
export const rowsByWasm = (
  functions: Functions<'roughnessOf' | 'contrastsOf' | 'addPower'>,
  room: LookerMemory,
): Pick<Looker, 'roughness' | 'contrasts' | 'power'> => {
  const { memory } = room;
  const withPieces = piecesOf(memory);
  const integersIn = (piece: Piece, values: Int32Array): number => {
    const address = piece(4 * values.length);
    memory.i32(address, values.length).set(values);
    return address;
  };
  return {
    roughness: ({ width, data }, blocks) =>
      withPieces((piece) => {
        const count = blocks.length;
        const [plane, places] = [bytesIn(room, piece, data), integersIn(piece, blocks)];
        const [sums, levels] = [piece(4 * count), piece(4 * count)];
        functions.roughnessOf(plane, width, places, count, sums, levels);
        return { sums: memory.i32(sums, count).slice(), levels: memory.i32(levels, count).slice() };
      }),
    contrasts: ({ data }, places, pixels) =>
      withPieces((piece) => {
        const [plane, from] = [bytesIn(room, piece, data), integersIn(piece, places)];
        const out = piece(4 * places.length);
        functions.contrastsOf(plane, from, places.length, pixels, out);
        return memory.i32(out, places.length).slice();
      }),
    power: ({ data }, places) =>
      withPieces((piece) => {
        const [plane, work, power] = [bytesIn(room, piece, data), piece(16 * WINDOW), piece(8 * POWERS)];
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
