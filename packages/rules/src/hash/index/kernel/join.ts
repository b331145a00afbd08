/** Hashes that are looked for, eight words each, and of each the first id that it is compared with: those before are passed over. */
export interface JoinQueries {
  readonly hashes: Uint32Array;
  readonly from: Uint32Array;
}

/** Tells `found` all pairs of a query and one of `hashes` (eight words each) within `radius` bits, each once. */
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
  /** So many pairs are held against each other in less time than bands are laid out. */
  readonly few: number;
}

/** Makes joins for some sets: what they hold is let go with them. */
export type OpenJoin = () => Joins;

/** Tells `found` all pairs of one of some hashes (eight words each) and one of those that it was opened for, within `radius` bits. */
export type Scan = (
  queries: Uint32Array,
  radius: number,
  found: (query: number, id: number, distance: number) => void,
) => void;

/** Holds hashes ready to be looked through, again and again. */
export type OpenScan = (hashes: Uint32Array) => Scan;
