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

/** Makes a join for some sets: what it holds is let go with it. Undefined where the runtime cannot. */
export type OpenJoin = () => Join | undefined;
