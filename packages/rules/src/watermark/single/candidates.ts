import type { SpectralLevel } from '../pyramid/level.ts';
import type { WidthRange } from '../pyramid/stages.ts';
import { type Candidate, type CorrelationMap, candidateAt, eachCorrelationMap } from '../search/correlation-map.ts';
import type { Template } from '../template/template.ts';

const PEAKS_PER_MAP = 6;
/** Neighbouring widths that are searched for together: the sum of two detects a mark between them nearly as well as the nearer one does. */
const TOGETHER = 2;
/** Shares of a rendering's width and height around a peak in which there is no other, and least px. */
const SUPPRESSED = { across: 0.12, down: 0.3, least: 4 };
/** Candidates whose centres are nearer (fractions of the picture), and whose widths are nearer (logarithm), are one. */
const SAME = { centre: 0.03, scale: 0.12 };
const NOTHING = -1e9;

/** Best places of a template over a range of widths, best first; near ones of about the same width merged. */
export const candidatesOn = (
  template: Template,
  level: SpectralLevel,
  widths: WidthRange,
  count: number,
): Candidate[] => {
  const found: Candidate[] = [];
  eachCorrelationMap(template, level, widths, (map) => found.push(...peaksOf(map)), TOGETHER);
  return bestOf(found, count);
};

/** The highest peaks of a map, by non-maximum suppression. */
const peaksOf = (map: CorrelationMap): Candidate[] => {
  const peaks: Candidate[] = [];
  for (let k = 0; k < PEAKS_PER_MAP; k++) {
    const peak = highestPeak(map);
    if (peak.value <= 0) break;
    peaks.push(candidateAt(map, peak, peak.value));
    if (k + 1 < PEAKS_PER_MAP) suppress(map, peak);
  }
  return peaks;
};

interface Peak {
  readonly value: number;
  readonly left: number;
  readonly top: number;
}

const highestPeak = ({ values, maxima, stride, lastX, lastY }: CorrelationMap): Peak => {
  let top = 0;
  for (let y = 1; y <= lastY; y++) if ((maxima[y] ?? NOTHING) > (maxima[top] ?? NOTHING)) top = y;
  const value = maxima[top] ?? NOTHING;
  let left = 0;
  while (left < lastX && values[top * stride + left] !== value) left++;
  return { value, left, top };
};

/** Takes a peak and its surroundings out of the map. */
const suppress = ({ field, values, maxima, stride, lastX, lastY }: CorrelationMap, { left, top }: Peak): void => {
  const across = Math.max(SUPPRESSED.least, Math.round(field.width * SUPPRESSED.across));
  const down = Math.max(SUPPRESSED.least, Math.round(field.height * SUPPRESSED.down));
  const [from, to] = [Math.max(0, left - across), Math.min(lastX, left + across)];
  for (let y = Math.max(0, top - down); y <= Math.min(lastY, top + down); y++) {
    const row = y * stride;
    const before = maxima[y] ?? NOTHING;
    const isLost = highestOf(values, row + from, row + to) >= before;
    values.fill(NOTHING, row + from, row + to + 1);
    if (isLost) maxima[y] = highestOf(values, row, row + lastX);
  }
};

/** The largest of the values at `from` to `to`, both included. */
const highestOf = (values: Float32Array, from: number, to: number): number => {
  let most = NOTHING;
  for (let i = from; i <= to; i++) {
    const value = values[i] ?? NOTHING;
    if (value > most) most = value;
  }
  return most;
};

/** The best candidates, each at another place or of another width. */
const bestOf = (candidates: Candidate[], count: number): Candidate[] => {
  const best: Candidate[] = [];
  for (const candidate of candidates.sort((a, b) => b.peakRatio - a.peakRatio)) {
    const isNew = best.every(
      (other) =>
        Math.hypot(other.x - candidate.x, other.y - candidate.y) > SAME.centre ||
        Math.abs(Math.log(other.scale / candidate.scale)) > SAME.scale,
    );
    if (isNew) best.push(candidate);
    if (best.length >= count) break;
  }
  return best;
};
