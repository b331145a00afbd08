import type { Features } from '../extract/features.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { openPointSearch } from '../kernel/point-search.ts';
import { bitsHeld, type LayPoints } from '../kernel/point-space.ts';
import { type PointMatches, roughInliers } from '../pair/alignment.ts';
import { evenBits, type HeldPoints, sampledPoints } from './even-bits.ts';
import { type HitSource, type Hits, likePoints, roomForHits } from './hits.ts';
import { FEWEST_MATCHES, poseOf, roomForVotes, type Votes, votesOf } from './votes.ts';

/** A picture that may show in another one. */
export interface LikelyPicture {
  readonly picture: number;
  /** Points that agree on where it lies. */
  readonly inliers: number;
  /** Points of it that look like ones of the query: some of those that brute force finds. */
  readonly matches: PointMatches;
}

/** Pictures of which one may show in another, by key points that are alike. */
export interface FeatureIndex {
  readonly pictures: number;
  /** Positions of pictures that the features may show, the likeliest first; of those that are asked for, all unless told. */
  readonly query: (features: Features, effort: QueryEffort, asked?: AskedPictures) => readonly LikelyPicture[];
}

/** Which pictures of an index are asked about. */
export interface AskedPictures {
  /** Only those at positions before this one; others take no time. */
  readonly before?: number;
  readonly isAsked?: (picture: number) => boolean;
}

export interface QueryEffort {
  /** Points that look like one of the query; with more of them it says nothing, and has no vote. */
  readonly alike: number;
  /** Pictures whose points are held against a geometry, by votes. */
  readonly voted: number;
  /** Pictures that are named, by points that agree. */
  readonly candidates: number;
}

const FEWEST_BITS = 10;
const MOST_BITS = 20;
/** Keys for a point, as a power of two: with more of them fewer points stand behind one. */
const BITS_MORE = 2;
/**
 * Points behind one key of a table; more than this, or so many times the mean, is a pattern that all pictures have, and says nothing: it takes the most time,
 * and the vote from query points that are then like too many.
 */
const MOST_IN_BUCKET = 16;
const TIMES_MEAN = 8;
/** Bits in which descriptors of one point may differ here: fewer than where one picture is held against one, as half of all points lie within 60 of each other. */
const REACH = 36;
/**
 * The same of the half of the bits that is the most even, which is all that is held of many pictures: of points of thefts of photos of OpenCart and Thelia whose nearest is the right one
 * 85 % lie within both, of those nearest in another picture 43 % within this one and 51 % within the other.
 */
const HELD_REACH = 24;

/** Pictures from which on fewer points of each are indexed: at 20,000 the index stays within 150 MB. */
const MANY_PICTURES = 5000;
const MOST_OF_MANY = 220;

/** The points of all pictures, one behind the other. */
interface IndexedPoints extends HitSource {
  /** Where the points of a picture begin; one more than there are pictures. */
  readonly firsts: Uint32Array;
  /** How each point lies in its picture. */
  readonly poses: Uint8Array;
  /** Points of each that are held. */
  readonly most: number;
  /** Bits of each point that are compared. */
  readonly compared: number;
}

/**
 * Locality-sensitive hashing: points that agree in all but one of some bits are looked at, then all 256. Finds no point for certain, pictures nearly so:
 * they have hundreds. `passingAt` gives the features of one of `pictures` pictures, the same ones always, which need hold until it is asked again: the index keeps
 * descriptors alone.
 */
export const indexFeatures = (pictures: number, passingAt: (picture: number) => Features): FeatureIndex => {
  const indexed = pointsOf(pictures, passingAt);
  const { firsts, most, poses, compared } = indexed;
  const all = firsts[pictures] ?? 0;
  const room = roomForVotes(pictures);
  return {
    pictures,
    query: (features, { alike, voted, candidates }, { before = pictures, isAsked } = {}) => {
      const hits = likePoints(features, indexed, { most: alike, end: firsts[before] ?? all });
      const votes = votesOf(hits, features, { poses, compared, room }, { most: voted, isAsked });
      return ranked(hits, votes, { passingAt, firsts, most }, features).slice(0, candidates);
    },
  };
};

const pointsOf = (pictures: number, featuresAt: (picture: number) => Features): IndexedPoints => {
  const most = pictures < MANY_PICTURES ? Number.POSITIVE_INFINITY : MOST_OF_MANY;
  const firsts = new Uint32Array(pictures + 1);
  for (let picture = 0; picture < pictures; picture++)
    firsts[picture + 1] = (firsts[picture] ?? 0) + heldOf(featuresAt(picture), most);
  const count = firsts[pictures] ?? 0;
  // Found again for each picture rather than kept: at 20,000 pictures that would be more than is left in memory of all else.
  const heldAt = (picture: number): HeldPoints => {
    const features = featuresAt(picture);
    return { features, held: strongest(features, most) };
  };
  const poses = new Uint8Array(count);
  const lay = (put: LayPoints): void => {
    let room = new Uint32Array(0);
    let at = 0;
    for (let picture = 0; picture < pictures; picture++) {
      const { features, held } = heldAt(picture);
      if (room.length < DESCRIPTOR_WORDS * held.length) room = new Uint32Array(DESCRIPTOR_WORDS * held.length);
      for (const [n, k] of held.entries()) {
        const descriptor = features.descriptors.subarray(DESCRIPTOR_WORDS * k, DESCRIPTOR_WORDS * (k + 1));
        poses[at + n] = poseOf(features, k);
        room.set(descriptor, DESCRIPTOR_WORDS * n);
      }
      put(at, room.subarray(0, DESCRIPTOR_WORDS * held.length));
      at += held.length;
    }
  };
  const bits = Math.max(FEWEST_BITS, Math.min(MOST_BITS, Math.floor(Math.log2(count + 1)) + BITS_MORE));
  const isMany = pictures >= MANY_PICTURES;
  const bounds = {
    reach: isMany ? HELD_REACH : REACH,
    mostInBucket: Math.max(MOST_IN_BUCKET, Math.ceil((TIMES_MEAN * count) / 2 ** bits)),
  };
  const even = evenBits(bits, sampledPoints(firsts, heldAt));
  const held = isMany ? bitsHeld(even.keys, even.others) : null;
  const search = openPointSearch({ count, firsts, bits: even.keys, held, lay }, bounds);
  const compared = held === null ? COMPARISONS : held.length;
  return { search, compared, isGuided: isMany, firsts, poses, most, room: roomForHits() };
};

const LEVELS = 256;

/** Of each size how many points are held: as many as its share. It holds until the next call. */
const sharesOf = ({ count, levels }: Features, most: number): Uint16Array => {
  SHARES.fill(0);
  for (let k = 0; k < count; k++) SHARES[levels[k] ?? 0] = (SHARES[levels[k] ?? 0] ?? 0) + 1;
  if (most < count)
    for (let level = 0; level < LEVELS; level++) SHARES[level] = Math.floor(((SHARES[level] ?? 0) * most) / count);
  return SHARES;
};
const SHARES = new Uint16Array(LEVELS);

const heldOf = (features: Features, most: number): number => {
  let held = 0;
  for (const share of sharesOf(features, most)) held += share;
  return held;
};

/** Of each size as many as its share: points stand by size, of each the strongest first. In loops, as it is asked of each candidate; it holds until the next call. */
const strongest = (features: Features, most: number): Uint16Array => {
  const { count, levels } = features;
  if (STRONGEST.length < count) STRONGEST = new Uint16Array(2 * count);
  const shares = sharesOf(features, most);
  let at = 0;
  for (let k = 0; k < count; k++) {
    const level = levels[k] ?? 0;
    const left = shares[level] ?? 0;
    if (left === 0) continue;
    shares[level] = left - 1;
    STRONGEST[at++] = k;
  }
  return STRONGEST.subarray(0, at);
};
let STRONGEST = new Uint16Array(1024);

interface Indexed extends Pick<IndexedPoints, 'firsts' | 'most'> {
  readonly passingAt: (picture: number) => Features;
}

const NO_MATCHES: PointMatches = { ours: new Uint16Array(0), theirs: new Uint16Array(0) };

const ranked = (
  hits: Hits,
  votes: Votes,
  { passingAt, firsts, most }: Indexed,
  features: Features,
): readonly LikelyPicture[] =>
  votes.likeliest
    .map(({ picture, score }) => {
      const order = likestFirst(votes.hits, hits.distances, votes.starts[picture] ?? 0, votes.starts[picture + 1] ?? 0);
      if (order.length < FEWEST_MATCHES) return { picture, score, inliers: 0, matches: NO_MATCHES };
      const theirs = passingAt(picture);
      const held = strongest(theirs, most);
      const first = firsts[picture] ?? 0;
      const matches = { ours: new Uint16Array(order.length), theirs: new Uint16Array(order.length) };
      for (let n = 0; n < order.length; n++) {
        const hit = order[n] ?? 0;
        matches.ours[n] = held[(hits.points[hit] ?? 0) - first] ?? 0;
        matches.theirs[n] = hits.queries[hit] ?? 0;
      }
      return { picture, score, inliers: roughInliers(theirs, features, matches), matches };
    })
    .sort((a, b) => b.inliers - a.inliers || b.score - a.score || a.picture - b.picture);

/** Hits by their distance, those of one distance in the order of query points, as they are; they hold until the next call. */
const likestFirst = (hits: Uint32Array, distances: Uint8Array, start: number, end: number): Uint32Array => {
  if (LIKEST.length < end - start) LIKEST = new Uint32Array(2 * (end - start));
  BY_DISTANCE.fill(0);
  for (let k = start; k < end; k++) {
    const above = (distances[hits[k] ?? 0] ?? 0) + 1;
    BY_DISTANCE[above] = (BY_DISTANCE[above] ?? 0) + 1;
  }
  for (let distance = 1; distance < BY_DISTANCE.length; distance++)
    BY_DISTANCE[distance] = (BY_DISTANCE[distance] ?? 0) + (BY_DISTANCE[distance - 1] ?? 0);
  for (let k = start; k < end; k++) {
    const hit = hits[k] ?? 0;
    const distance = distances[hit] ?? 0;
    const at = BY_DISTANCE[distance] ?? 0;
    BY_DISTANCE[distance] = at + 1;
    LIKEST[at] = hit;
  }
  return LIKEST.subarray(0, end - start);
};
let LIKEST = new Uint32Array(1024);
const BY_DISTANCE = new Uint32Array(257);
