import type { PlaneSize } from '../kernel/kernel.ts';
import { PAD } from './level.ts';

/** Search widths of a mark, fractions of the picture's width. */
const SMALLEST_SCALE = 0.07;
const LARGEST_SCALE = 0.62;

/** One stage of the search: the picture at one size, and the template widths searched for on it. */
export interface Stage {
  readonly size: PlaneSize;
  /** Narrowest template, px on this plane; wider ones go up to where the stage before begins. */
  readonly narrowest: number;
  /** Ratio of neighbouring widths. */
  readonly step: number;
}

/** From the cheapest to the dearest; the search stops at the first stage that finds the mark. */
export const STAGES: readonly Stage[] = [
  { size: 384, narrowest: 88, step: 1.055 },
  { size: 512, narrowest: 56, step: 1.06 },
  { size: 768, narrowest: 20, step: 1.075 },
];

/** Longest side of the picture on a plane, px. */
export const sideOf = (size: PlaneSize): number => size - 2 * PAD;

/** Template widths in px, the same for every picture, so that spectra can be cached. */
export const widthGrid = (step: number): readonly number[] => {
  const widths = new Set<number>();
  for (let width = 20; width < 700; width *= step) widths.add(Math.round(width));
  return [...widths];
};

/** Template widths to look for, px on a plane, from `from` to below `below`, neighbours differing by the ratio `step`. */
export interface WidthRange {
  readonly from: number;
  readonly below: number;
  readonly step: number;
}

/** Template widths of a stage for a picture `width` px wide there; `before` is the stage before and its width there, undefined for the first. */
export const widthRange = (
  stage: Stage,
  width: number,
  before: { readonly stage: Stage; readonly width: number } | undefined,
): WidthRange => {
  const most = LARGEST_SCALE * width;
  const below = before ? Math.min(most, (before.stage.narrowest * width) / before.width) : most;
  return { from: Math.max(stage.narrowest, SMALLEST_SCALE * width), below, step: stage.step };
};
