import { LEVEL_STEP } from '../extract/features.ts';
import { type PlaneMap, type PointPairs, similarityAt } from './mapping.ts';

/** Fewer matches that agree are chance. */
export const FEWEST_INLIERS = 5;
/** Where only one point is known, px of the coarser raster that others may lie off. */
const FIRST_REACH = 16;
/** Directions of points, 256 to the full turn, and levels, that may differ from the hypothesis. */
export const ANGLE_REACH = 24;
export const LEVEL_REACH = 2;

/** Pairs of matched points, with what their directions and sizes say. */
export interface Directed extends PointPairs {
  /** Turn from ours to the suspect's, 256 to the full turn. */
  readonly turns: Int16Array;
  readonly steps: Int8Array;
  /** Px of the suspect's raster that one pixel is at the level of its point. */
  readonly grains: Float64Array;
}

/** What one match says of all. */
export interface Hypothesis {
  readonly mapping: PlaneMap;
  readonly scale: number;
  readonly turn: number;
  readonly step: number;
}

const TURNS = 256;

/** Matches grouped by rotation, so that only those with a similar one are compared. */
interface ByTurn extends Omit<Directed, 'count' | 'grains' | 'turns'> {
  /** Where those of a turn begin; one more than there are turns. */
  readonly starts: Uint32Array;
}

/** They hold until the next ones are sorted. */
const byTurn = ({ count, fromX, fromY, toX, toY, turns, steps }: Directed): ByTurn => {
  if (SORTED.steps.length < count) SORTED = sortedRoom(2 * count);
  const sorted = SORTED;
  const { starts } = sorted;
  starts.fill(0);
  for (let k = 0; k < count; k++) {
    const above = (turns[k] ?? 0) + 1;
    starts[above] = (starts[above] ?? 0) + 1;
  }
  for (let turn = 0; turn < TURNS; turn++) starts[turn + 1] = (starts[turn + 1] ?? 0) + (starts[turn] ?? 0);
  ENDS.set(starts);
  for (let k = 0; k < count; k++) {
    const turn = turns[k] ?? 0;
    const at = ENDS[turn] ?? 0;
    ENDS[turn] = at + 1;
    sorted.fromX[at] = fromX[k] ?? 0;
    sorted.fromY[at] = fromY[k] ?? 0;
    sorted.toX[at] = toX[k] ?? 0;
    sorted.toY[at] = toY[k] ?? 0;
    sorted.steps[at] = steps[k] ?? 0;
  }
  return sorted;
};

const sortedRoom = (count: number): ByTurn => ({
  fromX: new Float64Array(count),
  fromY: new Float64Array(count),
  toX: new Float64Array(count),
  toY: new Float64Array(count),
  steps: new Int8Array(count),
  starts: new Uint32Array(TURNS + 1),
});
/** Used again for each picture. */
let SORTED = sortedRoom(256);
const ENDS = new Uint32Array(TURNS + 1);

/** Memo of the rotations and scales of hypotheses: there are few, used again and again. */
const COSINES = Float64Array.from({ length: TURNS }, (_, turn) => Math.cos((2 * Math.PI * turn) / 256));
const SINES = Float64Array.from({ length: TURNS }, (_, turn) => Math.sin((2 * Math.PI * turn) / 256));
const MOST_STEPS = 256;
const SCALES = Float64Array.from({ length: 2 * MOST_STEPS }, (_, k) => LEVEL_STEP ** (k - MOST_STEPS));

/** The hypothesis that most agree with, the first of equal ones, and how many do; null where these are fewer than `fewest`. */
export const bestHypothesis = (
  pairs: Directed,
  mostTried: number,
  fewest = FEWEST_INLIERS,
): (Hypothesis & { readonly alike: number }) | null => {
  let best = -1;
  let most = fewest - 1;
  const sorted = byTurn(pairs);
  const tried = Math.min(pairs.count, mostTried);
  for (let k = 0; k < tried; k++) {
    const count = countAlike(sorted, pairs, k, most);
    if (count <= most) continue;
    most = count;
    best = k;
  }
  if (best < 0) return null;
  const [turn, step] = [pairs.turns[best] ?? 0, pairs.steps[best] ?? 0];
  const scale = SCALES[step + MOST_STEPS] ?? 1;
  const mapping = similarityAt(
    (2 * Math.PI * turn) / 256,
    scale,
    [pairs.fromX[best] ?? 0, pairs.fromY[best] ?? 0],
    [pairs.toX[best] ?? 0, pairs.toY[best] ?? 0],
  );
  return { mapping, scale, turn, step, alike: most };
};

/** How many are turned about alike, wherever they lie. */
const turnedAlike = ({ starts }: ByTurn, turn: number): number => {
  const low = turn - ANGLE_REACH;
  const high = turn + ANGLE_REACH + 1;
  const start = starts[(low + TURNS) & (TURNS - 1)] ?? 0;
  const end = starts[high > TURNS ? high - TURNS : high] ?? 0;
  return low < 0 || high > TURNS ? end + (starts[TURNS] ?? 0) - start : end - start;
};

/**
 * How many lie near where the similarity of one pair leads, turned and scaled alike; no more than `most` where these are no more. In numbers alone: objects that it makes for
 * each pair are most of what is left to collections.
 */
const countAlike = (sorted: ByTurn, pairs: Directed, own: number, most: number): number => {
  const { fromX, fromY, toX, toY, steps, starts } = sorted;
  const turn = pairs.turns[own] ?? 0;
  let left = turnedAlike(sorted, turn);
  // Of most pictures no more turn alike than agree with the best one.
  if (left <= most) return most;
  const step = pairs.steps[own] ?? 0;
  const scale = SCALES[step + MOST_STEPS] ?? 1;
  const a = (COSINES[turn] ?? 0) * scale;
  const d = (SINES[turn] ?? 0) * scale;
  const x0 = pairs.fromX[own] ?? 0;
  const y0 = pairs.fromY[own] ?? 0;
  const c = (pairs.toX[own] ?? 0) - a * x0 + d * y0;
  const f = (pairs.toY[own] ?? 0) - d * x0 - a * y0;
  const reach = FIRST_REACH * Math.min(1, scale) + 2;
  const reach2 = reach * reach;
  let k = starts[(turn - ANGLE_REACH) & (TURNS - 1)] ?? 0;
  // So many may disagree before no more than `most` can agree.
  let spare = left - most;
  for (; left > 0; left--) {
    if (k === pairs.count) k = 0;
    const steeper = (steps[k] ?? 0) - step;
    const x = fromX[k] ?? 0;
    const y = fromY[k] ?? 0;
    const u = a * x - d * y + c - (toX[k] ?? 0);
    const v = d * x + a * y + f - (toY[k] ?? 0);
    const agrees = steeper <= LEVEL_REACH && steeper >= -LEVEL_REACH && u * u + v * v < reach2;
    if (!agrees && --spare === 0) return most;
    k++;
  }
  return most + spare;
};
