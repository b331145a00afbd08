import type { Features } from '../extract/features.ts';
import { type PointMatches, roughInliers } from '../pair/alignment.ts';
import { strongest } from './held-points.ts';
import type { Hits } from './hits.ts';
import { FEWEST_MATCHES, type Votes } from './votes.ts';

/** A picture that may show in another one. */
export interface LikelyPicture {
  readonly picture: number;
  /** Points that agree on where it lies. */
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
      const order = likestFirst(votes.hits, hits.distances, votes.starts[picture] ?? 0, votes.starts[picture + 1] ?? 0);
      if (order.length < fewest) return { picture, score, inliers: 0, matches: NO_MATCHES };
      const theirs = passingAt(picture);
      const held = strongest(theirs, most);
      const first = firsts[picture] ?? 0;
      const matches = { ours: new Uint16Array(order.length), theirs: new Uint16Array(order.length) };
      for (let n = 0; n < order.length; n++) {
        const hit = order[n] ?? 0;
        matches.ours[n] = held[(hits.points[hit] ?? 0) - first] ?? 0;
        matches.theirs[n] = hits.queries[hit] ?? 0;
      }
      return { picture, score, inliers: roughInliers(theirs, features, matches, fewest), matches };
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
