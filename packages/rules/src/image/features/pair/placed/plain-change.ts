import { laidBlocks } from '../agreement.ts';
import { changeBy, type PlainChange, type PointAlignment } from '../alignment.ts';
import {
  fitAffine,
  fitSimilarity,
  fitUpright,
  mapped,
  mirroredBack,
  type PlaneMap,
  type PointPairs,
} from '../mapping.ts';
import type { Sheet } from '../sheet.ts';
import { isWorthWords } from './placement.ts';

/** Share of the blocks that agree, and of those that agree closely, under a plainer map that is believed. */
const AGREEING = 0.98;
const CLOSELY = 0.96;
/** Fewer blocks do not say a map. */
const FEWEST = 4;

/**
 * What was done to ours, by the plainest map under which as much of both agrees: points scatter, and a few of them say a turn, or a view from the side, of
 * what lies straight.
 */
export const plainChange = (ours: Sheet, theirs: Sheet, alignment: PointAlignment, mirrored: boolean): PlainChange => {
  const { mapping, change } = alignment;
  if (!isWorthWords(change)) return change;
  const asDone = laidBlocks(ours, theirs, mapping, false);
  const fits = (plain: PlaneMap): boolean => {
    const { agreeing, closely } = laidBlocks(ours, theirs, plain, false);
    return agreeing >= AGREEING * asDone.agreeing && closely >= CLOSELY * asDone.closely;
  };
  const plain = plainerMaps(mapping, asDone.agreeingAt()).find(fits);
  if (plain === undefined) return change;
  // What a map does is said of the suspect as a mirror shows it.
  return changeBy(mirrored ? mirroredBack(plain, theirs.colour.width) : plain, ours.colour);
};

/** Maps like one at some points, where that is right, the plainest first. */
const plainerMaps = (mapping: PlaneMap, points: readonly (readonly [number, number])[]): readonly PlaneMap[] => {
  if (points.length < FEWEST) return [];
  const to = points.map(([x, y]) => mapped(mapping, x, y));
  const pairs: PointPairs = {
    count: points.length,
    fromX: Float64Array.from(points, ([x]) => x),
    fromY: Float64Array.from(points, ([, y]) => y),
    toX: Float64Array.from(to, ([u]) => u),
    toY: Float64Array.from(to, ([, v]) => v),
  };
  const all = points.map((_, k) => k);
  const maps = [
    ...[fitUpright(pairs, all, false), fitUpright(pairs, all, true)],
    ...[fitSimilarity(pairs, all), fitAffine(pairs, all)],
  ];
  return maps.filter((each) => each !== null);
};
