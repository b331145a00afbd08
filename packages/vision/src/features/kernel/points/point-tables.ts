import { DESCRIPTOR_WORDS } from '../kernel.ts';

/** Points by some bits of their descriptors: behind each key those that have it. */
export interface PointTable {
  /** Where in `points` those of a key begin, in their order; one more than there are keys. */
  readonly starts: Uint32Array;
  /** `POINT_BYTES` each, as `pointAt` reads them. */
  readonly points: Uint8Array;
}

/** A point of a table, the lowest byte first: of 20,000 pictures there are 4.4 million, in each of four tables. */
export const POINT_BYTES = 3;
export const MOST_POINTS = 2 ** (8 * POINT_BYTES);

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

/** Some bits of a descriptor, of `words` words. */
export const keyOf = (
  descriptors: Uint32Array,
  at: number,
  bits: readonly number[],
  words = DESCRIPTOR_WORDS,
): number => {
  let key = 0;
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i] ?? 0;
    key |= (((descriptors[words * at + (bit >> 5)] ?? 0) >>> (bit & 31)) & 1) << i;
  }
  return key;
};

/** How the key of a table follows from a descriptor. */
export type KeyAt = (descriptors: Uint32Array, at: number) => number;

/** Points of one key in their order, of as many as `points` has room for; `starts` is all 0 before. `room` is for the key of each: without it they are found twice. */
export const fillTable = (
  { starts, points }: PointTable,
  descriptors: Uint32Array,
  keyAt: KeyAt,
  room: Uint8Array | undefined,
): void => {
  const count = points.length / POINT_BYTES;
  for (let point = 0; point < count; point++) {
    const key = keyAt(descriptors, point);
    if (room !== undefined) putPoint(room, point, key);
    starts[key] = (starts[key] ?? 0) + 1;
  }
  for (let key = 1; key < starts.length; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  // From where those of a key end back to where they begin.
  for (let point = count - 1; point >= 0; point--) {
    const key = room === undefined ? keyAt(descriptors, point) : pointAt(room, point);
    const at = (starts[key] ?? 0) - 1;
    starts[key] = at;
    putPoint(points, at, point);
  }
};
