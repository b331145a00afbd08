import type { CorrelationKernel } from '../kernel/kernel.ts';
import { cosSin } from '../mark/angles.ts';
import type { Mark } from '../mark/mark.ts';
import type { SpectralLevel } from '../pyramid/level.ts';
import { type Candidate, type CorrelationMap, candidateAt, eachMap } from '../search/search.ts';
import type { Template } from '../template/template.ts';

/** Most copies of a repeated mark that are looked at, per width. */
const MOST_COPIES = 40;
/** Peaks weaker than this, in rms of their map, are noise. */
const LEAST_Z = 2.5;
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
  kernel: CorrelationKernel,
  template: Template,
  level: SpectralLevel,
  step: number,
  range: readonly [number, number],
  count: number,
): readonly TiledWidth[] => {
  const widths: TiledWidth[] = [];
  eachMap(kernel, template, level, step, range, (map) => {
    const peaks = spacedPeaks(template, level, map);
    const strength = peaks.slice(1, COMPARED).reduce((sum, { z }) => sum + (z - LEAST_Z), 0);
    widths.push({ scale: map.width / level.innerWidth, peaks, strength });
  });
  const best: TiledWidth[] = [];
  for (const width of widths.sort((a, b) => b.strength - a.strength)) {
    if (best.length >= count) break;
    if (best.every(({ scale }) => Math.abs(Math.log(scale / width.scale)) > 1.5 * Math.log(step))) best.push(width);
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

/** Local maxima of a map that do not cover each other, strongest first. */
const spacedPeaks = ({ mark: { upright } }: Template, level: SpectralLevel, map: CorrelationMap): Candidate[] => {
  const { values, stride, lastX, lastY, maxima, rms, width } = map;
  const least = LEAST_Z * rms;
  const found: { x: number; y: number; value: number }[] = [];
  for (let y = 0; y <= lastY; y++) {
    if ((maxima[y] ?? 0) < least) continue;
    const row = y * stride;
    for (let x = 0; x <= lastX; x++) {
      const value = values[row + x] ?? 0;
      if (value < least) continue;
      if (x > 0 && (values[row + x - 1] ?? 0) > value) continue;
      if (x < lastX && (values[row + x + 1] ?? 0) >= value) continue;
      if (y > 0 && (values[row - stride + x] ?? 0) > value) continue;
      if (y < lastY && (values[row + stride + x] ?? 0) >= value) continue;
      found.push({ x, y, value });
    }
  }
  const isApart = apartOf(upright, width);
  const kept: typeof found = [];
  for (const peak of found.sort((a, b) => b.value - a.value || a.y - b.y || a.x - b.x)) {
    if (kept.length >= MOST_COPIES) break;
    if (kept.every((other) => isApart({ x: peak.x - other.x, y: peak.y - other.y }))) kept.push(peak);
  }
  return kept.map(({ x, y, value }) => candidateAt(level, map, x, y, value));
};
