import type { Features } from '../extract/features.ts';
import { COMPARISONS } from '../kernel/kernel.ts';
import { openPointSearch } from '../kernel/points/point-search.ts';
import { bitsHeld } from '../kernel/points/point-space.ts';
import type { CountVotes } from '../kernel/points/vote-space.ts';
import { openVotes } from '../kernel/points/votes-wasm.ts';
import { evenBits, sampledPoints } from './even-bits.ts';
import { heldPoints, MANY_PICTURES } from './held-points.ts';
import { type HitSource, likePoints, roomForHits } from './hits.ts';
import { type LikelyPicture, ranked } from './likely-pictures.ts';
import { posesOf } from './poses.ts';

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

/** The points of all pictures, one behind the other. */
interface IndexedPoints extends HitSource {
  /** Where the points of a picture begin; one more than there are pictures. */
  readonly firsts: Uint32Array;
  /** Points of each that are held. */
  readonly most: number;
  readonly votesOf: CountVotes;
}

/**
 * Locality-sensitive hashing: candidates agree in all but one of some bits, and are verified by all 256. Recall of a single keypoint is partial, of pictures nearly full:
 * they have hundreds. `passingAt` returns the features of one of `pictures` pictures, always the same, valid until its next call: the index stores descriptors
 * only.
 */
export const indexFeatures = (pictures: number, passingAt: (picture: number) => Features): FeatureIndex => {
  const indexed = pointsOf(pictures, passingAt);
  const { firsts, most, votesOf } = indexed;
  return {
    pictures,
    query: (features, { alike, voted, candidates }) => {
      const hits = likePoints(features, indexed, { most: alike });
      const votes = votesOf({ found: hits, own: posesOf(features), most: voted });
      return ranked(hits, votes, { passingAt, firsts, most }, features).slice(0, candidates);
    },
  };
};

const pointsOf = (pictures: number, featuresAt: (picture: number) => Features): IndexedPoints => {
  const { count, firsts, most, heldAt, poses, lay } = heldPoints(pictures, featuresAt);
  const bits = Math.max(FEWEST_BITS, Math.min(MOST_BITS, Math.floor(Math.log2(count + 1)) + BITS_MORE));
  const isMany = pictures >= MANY_PICTURES;
  const bounds = {
    reach: isMany ? HELD_REACH : REACH,
    mostInBucket: Math.max(MOST_IN_BUCKET, Math.ceil((TIMES_MEAN * count) / 2 ** bits)),
  };
  const even = evenBits(bits, sampledPoints(firsts, heldAt));
  const held = isMany ? bitsHeld(even.keys, even.others) : null;
  const search = openPointSearch({ count, firsts, bits: even.keys, held, lay }, bounds);
  // How points lie is known to the votes alone from then on: of 20,000 pictures that is megabytes.
  const votesOf = openVotes({ pictures, poses, compared: held === null ? COMPARISONS : held.length });
  return { search, isGuided: isMany, firsts, most, votesOf, room: roomForHits() };
};
