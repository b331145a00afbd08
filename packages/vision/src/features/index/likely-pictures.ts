import type { Features } from '../extract/features.ts';
import { FEWEST_MATCHES, type Votes } from '../kernel/points/vote-space.ts';
import { type PointMatches, roughInliers } from '../pair/alignment.ts';
import { ANGLE_REACH, LEVEL_REACH } from '../pair/hypothesis.ts';
import { strongest } from './held-points.ts';
import type { Hits } from './hits.ts';

/** A picture that may show in another one. */
export interface LikelyPicture {
  readonly picture: number;
  /** Inliers: keypoints that agree on the placement. */
  readonly inliers: number;
  /** Points of it that look like ones of the query: some of those that brute force finds. */
  readonly matches: PointMatches;
}

/** The pictures that are voted for. */
interface VotedPictures {
  readonly passingAt: (picture: number) => Features;
  /** Where the points of a picture begin. */
  readonly firsts: Uint32Array;
  /** Points of each that are held. */
  readonly most: number;
  /** Points that must agree on a place: where fewer do, none does. */
  readonly fewest?: number;
}

const NO_MATCHES: PointMatches = { ours: new Uint16Array(0), theirs: new Uint16Array(0) };

/** The likeliest by votes, by points that agree on a place. */
export const ranked = (
  hits: Hits,
  votes: Votes,
  { passingAt, firsts, most, fewest = FEWEST_MATCHES }: VotedPictures,
  features: Features,
): readonly LikelyPicture[] =>
  votes.likeliest
    .map(({ picture, score }) => {
      const [start, end] = [votes.starts[picture] ?? 0, votes.starts[picture + 1] ?? 0];
      if (end - start < fewest) return { picture, score, inliers: 0, matches: NO_MATCHES };
      const theirs = passingAt(picture);
      const found = { hits, held: strongest(theirs, most), first: firsts[picture] ?? 0 };
      if (!mayAgree(found, [votes.hits, start, end], [theirs, features], fewest))
        return { picture, score, inliers: 0, matches: NO_MATCHES };
      const order = nearestFirst(votes.hits, hits.distances, start, end);
      const matches = { ours: new Uint16Array(order.length), theirs: new Uint16Array(order.length) };
      for (let n = 0; n < order.length; n++) {
        const hit = order[n] ?? 0;
        matches.ours[n] = found.held[(hits.points[hit] ?? 0) - found.first] ?? 0;
        matches.theirs[n] = hits.queries[hit] ?? 0;
      }
      return { picture, score, inliers: roughInliers(theirs, features, matches, fewest), matches };
    })
    .sort((a, b) => b.inliers - a.inliers || b.score - a.score || a.picture - b.picture);

/** Points of one picture that hits are of. */
interface FoundIn {
  readonly hits: Hits;
  readonly held: Uint16Array;
  /** Where its points begin. */
  readonly first: number;
}

/** Number of direction bins, log2, of the 256 directions of a keypoint. */
const COARSE_BITS = 5;
const COARSE_TURNS = 1 << COARSE_BITS;
/** Coarse turns to both sides of one, among which all lie that agree with it on a place. */
const SIDEWAYS = Math.ceil(ANGLE_REACH / (256 >> COARSE_BITS));

/** Steps of level, as a power of two: more than there are. */
const STEP_BITS = 4;
const STEPS = 1 << STEP_BITS;
const NO_STEP = STEPS >> 1;

/** Whether so many hits turn and scale a picture so alike that they may agree on a place: of what is named by votes that leaves out most for little. */
const mayAgree = (
  { hits, held, first }: FoundIn,
  [chosen, start, end]: readonly [Uint32Array, number, number],
  [ours, theirs]: readonly [Features, Features],
  fewest: number,
): boolean => {
  POSED.fill(0);
  TURNED.fill(0);
  const [from, to, fromLevels, toLevels] = [ours.angles, theirs.angles, ours.levels, theirs.levels];
  for (let k = start; k < end; k++) {
    const hit = chosen[k] ?? 0;
    const own = held[(hits.points[hit] ?? 0) - first] ?? 0;
    const their = hits.queries[hit] ?? 0;
    const turn = (((to[their] ?? 0) - (from[own] ?? 0)) & 255) >> (8 - COARSE_BITS);
    const step = ((toLevels[their] ?? 0) - (fromLevels[own] ?? 0) + NO_STEP) & (STEPS - 1);
    const pose = (turn << STEP_BITS) | step;
    POSED[pose] = (POSED[pose] ?? 0) + 1;
    TURNED[turn] = (TURNED[turn] ?? 0) + 1;
  }
  let around = 0;
  for (let turn = -SIDEWAYS; turn < SIDEWAYS; turn++) around += TURNED[turn & (COARSE_TURNS - 1)] ?? 0;
  for (let turn = 0; turn < COARSE_TURNS; turn++) {
    around += TURNED[(turn + SIDEWAYS) & (COARSE_TURNS - 1)] ?? 0;
    if (around >= fewest && areScaledAlike(turn, fewest)) return true;
    around -= TURNED[(turn - SIDEWAYS) & (COARSE_TURNS - 1)] ?? 0;
  }
  return false;
};
const TURNED = new Uint32Array(COARSE_TURNS);
const POSED = new Uint32Array(COARSE_TURNS * STEPS);

/** Whether as many of those that are turned about so are scaled alike, too. */
const areScaledAlike = (middle: number, fewest: number): boolean => {
  SCALED.fill(0);
  for (let turn = middle - SIDEWAYS; turn <= middle + SIDEWAYS; turn++) {
    const at = (turn & (COARSE_TURNS - 1)) << STEP_BITS;
    for (let step = 0; step < STEPS; step++) SCALED[step] = (SCALED[step] ?? 0) + (POSED[at + step] ?? 0);
  }
  let around = 0;
  for (let step = 0; step < STEPS; step++) {
    around += SCALED[step] ?? 0;
    if (step > 2 * LEVEL_REACH) around -= SCALED[step - 2 * LEVEL_REACH - 1] ?? 0;
    if (around >= fewest) return true;
  }
  return false;
};
const SCALED = new Uint32Array(STEPS);

/** Hits by their distance, those of one distance in the order of query points, as they are; they hold until the next call. */
const nearestFirst = (hits: Uint32Array, distances: Uint8Array, start: number, end: number): Uint32Array => {
  if (NEAREST.length < end - start) NEAREST = new Uint32Array(2 * (end - start));
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
    NEAREST[at] = hit;
  }
  return NEAREST.subarray(0, end - start);
};
let NEAREST = new Uint32Array(1024);
const BY_DISTANCE = new Uint32Array(257);
