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

/** Pairs by how they turn, so that only those are looked at that turn about alike. */
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

/** The hypothesis that most agree with, the first of equal ones, and how many do; null where these are fewer than `fewest`. */
export const bestHypothesis = (
  pairs: Directed,
  mostTried: number,
  fewest = FEWEST_INLIERS,
): (Hypothesis & { readonly alike: number }) | null => {
  let best: Hypothesis | null = null;
  let most = fewest - 1;
  const sorted = byTurn(pairs);
  for (let k = 0; k < Math.min(pairs.count, mostTried); k++) {
    const [turn, step] = [pairs.turns[k] ?? 0, pairs.steps[k] ?? 0];
    // Of most pictures no more turn alike than agree with the best one.
    if (turnedAlike(sorted, turn) <= most) continue;
    const scale = LEVEL_STEP ** step;
    const mapping = similarityAt(
      (2 * Math.PI * turn) / 256,
      scale,
      [pairs.fromX[k] ?? 0, pairs.fromY[k] ?? 0],
      [pairs.toX[k] ?? 0, pairs.toY[k] ?? 0],
    );
    const hypothesis = { mapping, scale, turn, step };
    const count = countAlike(sorted, hypothesis, FIRST_REACH * Math.min(1, scale) + 2);
    if (count <= most) continue;
    most = count;
    best = hypothesis;
  }
  return best && { ...best, alike: most };
};

/** How many are turned about alike, wherever they lie. */
const turnedAlike = ({ starts }: ByTurn, turn: number): number => {
  const [low, high] = [turn - ANGLE_REACH, turn + ANGLE_REACH + 1];
  const before = (end: number): number => starts[end] ?? 0;
  if (low < 0) return before(high) + before(TURNS) - before(low + TURNS);
  if (high > TURNS) return before(TURNS) - before(low) + before(high - TURNS);
  return before(high) - before(low);
};

/** How many lie within so many pixels of where a similarity leads, turned and scaled alike. */
const countAlike = (sorted: ByTurn, hypothesis: Hypothesis, reach: number): number => {
  const { starts } = sorted;
  const [low, high] = [hypothesis.turn - ANGLE_REACH, hypothesis.turn + ANGLE_REACH + 1];
  const between = (from: number, to: number): number =>
    countBetween(sorted, hypothesis, reach, [starts[from] ?? 0, starts[to] ?? 0]);
  if (low < 0) return between(0, high) + between(low + TURNS, TURNS);
  if (high > TURNS) return between(low, TURNS) + between(0, high - TURNS);
  return between(low, high);
};

const countBetween = (
  { fromX, fromY, toX, toY, steps }: ByTurn,
  { mapping: { a, c, d, f }, step }: Hypothesis,
  reach: number,
  [start, end]: readonly [number, number],
): number => {
  const reach2 = reach * reach;
  let alike = 0;
  for (let k = start; k < end; k++) {
    const steeper = (steps[k] ?? 0) - step;
    if (steeper > LEVEL_REACH || steeper < -LEVEL_REACH) continue;
    const x = fromX[k] ?? 0;
    const y = fromY[k] ?? 0;
    const u = a * x - d * y + c - (toX[k] ?? 0);
    const v = d * x + a * y + f - (toY[k] ?? 0);
    if (u * u + v * v < reach2) alike++;
  }
  return alike;
};
