import { samples } from '../../../kernel/random.ts';
import type { Features } from '../extract/features.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { bitsIn } from '../kernel/kernel-js.ts';
import { roughInliers } from '../pair/alignment.ts';

/** A picture that may show in another one. */
export interface LikelyPicture {
  readonly picture: number;
  /** Points that agree on where it lies. */
  readonly inliers: number;
}

/** Pictures of which one may show in another, by key points that are alike. */
export interface FeatureIndex {
  readonly pictures: number;
  /** Positions of pictures that the features may show, the likeliest first, at most `most`. */
  readonly query: (features: Features, most: number) => readonly LikelyPicture[];
}

/** Tables of the index, each by bits of its own. */
const TABLES = 4;
const FEWEST_BITS = 10;
const MOST_BITS = 20;
/** Points behind one key of a table; more than this is a pattern that all pictures have, and says nothing. */
const MOST_IN_BUCKET = 256;
/** Bits in which descriptors of one point may differ here: fewer than where one picture is held against one, as half of all points lie within 60 of each other. */
const REACH = 36;
/** Pictures whose points are held against a geometry, by votes. */
const MOST_ALIGNED = 60;

interface Table {
  readonly bits: readonly number[];
  readonly starts: Uint32Array;
  readonly points: Uint32Array;
}

/** Locality-sensitive hashing: points that agree in all but one of some bits are looked at, then all 256. Finds no point for certain, pictures nearly so: they have hundreds. */
export const indexFeatures = (pictures: readonly Features[]): FeatureIndex => {
  const count = pictures.reduce((sum, features) => sum + features.count, 0);
  const descriptors = new Uint32Array(DESCRIPTOR_WORDS * count);
  const owners = new Uint32Array(count);
  const firsts = new Uint32Array(pictures.length);
  let at = 0;
  pictures.forEach((features, picture) => {
    firsts[picture] = at;
    descriptors.set(features.descriptors, DESCRIPTOR_WORDS * at);
    owners.fill(picture, at, at + features.count);
    at += features.count;
  });
  const bits = Math.max(FEWEST_BITS, Math.min(MOST_BITS, Math.floor(Math.log2(count + 1)) - 2));
  const tables = sampledBits(bits).map((each) => tableOf(descriptors, count, each));
  // Which query point has looked at a point last.
  const stamps = new Uint32Array(count);
  let stamp = 0;
  const next = (): number => ++stamp;
  return {
    pictures: pictures.length,
    query: (features, most) => {
      const hits = hitsOf(features, descriptors, tables, { stamps, next });
      const voted = votes(hits, owners, pictures.length);
      return ranked(voted, hits, { pictures, owners, firsts }, features).slice(0, most);
    },
  };
};

/** Bits for each table, none twice; the same ones always. */
const sampledBits = (size: number): readonly (readonly number[])[] => {
  const below = samples(5);
  const order = Array.from({ length: COMPARISONS }, (_, k) => k);
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return Array.from({ length: TABLES }, (_, table) => order.slice(table * size, (table + 1) * size));
};

const keyOf = (descriptors: Uint32Array, point: number, bits: readonly number[]): number => {
  let key = 0;
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i] ?? 0;
    key |= (((descriptors[DESCRIPTOR_WORDS * point + (bit >> 5)] ?? 0) >>> (bit & 31)) & 1) << i;
  }
  return key;
};

const tableOf = (descriptors: Uint32Array, count: number, bits: readonly number[]): Table => {
  const starts = new Uint32Array((1 << bits.length) + 1);
  const keys = new Uint32Array(count);
  for (let point = 0; point < count; point++) {
    const key = keyOf(descriptors, point, bits);
    keys[point] = key;
    starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  }
  for (let key = 1; key < starts.length; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  const free = starts.slice();
  const points = new Uint32Array(count);
  for (let point = 0; point < count; point++) {
    const key = keys[point] ?? 0;
    points[free[key] ?? 0] = point;
    free[key] = (free[key] ?? 0) + 1;
  }
  return { bits, starts, points };
};

/** Points of the index that look like ones of the query: query point, indexed point, distance; by query point. */
const hitsOf = (
  features: Features,
  descriptors: Uint32Array,
  tables: readonly Table[],
  { stamps, next }: { readonly stamps: Uint32Array; readonly next: () => number },
): number[] => {
  const hits: number[] = [];
  for (let query = 0; query < features.count; query++) {
    const stamp = next();
    for (const { bits, starts, points } of tables) {
      const key = keyOf(features.descriptors, query, bits);
      for (let flip = -1; flip < bits.length; flip++) {
        const probed = flip < 0 ? key : key ^ (1 << flip);
        const end = starts[probed + 1] ?? 0;
        let k = starts[probed] ?? 0;
        if (end - k > MOST_IN_BUCKET) continue;
        for (; k < end; k++) {
          const point = points[k] ?? 0;
          if (stamps[point] === stamp) continue;
          stamps[point] = stamp;
          const distance = distanceOf(
            features.descriptors,
            DESCRIPTOR_WORDS * query,
            descriptors,
            DESCRIPTOR_WORDS * point,
          );
          if (distance <= REACH) hits.push(query, point, distance);
        }
      }
    }
  }
  return hits;
};

/** Bits in which two descriptors differ, or more than `REACH` where a half of them says so. */
const distanceOf = (a: Uint32Array, i: number, b: Uint32Array, j: number): number => {
  const half =
    bitsIn((a[i] ?? 0) ^ (b[j] ?? 0)) +
    bitsIn((a[i + 1] ?? 0) ^ (b[j + 1] ?? 0)) +
    bitsIn((a[i + 2] ?? 0) ^ (b[j + 2] ?? 0)) +
    bitsIn((a[i + 3] ?? 0) ^ (b[j + 3] ?? 0));
  if (half > REACH) return half;
  return (
    half +
    bitsIn((a[i + 4] ?? 0) ^ (b[j + 4] ?? 0)) +
    bitsIn((a[i + 5] ?? 0) ^ (b[j + 5] ?? 0)) +
    bitsIn((a[i + 6] ?? 0) ^ (b[j + 6] ?? 0)) +
    bitsIn((a[i + 7] ?? 0) ^ (b[j + 7] ?? 0))
  );
};

/** Fields of a hit. */
const HIT = 3;

/** Of each picture how much its points speak for it: each query point votes once a picture, and the less, the more pictures it is found in. */
const votes = (hits: readonly number[], owners: Uint32Array, pictures: number): Float64Array => {
  const scores = new Float64Array(pictures);
  for (let start = 0; start < hits.length; ) {
    let end = start;
    while (end < hits.length && hits[end] === hits[start]) end += HIT;
    const best = new Map<number, number>();
    for (let k = start; k < end; k += HIT) {
      const owner = owners[hits[k + 1] ?? 0] ?? 0;
      best.set(owner, Math.min(best.get(owner) ?? COMPARISONS, hits[k + 2] ?? 0));
    }
    for (const [owner, distance] of best)
      scores[owner] = (scores[owner] ?? 0) + (1 - distance / COMPARISONS) / best.size;
    start = end;
  }
  return scores;
};

const ranked = (
  scores: Float64Array,
  hits: readonly number[],
  { pictures, owners, firsts }: { readonly pictures: readonly Features[]; owners: Uint32Array; firsts: Uint32Array },
  features: Features,
): readonly LikelyPicture[] => {
  const candidates = [...scores.keys()]
    .filter((picture) => (scores[picture] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, MOST_ALIGNED);
  // Of each query point the likest point of each picture.
  const wanted = new Map(candidates.map((picture) => [picture, new Map<number, number>()]));
  for (let k = 0; k < hits.length; k += HIT) {
    const own = wanted.get(owners[hits[k + 1] ?? 0] ?? 0);
    const query = hits[k] ?? 0;
    const known = own?.get(query);
    if (own && (known === undefined || (hits[k + 2] ?? 0) < (hits[known + 2] ?? 0))) own.set(query, k);
  }
  return candidates
    .map((picture): LikelyPicture => {
      const own = [...(wanted.get(picture)?.values() ?? [])].sort(
        (a, b) => (hits[a + 2] ?? 0) - (hits[b + 2] ?? 0) || a - b,
      );
      const matches = {
        ours: Uint16Array.from(own, (k) => (hits[k + 1] ?? 0) - (firsts[picture] ?? 0)),
        theirs: Uint16Array.from(own, (k) => hits[k] ?? 0),
      };
      const ours = pictures[picture];
      return { picture, inliers: ours === undefined ? 0 : roughInliers(ours, features, matches) };
    })
    .sort(
      (a, b) => b.inliers - a.inliers || (scores[b.picture] ?? 0) - (scores[a.picture] ?? 0) || a.picture - b.picture,
    );
};
