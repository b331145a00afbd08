import type { FractionBox } from '@listing-lint/core/plugin';
import type { RgbImage } from '../../../image/read/raster.ts';

/** Stride of the compared pixels of a row, and of rows. */
const EVERY = 4;
/** Levels, 0–255, by which a stamped picture may differ from the unstamped one outside of its mark, in the mean: grain, and what another encoding loses. */
const MOST_DIFFERENT = 8;

/** Whether two pictures, the second of which is said to be the first one before it was stamped, are one outside of the place of the mark. */
export const showsStamped = (stamped: RgbImage, unstamped: RgbImage, { x, y, width, height }: FractionBox): boolean => {
  if (stamped.width !== unstamped.width || stamped.height !== unstamped.height) return false;
  let [sum, count] = [0, 0];
  for (let row = 0; row < stamped.height; row += EVERY) {
    const v = row / stamped.height;
    for (let column = 0; column < stamped.width; column += EVERY) {
      const u = column / stamped.width;
      if (u >= x && u <= x + width && v >= y && v <= y + height) continue;
      const at = 3 * (row * stamped.width + column);
      for (let k = at; k < at + 3; k++) sum += Math.abs((stamped.data[k] ?? 0) - (unstamped.data[k] ?? 0));
      count += 3;
    }
  }
  return count > 0 && sum / count <= MOST_DIFFERENT;
};
