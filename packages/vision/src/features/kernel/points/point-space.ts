import { HELD_WORDS } from './held-bits.ts';
import { mostProbes } from './point-probes.ts';
import { fillTable, type KeyAt, keyOf, type PointTable } from './point-tables.ts';

/** Puts descriptors, one behind the other, where the points from `first` on lie. */
export type LayPoints = (first: number, descriptors: Uint32Array) => void;

/** What is to be searched: how many points, and by which bits. */
export interface PointSource {
  readonly count: number;
  /** Where the points of each picture begin; one more than there are pictures. */
  readonly firsts: Uint32Array;
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

/** The queries. */
export interface PointQueries {
  readonly descriptors: Uint32Array;
  /** Where it is known how far apart what each bit compares is: `COMPARISONS` a descriptor. */
  readonly margins?: Uint8Array | undefined;
}

/** Indexed points that look like ones of the query: so many, in the order of query points. */
export interface FoundPoints {
  readonly count: number;
  /** Positions among the queries. */
  readonly queries: Uint32Array;
  readonly points: Uint32Array;
  /** The picture of each point. */
  readonly owners: Uint32Array;
  /** Bits, of those that are held. */
  readonly distances: Uint8Array;
}

export interface PointSearch {
  /** Finds the points similar to each query, in batches of queries; a batch is valid until the next one. */
  readonly near: (queries: PointQueries, bounds: QueryBounds, report: (found: FoundPoints) => void) => void;
}

/** Bounds of one query. */
export interface QueryBounds {
  /** Most similar points of a query; with more it is ambiguous and none is returned. */
  readonly most: number;
}

export interface SearchBounds {
  /** Bits, of those that are held, in which descriptors of one point may differ. */
  readonly reach: number;
  /** Most points behind one key; fuller keys are skipped. */
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

/** One of so many points has its picture written down, as a power of two: that of another is found from there. */
export const OWNER_STEP = 6;

export const ownersKnown = (firsts: Uint32Array): Uint32Array => {
  const all = firsts.at(-1) ?? 0;
  const known = new Uint32Array((all >> OWNER_STEP) + 1);
  for (let at = 0, owner = 0; at < known.length; at++) {
    while (owner + 2 < firsts.length && (firsts[owner + 1] ?? 0) <= at << OWNER_STEP) owner++;
    known[at] = owner;
  }
  return known;
};
