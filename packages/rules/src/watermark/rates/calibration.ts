import { z } from 'zod';
import { exceedance, quantile } from './gumbel.ts';

const gumbelSchema = z.strictObject({ location: z.number(), scale: z.number().positive() });

/** How high scores of a mark come on pictures without it, by side of the plane it is searched on. */
export const calibrationSchema = z.strictObject({
  /** Of the pictures: made by the bundled generator, the user's own, or none of this mark (constants measured on other marks). */
  pictures: z.enum(['generated', 'own', 'generic']),
  /** Pictures measured. */
  n: z.int().min(0),
  /** Scores are divided by it before the lookup: generated pictures give lower scores than photos. */
  safety: z.number().min(1),
  stages: z.strictObject({ 384: gumbelSchema, 512: gumbelSchema, 768: gumbelSchema }),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** What four marks score at most on 420 clean photos each, doubled: for marks that have no calibration of their own. */
export const GENERIC: Calibration = {
  pictures: 'generic',
  n: 1680,
  safety: 1.25,
  stages: {
    384: { location: 0.05, scale: 0.1 },
    512: { location: 0.05, scale: 0.15 },
    768: { location: 0.1, scale: 0.25 },
  },
};

/** False-alarm rate of `present`; no lower one is claimed, since so many clean pictures were measured and no more (docs/bench-watermark.md). */
export const PRESENT_RATE = 1e-3;
/** False-alarm rate of `review`. */
export const REVIEW_RATE = 1e-2;

/**
 * No score below is `present`, or `review`, whatever the calibration says: what photographs, and pictures of things that resemble a mark, reach
 * (docs/bench-watermark.md).
 */
export const LEAST_SCORE = 3;
export const LEAST_REVIEW_SCORE = 1.5;
const STAGE_COUNT = 3;

const stageOf = (size: number): 384 | 512 | 768 => {
  if (size === 384 || size === 512 || size === 768) return size;
  throw new Error(`no stage of ${size}`);
};

/**
 * Probability that a picture without the mark scores as high anywhere, at any width, with any of `marks` marks (Bonferroni over stages and
 * marks), 0 to 1.
 */
export const falseAlarmRate = (calibration: Calibration, size: number, score: number, marks: number): number => {
  const stage = stageOf(size);
  const rate = STAGE_COUNT * marks * exceedance(calibration.stages[stage], score / calibration.safety);
  return Math.min(1, Math.max(rate, leastRateOf(score)));
};

const leastRateOf = (score: number): number => {
  if (score < LEAST_REVIEW_SCORE) return 2 * REVIEW_RATE;
  return score < LEAST_SCORE ? 2 * PRESENT_RATE : PRESENT_RATE;
};

/**
 * No sum of scores below is `present`, whatever the calibration says: what photographs with a pattern of their own reach
 * (docs/bench-watermark.md).
 */
const LEAST_TILED_SCORE = 25;
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
  const rate = STAGE_COUNT * marks * chance;
  const isTooLittle = score < LEAST_TILED_SCORE || copies < LEAST_COPIES;
  return Math.min(1, isTooLittle ? Math.max(rate, 2 * PRESENT_RATE) : rate);
};

/** The lowest score on a stage whose false-alarm rate is at most `rate`. */
export const threshold = (calibration: Calibration, size: number, rate: number, marks: number): number => {
  const stage = stageOf(size);
  const score = calibration.safety * quantile(calibration.stages[stage], rate / (STAGE_COUNT * marks));
  if (rate <= PRESENT_RATE) return Math.max(LEAST_SCORE, score);
  return rate <= REVIEW_RATE ? Math.max(LEAST_REVIEW_SCORE, score) : score;
};

/** Whether a rate of that size was seen among the `n` pictures, or only follows from the shape of the distribution. */
export const basisOf = (calibration: Calibration, rate: number): 'empirical' | 'extrapolated' =>
  calibration.n > 0 && rate >= 1 / calibration.n ? 'empirical' : 'extrapolated';
