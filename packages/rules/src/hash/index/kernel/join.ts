/** Query hashes, eight words each, and the first id that each is compared with. */
export interface JoinQueries {
  readonly hashes: Uint32Array;
  readonly from: Uint32Array;
}

/** Calls `found` for all pairs of a query and one of `hashes` (eight words each) within `radius` bits, each once. */
export type Join = (
  queries: JoinQueries,
  hashes: Uint32Array,
  radius: number,
  found: (query: number, id: number, distance: number) => void,
) => void;

/** Two ways to the same pairs: each is held against each, which is faster among few, or what is near each other in a band. */
export interface Joins {
  readonly scan: Join;
  readonly bands: Join;
  /** Number of pairs that are compared in less time than bands are built. */
  readonly few: number;
}

/** Makes joins for some sets: what they hold is let go with them. */
export type OpenJoin = () => Joins;

/** Calls `found` for all pairs of one of some hashes (eight words each) and one of the opened ones, within `radius` bits. */
export type Scan = (
  queries: Uint32Array,
  radius: number,
  found: (query: number, id: number, distance: number) => void,
) => void;

/** Holds hashes for repeated scans. */
export type OpenScan = (hashes: Uint32Array) => Scan;
