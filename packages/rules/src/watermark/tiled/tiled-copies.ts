import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Level, PAD } from '../pyramid/level.ts';
import type { SignedLevels } from '../pyramid/signed-levels.ts';
import { agreement, normalised, type Placed, rmsElsewhere } from '../search/placed.ts';
import { levelFor } from '../search/refine.ts';
import type { Candidate } from '../search/search.ts';
import { bestAround, settleOn } from '../search/settle.ts';
import type { Template } from '../template/template.ts';
import { onOneLattice } from './lattice.ts';
import { apartOf, type TiledWidth } from './tiled-peaks.ts';

/** Peaks that are refined in width too; the others are refined at the width these agree on. */
const LEADERS = 4;
const COARSE_SAMPLE = 300;
const FINE_SAMPLE = 1200;
/** Copies whose scores are summed. */
const SUMMED = 12;
/** A copy with a lower score is not counted as seen. */
const SEEN = 1;

/** One copy of a repeated mark. Centre in fractions of the picture. */
export interface Copy {
  readonly x: number;
  readonly y: number;
  readonly rho: number;
  readonly score: number;
}

/** A repeated mark at one width. */
export interface Tiling {
  /** Width of the upright mark over width of the picture. */
  readonly scale: number;
  /** Sum of the scores of the best copies: what verdicts rest on. */
  readonly score: number;
  /** Copies seen, best first. */
  readonly copies: readonly Copy[];
}

/**
 * Scores the peaks of one width as copies of one mark: the best few settle the width, each takes its best place at that width, and those count that
 * lie on one lattice. Undefined where no peak holds a mark.
 */
export const scoreTiling = (
  kernel: CorrelationKernel,
  template: Template,
  levels: SignedLevels,
  { scale, peaks }: TiledWidth,
): Tiling | undefined => {
  const level = levelFor(levels, scale);
  const leader = peaks
    .slice(0, LEADERS)
    .map((peak) => settleOn(kernel, template, level, peak))
    .filter((settled) => settled !== undefined)
    .sort((a, b) => b.value * b.rho - a.value * a.rho)[0];
  if (!leader) return undefined;
  const { width } = leader;
  const rms = new Map<number, number>();
  const rmsOf = (placed: Placed): number => {
    const known = rms.get(placed.background);
    if (known !== undefined) return known;
    const found = rmsElsewhere(kernel, level, placed.list, placed.background);
    rms.set(placed.background, found);
    return found;
  };
  const copies: Copy[] = [];
  for (const peak of peaks) {
    const placed = climbPlace(kernel, template, level, peak, width);
    if (!placed) continue;
    const { list, left, top, background } = placed;
    const rho = agreement(kernel, level, placed);
    const zf = normalised(kernel, level, list, left, top, background, 1) / rmsOf(placed);
    copies.push({
      x: left + list.width / 2 - PAD,
      y: top + list.height / 2 - PAD,
      rho,
      score: Math.max(0, zf) * Math.max(0, rho),
    });
  }
  const onLattice = onOneLattice(copies, apartOf(template.mark.upright, width)).sort((a, b) => b.score - a.score);
  return {
    scale: width / level.innerWidth,
    score: onLattice.slice(0, SUMMED).reduce((sum, { score }) => sum + score, 0),
    copies: onLattice
      .filter(({ score }) => score >= SEEN)
      .map((copy) => ({ ...copy, x: copy.x / level.innerWidth, y: copy.y / level.innerHeight })),
  };
};

/** The best place near a peak for a mark of a settled width. */
const climbPlace = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  peak: Candidate,
  width: number,
): Placed | undefined => {
  const centre = { x: peak.x * level.innerWidth + PAD, y: peak.y * level.innerHeight + PAD };
  const reach = Math.ceil((1.2 * Math.max(level.width, level.height)) / peak.size);
  const all = [...template.backgrounds.keys()];
  const best = bestAround(kernel, template, level, width, centre, reach, all, COARSE_SAMPLE);
  if (!best) return undefined;
  const settled = { x: best.left + best.list.width / 2, y: best.top + best.list.height / 2 };
  return bestAround(kernel, template, level, width, settled, 1, [best.background], FINE_SAMPLE);
};
