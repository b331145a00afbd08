import { HELD_WORDS } from './held-bits.ts';
import { mostProbes } from './point-probes.ts';
import { fillTable, type KeyAt, keyOf, type PointTable } from './point-tables.ts';

/** Puts descriptors, one behind the other, where the points from `first` on lie. */
export type LayPoints = (first: number, descriptors: Uint32Array) => void;

/** What is to be searched: how many points, and by which bits. */
export interface PointSource {
  readonly count: number;
  /** Of each table its bits, as many in each, at most 20. */
  readonly bits: readonly (readonly number[])[];
  /** The bits of a descriptor that are held, half of them; null for all. Where those of a table are, `bitsHeld` says. */
  readonly held: readonly number[] | null;
  /** Lays all points, once. */
  readonly lay: (lay: LayPoints) => void;
}

/** The bits that are held where half of them are: those of each table in a word of their own, and others; `bits` are of four tables, `others` as many as are wanted at least. */
export const bitsHeld = (bits: PointSource['bits'], others: readonly number[]): readonly number[] => {
  let next = 0;
  return bits.flatMap((own) => [...own, ...Array.from({ length: WORD_BITS - own.length }, () => others[next++] ?? 0)]);
};
const WORD_BITS = 32;

/** Points that look like one. The arrays hold until the next call, and only so far as it says. */
export interface PointSearch {
  /**
   * Finds the points that look like a descriptor: how many there are. `at` is its place in `descriptors`, and in `margins`, where it is known how far apart what each of its bits
   * compares is: `COMPARISONS` a descriptor.
   */
  readonly near: (descriptors: Uint32Array, at: number, bounds: QueryBounds, margins?: Uint8Array) => number;
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
  /** Bits, of those that are held, in which descriptors of one point may differ. */
  readonly reach: number;
  /** Points behind one key; where there are more, none of them is looked at. */
  readonly mostInBucket: number;
}

export const mostFound = (bits: PointSource['bits'], { mostInBucket }: SearchBounds): number =>
  bits.reduce((sum, { length }) => sum + mostProbes(length) * mostInBucket, 0);

/** How the keys of each table follow from descriptors as they are held. */
const keysOf = ({ bits, held }: PointSource): readonly KeyAt[] =>
  bits.map((own, table): KeyAt => {
    if (held === null) return (descriptors, at) => keyOf(descriptors, at, own);
    const mask = 2 ** own.length - 1;
    return (descriptors, at) => (descriptors[HELD_WORDS * at + table] ?? 0) & mask;
  });

export const fillTables = (source: PointSource, tables: readonly PointTable[], descriptors: Uint32Array): void => {
  for (const [k, keyAt] of keysOf(source).entries()) {
    const table = tables[k];
    if (table !== undefined) fillTable(table, descriptors, keyAt, tables[k + 1]?.points);
  }
};

/** A stamp for each query, of one byte: after the last one they begin again on points that bear none. */
export const stampsOf = (stamps: Uint8Array): (() => number) => {
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
