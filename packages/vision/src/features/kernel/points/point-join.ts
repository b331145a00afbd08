import { popcount32 } from '@listing-lint/rules/hash';
import { openWasm } from '@listing-lint/rules/kernel';
import { FEATURES_WASM } from '../generated/wasm.ts';
import { DESCRIPTOR_WORDS } from '../kernel.ts';
import type { LayPoints } from './point-space.ts';
import { keyOf } from './point-tables.ts';

/** Points that are held against each other, by some bits of their descriptors. */
export interface JoinSource {
  readonly count: number;
  /** Of each table its bits, as many in each; at most sixteen tables, and bits. */
  readonly bits: readonly (readonly number[])[];
  /** Lays all points, once. */
  readonly lay: (lay: LayPoints) => void;
  /** Most queries per call. */
  readonly mostQueries: number;
}

export interface JoinBounds {
  /** Bits in which descriptors of one point may differ. */
  readonly reach: number;
  /** Most points behind one key; fuller keys are skipped. */
  readonly mostInBucket: number;
  /** Points that look like one query; where there are more, that says nothing. */
  readonly most: number;
}

/** Many queries at once. */
export interface JoinedQueries {
  /** `DESCRIPTOR_WORDS` each. */
  readonly descriptors: Uint32Array;
  /** Per query, only points before this one are returned; ascending. */
  readonly limits: Uint32Array;
}

/** Points that look like ones of many queries. The arrays hold until the next call, and only so far as it says. */
export interface PointJoin {
  /** Finds them; returns their number, unordered. Of a query with too many, some are included, and `counts` exceeds `most`. */
  readonly near: (queries: JoinedQueries) => number;
  readonly found: {
    /** In turn the place of a query times 256 and the distance, bits; and a point. */
    readonly pairs: Uint32Array;
    /** How many points each query has; more than `most` where that says nothing. */
    readonly foundCounts: Uint32Array;
  };
}

/** Points that agree with a query in all bits of a table, held against all 256; the same from either kind. What looks like most stands behind one key. */
export const openPointJoin = (source: JoinSource, bounds: JoinBounds): PointJoin =>
  wasmPointJoin(source, bounds) ?? jsPointJoin(source, bounds);

/** Points by their keys, each after those before it; `order` and `starts` are those of one table, `starts` all 0. */
const putInOrder = (keys: Uint32Array, order: Uint32Array, starts: Uint32Array): void => {
  for (let point = 0; point < keys.length; point++) {
    const behind = (keys[point] ?? 0) + 1;
    starts[behind] = (starts[behind] ?? 0) + 1;
  }
  for (let key = 1; key < starts.length; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  const next = starts.slice();
  for (let point = 0; point < keys.length; point++) {
    const key = keys[point] ?? 0;
    const at = next[key] ?? 0;
    next[key] = at + 1;
    order[at] = point;
  }
};

/** In JavaScript, for more points than a WebAssembly memory has space for; the reference of the WebAssembly kernel. */
export const jsPointJoin = (source: JoinSource, { reach, mostInBucket, most }: JoinBounds): PointJoin => {
  const { count, bits, mostQueries } = source;
  const descriptors = new Uint32Array(DESCRIPTOR_WORDS * count);
  source.lay((first, given) => descriptors.set(given, DESCRIPTOR_WORDS * first));
  const tables = bits.map((own) => {
    const table = { own, order: new Uint32Array(count), starts: new Uint32Array(2 ** own.length + 1) };
    const keys = Uint32Array.from({ length: count }, (_, k) => keyOf(descriptors, k, own));
    putInOrder(keys, table.order, table.starts);
    return table;
  });
  type Table = (typeof tables)[number];
  const foundCounts = new Uint32Array(mostQueries);
  const pairs = new Uint32Array(2 * most * mostQueries);
  const isFull = ({ starts }: Table, key: number): boolean =>
    (starts[key + 1] ?? 0) - (starts[key] ?? 0) > mostInBucket;
  return {
    found: { pairs, foundCounts },
    near: ({ descriptors: queries, limits }) => {
      const queryCount = limits.length;
      foundCounts.fill(0, 0, queryCount);
      const isKnown = (before: readonly Table[], point: number, query: number): boolean =>
        before.some((table) => {
          const key = keyOf(descriptors, point, table.own);
          return key === keyOf(queries, query, table.own) && !isFull(table, key);
        });
      let end = 0;
      for (const [k, table] of tables.entries()) {
        const before = tables.slice(0, k);
        const keys = Uint32Array.from({ length: queryCount }, (_, query) => keyOf(queries, query, table.own));
        const byKey = Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || b - a);
        for (const query of byKey) {
          const key = keys[query] ?? 0;
          if (isFull(table, key)) continue;
          for (let at = table.starts[key] ?? 0; at < (table.starts[key + 1] ?? 0); at++) {
            const point = table.order[at] ?? 0;
            const known = foundCounts[query] ?? 0;
            if (point >= (limits[query] ?? 0) || known > most) break;
            const distance = distanceBetween(queries, query, descriptors, point);
            if (distance > reach || isKnown(before, point, query)) continue;
            foundCounts[query] = known + 1;
            if (known === most) break;
            pairs[2 * end] = query * 256 + distance;
            pairs[2 * end + 1] = point;
            end++;
          }
        }
      }
      return end;
    },
  };
};

/** Bits in which two descriptors differ. */
export const distanceBetween = (a: Uint32Array, i: number, b: Uint32Array, j: number): number => {
  let distance = 0;
  for (let word = 0; word < DESCRIPTOR_WORDS; word++)
    distance += popcount32((a[DESCRIPTOR_WORDS * i + word] ?? 0) ^ (b[DESCRIPTOR_WORDS * j + word] ?? 0));
  return distance;
};

/** The static data of the module is at the start of the memory. */
const STATIC_BYTES = 4096;
const PAGE = 65_536;
/** What takes more bytes stays in JavaScript: a memory of WebAssembly ends at 4 GB. */
const MOST_BYTES = 3e9;

const PARTS = [
  ...(['descriptors', 'keys', 'order', 'starts', 'chosen', 'pointKeys', 'queries', 'queryKeys', 'asideKeys'] as const),
  ...(['limits', 'foundCounts', 'heads', 'links', 'open', 'room', 'out'] as const),
] as const;
type Part = (typeof PARTS)[number];

/** Bytes of each piece of memory. */
const sizesOf = (
  { count, bits, mostQueries }: JoinSource,
  { mostInBucket, most }: JoinBounds,
): Readonly<Record<Part, number>> => {
  const [tables, keyBits] = [bits.length, bits[0]?.length ?? 0];
  return {
    descriptors: 4 * DESCRIPTOR_WORDS * count,
    keys: 4 * count,
    order: 4 * tables * count,
    starts: 4 * tables * (2 ** keyBits + 1),
    chosen: 4 * tables * keyBits,
    pointKeys: asideBytes(tables, count),
    queries: 4 * DESCRIPTOR_WORDS * mostQueries,
    queryKeys: 4 * tables * mostQueries,
    asideKeys: asideBytes(tables, mostQueries),
    limits: 4 * mostQueries,
    foundCounts: 4 * mostQueries,
    heads: 4 * 2 ** keyBits,
    links: 4 * mostQueries,
    open: 4 * mostQueries,
    room: 4 * (DESCRIPTOR_WORDS + 2) * mostInBucket,
    out: 8 * most * mostQueries,
  };
};

/** Keys of each of so many, side by side in fours; as many are read at once as sixteen tables have. */
const asideBytes = (tables: number, count: number): number => 8 * Math.ceil(tables / 4) * count + 32;

/** A memory in which all parts have their place; it is new, so that all of it is 0, and does not grow any more. */
const roomFor = (sizes: Readonly<Record<Part, number>>) => {
  const bytes = PARTS.reduce((sum, part) => sum + sizes[part], 0);
  if (bytes > MOST_BYTES) return undefined;
  // Pieces are rounded up by an eighth at most.
  const pages = Math.ceil((1.15 * bytes + 64 * PAGE) / PAGE);
  const { memory, functions } = openWasm(FEATURES_WASM, ['join', 'keys', 'keysAside'], { initial: 2, maximum: pages });
  memory.allocate(STATIC_BYTES);
  const places = new Map<Part, number>();
  for (const part of PARTS) places.set(part, memory.allocate(sizes[part]));
  const at = (part: Part): number => places.get(part) ?? 0;
  const words = (part: Part): Uint32Array => new Uint32Array(memory.integers.buffer, at(part), sizes[part] / 4);
  return { functions, at, words };
};

/** In WebAssembly, in a memory of its own; undefined where the runtime has none, or where it does not fit. */
export const wasmPointJoin = (source: JoinSource, bounds: JoinBounds): PointJoin | undefined => {
  const { count, bits } = source;
  const { reach, mostInBucket, most } = bounds;
  const [tables, keyBits] = [bits.length, bits[0]?.length ?? 0];
  const room = roomFor(sizesOf(source, bounds));
  if (room === undefined) return undefined;
  const { functions, at, words } = room;
  words('chosen').set(bits.flat());
  const [descriptors, keys, order, starts] = [words('descriptors'), words('keys'), words('order'), words('starts')];
  source.lay((first, given) => descriptors.set(given, DESCRIPTOR_WORDS * first));
  const each = 2 ** keyBits + 1;
  for (let table = 0; table < tables; table++) {
    functions.keys(at('descriptors'), count, 1, keyBits, at('chosen') + 4 * keyBits * table, at('keys'));
    functions.keysAside(at('keys'), count, table, tables, at('pointKeys'));
    const own = order.subarray(count * table, count * (table + 1));
    putInOrder(keys, own, starts.subarray(each * table, each * (table + 1)));
  }
  const [held, heldLimits] = [words('queries'), words('limits')];
  return {
    found: { pairs: words('out'), foundCounts: words('foundCounts') },
    near: ({ descriptors: queries, limits }) => {
      held.set(queries);
      heldLimits.set(limits);
      functions.keys(at('queries'), limits.length, tables, keyBits, at('chosen'), at('queryKeys'));
      for (let table = 0; table < tables; table++) {
        const own = at('queryKeys') + 4 * limits.length * table;
        functions.keysAside(own, limits.length, table, tables, at('asideKeys'));
      }
      return functions.join(
        ...[at('descriptors'), count, at('order'), at('starts'), at('pointKeys'), tables, keyBits],
        ...[at('queries'), limits.length, at('queryKeys'), at('asideKeys'), at('limits'), at('foundCounts')],
        ...[at('heads'), at('links'), at('open'), at('room'), reach, mostInBucket, most, at('out')],
      );
    },
  };
};
