import { type Features, LEVEL_STEP } from '../extract/features.ts';
import type { NearestDescriptors } from '../kernel/kernel.ts';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import {
  ANGLE_REACH,
  bestHypothesis,
  type Directed,
  FEWEST_INLIERS,
  type Hypothesis,
  LEVEL_REACH,
} from './hypothesis.ts';
import { fitAffine, fitProjective, fitSimilarity, mapped, type PlaneMap, type PointPairs } from './mapping.ts';

/** Matched keypoints of ours and a suspect, the nearest descriptors first. */
export interface PointMatches {
  /** Positions among the key points of ours, and of the suspect. */
  readonly ours: Uint16Array;
  readonly theirs: Uint16Array;
}

/** The registration of ours on the suspect by keypoints. */
export interface PointAlignment {
  /** Pixels of the raster of ours to pixels of the suspect's. */
  readonly mapping: PlaneMap;
  /** Matches that it explains. They never decide: one model in one pose in two garments has a hundred. */
  readonly inliers: number;
  /** By the plainest map that explains as many of them: what `mapping` does beyond that is how points scatter, and was not done to the picture. */
  readonly change: PlainChange;
}

/** What a map does in the middle of ours, wherever that comes to lie. */
export interface PlainChange {
  /** Degrees, clockwise, −180 to 180. */
  readonly turn: number;
  /** How many times wider it becomes than high. */
  readonly stretch: number;
  /** How many times larger one corner becomes than another one. */
  readonly perspective: number;
}

/** Bits in which descriptors of one point may differ. */
const MOST_BITS = 80;
/** How much nearer the nearest must be than the second nearest. */
const RATIO = 0.85;

/** Matches by brute force. */
const matchPoints = (ours: Features, theirs: Features): PointMatches =>
  matchesOf(featureKernel().nearest(theirs.descriptors, ours.descriptors));

/** Those of ours in theirs, and of theirs in ours, for half of what it takes to find both. */
export const matchBothWays = (
  ours: Features,
  theirs: Features,
): { readonly forth: PointMatches; readonly back: PointMatches } => {
  const { forth, back } = featureKernel().nearestBoth(theirs.descriptors, ours.descriptors);
  return { forth: matchesOf(forth), back: matchesOf(back) };
};

const matchesOf = ({ nearest, distances, seconds }: NearestDescriptors): PointMatches => {
  const keys = new Uint32Array(nearest.length);
  let count = 0;
  for (let k = 0; k < nearest.length; k++) {
    const distance = distances[k] ?? 0;
    if ((nearest[k] ?? -1) >= 0 && distance <= MOST_BITS && distance < RATIO * (seconds[k] ?? 0))
      keys[count++] = (distance << POSITION_BITS) | k;
  }
  // The nearest first, ties by position: packed into one number, as numbers sort without a comparator.
  const found = keys.subarray(0, count).sort();
  const matches = { ours: new Uint16Array(count), theirs: new Uint16Array(count) };
  for (let k = 0; k < count; k++) {
    const their = (found[k] ?? 0) & LAST_POSITION;
    matches.theirs[k] = their;
    matches.ours[k] = nearest[their] ?? 0;
  }
  return matches;
};
/** Positions of key points are those of a Uint16Array. */
const POSITION_BITS = 16;
const LAST_POSITION = 2 ** POSITION_BITS - 1;

/** Matches used as hypotheses, the best ones. */
const MOST_HYPOTHESES = 160;
const ROUGH_HYPOTHESES = 40;
/** Px of the coarser raster that points may lie off, as more of them are fitted. */
const NEXT_REACHES = [12, 8, 5] as const;
/** Px at the level of a point, once all are fitted. */
const REACH = 3;
/** Share of the matches of a map that a plainer one has to explain to be believed instead. */
const NEARLY_ALL = 0.995;
/** Fewer points do not say an affine or a projective map. */
const FEWEST_AFFINE = 8;
const FEWEST_PROJECTIVE = 14;

/**
 * Registers ours on the suspect: takes the hypothesis of one match with the most inliers and fits it to them, as a similarity, an affine map, or a
 * projective one if that explains more. Deterministic. Null if matches do not agree.
 */
export const alignPoints = (
  ours: Features,
  theirs: Features,
  matches = matchPoints(ours, theirs),
): PointAlignment | null => {
  if (matches.ours.length < FEWEST_INLIERS) return null;
  const pairs = directedPairs(ours, theirs, matches);
  const first = bestHypothesis(pairs, MOST_HYPOTHESES);
  if (first === null) return null;
  let mapping: PlaneMap | null = first.mapping;
  for (const reach of NEXT_REACHES) {
    const near = alike(pairs, first, withinPixels(pairs, mapping, reach * Math.min(1, first.scale) + 2));
    mapping = near.length < FEWEST_INLIERS ? null : fitSimilarity(pairs, near);
    if (mapping === null) return null;
  }
  let inliers = alike(pairs, first, withinGrains(pairs, mapping));
  const maps = [{ mapping, count: inliers.length }];
  for (let round = 0; round < 3 && inliers.length >= FEWEST_AFFINE; round++) {
    const affine = fitAffine(pairs, inliers);
    const next = affine && alike(pairs, first, withinGrains(pairs, affine));
    if (affine === null || next === null || next.length < inliers.length || !isSober(affine, ours)) break;
    [mapping, inliers] = [affine, next];
  }
  maps.push({ mapping, count: inliers.length });
  if (inliers.length >= FEWEST_PROJECTIVE) {
    const size = Math.max(ours.width, ours.height, theirs.width, theirs.height);
    for (let round = 0; round < 2; round++) {
      const projective = fitProjective(pairs, inliers, size);
      const next = projective && alike(pairs, first, withinGrains(pairs, projective));
      if (projective === null || next === null || next.length < inliers.length || !isSober(projective, ours)) break;
      [mapping, inliers] = [projective, next];
    }
  }
  if (inliers.length < FEWEST_INLIERS || !isSober(mapping, ours)) return null;
  const plainest = maps.find(({ count }) => count >= NEARLY_ALL * inliers.length)?.mapping ?? mapping;
  return { mapping, inliers: inliers.length, change: changeBy(plainest, ours) };
};

type Size = Pick<Features, 'width' | 'height'>;

/** What a map from a picture of that size does to it. */
export const changeBy = (mapping: PlaneMap, { width, height }: Size): PlainChange => {
  const { across, down } = stepsOf(mapping, width / 2, height / 2);
  const [g, h] = [mapping.g * width, mapping.h * height];
  const weights = [0, g, h, g + h];
  return {
    turn: (Math.atan2(across[1], across[0]) * 180) / Math.PI,
    stretch: Math.hypot(...across) / Math.hypot(...down),
    perspective: (1 + Math.max(...weights)) / (1 + Math.min(...weights)),
  };
};

/** What the map back does, where the picture was mirrored beforehand or not. */
export const changeBack = ({ turn, stretch, perspective }: PlainChange, mirrored: boolean): PlainChange => ({
  ...{ turn: mirrored ? turn : -turn, stretch: 1 / stretch, perspective },
});

/** Where points of ours lie that look like ones of a suspect, whatever the others say; they hold until the next ones are made. */
export const pairedPoints = (ours: Features, theirs: Features): PointPairs =>
  directedPairs(ours, theirs, matchPoints(ours, theirs));

/** They hold until the next ones are made. */
const directedPairs = (ours: Features, theirs: Features, matches: PointMatches): Directed => {
  const count = matches.ours.length;
  if (ROOM.grains.length < count) ROOM = directedRoom(2 * count);
  const { fromX, fromY, toX, toY, turns, steps, grains } = ROOM;
  const [ourX, ourY, theirX, theirY] = [ours.x, ours.y, theirs.x, theirs.y];
  for (let k = 0; k < count; k++) {
    const own = matches.ours[k] ?? 0;
    const their = matches.theirs[k] ?? 0;
    const level = theirs.levels[their] ?? 0;
    fromX[k] = ourX[own] ?? 0;
    fromY[k] = ourY[own] ?? 0;
    toX[k] = theirX[their] ?? 0;
    toY[k] = theirY[their] ?? 0;
    turns[k] = ((theirs.angles[their] ?? 0) - (ours.angles[own] ?? 0)) & 255;
    steps[k] = level - (ours.levels[own] ?? 0);
    grains[k] = GRAINS[level] ?? 1;
  }
  return { count, fromX, fromY, toX, toY, turns, steps, grains };
};

/** Of each level a byte can have: to take powers of a point at a time costs more than all else that is said of it. */
const GRAINS = Float64Array.from({ length: 256 }, (_, level) => LEVEL_STEP ** level);

const directedRoom = (count: number): Omit<Directed, 'count'> => ({
  fromX: new Float64Array(count),
  fromY: new Float64Array(count),
  toX: new Float64Array(count),
  toY: new Float64Array(count),
  turns: new Int16Array(count),
  steps: new Int8Array(count),
  grains: new Float64Array(count),
});
/** Reused for each picture: with many thousand candidates new ones would dominate garbage collection. */
let ROOM = directedRoom(256);

/** How many matches agree on one place, by a few hypotheses: enough to rank pictures by; 0 where these are fewer than `fewest`. */
export const roughInliers = (
  ours: Features,
  theirs: Features,
  matches: PointMatches,
  fewest = FEWEST_INLIERS,
): number => {
  if (matches.ours.length < fewest) return 0;
  return bestHypothesis(directedPairs(ours, theirs, matches), ROUGH_HYPOTHESES, fewest)?.alike ?? 0;
};

const withinPixels = (pairs: PointPairs, mapping: PlaneMap, reach: number): readonly number[] =>
  within(pairs, mapping, () => reach);

const withinGrains = (pairs: Directed, mapping: PlaneMap): readonly number[] =>
  within(pairs, mapping, (k) => REACH * (pairs.grains[k] ?? 1));

const within = (
  { fromX, fromY, toX, toY, count }: PointPairs,
  { a, b, c, d, e, f, g, h }: PlaneMap,
  reachOf: (k: number) => number,
): readonly number[] => {
  const near: number[] = [];
  for (let k = 0; k < count; k++) {
    const x = fromX[k] ?? 0;
    const y = fromY[k] ?? 0;
    const w = g * x + h * y + 1;
    const u = (a * x + b * y + c) / w - (toX[k] ?? 0);
    const v = (d * x + e * y + f) / w - (toY[k] ?? 0);
    if (u * u + v * v < reachOf(k) ** 2) near.push(k);
  }
  return near;
};

/** Those that are turned and scaled as the hypothesis says. */
const alike = (pairs: Directed, { turn, step }: Hypothesis, chosen: readonly number[]): readonly number[] =>
  chosen.filter((k) => {
    const apart = Math.abs((((pairs.turns[k] ?? 0) - turn + 128) & 255) - 128);
    return apart <= ANGLE_REACH && Math.abs((pairs.steps[k] ?? 0) - step) <= LEVEL_REACH;
  });

/** How much longer one side may become than the other, how much its corners may lean, and how much smaller or larger all. */
const MOST_STRETCH = 1.7;
const MOST_LEAN = 0.4;
const SMALLEST_SCALE = 0.08;
const LARGEST_SCALE = 8;
/** How much the scale may change from one side of the picture to the other, by perspective. */
const MOST_PERSPECTIVE = 2;

/** Whether a map is one that somebody would do to a picture: no fold, no needle. */
const isSober = (
  mapping: PlaneMap,
  { width, height }: { readonly width: number; readonly height: number },
): boolean => {
  const weights = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([x = 0, y = 0]) => mapping.g * x + mapping.h * y + 1);
  const least = Math.min(...weights);
  if (least <= 0 || Math.max(...weights) / least > MOST_PERSPECTIVE) return false;
  const { across, down } = stepsOf(mapping, width / 2, height / 2);
  const [long, high] = [Math.hypot(...across), Math.hypot(...down)];
  const area = across[0] * down[1] - across[1] * down[0];
  const lean = Math.abs(across[0] * down[0] + across[1] * down[1]) / (long * high);
  const scale = Math.sqrt(Math.max(0, area));
  return (
    scale > SMALLEST_SCALE &&
    scale < LARGEST_SCALE &&
    Math.max(long / high, high / long) < MOST_STRETCH &&
    lean < MOST_LEAN
  );
};

/** Where one pixel to the right and one down lead to, near a point. */
export const stepsOf = (
  mapping: PlaneMap,
  x: number,
  y: number,
): { readonly across: readonly [number, number]; readonly down: readonly [number, number] } => {
  const [u, v] = mapped(mapping, x - 0.5, y);
  const [u1, v1] = mapped(mapping, x + 0.5, y);
  const [s, t] = mapped(mapping, x, y - 0.5);
  const [s1, t1] = mapped(mapping, x, y + 0.5);
  return { across: [u1 - u, v1 - v], down: [s1 - s, t1 - t] };
};
