import type { PlaneSize } from './kernel/kernel.ts';
import { PAD } from './level.ts';

/** One stage of the search: a size of the picture, and the widths of the mark (fractions of the picture's width) looked for at it. */
export interface Stage {
  readonly size: PlaneSize;
  readonly from: number;
  readonly to: number;
  /** Ratio of neighbouring widths. */
  readonly step: number;
}

/** From the cheapest to the dearest; the search stops at the first stage that finds the mark. */
export const STAGES: readonly Stage[] = [
  { size: 384, from: 0.3, to: 0.62, step: 1.045 },
  { size: 512, from: 0.14, to: 0.3, step: 1.05 },
  { size: 768, from: 0.07, to: 0.14, step: 1.06 },
];

/** Longest side of the picture on a plane, px. */
export const sideOf = (size: PlaneSize): number => size - 2 * PAD;

const SMALLEST = 20;

/** Template widths in px, the same for every picture, so that spectra can be kept. */
export const widthGrid = (step: number): readonly number[] => {
  const widths = new Set<number>();
  for (let width = SMALLEST; width < 700; width *= step) widths.add(Math.round(width));
  return [...widths];
};
