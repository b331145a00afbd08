import { type Features, mirroredFeatures } from '../extract/features.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { openPointJoin } from '../kernel/points/point-join.ts';
import { openVotes } from '../kernel/points/votes-wasm.ts';
import { evenBits, sampledPoints } from './even-bits.ts';
import type { QueryEffort } from './feature-index.ts';
import { heldPoints } from './held-points.ts';
import { type Hits, roomForHits } from './hits.ts';
import { type LikelyPicture, ranked } from './likely-pictures.ts';
import { posesOf } from './poses.ts';

/** Of a picture of a set the earlier ones that it may show. */
export interface JoinedPicture {
  readonly picture: number;
  /** Its features, or as a mirror shows them. */
  readonly features: Features;
  readonly mirrored: boolean;
  /** The likeliest first. */
  readonly earlier: readonly LikelyPicture[];
}

export interface JoinEffort extends QueryEffort {
  /** Points that must agree on a place. */
  readonly fewest: number;
}

/** Tables, each by bits of its own. */
const TABLES = 12;
/** Keypoints per key, log2: they are contiguous, so that many are compared in the time of one key lookup. */
const POINTS_A_KEY = 3;
const FEWEST_BITS = 8;
const MOST_BITS = 16;
/** Points behind one key, as many times the mean: more of them are a pattern that all pictures have, and say nothing. */
const TIMES_MEAN = 8;
/** Largest Hamming distance of descriptors of one keypoint: of 485 thefts 344 were matched within this, 339 within 30; by an index of four tables, within 36, 335. */
const JOIN_REACH = 33;
/** Pictures queried per batch. */
const PICTURES_AT_ONCE = 128;

/** Joins the keypoints of all pictures of a set: each pair of pictures once upright and once mirrored, the later one against the earlier ones for which `isCandidate`. */
export const joinFeatures = function* (
  pictures: number,
  featuresAt: (picture: number) => Features,
  { alike, voted, candidates, fewest }: JoinEffort,
  isCandidate: (earlier: number, later: number) => boolean,
): Generator<JoinedPicture> {
  const { count, firsts, most, heldAt, poses, lay } = heldPoints(pictures, featuresAt);
  const size = Math.max(FEWEST_BITS, Math.min(MOST_BITS, Math.floor(Math.log2(count + 1)) - POINTS_A_KEY));
  const bits = evenBits(size, sampledPoints(firsts, heldAt), TABLES).keys;
  const mostQueries = greatestBlock(pictures, (picture) => featuresAt(picture).count);
  const mostInBucket = Math.ceil((TIMES_MEAN * count) / 2 ** size);
  const join = openPointJoin({ count, bits, lay, mostQueries }, { reach: JOIN_REACH, mostInBucket, most: alike });
  const found = { most: alike, owners: ownersByPoint(firsts), room: roomForHits() };
  const votesOf = openVotes({ pictures, poses, compared: COMPARISONS });
  const indexed = { passingAt: featuresAt, firsts, most, fewest };
  for (let first = 0; first < pictures; first += PICTURES_AT_ONCE) {
    const block = Array.from({ length: Math.min(PICTURES_AT_ONCE, pictures - first) }, (_, k) => first + k);
    for (const mirrored of [false, true]) {
      const queried = block.map((picture) => (mirrored ? mirroredFeatures(featuresAt(picture)) : featuresAt(picture)));
      const queries = queriesOf(queried, (k) => firsts[first + k] ?? 0);
      const hitsOf = hitsByPicture(join.near(queries), join.found, { queries, ...found });
      for (const [k, features] of queried.entries()) {
        const [picture, hits] = [first + k, hitsOf(k)];
        if (hits.count === 0) continue;
        const own = posesOf(features);
        const votes = votesOf({ found: hits, own, most: voted, isCandidate: (other) => isCandidate(other, picture) });
        const likely = ranked(hits, votes, indexed, features);
        yield { picture, features, mirrored, earlier: likely.slice(0, candidates) };
      }
    }
  }
};

/** The picture of each point. */
const ownersByPoint = (firsts: Uint32Array): Uint32Array => {
  const owners = new Uint32Array(firsts.at(-1) ?? 0);
  for (let picture = 0; picture + 1 < firsts.length; picture++)
    owners.fill(picture, firsts[picture], firsts[picture + 1]);
  return owners;
};

const greatestBlock = (pictures: number, pointsOf: (picture: number) => number): number => {
  let most = 0;
  for (let first = 0; first < pictures; first += PICTURES_AT_ONCE) {
    let sum = 0;
    for (let k = first; k < Math.min(pictures, first + PICTURES_AT_ONCE); k++) sum += pointsOf(k);
    most = Math.max(most, sum);
  }
  return most;
};

/** Points of several pictures, one behind the other. */
interface BlockQueries {
  readonly descriptors: Uint32Array;
  readonly limits: Uint32Array;
  /** Where those of a picture begin; one more than there are pictures. */
  readonly begins: Uint32Array;
}

const queriesOf = (queried: readonly Features[], limitOf: (k: number) => number): BlockQueries => {
  const begins = new Uint32Array(queried.length + 1);
  for (const [k, { count }] of queried.entries()) begins[k + 1] = (begins[k] ?? 0) + count;
  const all = begins[queried.length] ?? 0;
  const [descriptors, limits] = [new Uint32Array(DESCRIPTOR_WORDS * all), new Uint32Array(all)];
  for (const [k, features] of queried.entries()) {
    descriptors.set(features.descriptors, DESCRIPTOR_WORDS * (begins[k] ?? 0));
    limits.fill(limitOf(k), begins[k], begins[k + 1]);
  }
  return { descriptors, limits, begins };
};

interface FoundBy {
  readonly queries: BlockQueries;
  readonly most: number;
  /** The picture of each point. */
  readonly owners: Uint32Array;
  readonly room: ReturnType<typeof roomForHits>;
}

/** Of each picture of a block its hits, in the order of its points and of those that look like them; they hold until the next block. */
const hitsByPicture = (
  count: number,
  { pairs, foundCounts }: { readonly pairs: Uint32Array; readonly foundCounts: Uint32Array },
  { queries: { begins, limits }, most, owners, room }: FoundBy,
): ((picture: number) => Hits) => {
  const starts = new Uint32Array(limits.length + 1);
  for (let query = 0; query < limits.length; query++) {
    const found = foundCounts[query] ?? 0;
    starts[query + 1] = (starts[query] ?? 0) + (found > most ? 0 : found);
  }
  const next = starts.slice();
  const all = starts[limits.length] ?? 0;
  const hits = room(all);
  for (let k = 0; k < count; k++) {
    const both = pairs[2 * k] ?? 0;
    const query = both >>> 8;
    if ((foundCounts[query] ?? 0) > most) continue;
    const at = next[query] ?? 0;
    next[query] = at + 1;
    const point = pairs[2 * k + 1] ?? 0;
    hits.points[at] = point;
    hits.owners[at] = owners[point] ?? 0;
    hits.distances[at] = both & 255;
  }
  for (let picture = 0; picture + 1 < begins.length; picture++) {
    const begin = begins[picture] ?? 0;
    let at = starts[begin] ?? 0;
    for (let query = begin; query < (begins[picture + 1] ?? 0); query++) {
      const end = starts[query + 1] ?? 0;
      while (at < end) hits.queries[at++] = query - begin;
    }
  }
  return (picture) => {
    const [from, to] = [starts[begins[picture] ?? 0] ?? 0, starts[begins[picture + 1] ?? 0] ?? 0];
    return {
      count: to - from,
      queries: hits.queries.subarray(from, to),
      points: hits.points.subarray(from, to),
      owners: hits.owners.subarray(from, to),
      distances: hits.distances.subarray(from, to),
    };
  };
};
