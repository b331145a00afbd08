import { type Plane, resample } from '../pyramid/resample.ts';
import type { Mark } from './mark.ts';

/** A mark's planes at one size. */
interface Sized {
  readonly alpha: Plane;
  readonly ink: Plane;
}

/** Pixels kept for each one that is rendered: what a halving loses lies beyond what a rendering shows. */
const SPARE = 1.5;

const halvings = new WeakMap<Mark, Sized[]>();

/**
 * The planes of a mark, halved as often as they stay at least 1.5 times as wide and high as a rendering of that size (px): a search renders hundreds of
 * small widths, each of which would read all of the large raster.
 */
export const sizedFor = (mark: Mark, width: number, height: number): Sized => {
  const known = halvings.get(mark) ?? [{ alpha: mark.alpha, ink: mark.ink }];
  halvings.set(mark, known);
  let sized: Sized = known[0] ?? mark;
  for (let k = 1; sized.alpha.width >= 2 * SPARE * width && sized.alpha.height >= 2 * SPARE * height; k++) {
    const half = { width: Math.ceil(sized.alpha.width / 2), height: Math.ceil(sized.alpha.height / 2) };
    known[k] ??= {
      alpha: resample(sized.alpha, half.width, half.height),
      ink: resample(sized.ink, half.width, half.height),
    };
    sized = known[k] ?? sized;
  }
  return sized;
};
