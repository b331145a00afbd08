import { distanceUpTo, HASH_WORDS, type Hash256 } from '../hash256/hash256.ts';

/** One hit of a query: the position of a hash in the index and its distance. */
export interface Neighbour {
  readonly id: number;
  readonly distance: number;
}

/** An exact index of 256-bit hashes for Hamming distances up to 47. */
export interface HashIndex {
  readonly size: number;
  readonly hashes: Uint32Array;
  /** All hashes within `radius` bits of `hash`, in any order. */
  readonly query: (hash: Hash256, radius: number) => Neighbour[];
}

export const BANDS = 16;
export const BAND_VALUES = 65536;
/** Largest radius at which the bands are exact: sum of (band radius + 1) = 48. */
export const LARGEST_RADIUS = 47;

/**
 * Multi-index hashing (Norouzi, Punjani, Fleet: "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014): 16 bands of 16 bits.
 * By the general pigeonhole principle two hashes within `radius` bits agree within `r(b)` bits in some band `b` whenever the sum of
 * `r(b) + 1` over the bands exceeds the radius: one bit each for radius 31, two bits in nine bands for radius 40. `hashes` holds eight words
 * a hash and is not copied.
 */
export const buildHashIndex = (hashes: Uint32Array): HashIndex => {
  const size = hashes.length / HASH_WORDS;
  const starts = new Uint32Array(BANDS * (BAND_VALUES + 1));
  const ids = new Uint32Array(BANDS * size);
  for (let band = 0; band < BANDS; band++) {
    const base = band * (BAND_VALUES + 1);
    fillBand(hashes, band, starts.subarray(base, base + BAND_VALUES + 1), ids.subarray(band * size, (band + 1) * size));
  }
  const query = (hash: Hash256, radius: number): Neighbour[] => {
    if (radius > LARGEST_RADIUS) throw new RangeError(`the index is exact up to ${LARGEST_RADIUS} bits, not ${radius}`);
    // Nearly all candidates fall at the first words, so duplicates in two bands are detected among the few found, not by a mark each.
    const found = new Map<number, number>();
    for (let band = 0; band < BANDS; band++) {
      const masks = BAND_MASKS[bandRadius(band, radius)] ?? NO_MASKS;
      const value = bandValue(hash, 0, band);
      const base = band * (BAND_VALUES + 1);
      const row = band * size;
      for (let m = 0; m < masks.length; m++) {
        const key = base + (value ^ (masks[m] ?? 0));
        const end = row + (starts[key + 1] ?? 0);
        for (let p = row + (starts[key] ?? 0); p < end; p++) {
          const id = ids[p] ?? 0;
          const distance = distanceUpTo(hashes, id * HASH_WORDS, hash, radius);
          if (distance <= radius) found.set(id, distance);
        }
      }
    }
    return Array.from(found, ([id, distance]) => ({ id, distance }));
  };
  return { size, hashes, query };
};

/** Number of hashes up to which a scan costs less than building the bands (16 tables of 65,536). */
const SCAN_UP_TO = 1000;

/** An index for any number of hashes: a scan of few, multi-index hashing for many. The answers are the same. */
export const indexHashes = (hashes: Uint32Array): HashIndex =>
  hashes.length / HASH_WORDS <= SCAN_UP_TO ? scanHashes(hashes) : buildHashIndex(hashes);

/** One after the other, at any radius. */
const scanHashes = (hashes: Uint32Array): HashIndex => {
  const size = hashes.length / HASH_WORDS;
  const query = (hash: Hash256, radius: number): Neighbour[] => {
    const found: Neighbour[] = [];
    for (let id = 0; id < size; id++) {
      const distance = distanceUpTo(hashes, id * HASH_WORDS, hash, radius);
      if (distance <= radius) found.push({ id, distance });
    }
    return found;
  };
  return { size, hashes, query };
};

export const bandValue = (hashes: Uint32Array, offset: number, band: number): number =>
  ((hashes[offset + (band >> 1)] ?? 0) >>> ((band & 1) * 16)) & 0xffff;

/** Radius of each band, so that the sum of (band radius + 1) is `radius + 1`; -1 for a band that can be skipped. */
export const bandRadius = (band: number, radius: number): number =>
  Math.floor((radius + 1) / BANDS) + (band < (radius + 1) % BANDS ? 1 : 0) - 1;

/** All 16-bit masks of at most 0, 1 and 2 bits. */
const NO_MASKS = new Uint16Array(0);
export const BAND_MASKS: readonly Uint16Array[] = (() => {
  const one = Array.from({ length: BANDS }, (_, i) => 1 << i);
  const two = one.flatMap((mask, i) => one.slice(i + 1).map((other) => mask | other));
  return [Uint16Array.of(0), Uint16Array.from([0, ...one]), Uint16Array.from([0, ...one, ...two])];
})();

/** Counting sort of the hashes by the value of one band, equal ones in order of id: `ids` of a value lie from its start to the next one. */
export const fillBand = (hashes: Uint32Array, band: number, starts: Uint32Array, ids: Uint32Array): void => {
  for (let id = 0; id < ids.length; id++) {
    const key = bandValue(hashes, id * HASH_WORDS, band) + 1;
    starts[key] = (starts[key] ?? 0) + 1;
  }
  for (let value = 0; value < BAND_VALUES; value++) {
    starts[value + 1] = (starts[value + 1] ?? 0) + (starts[value] ?? 0);
  }
  const next = starts.slice(0, BAND_VALUES);
  for (let id = 0; id < ids.length; id++) {
    const value = bandValue(hashes, id * HASH_WORDS, band);
    const place = next[value] ?? 0;
    next[value] = place + 1;
    ids[place] = id;
  }
};

/** Lays hashes side by side, as the index takes them. */
export const packHashes = (hashes: readonly Hash256[]): Uint32Array => {
  const packed = new Uint32Array(hashes.length * HASH_WORDS);
  hashes.forEach((hash, i) => {
    packed.set(hash, i * HASH_WORDS);
  });
  return packed;
};
