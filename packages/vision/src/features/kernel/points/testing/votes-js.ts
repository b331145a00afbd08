import type { FoundPoints } from '../point-space.ts';
import {
  ALIKE_TURNS,
  BINS,
  type CountVotes,
  FEW,
  FEWEST_MATCHES,
  NO_STEP,
  POSE_TURNS,
  type Poll,
  ROUNDED,
  STEP_BITS,
  STEPS,
  TURN_BITS,
  type VotedPicture,
  type VoteSource,
  type Votes,
} from '../vote-space.ts';

/** Room for the votes of a query, used again by the next one. */
interface VoteRoom extends Pick<Votes, 'starts'> {
  readonly pictures: number;
  readonly next: Uint32Array;
  readonly nearest: Uint16Array;
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
const roomForVotes = (pictures: number): VoteRoom => {
  let hits = hitRoom(1024);
  return {
    pictures,
    starts: new Uint32Array(pictures + 1),
    next: new Uint32Array(pictures + 1),
    nearest: new Uint16Array(pictures),
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

/** The JavaScript reference of `openVotes`. */
export const jsVotes = ({ pictures, poses, compared }: VoteSource): CountVotes => {
  const room = roomForVotes(pictures);
  return (poll) => {
    const { most, isCandidate } = poll;
    const weighed = byPicture(poll, compared, room);
    const { starts, hits, weights } = weighed;
    const voted = { ...poll, poses, ...weighed };
    const likeliest = likeliestRoom(most);
    let least = 0;
    for (let picture = 0; picture < pictures; picture++) {
      const [start, end] = [starts[picture] ?? 0, starts[picture + 1] ?? 0];
      if (start === end || isCandidate?.(picture) === false) continue;
      let all = 0;
      for (let k = start; k < end; k++) all += weights[k] ?? 0;
      // Most have fewer votes in all than those that are named have alike.
      if (all * ROUNDED <= least) continue;
      const score = end - start < FEWEST_MATCHES ? fewVotes(weights, start, end) : votesAlike(voted, start, end, least);
      if (score <= least) continue;
      least = likeliest.add(picture, score);
    }
    return { likeliest: likeliest.all(), starts, hits };
  };
};

/** The highest scores, at most so many. Packed as numbers until read: of most pictures each is displaced by others. */
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

/** Behind all others. */
const fewVotes = (weights: Float64Array, start: number, end: number): number => {
  let score = 0;
  for (let k = start; k < end; k++) score += FEW * (weights[k] ?? 0);
  return score;
};

/** Options of the votes for a picture. */
interface Voted extends Weighed, Pick<Poll, 'found' | 'own'> {
  readonly poses: Uint8Array;
}

/** Of the hits of a picture, the votes of those that turn and scale it alike; anything up to `least` where no more do. */
const votesAlike = (
  { found, poses, own, hits, weights, bins }: Voted,
  start: number,
  end: number,
  least: number,
): number => {
  for (let k = start; k < end; k++) {
    const hit = hits[k] ?? 0;
    const theirs = own[found.queries[hit] ?? 0] ?? 0;
    const ours = poses[found.points[hit] ?? 0] ?? 0;
    const turn = (theirs - ours) & (POSE_TURNS - 1);
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
const TURNED = new Float64Array(POSE_TURNS);

const aroundTurn = (turned: Float64Array, turn: number): number => {
  let sum = 0;
  for (let step = -ALIKE_TURNS; step <= ALIKE_TURNS; step++) sum += turned[(turn + step) & (POSE_TURNS - 1)] ?? 0;
  return sum;
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

/** Groups hits by picture, for candidates only, the nearest one of each query point. */
const byPicture = (poll: Poll, compared: number, room: VoteRoom): Weighed => {
  const { found } = poll;
  const { owners } = found;
  const { starts, next } = room;
  const { chosen, likeness, hits, weights, bins } = room.forHits(found.count);
  const votes = nearestHits(found, compared, room);
  const fewest = fewestNamed(starts, poll);
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
const fewestNamed = (counts: Uint32Array, { most, isCandidate }: Poll): number => {
  let enough = 0;
  for (let picture = 0; picture + 1 < counts.length; picture++) {
    if ((counts[picture + 1] ?? 0) < FEWEST_MATCHES || isCandidate?.(picture) === false) continue;
    if (++enough === most) return FEWEST_MATCHES;
  }
  return 1;
};

/** Selects the nearest hit in each picture for each query point: their number, which, and their weights; the count per picture is written one after it into `starts`. */
const nearestHits = (
  { count, queries, owners, distances }: FoundPoints,
  compared: number,
  { starts, nearest, forHits }: VoteRoom,
): number => {
  // One more than the position of the nearest hit: 0 is a picture without one. Two bytes stay in the first-level cache; a query point has some hundreds.
  const { chosen, likeness } = forHits(count);
  starts.fill(0);
  let votes = 0;
  for (let start = 0; start < count; ) {
    let end = start;
    const first = votes;
    for (; end < count && queries[end] === queries[start]; end++) {
      const owner = owners[end] ?? 0;
      const known = nearest[owner] ?? 0;
      if (known === 0) chosen[votes++] = owner;
      if (known === 0 || (distances[end] ?? 0) < (distances[start + known - 1] ?? 0)) nearest[owner] = end - start + 1;
    }
    const voters = Math.sqrt(votes - first);
    for (let k = first; k < votes; k++) {
      const owner = chosen[k] ?? 0;
      const hit = start + (nearest[owner] ?? 1) - 1;
      nearest[owner] = 0;
      starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
      chosen[k] = hit;
      likeness[k] = (1 - (distances[hit] ?? 0) / compared) / voters;
    }
    start = end;
  }
  return votes;
};
