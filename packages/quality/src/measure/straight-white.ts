import type { RgbImage } from '@listing-lint/rules/image';
import { pictureLooker } from '../kernel/looker-wasm.ts';
import { CUT, SOFT } from './light.ts';

/** Least length of a straight border, in sides of the picture. */
const LEAST_RUN = 0.05;

/**
 * How much of the border of what is cut off at white runs straight along a row or a column for a twentieth of the side (square root of the area) or longer, as a multiple of
 * what runs out softly, 0 or more: paper, panels and pages of text are bounded so, light is not. Asked of the picture at the size at which it is read, since letters
 * run out softly in one that is reduced.
 */
export const straightWhiteOf = (image: RgbImage): number => {
  const { width, height } = image;
  const looker = pictureLooker();
  const { least } = looker.shades(image);
  const plane = { width, height, data: least };
  const straight = looker.straightSides(plane, CUT, LEAST_RUN * Math.sqrt(width * height));
  return straight / Math.max(1, looker.softSides(plane, CUT, CUT - SOFT));
};
