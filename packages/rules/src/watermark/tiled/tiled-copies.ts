import { PAD } from '../pyramid/level.ts';
import type { GradientPyramid } from '../pyramid/pyramid.ts';
import type { Candidate } from '../search/correlation-map.ts';
import {
  agreementAt,
  bestAround,
  centreOf,
  correlationAt,
  type LevelSearch,
  type Placement,
  rmsElsewhere,
} from '../search/level-search.ts';
import { allBackgrounds, aroundCandidate, refinePosition } from '../search/refine-position.ts';
import type { Template } from '../template/template.ts';
import { onOneLattice } from './lattice.ts';
import { apartOf, type TiledWidth } from './tiled-widths.ts';

/** Peaks that are refined in width too; the others are refined at the width these agree on. */
const LEADERS = 4;
const COARSE_SAMPLE = 300;
const FINE_SAMPLE = 1200;
/** Copies whose scores are summed. */
const SUMMED = 12;
/** A copy with a lower score is not counted as seen. */
const SEEN = 1;

/** One copy of a repeated mark. Centre in fractions of the picture. */
export interface TiledCopy {
  readonly x: number;
  readonly y: number;
  /** Mean agreement of its blocks, −1 to 1. */
  readonly agreement: number;
  readonly score: number;
}

/** A repeated mark at one width. */
export interface Tiling {
  /** Width of the upright mark over width of the picture. */
  readonly scale: number;
  /** Sum of the scores of the best copies: what verdicts rest on. */
  readonly score: number;
  /** Copies seen, best first. */
  readonly copies: readonly TiledCopy[];
}

/**
 * Scores the peaks of one width as copies of one mark: the best few settle the width, each takes its best place at that width, and those count that
 * lie on one lattice. Undefined where no peak holds a mark.
 */
export const scoreTiling = (
  template: Template,
  levels: GradientPyramid,
  { scale, peaks }: TiledWidth,
): Tiling | undefined => {
  const level = levels.refining(scale);
  const search = { template, level };
  const [leader] = peaks
    .slice(0, LEADERS)
    .map((peak) => refinePosition(search, peak))
    .filter((place) => place !== undefined)
    .sort((a, b) => b.correlation * b.agreement - a.correlation * a.agreement);
  if (!leader) return undefined;
  const { width } = leader;
  const copies = copiesAt(search, peaks, width);
  const onLattice = onOneLattice(copies, apartOf(template.mark.upright, width)).sort((a, b) => b.score - a.score);
  return {
    scale: width / level.innerWidth,
    score: onLattice.slice(0, SUMMED).reduce((sum, { score }) => sum + score, 0),
    copies: onLattice
      .filter(({ score }) => score >= SEEN)
      .map((copy) => ({ ...copy, x: copy.x / level.innerWidth, y: copy.y / level.innerHeight })),
  };
};

/** The best copy of a mark of a settled width near each peak; centres in px of the level. */
const copiesAt = (search: LevelSearch, peaks: readonly Candidate[], width: number): readonly TiledCopy[] => {
  const rms = new Map<number, number>();
  const rmsOf = (place: Placement): number => {
    const known = rms.get(place.background) ?? rmsElsewhere(search, place);
    rms.set(place.background, known);
    return known;
  };
  return peaks.flatMap((peak): TiledCopy[] => {
    const place = climbAt(search, peak, width);
    if (!place) return [];
    const agreement = agreementAt(search, place);
    const peakRatio = correlationAt(search, place, place.background) / rmsOf(place);
    const { x, y } = centreOf(place);
    return [{ x: x - PAD, y: y - PAD, agreement, score: Math.max(0, peakRatio) * Math.max(0, agreement) }];
  });
};

/** The best place near a peak for a mark of a settled width. */
const climbAt = (search: LevelSearch, peak: Candidate, width: number): Placement | undefined => {
  const sampling = { backgrounds: allBackgrounds(search), sample: COARSE_SAMPLE };
  const best = bestAround(search, width, aroundCandidate(search, peak), sampling);
  if (!best) return undefined;
  const near = { ...centreOf(best), reach: 1 };
  return bestAround(search, width, near, { backgrounds: [best.background], sample: FINE_SAMPLE });
};
