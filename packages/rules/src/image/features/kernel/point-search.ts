import { openWasm } from '../../../kernel/open-wasm.ts';
import { FEATURES_WASM } from './generated/wasm.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from './kernel.ts';
import { bitsIn } from './kernel-js.ts';

/** Points by some bits of their descriptors: behind each key those that have it. */
export interface PointTable {
  /** Which bits; as many in each table. */
  readonly bits: readonly number[];
  /** Where in `points` those of a key begin, in their order; one more than there are keys. */
  readonly starts: Uint32Array;
  /** `POINT_BYTES` each, as `pointAt` reads them. */
  readonly points: Uint8Array;
}

/** A point of a table, the lowest byte first: of 20,000 pictures there are 4.4 million, in each of four tables. */
export const POINT_BYTES = 3;
const MOST_POINTS = 2 ** (8 * POINT_BYTES);

export const pointAt = (points: Uint8Array, k: number): number => {
  const at = POINT_BYTES * k;
  return (points[at] ?? 0) | ((points[at + 1] ?? 0) << 8) | ((points[at + 2] ?? 0) << 16);
};

/** `point` is anything of 24 bits. */
export const putPoint = (points: Uint8Array, k: number, point: number): void => {
  const at = POINT_BYTES * k;
  points[at] = point;
  points[at + 1] = point >> 8;
  points[at + 2] = point >> 16;
};

/** Where the points of a search lie: once, as at 20,000 pictures they are 210 MB. */
export interface PointSpace {
  /** `DESCRIPTOR_WORDS` a point. */
  readonly descriptors: Uint32Array;
  readonly tables: readonly PointTable[];
}

/** What is to be searched: how many points, and by which bits; `fill` writes them where they lie, all of which is 0 before. */
export interface PointSource {
  readonly count: number;
  /** Of each table its bits, as many in each. */
  readonly bits: readonly (readonly number[])[];
  readonly fill: (space: PointSpace) => void;
}

/** Points that look like one. The arrays hold until the next call, and only so far as it says. */
export interface PointSearch {
  /** Finds the points that look like a descriptor: how many there are. `at` is its place in `descriptors`. */
  readonly near: (descriptors: Uint32Array, at: number, bounds: QueryBounds) => number;
  readonly found: {
    /** In turn a point and its distance, bits. */
    readonly pairs: Uint32Array;
  };
}

/** What is asked of one query. */
export interface QueryBounds {
  /** Where more points than these look like it, that says nothing, and none is told. */
  readonly most: number;
  /** Only points before this one are looked at. */
  readonly end: number;
}

export interface SearchBounds {
  /** Bits in which descriptors of one point may differ. */
  readonly reach: number;
  /** Points behind one key; where there are more, none of them is looked at. */
  readonly mostInBucket: number;
}

/** The value of some bits of a descriptor. */
export const keyOf = (descriptors: Uint32Array, at: number, bits: readonly number[]): number => {
  let key = 0;
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i] ?? 0;
    key |= (((descriptors[DESCRIPTOR_WORDS * at + (bit >> 5)] ?? 0) >>> (bit & 31)) & 1) << i;
  }
  return key;
};

/** Points that agree with a descriptor in all but one bit of a table, held against all 256; the same from either kind. */
export const openPointSearch = (source: PointSource, bounds: SearchBounds): PointSearch => {
  if (source.count > MOST_POINTS) throw new RangeError(`${source.count} points are more than ${MOST_POINTS}`);
  return wasmPointSearch(source, bounds) ?? jsPointSearch(source, bounds);
};

const mostFound = (bits: PointSource['bits'], { mostInBucket }: SearchBounds): number =>
  bits.reduce((sum, { length }) => sum + (length + 1) * mostInBucket, 0);

/** In plain JavaScript, for runtimes without WebAssembly SIMD; the reference for the other one. */
export const jsPointSearch = ({ count, bits: sampled, fill }: PointSource, bounds: SearchBounds): PointSearch => {
  const { reach, mostInBucket } = bounds;
  const descriptors = new Uint32Array(DESCRIPTOR_WORDS * count);
  const tables = sampled.map(
    (bits): PointTable => ({
      bits,
      starts: new Uint32Array(2 ** bits.length + 1),
      points: new Uint8Array(POINT_BYTES * count),
    }),
  );
  fill({ descriptors, tables });
  const pairs = new Uint32Array(2 * mostFound(sampled, bounds));
  // Which query has looked at a point last.
  const stamps = new Uint8Array(count);
  const nextStamp = stampsOf(stamps);
  return {
    found: { pairs },
    near: (queries, at, { most, end: beyond }) => {
      const stamp = nextStamp();
      let found = 0;
      for (const { bits, starts, points } of tables) {
        const key = keyOf(queries, at, bits);
        for (let flip = -1; flip < bits.length; flip++) {
          const probed = flip < 0 ? key : key ^ (1 << flip);
          const end = starts[probed + 1] ?? 0;
          let k = starts[probed] ?? 0;
          if (end - k > mostInBucket) continue;
          for (; k < end; k++) {
            const point = pointAt(points, k);
            if (point >= beyond) break;
            if (stamps[point] === stamp) continue;
            stamps[point] = stamp;
            const distance = distanceOf(queries, DESCRIPTOR_WORDS * at, descriptors, DESCRIPTOR_WORDS * point, reach);
            if (distance > reach) continue;
            if (found === most) return 0;
            pairs[2 * found] = point;
            pairs[2 * found + 1] = distance;
            found++;
          }
        }
      }
      return found;
    },
  };
};

/** A stamp for each query, of one byte: after the last one they begin again on points that bear none. */
const stampsOf = (stamps: Uint8Array): (() => number) => {
  let stamp = 0;
  return () => {
    stamp = (stamp + 1) % 256;
    if (stamp === 0) {
      stamps.fill(0);
      stamp = 1;
    }
    return stamp;
  };
};

/** Bits in which two descriptors differ, or more than `reach` where a half of them says so. */
const distanceOf = (a: Uint32Array, i: number, b: Uint32Array, j: number, reach: number): number => {
  let distance = 0;
  for (let word = 0; word < DESCRIPTOR_WORDS && distance <= reach; word++)
    distance += bitsIn((a[i + word] ?? 0) ^ (b[j + word] ?? 0));
  return distance;
};

const PAGE = 65_536;
/** An index of more bytes stays in JavaScript: a memory of WebAssembly ends at 4 GB. */
const MOST_BYTES = 3e9;

/** In WebAssembly, in a memory of its own; undefined where the runtime has none, or where it does not fit. */
export const wasmPointSearch = (
  { count, bits: sampled, fill }: PointSource,
  { reach, mostInBucket }: SearchBounds,
): PointSearch | undefined => {
  const bits = sampled[0]?.length ?? 0;
  const keys = 2 ** bits + 1;
  const room = 2 * mostFound(sampled, { reach, mostInBucket });
  const sizes = {
    query: 4 * DESCRIPTOR_WORDS,
    descriptors: 4 * DESCRIPTOR_WORDS * count,
    chosen: 4 * bits * sampled.length,
    starts: 4 * keys * sampled.length,
    // The last one is read as four bytes.
    points: POINT_BYTES * count * sampled.length + 1,
    stamps: count,
    looked: 8 * sampled.length * (bits + 1) + 2 * room,
    out: 4 * room,
  };
  const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  if (bytes > MOST_BYTES) return undefined;
  // Pieces are rounded up by an eighth at most.
  const pages = Math.ceil((1.15 * bytes + COMPARISONS * PAGE) / PAGE);
  const opened = openWasm(FEATURES_WASM, ['near'], { initial: 2, maximum: pages });
  if (opened === undefined) return undefined;
  const { memory, functions } = opened;
  memory.allocate(STATIC_BYTES);
  const at = {
    query: memory.allocate(sizes.query),
    descriptors: memory.allocate(sizes.descriptors),
    chosen: memory.allocate(sizes.chosen),
    starts: memory.allocate(sizes.starts),
    points: memory.allocate(sizes.points),
    stamps: memory.allocate(sizes.stamps),
    looked: memory.allocate(sizes.looked),
    out: memory.allocate(sizes.out),
  };
  // The memory is new, so that all of it is 0, and does not grow from here on.
  const words = (address: number, length: number) => new Uint32Array(memory.integers.buffer, address, length);
  words(at.chosen, bits * sampled.length).set(sampled.flat());
  fill({
    descriptors: words(at.descriptors, DESCRIPTOR_WORDS * count),
    tables: sampled.map((own, k) => ({
      bits: own,
      starts: words(at.starts + 4 * k * keys, keys),
      points: new Uint8Array(memory.integers.buffer, at.points + POINT_BYTES * k * count, POINT_BYTES * count),
    })),
  });
  const nextStamp = stampsOf(new Uint8Array(memory.integers.buffer, at.stamps, count));
  const query = words(at.query, DESCRIPTOR_WORDS);
  return {
    found: { pairs: words(at.out, room) },
    near: (queries, position, { most, end }) => {
      query.set(queries.subarray(DESCRIPTOR_WORDS * position, DESCRIPTOR_WORDS * (position + 1)));
      return functions.near(
        ...[at.query, at.descriptors, count, sampled.length, bits, at.chosen, at.starts, at.points],
        ...[at.stamps, nextStamp(), reach, mostInBucket, Math.min(most, room / 2), end, at.looked, at.out],
      );
    },
  };
};

/** The static data of the module lies at the bottom of the memory. */
const STATIC_BYTES = 4096;
