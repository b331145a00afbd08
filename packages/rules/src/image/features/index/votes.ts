import type { Features } from '../extract/features.ts';
import type { Hits } from './hits.ts';

/** A picture that query points speak for. */
export interface VotedPicture {
  readonly picture: number;
  /** How much. */
  readonly score: number;
}

/** The pictures that query points speak for, and which do; until the next query. */
export interface Votes {
  /** As many as are asked for, those with the most votes first, of equal ones the first. */
  readonly likeliest: readonly VotedPicture[];
  /** Where in `hits` those of a picture begin; one more than there are pictures. */
  readonly starts: Uint32Array;
  /** Positions among the hits: of each query point the one that is likest, in the order of query points. */
  readonly hits: Uint32Array;
}

/** Fewer points that are alike say nothing of a place. */
export const FEWEST_MATCHES = 5;
/** What a vote counts where there are no more. */
const FEW = 1e-6;

/** Directions that are told apart, of the 256 of a point, as a power of two; levels have what is left of a byte. */
const TURN_BITS = 5;
const TURNS = 1 << TURN_BITS;
const COARSER = 8 - TURN_BITS;
const LAST_LEVEL = 2 ** COARSER - 1;

/** Direction and level of a point in one byte: what says how a picture is turned and scaled where the point is in another one, too. */
export const poseOf = ({ angles, levels }: Features, point: number): number =>
  ((angles[point] ?? 0) >> COARSER) | (Math.min(LAST_LEVEL, levels[point] ?? 0) << TURN_BITS);

/** Turns and steps of level, side by side, so that their neighbours are there, too: more than there are steps, and a power of two, so that no turn takes a division. */
const STEP_BITS = 5;
const STEPS = 1 << STEP_BITS;
const NO_STEP = LAST_LEVEL + 1;
const BINS = TURNS * STEPS;
/** Turns up to which two points are turned alike: 11° each. */
const ALIKE_TURNS = 2;

/** Whose points are found. */
interface Polled {
  /** How each point lies in its picture. */
  readonly poses: Uint8Array;
  /** Bits of which distances are. */
  readonly compared: number;
  readonly room: VoteRoom;
}

/** Which pictures are named. */
interface Named {
  /** So many at most. */
  readonly most: number;
  /** All unless told. */
  readonly isAsked?: ((picture: number) => boolean) | undefined;
}

/** Room for the votes of a query, used again by the next one. */
export interface VoteRoom extends Pick<Votes, 'starts'> {
  readonly pictures: number;
  readonly next: Uint32Array;
  readonly likest: Uint16Array;
  /** For so many hits at least. */
  readonly forHits: (count: number) => HitRoom;
}
interface HitRoom extends Pick<Votes, 'hits'> {
  readonly chosen: Uint32Array;
  readonly likeness: Float64Array;
  readonly weights: Float64Array;
  readonly bins: Uint16Array;
}

/** For so many pictures: what is new for each query is counted by the collector, which takes more time than the votes. */
export const roomForVotes = (pictures: number): VoteRoom => {
  let hits = hitRoom(1024);
  return {
    pictures,
    starts: new Uint32Array(pictures + 1),
    next: new Uint32Array(pictures + 1),
    likest: new Uint16Array(pictures),
    forHits: (count) => {
      if (count > hits.hits.length) hits = hitRoom(2 * count);
      return hits;
    },
  };
};

const hitRoom = (count: number): HitRoom => ({
  hits: new Uint32Array(count),
  chosen: new Uint32Array(count),
  likeness: new Float64Array(count),
  weights: new Float64Array(count),
  bins: new Uint16Array(count),
});

/**
 * Each query point votes once a picture, and the less, the more pictures it is found in; of what a picture is voted for by, those count that turn and scale it
 * alike. Of a picture that shows most do, of others few: where the right one of 205 thefts stood among 20,000 by all votes, it was one of the first 60 in 152, by
 * these in 184.
 */
export const votesOf = (found: Hits, query: Features, polled: Polled, named: Named): Votes => {
  const { most, isAsked } = named;
  const weighed = byPicture(found, polled, named);
  const { starts, hits, weights } = weighed;
  const poll = { found, poses: polled.poses, own: queryPoses(query), ...weighed };
  const likeliest = likeliestRoom(most);
  let least = 0;
  for (let picture = 0; picture < polled.room.pictures; picture++) {
    const [start, end] = [starts[picture] ?? 0, starts[picture + 1] ?? 0];
    if (start === end || isAsked?.(picture) === false) continue;
    let all = 0;
    for (let k = start; k < end; k++) all += weights[k] ?? 0;
    // Most have fewer votes in all than those that are named have alike.
    if (all * ROUNDED <= least) continue;
    const score = end - start < FEWEST_MATCHES ? fewVotes(weights, start, end) : votesAlike(poll, start, end, least);
    if (score <= least) continue;
    least = likeliest.add(picture, score);
  }
  return { likeliest: likeliest.all(), starts, hits };
};

/** Those with the highest scores, so many at most. In numbers until they are asked for: of most pictures each is pushed out by others. */
const likeliestRoom = (most: number) => {
  const [pictures, scores] = [new Uint32Array(most + 1), new Float64Array(most + 1)];
  let count = 0;
  return {
    /** Puts one behind those that have as much; says what the next one has to have more than. */
    add: (picture: number, score: number): number => {
      let at = count;
      for (; at > 0 && (scores[at - 1] ?? 0) < score; at--) {
        scores[at] = scores[at - 1] ?? 0;
        pictures[at] = pictures[at - 1] ?? 0;
      }
      scores[at] = score;
      pictures[at] = picture;
      count = Math.min(most, count + 1);
      return count === most ? (scores[most - 1] ?? 0) : 0;
    },
    all: (): readonly VotedPicture[] =>
      Array.from({ length: count }, (_, k) => ({ picture: pictures[k] ?? 0, score: scores[k] ?? 0 })),
  };
};

/** What sums may differ by that are added in another order. */
const ROUNDED = 1 + 1e-9;

/** Behind all others. */
const fewVotes = (weights: Float64Array, start: number, end: number): number => {
  let score = 0;
  for (let k = start; k < end; k++) score += FEW * (weights[k] ?? 0);
  return score;
};

/** What is asked of the votes for a picture. */
interface Poll extends Weighed {
  readonly found: Hits;
  readonly poses: Uint8Array;
  /** Poses of query points. */
  readonly own: Uint8Array;
}

/** Of the hits of a picture, the votes of those that turn and scale it alike; anything up to `least` where no more do. */
const votesAlike = (
  { found, poses, own, hits, weights, bins }: Poll,
  start: number,
  end: number,
  least: number,
): number => {
  for (let k = start; k < end; k++) {
    const hit = hits[k] ?? 0;
    const theirs = own[found.queries[hit] ?? 0] ?? 0;
    const ours = poses[found.points[hit] ?? 0] ?? 0;
    const turn = (theirs - ours) & (TURNS - 1);
    const bin = turn * STEPS + (theirs >> TURN_BITS) - (ours >> TURN_BITS) + NO_STEP;
    const weight = weights[k] ?? 0;
    bins[k] = bin;
    SUMS[bin] = (SUMS[bin] ?? 0) + weight;
    TURNED[turn] = (TURNED[turn] ?? 0) + weight;
  }
  let most = least;
  for (let k = start; k < end; k++) {
    const bin = bins[k] ?? 0;
    // Of most that turn alike the sum is no more than what others have that are scaled alike, too.
    if (aroundTurn(TURNED, bin >> STEP_BITS) * ROUNDED > most) most = Math.max(most, aroundBin(SUMS, bin));
  }
  for (let k = start; k < end; k++) {
    const bin = bins[k] ?? 0;
    SUMS[bin] = 0;
    TURNED[bin >> STEP_BITS] = 0;
  }
  return most;
};
/** Of each turn and step, and of each turn; all 0 between pictures. */
const SUMS = new Float64Array(BINS);
const TURNED = new Float64Array(TURNS);

const aroundTurn = (turned: Float64Array, turn: number): number => {
  let sum = 0;
  for (let step = -ALIKE_TURNS; step <= ALIKE_TURNS; step++) sum += turned[(turn + step) & (TURNS - 1)] ?? 0;
  return sum;
};

const queryPoses = (query: Features): Uint8Array => {
  const poses = new Uint8Array(query.count);
  for (let k = 0; k < poses.length; k++) poses[k] = poseOf(query, k);
  return poses;
};

const aroundBin = (bins: Float64Array, bin: number): number => {
  let sum = 0;
  for (let turn = -ALIKE_TURNS; turn <= ALIKE_TURNS; turn++) {
    const at = (bin + turn * STEPS) & (BINS - 1);
    sum += (bins[at - 1] ?? 0) + (bins[at] ?? 0) + (bins[at + 1] ?? 0);
  }
  return sum;
};

interface Weighed extends Omit<Votes, 'likeliest'> {
  /** How much each of `hits` counts. */
  readonly weights: Float64Array;
  /** Room for how each turns and scales. */
  readonly bins: Uint16Array;
}

/** Hits by the picture that they are in, of each query point the likest there; those of pictures alone that may be named. */
const byPicture = (found: Hits, { compared, room }: Polled, named: Named): Weighed => {
  const { owners } = found;
  const { starts, next } = room;
  const { chosen, likeness, hits, weights, bins } = room.forHits(found.count);
  const votes = likestOf(found, compared, room);
  const fewest = fewestNamed(starts, named);
  let all = 0;
  for (let picture = 0; picture < room.pictures; picture++) {
    const own = starts[picture + 1] ?? 0;
    if (own >= fewest) all += own;
    starts[picture + 1] = all;
  }
  next.set(starts);
  for (let k = 0; k < votes; k++) {
    const owner = owners[chosen[k] ?? 0] ?? 0;
    const at = next[owner] ?? 0;
    // Full from the start where so few have none.
    if (at === starts[owner + 1]) continue;
    next[owner] = at + 1;
    hits[at] = chosen[k] ?? 0;
    weights[at] = likeness[k] ?? 0;
  }
  return { starts, hits, weights, bins };
};

/** Votes that a picture has at least: of the many that have fewer than say anything of a place, none is named where enough have more. `counts`: one behind the picture. */
const fewestNamed = (counts: Uint32Array, { most, isAsked }: Named): number => {
  let enough = 0;
  for (let picture = 0; picture + 1 < counts.length; picture++) {
    if ((counts[picture + 1] ?? 0) < FEWEST_MATCHES || isAsked?.(picture) === false) continue;
    if (++enough === most) return FEWEST_MATCHES;
  }
  return 1;
};

/** Of each query point the likest hit in each picture: how many, which, and how much each counts; how many a picture has is put one behind it into `starts`. */
const likestOf = (
  { count, queries, owners, distances }: Hits,
  compared: number,
  { starts, likest, forHits }: VoteRoom,
): number => {
  // One more than the place among the query point's hits is the likest: 0 is a picture that has none of it yet. In two bytes it stays in the nearest cache; a query point has some hundreds.
  const { chosen, likeness } = forHits(count);
  starts.fill(0);
  let votes = 0;
  for (let start = 0; start < count; ) {
    let end = start;
    const first = votes;
    for (; end < count && queries[end] === queries[start]; end++) {
      const owner = owners[end] ?? 0;
      const known = likest[owner] ?? 0;
      if (known === 0) chosen[votes++] = owner;
      if (known === 0 || (distances[end] ?? 0) < (distances[start + known - 1] ?? 0)) likest[owner] = end - start + 1;
    }
    const voters = Math.sqrt(votes - first);
    for (let k = first; k < votes; k++) {
      const owner = chosen[k] ?? 0;
      const hit = start + (likest[owner] ?? 1) - 1;
      likest[owner] = 0;
      starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
      chosen[k] = hit;
      likeness[k] = (1 - (distances[hit] ?? 0) / compared) / voters;
    }
    start = end;
  }
  return votes;
};
