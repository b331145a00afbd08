import type { Mark } from '../mark/mark.ts';
import { cosSin } from '../mark/turn-mark.ts';
import type { SpectralLevel } from '../pyramid/level.ts';
import type { WidthRange } from '../pyramid/stages.ts';
import { type Candidate, type CorrelationMap, candidateAt, eachCorrelationMap } from '../search/correlation-map.ts';
import type { Template } from '../template/template.ts';

/** Most copies of a repeated mark that are used, per width. */
const MOST_COPIES = 40;
/** Peaks weaker than this, in rms of their map, are noise. */
const LEAST_RATIO = 2.5;
/** The strongest peaks by which widths are compared. The very first does not count: one look-alike is no pattern. */
const COMPARED = 12;
/** Copies closer than these shares of the mark's own width and height would cover each other. */
const APART = { along: 0.8, across: 0.9 };

/** The peaks of one width, strongest first, no two covering each other. */
export interface TiledWidth {
  /** Width of the mark over width of the picture. */
  readonly scale: number;
  readonly peaks: readonly Candidate[];
  /** How far the strongest peaks stand out together. */
  readonly strength: number;
}

/** The widths at which a template, repeated, stands out most on a level; best first, neighbours of a better one left out. */
export const tiledWidths = (
  template: Template,
  level: SpectralLevel,
  range: WidthRange,
  count: number,
): readonly TiledWidth[] => {
  const widths: TiledWidth[] = [];
  eachCorrelationMap(template, level, range, (map) => {
    const peaks = spacedPeaks(template, map);
    const strength = peaks.slice(1, COMPARED).reduce((sum, { peakRatio }) => sum + (peakRatio - LEAST_RATIO), 0);
    widths.push({ scale: map.width / level.innerWidth, peaks, strength });
  });
  const best: TiledWidth[] = [];
  for (const width of widths.sort((a, b) => b.strength - a.strength)) {
    if (best.length >= count) break;
    if (best.every(({ scale }) => Math.abs(Math.log(scale / width.scale)) > 1.5 * Math.log(range.step)))
      best.push(width);
  }
  return best;
};

/** Whether two copies of a mark `width` px wide that are a step apart leave room for each other. */
export const apartOf = (
  { angle, width: uprightWidth, height }: Mark['upright'],
  width: number,
): ((step: { readonly x: number; readonly y: number }) => boolean) => {
  const [cos, sin] = cosSin(angle);
  const [along, across] = [APART.along * width, (APART.across * width * height) / uprightWidth];
  return ({ x, y }) => Math.abs(cos * x + sin * y) >= along || Math.abs(cos * y - sin * x) >= across;
};

/** Local maxima of a map without those that a higher one would cover (non-maximum suppression), strongest first. */
const spacedPeaks = ({ mark: { upright } }: Template, map: CorrelationMap): Candidate[] => {
  const isApart = apartOf(upright, map.width);
  const selected: Peak[] = [];
  for (const peak of localMaxima(map).sort((a, b) => b.value - a.value || a.top - b.top || a.left - b.left)) {
    if (selected.length >= MOST_COPIES) break;
    if (selected.every((other) => isApart({ x: peak.left - other.left, y: peak.top - other.top }))) selected.push(peak);
  }
  return selected.map((peak) => candidateAt(map, peak, peak.value));
};

interface Peak {
  readonly left: number;
  readonly top: number;
  readonly value: number;
}

const localMaxima = ({ values, stride, lastX, lastY, maxima, rms }: CorrelationMap): Peak[] => {
  const least = LEAST_RATIO * rms;
  const found: Peak[] = [];
  for (let top = 0; top <= lastY; top++) {
    if ((maxima[top] ?? 0) < least) continue;
    const row = top * stride;
    for (let left = 0; left <= lastX; left++) {
      const value = values[row + left] ?? 0;
      if (value < least) continue;
      if (left > 0 && (values[row + left - 1] ?? 0) > value) continue;
      if (left < lastX && (values[row + left + 1] ?? 0) >= value) continue;
      if (top > 0 && (values[row - stride + left] ?? 0) > value) continue;
      if (top < lastY && (values[row + stride + left] ?? 0) >= value) continue;
      found.push({ left, top, value });
    }
  }
  return found;
};
