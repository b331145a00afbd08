import { tiledRate } from '../rates/calibration.ts';
import type { SearchStrategy } from '../search/coarse-to-fine.ts';
import { scoreTiling } from './tiled-copies.ts';
import { tiledWidths } from './tiled-widths.ts';

/** Widths that are scored, per stage. */
const SCORED = 2;
/** Copies wider than this cannot stand three times on a picture, fraction of its width. */
const WIDEST = 0.5;

/**
 * Looks for marks that are repeated over the picture: the sum of the scores of places that agree in width and angle and do not cover each other.
 */
export const tiledSearch: SearchStrategy = {
  bestAt: (template, { level, widths, levels }) => {
    const below = Math.min(widths.below, WIDEST * level.innerWidth);
    const tilings = tiledWidths(template, level, { ...widths, below }, SCORED)
      .map((width) => scoreTiling(template, levels, width))
      .filter((tiling) => tiling !== undefined)
      .sort((a, b) => b.score - a.score);
    const [best] = tilings;
    if (!best) return undefined;
    const { scale, score, copies } = best;
    return { scale, score, places: copies, agreement: copies[0]?.agreement ?? 0, isPartial: false };
  },
  rateOf: (calibration, { stage, score, places }, marks) =>
    tiledRate(calibration, stage.size, { score, copies: places.length }, marks),
  // A pattern is slightly self-similar at other widths (up to 60 where the true width has 370): below, all widths are searched.
  certainScore: 80,
  // Less than for a single mark: it is meant to be faint, and the eye has many copies to see it by.
  legibleContrast: 3,
};
