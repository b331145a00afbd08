/** See kernel/points/vote-space.ts for what these stand for. */
const TURN_BITS: u32 = 5;
const TURNS: i32 = 1 << TURN_BITS;
const STEP_BITS: u32 = 5;
const STEPS: i32 = 1 << STEP_BITS;
const NO_STEP: i32 = 8;
const BINS: i32 = TURNS * STEPS;
const ALIKE_TURNS: i32 = 2;
const FEWEST_MATCHES: u32 = 5;
const FEW: f64 = 1e-6;
const ROUNDED: f64 = 1 + 1e-9;

/**
 * Selects the nearest hit in each picture for each query point; returns their number. `chosen`: u32, the hit, `likeness`: f64, its weight, `starts`: u32, hits per picture, one after
 * it. Hits by query points: `queries` and `owners`: u32, `distances`: u8. `nearest`: u16 a picture, 0 before and after.
 */
export function nearestVotes(
  count: i32,
  queries: usize,
  owners: usize,
  distances: usize,
  compared: f64,
  pictures: i32,
  nearest: usize,
  chosen: usize,
  likeness: usize,
  starts: usize,
): i32 {
  memory.fill(starts, 0, 4 * (pictures + 1));
  let votes = 0;
  for (let start = 0; start < count; ) {
    const query = load<u32>(queries + 4 * <usize>start);
    const first = votes;
    let end = start;
    for (; end < count && load<u32>(queries + 4 * <usize>end) === query; end++) {
      const owner = load<u32>(owners + 4 * <usize>end);
      const at = nearest + 2 * <usize>owner;
      const known = <i32>load<u16>(at);
      if (known === 0) {
        store<u32>(chosen + 4 * <usize>votes, owner);
        votes++;
      }
      if (known === 0 || load<u8>(distances + end) < load<u8>(distances + start + known - 1))
        store<u16>(at, <u16>(end - start + 1));
    }
    const voters = sqrt<f64>(<f64>(votes - first));
    for (let k = first; k < votes; k++) {
      const owner = load<u32>(chosen + 4 * <usize>k);
      const at = nearest + 2 * <usize>owner;
      const hit = start + <i32>load<u16>(at) - 1;
      store<u16>(at, 0);
      const own = starts + 4 * <usize>owner;
      store<u32>(own, load<u32>(own, 4) + 1, 4);
      store<u32>(chosen + 4 * <usize>k, hit);
      store<f64>(likeness + 8 * <usize>k, (1 - <f64>load<u8>(distances + hit) / compared) / voters);
    }
    start = end;
  }
  return votes;
}

/** Votes that a picture has at least: of the many that have fewer than say anything of a place, none is named where enough have more. */
function fewestNamed(starts: usize, pictures: i32, candidates: usize, most: i32): u32 {
  let enough = 0;
  for (let picture = 0; picture < pictures; picture++) {
    if (load<u32>(starts + 4 * <usize>picture, 4) < FEWEST_MATCHES || !isCandidate(candidates, picture)) continue;
    if (++enough === most) return FEWEST_MATCHES;
  }
  return 1;
}

function isCandidate(candidates: usize, picture: i32): bool {
  return candidates === 0 || load<u8>(candidates + picture) !== 0;
}

/**
 * Votes by their pictures: `hits`: u32, which, and `weights`: f64, how much each counts, from where `starts` says, which is one more than there are pictures; of those alone that
 * have as many as are named. `next`: u32 a picture.
 */
export function byPicture(
  votes: i32,
  pictures: i32,
  candidates: usize,
  most: i32,
  owners: usize,
  chosen: usize,
  likeness: usize,
  starts: usize,
  next: usize,
  hits: usize,
  weights: usize,
): void {
  const fewest = fewestNamed(starts, pictures, candidates, most);
  let all: u32 = 0;
  for (let picture = 0; picture < pictures; picture++) {
    const at = starts + 4 * <usize>picture;
    const own = load<u32>(at, 4);
    if (own >= fewest) all += own;
    store<u32>(at, all, 4);
  }
  memory.copy(next, starts, 4 * pictures);
  for (let k = 0; k < votes; k++) {
    const hit = load<u32>(chosen + 4 * <usize>k);
    const owner = <usize>load<u32>(owners + 4 * <usize>hit);
    const at = load<u32>(next + 4 * owner);
    // Full from the start where so few have none.
    if (at === load<u32>(starts + 4 * owner, 4)) continue;
    store<u32>(next + 4 * owner, at + 1);
    store<u32>(hits + 4 * <usize>at, hit);
    store<f64>(weights + 8 * <usize>at, load<f64>(likeness + 8 * <usize>k));
  }
}

/**
 * The pictures with the most votes that turn and scale them alike, so many at most, the first of equal ones first: how many. `own` and `poses`: u8, the poses of query points and of
 * all points; `bins`: u16 a hit; `sums`: f64 a bin and one a turn, 0 before and after; `named`: u32 and `scores`: f64 each, and one more.
 */
export function likeliest(
  pictures: i32,
  candidates: usize,
  most: i32,
  queries: usize,
  points: usize,
  own: usize,
  poses: usize,
  starts: usize,
  hits: usize,
  weights: usize,
  bins: usize,
  sums: usize,
  named: usize,
  scores: usize,
): i32 {
  let count = 0;
  let least: f64 = 0;
  for (let picture = 0; picture < pictures; picture++) {
    const start = load<u32>(starts + 4 * <usize>picture);
    const end = load<u32>(starts + 4 * <usize>picture, 4);
    if (start === end || !isCandidate(candidates, picture)) continue;
    let all: f64 = 0;
    let few: f64 = 0;
    for (let k = start; k < end; k++) {
      const weight = load<f64>(weights + 8 * <usize>k);
      all += weight;
      few += FEW * weight;
    }
    // Most have fewer votes in all than those that are named have alike.
    if (all * ROUNDED <= least) continue;
    const score =
      end - start < FEWEST_MATCHES
        ? few
        : votesAlike(queries, points, own, poses, hits, weights, bins, sums, start, end, least);
    if (score <= least) continue;
    let at = count;
    for (; at > 0 && load<f64>(scores + 8 * <usize>(at - 1)) < score; at--) {
      store<f64>(scores + 8 * <usize>at, load<f64>(scores + 8 * <usize>(at - 1)));
      store<u32>(named + 4 * <usize>at, load<u32>(named + 4 * <usize>(at - 1)));
    }
    store<f64>(scores + 8 * <usize>at, score);
    store<u32>(named + 4 * <usize>at, picture);
    count = min(most, count + 1);
    if (count === most) least = load<f64>(scores + 8 * <usize>(most - 1));
  }
  return count;
}

/** Of the hits of a picture, the votes of those that turn and scale it alike; anything up to `least` where no more do. */
function votesAlike(
  queries: usize,
  points: usize,
  own: usize,
  poses: usize,
  hits: usize,
  weights: usize,
  bins: usize,
  sums: usize,
  start: u32,
  end: u32,
  least: f64,
): f64 {
  const turned = sums + 8 * BINS;
  for (let k = start; k < end; k++) {
    const hit = <usize>load<u32>(hits + 4 * <usize>k);
    const theirs = <i32>load<u8>(own + load<u32>(queries + 4 * hit));
    const ours = <i32>load<u8>(poses + load<u32>(points + 4 * hit));
    const turn = (theirs - ours) & (TURNS - 1);
    const bin = turn * STEPS + (theirs >> TURN_BITS) - (ours >> TURN_BITS) + NO_STEP;
    const weight = load<f64>(weights + 8 * <usize>k);
    store<u16>(bins + 2 * <usize>k, <u16>bin);
    store<f64>(sums + 8 * bin, load<f64>(sums + 8 * bin) + weight);
    store<f64>(turned + 8 * turn, load<f64>(turned + 8 * turn) + weight);
  }
  let most = least;
  for (let k = start; k < end; k++) {
    const bin = <i32>load<u16>(bins + 2 * <usize>k);
    // Of most that turn alike the sum is no more than what others have that are scaled alike, too.
    if (aroundTurn(turned, bin >> STEP_BITS) * ROUNDED > most) most = max<f64>(most, aroundBin(sums, bin));
  }
  for (let k = start; k < end; k++) {
    const bin = <i32>load<u16>(bins + 2 * <usize>k);
    store<f64>(sums + 8 * bin, 0);
    store<f64>(turned + 8 * (bin >> STEP_BITS), 0);
  }
  return most;
}

function aroundTurn(turned: usize, turn: i32): f64 {
  let sum: f64 = 0;
  for (let step = -ALIKE_TURNS; step <= ALIKE_TURNS; step++)
    sum += load<f64>(turned + 8 * ((turn + step) & (TURNS - 1)));
  return sum;
}

function aroundBin(sums: usize, bin: i32): f64 {
  let sum: f64 = 0;
  for (let turn = -ALIKE_TURNS; turn <= ALIKE_TURNS; turn++) {
    const at = sums + 8 * ((bin + turn * STEPS) & (BINS - 1));
    sum += load<f64>(at - 8) + load<f64>(at) + load<f64>(at, 8);
  }
  return sum;
}
