import { type BlockComparison, compareBlocks } from '../agreement.ts';
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

type Point = readonly [number, number];

/** Share of the blocks that agree, and of those that agree closely, under a plainer map that is believed. */
const AGREEING = 0.98;
const CLOSELY = 0.96;
/** Fewer blocks do not say a map. */
const FEWEST = 4;
/** Share of the blocks that agree closely which a plainer map may lead aside by half a block; where it does so with more, they agree no longer. */
const MOST_ASIDE = 0.1;
/** Largest distance, px, between two maps that need no second registration: a change worth mentioning moves more, or too little is visible to measure it. */
const SAME_PLACE = 1;

/** Ours registered on a suspect: what both show under the map of an alignment. */
interface ComparedAlignment {
  readonly ours: Sheet;
  readonly theirs: Sheet;
  readonly alignment: PointAlignment;
  readonly comparison: BlockComparison;
}

/**
 * Returns the edits of ours by the simplest map under which as much of both agrees: keypoints scatter, and a few of them suggest a rotation or a perspective of
 * an upright picture.
 */
export const plainChange = (
  { ours, theirs, alignment, comparison }: ComparedAlignment,
  mirrored: boolean,
): PlainChange => {
  const { mapping, change } = alignment;
  if (!isWorthWords(change)) return change;
  const points = comparison.agreeingAt();
  const fits = (plain: PlaneMap): boolean => {
    if (asideBy(comparison.halfBlock, plain, mapping, points) > MOST_ASIDE * points.length) return false;
    if (asideBy(SAME_PLACE, plain, mapping, points) === 0) return true;
    const { agreeing, closely } = compareBlocks(ours, theirs, plain, false);
    return agreeing >= AGREEING * comparison.agreeing && closely >= CLOSELY * comparison.closely;
  };
  const plain = plainerMaps(mapping, points).find(fits);
  if (plain === undefined) return change;
  // What a map does is said of the suspect as a mirror shows it.
  return changeBy(mirrored ? mirroredBack(plain, theirs.colour.width) : plain, ours.colour);
};

/** How many points one map leads further from where another one leads them than so many px. */
const asideBy = (px: number, plain: PlaneMap, mapping: PlaneMap, points: readonly Point[]): number =>
  points.filter(([x, y]) => {
    const [u, v] = mapped(plain, x, y);
    const [atU, atV] = mapped(mapping, x, y);
    return Math.hypot(u - atU, v - atV) > px;
  }).length;

/** Maps like one at some points, where that is right, the plainest first. */
const plainerMaps = (mapping: PlaneMap, points: readonly Point[]): readonly PlaneMap[] => {
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
