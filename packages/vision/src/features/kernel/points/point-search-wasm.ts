import { openWasm } from '@listing-lint/rules/kernel';
import { FEATURES_WASM } from '../generated/wasm.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel.ts';
import { HELD_WORDS, heldTable } from './held-bits.ts';
import { LIKELY_PAIRS, LIKELY_TURNS, mostProbes } from './point-probes.ts';
import {
  fillTables,
  mostFound,
  OWNER_STEP,
  ownersKnown,
  type PointSearch,
  type PointSource,
  type SearchBounds,
} from './point-space.ts';
import { POINT_BYTES, type PointTable } from './point-tables.ts';

const PAGE = 65_536;
/** An index of more bytes stays in JavaScript: a memory of WebAssembly ends at 4 GB. */
const MOST_BYTES = 3e9;
/** Points added per batch. */
const POINTS_PER_BATCH = 256;

/** Queries per batch, and most points returned for them, unless one query finds more. */
const QUERIES_PER_BATCH = 256;
const HITS_PER_BATCH = 1 << 14;

/** In WebAssembly, in a memory of its own; undefined where the runtime has none, or where it does not fit. */
export const wasmPointSearch = (source: PointSource, bounds: SearchBounds): PointSearch | undefined => {
  const { count, bits: sampled, held } = source;
  const toHeld = held === null ? new Uint32Array(0) : heldTable(held);
  const shape = shapeOf(source, bounds, toHeld);
  const room = roomFor(shape);
  if (room === undefined) return undefined;
  const { at, words, functions } = room;
  const { bits, wordsEach, most, capacity } = shape;
  words(at.chosen, bits * sampled.length).set(sampled.flat());
  words(at.toHeld, toHeld.length).set(toHeld);
  words(at.firsts, source.firsts.length).set(source.firsts);
  const known = ownersKnown(source.firsts);
  words(at.known, known.length).set(known);
  const single = Math.min(LIKELY_TURNS, bits);
  const pairs = LIKELY_PAIRS.filter(([, b]) => b < single);
  words(at.ranks, 2 * pairs.length).set(pairs.flat());
  layAndFill(source, shape, room);
  const queries = words(at.query, DESCRIPTOR_WORDS * QUERIES_PER_BATCH);
  const margin = new Uint8Array(room.buffer, at.margins, COMPARISONS * QUERIES_PER_BATCH);
  const counted = words(at.out, 1);
  const column = (k: number): Uint32Array => words(at.out + 4 + 4 * k * capacity, capacity);
  const columns = { queries: column(0), points: column(1), owners: column(2) };
  const distances = new Uint8Array(room.buffer, at.out + 4 + 12 * capacity, capacity);
  const { reach, mostInBucket } = bounds;
  return {
    near: ({ descriptors, margins }, { most: limit }, report) => {
      const all = descriptors.length / DESCRIPTOR_WORDS;
      for (let from = 0; from < all; ) {
        const some = Math.min(QUERIES_PER_BATCH, all - from);
        queries.set(descriptors.subarray(DESCRIPTOR_WORDS * from, DESCRIPTOR_WORDS * (from + some)));
        if (margins !== undefined) margin.set(margins.subarray(COMPARISONS * from, COMPARISONS * (from + some)));
        const answered = functions.nearEach(
          ...[at.query, some, margins === undefined ? 0 : at.margins, held === null ? 0 : at.toHeld, at.own],
          ...[at.descriptors, count, wordsEach, sampled.length, bits, at.chosen, single, at.ranks, pairs.length],
          ...[at.order, at.starts, at.points, at.stamps, at.stamp, at.firsts, at.known, OWNER_STEP],
          ...[reach, mostInBucket, Math.min(limit, most), at.probed, at.room, at.out, capacity],
        );
        const found = counted[0] ?? 0;
        // Relative to the first query of the batch.
        for (let k = 0; from > 0 && k < found; k++) columns.queries[k] = (columns.queries[k] ?? 0) + from;
        report({ count: found, ...columns, distances });
        from += answered;
      }
    },
  };
};

/** How large a search is. */
interface SearchShape {
  readonly bits: number;
  /** Keys of a table, and one more. */
  readonly keys: number;
  /** Of a descriptor. */
  readonly wordsEach: number;
  /** Most points probed and returned by one query. */
  readonly most: number;
  readonly capacity: number;
  /** Bytes of each part. */
  readonly sizes: Readonly<Record<(typeof PARTS)[number], number>>;
}

const PARTS = [
  ...(['query', 'margins', 'own', 'batch', 'toHeld', 'descriptors', 'chosen', 'ranks', 'order'] as const),
  ...(['starts', 'points', 'stamps', 'stamp', 'firsts', 'known', 'probed', 'room', 'out'] as const),
] as const;

const shapeOf = (
  { count, bits: sampled, held, firsts }: PointSource,
  bounds: SearchBounds,
  toHeld: Uint32Array,
): SearchShape => {
  const bits = sampled[0]?.length ?? 0;
  const keys = 2 ** bits + 1;
  const most = mostFound(sampled, bounds);
  const capacity = Math.max(most, HITS_PER_BATCH);
  const wordsEach = held === null ? DESCRIPTOR_WORDS : HELD_WORDS;
  const sizes = {
    query: 4 * DESCRIPTOR_WORDS * QUERIES_PER_BATCH,
    margins: COMPARISONS * QUERIES_PER_BATCH,
    own: 4 * wordsEach,
    batch: 4 * DESCRIPTOR_WORDS * POINTS_PER_BATCH,
    toHeld: toHeld.byteLength,
    descriptors: 4 * wordsEach * count,
    chosen: 4 * bits * sampled.length,
    ranks: 8 * LIKELY_PAIRS.length,
    order: 4 * bits,
    starts: 4 * keys * sampled.length,
    // Four are read at once, of sixteen bytes, and written.
    points: POINT_BYTES * count * sampled.length + 13,
    stamps: count,
    stamp: 4,
    firsts: firsts.byteLength,
    known: 4 * ((count >> OWNER_STEP) + 1),
    probed: 12 * sampled.length * mostProbes(bits),
    room: 4 * (most + 3),
    out: 4 + 13 * capacity,
  };
  return { bits, keys, most, capacity, wordsEach, sizes };
};

/** A memory in which all parts have their place; it is new, so that all of it is 0, and does not grow any more. */
const roomFor = ({ sizes }: SearchShape) => {
  const bytes = PARTS.reduce((sum, part) => sum + sizes[part], 0);
  if (bytes > MOST_BYTES) return undefined;
  // Pieces are rounded up by an eighth at most.
  const pages = Math.ceil((1.15 * bytes + COMPARISONS * PAGE) / PAGE);
  const { memory, functions } = openWasm(FEATURES_WASM, ['nearEach', 'hold'], { initial: 2, maximum: pages });
  memory.allocate(STATIC_BYTES);
  const place = (part: keyof typeof sizes): number => memory.allocate(sizes[part]);
  const at = {
    ...{ query: place('query'), margins: place('margins'), own: place('own'), batch: place('batch') },
    ...{ toHeld: place('toHeld'), descriptors: place('descriptors'), chosen: place('chosen'), ranks: place('ranks') },
    ...{ order: place('order'), starts: place('starts'), points: place('points'), stamps: place('stamps') },
    ...{ stamp: place('stamp'), firsts: place('firsts'), known: place('known') },
    ...{ probed: place('probed'), room: place('room'), out: place('out') },
  };
  const { buffer } = memory.integers;
  const words = (address: number, length: number): Uint32Array => new Uint32Array(buffer, address, length);
  return { at, buffer, words, functions };
};

const layAndFill = (
  source: PointSource,
  { keys, wordsEach }: SearchShape,
  { at, buffer, words, functions }: NonNullable<ReturnType<typeof roomFor>>,
): void => {
  const { count, bits: sampled, held } = source;
  const descriptors = words(at.descriptors, wordsEach * count);
  const batch = words(at.batch, DESCRIPTOR_WORDS * POINTS_PER_BATCH);
  source.lay((first, given) => {
    if (held === null) return descriptors.set(given, wordsEach * first);
    for (let from = 0; from < given.length; from += batch.length) {
      const some = given.subarray(from, from + batch.length);
      batch.set(some);
      const to = at.descriptors + 4 * wordsEach * (first + from / DESCRIPTOR_WORDS);
      functions.hold(at.batch, some.length / DESCRIPTOR_WORDS, at.toHeld, to);
    }
  });
  const tables = sampled.map(
    (_, k): PointTable => ({
      starts: words(at.starts + 4 * k * keys, keys),
      points: new Uint8Array(buffer, at.points + POINT_BYTES * k * count, POINT_BYTES * count),
    }),
  );
  fillTables(source, tables, descriptors);
};

/** The static data of the module is at the start of the memory. */
const STATIC_BYTES = 4096;
