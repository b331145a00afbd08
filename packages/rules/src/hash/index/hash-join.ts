import { HASH_WORDS, popcount32 } from '../hash256/hash256.ts';
import { BAND_MASKS, BAND_VALUES, BANDS, bandRadius, bandValue, fillBand, LARGEST_RADIUS } from './hash-index.ts';
import type { Join, Joins, OpenJoin } from './kernel/join.ts';

/**
 * Finds all pairs of a query and one of `hashes` (eight words each) within `radius` bits, each once, unordered: the result of
 * `buildHashIndex`. Few are compared one by one. Many are processed band by band, and in a band value by value: candidates near a value are gathered once for all
 * queries that have it, and one band's table stays in the processor's cache. `open` returns a faster implementation than JavaScript.
 */
export const joinHashes = (
  ...[queries, hashes, radius, found, open = () => plainJoins]: [...Parameters<Join>, open?: OpenJoin | undefined]
): void => {
  if (radius > LARGEST_RADIUS) throw new RangeError(`bands are exact up to ${LARGEST_RADIUS} bits, not ${radius}`);
  const { scan, bands, few } = open();
  if (queries.from.length * (hashes.length / HASH_WORDS) <= few) scan(queries, hashes, radius, found);
  else inPieces(bands, [queries, hashes, radius, found]);
};

/** Queries per batch: the tables are a small share of the memory of a run. */
const PIECE = 1 << 18;

const inPieces = (join: Join, [queries, hashes, radius, found]: Parameters<Join>): void => {
  for (let first = 0; first < queries.from.length; first += PIECE) {
    const piece = {
      hashes: queries.hashes.subarray(first * HASH_WORDS, (first + PIECE) * HASH_WORDS),
      from: queries.from.subarray(first, first + PIECE),
    };
    join(piece, hashes, radius, (query, id, distance) => found(first + query, id, distance));
  }
};

/** All turns of some 1,200 hashes. */
const FEW_PAIRS = 12e6;

/** Each against each, in order of query and of id; `openWasmJoin` gives the twin of this one, too. */
export const scanPairs: Join = (queries, hashes, radius, found) => {
  const size = hashes.length / HASH_WORDS;
  for (let query = 0; query < queries.from.length; query++) {
    const at = query * HASH_WORDS;
    for (let id = queries.from[query] ?? 0; id < size; id++) {
      if (first96(hashes, id * HASH_WORDS, queries.hashes, at) > radius) continue;
      const distance = distanceOf(hashes, id * HASH_WORDS, queries.hashes, at);
      if (distance <= radius) found(query, id, distance);
    }
  }
};

/** Band by band; `openWasmJoin` is its twin, with the same pairs in the same order. */
export const joinBands: Join = (queries, hashes, radius, found) => {
  const table = bandTable(hashes.length / HASH_WORDS);
  const buckets = bandTable(queries.from.length);
  const near = new Uint32Array(hashes.length / HASH_WORDS);
  for (let band = 0; band < BANDS; band++) {
    const masks = BAND_MASKS[bandRadius(band, radius)];
    if (masks === undefined) continue;
    fillTable(table, hashes, band);
    fillTable(buckets, queries.hashes, band);
    for (let value = 0; value < BAND_VALUES; value++) {
      const [first, last] = [buckets.starts[value] ?? 0, buckets.starts[value + 1] ?? 0];
      const count = first === last ? 0 : gather(table, value, masks, near);
      for (let q = first; q < last && count > 0; q++) {
        const query = buckets.ids[q] ?? 0;
        const at = query * HASH_WORDS;
        const from = queries.from[query] ?? 0;
        for (let k = 0; k < count; k++) {
          const id = near[k] ?? 0;
          if (id < from || first96(hashes, id * HASH_WORDS, queries.hashes, at) > radius) continue;
          const distance = distanceOf(hashes, id * HASH_WORDS, queries.hashes, at);
          if (distance > radius || meetEarlier({ hashes, id, queries: queries.hashes, query }, band, radius)) continue;
          found(query, id, distance);
        }
      }
    }
  }
};

const plainJoins: Joins = { scan: scanPairs, bands: joinBands, few: FEW_PAIRS };

/** Hashes in order of their value in one band: those of a value are `ids` from `starts[value]` to `starts[value + 1]`. */
interface BandTable {
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  /** A bit for each value that some hash has: most are empty in a small set, and 8 KB are at hand at once. */
  readonly filled: Uint8Array;
}

const bandTable = (size: number): BandTable => ({
  starts: new Uint32Array(BAND_VALUES + 1),
  ids: new Uint32Array(size),
  filled: new Uint8Array(BAND_VALUES / 8),
});

const fillTable = ({ starts, ids, filled }: BandTable, hashes: Uint32Array, band: number): void => {
  starts.fill(0);
  fillBand(hashes, band, starts, ids);
  filled.fill(0);
  for (let key = 0; key < BAND_VALUES; key++) {
    if ((starts[key + 1] ?? 0) > (starts[key] ?? 0)) filled[key >> 3] = (filled[key >> 3] ?? 0) | (1 << (key & 7));
  }
};

/** Puts the ids whose value differs from `value` by one of the masks into `near`, and says how many there are. */
const gather = ({ starts, ids, filled }: BandTable, value: number, masks: Uint16Array, near: Uint32Array): number => {
  let count = 0;
  for (let m = 0; m < masks.length; m++) {
    const key = value ^ (masks[m] ?? 0);
    if ((((filled[key >> 3] ?? 0) >> (key & 7)) & 1) === 0) continue;
    const end = starts[key + 1] ?? 0;
    for (let p = starts[key] ?? 0; p < end; p++) near[count++] = ids[p] ?? 0;
  }
  return count;
};

/** Bits in which the first three words differ: hashes that are not alike hardly ever stay below 40 there. */
const first96 = (a: Uint32Array, at: number, b: Uint32Array, there: number): number => {
  const sum =
    nibbles((a[at] ?? 0) ^ (b[there] ?? 0)) +
    nibbles((a[at + 1] ?? 0) ^ (b[there + 1] ?? 0)) +
    nibbles((a[at + 2] ?? 0) ^ (b[there + 2] ?? 0));
  return Math.imul((sum & 0x0f0f0f0f) + ((sum >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
};

/** Set bits of each four, side by side; three such sums fit into four bits each. */
const nibbles = (value: number): number => {
  const v = value - ((value >>> 1) & 0x55555555);
  return (v & 0x33333333) + ((v >>> 2) & 0x33333333);
};

const distanceOf = (a: Uint32Array, at: number, b: Uint32Array, there: number): number => {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS; word++) distance += popcount32((a[at + word] ?? 0) ^ (b[there + word] ?? 0));
  return distance;
};

/** Whether an earlier band has brought the two together already. */
const meetEarlier = ({ hashes, id, queries, query }: Met, band: number, radius: number): boolean => {
  for (let earlier = 0; earlier < band; earlier++) {
    const differing = bandValue(hashes, id * HASH_WORDS, earlier) ^ bandValue(queries, query * HASH_WORDS, earlier);
    if (popcount32(differing) <= bandRadius(earlier, radius)) return true;
  }
  return false;
};

interface Met {
  readonly hashes: Uint32Array;
  readonly id: number;
  readonly queries: Uint32Array;
  readonly query: number;
}
