/** A Gumbel distribution of the largest score of a picture: P(max ≤ s) = exp(−exp(−(s − location) / scale)). */
export interface Gumbel {
  readonly location: number;
  readonly scale: number;
}

const EULER = 0.5772156649015329;

/** Fits by L-moments (Hosking 1990), which one outlier moves little. At least two values. */
export const fitGumbel = (values: readonly number[]): Gumbel => {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const weighted = sorted.reduce((sum, value, i) => sum + (i / (n - 1)) * value, 0) / n;
  const scale = Math.max(1e-3, (2 * weighted - mean) / Math.LN2);
  return { location: mean - EULER * scale, scale };
};

/** Probability that a picture's largest score reaches `score`, 0 to 1. */
export const exceedance = ({ location, scale }: Gumbel, score: number): number =>
  -Math.expm1(-Math.exp(-(score - location) / scale));

/** The score that is reached with that probability (0 < rate < 1). */
export const quantile = ({ location, scale }: Gumbel, rate: number): number =>
  location - scale * Math.log(-Math.log1p(-rate));
