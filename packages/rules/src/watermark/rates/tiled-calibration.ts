import { STAGES } from '../pyramid/plan.ts';
import { type Calibration, PRESENT_RATE } from './calibration.ts';
import { exceedance } from './gumbel.ts';

/**
 * No sum of scores below is `present`, whatever the calibration says: what photographs with a pattern of their own reach
 * (docs/bench-watermark.md).
 */
const LEAST_SCORE = 25;
/** Copies that have to be seen: two places that look alike are no pattern. */
const LEAST_COPIES = 3;

/**
 * Probability that a picture without the mark shows a tiling that scores as high, at any width, with any of `marks` marks (Bonferroni over stages
 * and marks), 0 to 1. `size` is the side of the plane the tiling was found on.
 */
export const tiledRate = (
  calibration: Calibration,
  size: 384 | 512 | 768,
  { score, copies }: { readonly score: number; readonly copies: number },
  marks: number,
): number => {
  const chance = exceedance(calibration.stages[size], score / calibration.safety);
  const rate = STAGES.length * marks * chance;
  const isTooLittle = score < LEAST_SCORE || copies < LEAST_COPIES;
  return Math.min(1, isTooLittle ? Math.max(rate, 2 * PRESENT_RATE) : rate);
};
