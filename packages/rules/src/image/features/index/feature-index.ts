import { samples } from '../../../kernel/random.ts';
import type { Features } from '../extract/features.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { keyOf, openPointSearch, type PointSearch, type PointTable } from '../kernel/point-search.ts';
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
  /** Positions of pictures that the features may show, the likeliest first. */
  readonly query: (features: Features, effort: QueryEffort) => readonly LikelyPicture[];
}

export interface QueryEffort {
  /** Points that look like one of the query; with more of them it says nothing, and has no vote. */
  readonly alike: number;
  /** Pictures whose points are held against a geometry, by votes. */
  readonly voted: number;
  /** Pictures that are named, by points that agree. */
  readonly candidates: number;
}

/** Tables of the index, each by bits of its own. */
const TABLES = 4;
const FEWEST_BITS = 10;
const MOST_BITS = 20;
/** Points behind one key of a table; more than this is a pattern that all pictures have, and says nothing. */
const MOST_IN_BUCKET = 256;
/** Bits in which descriptors of one point may differ here: fewer than where one picture is held against one, as half of all points lie within 60 of each other. */
const REACH = 36;

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
  const search = openPointSearch(descriptors, tables, { reach: REACH, mostInBucket: MOST_IN_BUCKET });
  return {
    pictures: pictures.length,
    query: (features, { alike, voted, candidates }) => {
      const hits = hitsOf(features, search, alike);
      const likely = likeliest(votes(hits, owners, pictures.length), voted);
      return ranked(likely, hits, { pictures, owners, firsts }, features).slice(0, candidates);
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

const tableOf = (descriptors: Uint32Array, count: number, bits: readonly number[]): PointTable => {
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

/** Points of the index that look like ones of the query, by query point. */
interface Hits {
  readonly count: number;
  readonly queries: Uint32Array;
  readonly points: Uint32Array;
  readonly distances: Uint8Array;
}

const hitsOf = (features: Features, search: PointSearch, alike: number): Hits => {
  const parts: Uint32Array[] = [];
  let count = 0;
  for (let query = 0; query < features.count; query++) {
    const found = search.near(features.descriptors, query, alike);
    count += found;
    parts.push(search.found.pairs.slice(0, 2 * found));
  }
  const hits = {
    count,
    queries: new Uint32Array(count),
    points: new Uint32Array(count),
    distances: new Uint8Array(count),
  };
  let at = 0;
  parts.forEach((pairs, query) => {
    for (let k = 0; k < pairs.length; k += 2, at++) {
      hits.queries[at] = query;
      hits.points[at] = pairs[k] ?? 0;
      hits.distances[at] = pairs[k + 1] ?? 0;
    }
  });
  return hits;
};

/** Of each picture how much its points speak for it: each query point votes once a picture, and the less, the more pictures it is found in. */
const votes = ({ count, queries, points, distances }: Hits, owners: Uint32Array, pictures: number): Float64Array => {
  const scores = new Float64Array(pictures);
  const nearest = new Uint16Array(pictures);
  const voters: number[] = [];
  for (let start = 0; start < count; ) {
    let end = start;
    voters.length = 0;
    for (; end < count && queries[end] === queries[start]; end++) {
      const owner = owners[points[end] ?? 0] ?? 0;
      const known = nearest[owner] ?? 0;
      // One more than the distance: 0 is a picture that has none yet.
      const distance = (distances[end] ?? 0) + 1;
      if (known === 0) voters.push(owner);
      if (known === 0 || distance < known) nearest[owner] = distance;
    }
    for (const owner of voters) {
      scores[owner] = (scores[owner] ?? 0) + (1 - ((nearest[owner] ?? 1) - 1) / COMPARISONS) / voters.length;
      nearest[owner] = 0;
    }
    start = end;
  }
  return scores;
};

/** A picture that query points speak for. */
interface VotedPicture {
  readonly picture: number;
  readonly score: number;
}

const likeliest = (scores: Float64Array, most: number): readonly VotedPicture[] =>
  [...scores.keys()]
    .flatMap((picture): VotedPicture[] => {
      const score = scores[picture] ?? 0;
      return score > 0 ? [{ picture, score }] : [];
    })
    .sort((a, b) => b.score - a.score || a.picture - b.picture)
    .slice(0, most);

const ranked = (
  likely: readonly VotedPicture[],
  hits: Hits,
  { pictures, owners, firsts }: { readonly pictures: readonly Features[]; owners: Uint32Array; firsts: Uint32Array },
  features: Features,
): readonly LikelyPicture[] => {
  const own = likestOf(likely, hits, owners, pictures.length);
  return likely
    .map(({ picture, score }, slot) => {
      // In the order of query points already: sorting is stable.
      const order = (own[slot] ?? []).sort((a, b) => (hits.distances[a] ?? 0) - (hits.distances[b] ?? 0));
      const matches = {
        ours: Uint16Array.from(order, (k) => (hits.points[k] ?? 0) - (firsts[picture] ?? 0)),
        theirs: Uint16Array.from(order, (k) => hits.queries[k] ?? 0),
      };
      const ours = pictures[picture];
      return { picture, score, inliers: ours === undefined ? 0 : roughInliers(ours, features, matches) };
    })
    .sort((a, b) => b.inliers - a.inliers || b.score - a.score || a.picture - b.picture);
};

/** Of each of some pictures its hits, the likest of each query point. */
const likestOf = (
  likely: readonly VotedPicture[],
  { count, queries, points, distances }: Hits,
  owners: Uint32Array,
  pictures: number,
): readonly number[][] => {
  const slots = new Int16Array(pictures).fill(-1);
  likely.forEach(({ picture }, slot) => {
    slots[picture] = slot;
  });
  const own = likely.map((): number[] => []);
  for (let k = 0; k < count; k++) {
    const list = own[slots[owners[points[k] ?? 0] ?? 0] ?? -1];
    if (list === undefined) continue;
    const last = list.at(-1);
    if (last === undefined || queries[last] !== queries[k]) list.push(k);
    else if ((distances[k] ?? 0) < (distances[last] ?? 0)) list[list.length - 1] = k;
  }
  return own;
};
