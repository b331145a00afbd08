import type { FractionBox } from '@listing-lint/core/plugin';
import type { RgbImage } from '../../../image/read/raster.ts';

/** Room around a place that is left out too, px: a place is rounded, and JPEG blurs its borders. */
const AROUND = 2;
/** Pixels beyond each border that are averaged, so that noise makes no streaks. */
const STRIP = 4;

/** A copy of a picture with one place of it, and a little around that, as what lies around it goes on there: nothing of the place itself is left. */
export const withoutPlace = (image: RgbImage, place: FractionBox): RgbImage => {
  const { width, height } = image;
  const data = new Uint8Array(image.data);
  const left = Math.max(0, Math.floor(place.x * width) - AROUND);
  const top = Math.max(0, Math.floor(place.y * height) - AROUND);
  const right = Math.min(width, Math.ceil((place.x + place.width) * width) + AROUND);
  const bottom = Math.min(height, Math.ceil((place.y + place.height) * height) + AROUND);
  const filled = { width, height, data };
  if (right <= left || bottom <= top) return filled;
  const edges = { left, top, right, bottom };
  for (let channel = 0; channel < 3; channel++) fillChannel(image, data, channel, edges);
  return filled;
};

/** Each pixel is the mean of the four that lie beyond the borders in its row and its column, the nearer the more. */
const fillChannel = (
  { width, height, data }: RgbImage,
  out: Uint8Array,
  channel: number,
  edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): void => {
  const { left, top, right, bottom } = edges;
  /** Mean of a strip of a row or column, from one pixel on, one way; undefined beyond the picture. */
  const mean = (x: number, y: number, dx: number, dy: number): number | undefined => {
    let [sum, count] = [0, 0];
    for (let k = 0; k < STRIP; k++) {
      const [u, v] = [x + k * dx, y + k * dy];
      if (u < 0 || v < 0 || u >= width || v >= height) break;
      sum += data[3 * (v * width + u) + channel] ?? 0;
      count++;
    }
    return count === 0 ? undefined : sum / count;
  };
  const rows = numbersFrom(top, bottom);
  const columns = numbersFrom(left, right);
  const leftOf = rows.map((y) => mean(left - 1, y, -1, 0));
  const rightOf = rows.map((y) => mean(right, y, 1, 0));
  const above = columns.map((x) => mean(x, top - 1, 0, -1));
  const below = columns.map((x) => mean(x, bottom, 0, 1));
  for (const [row, y] of rows.entries()) {
    for (const [column, x] of columns.entries()) {
      const around = [
        [leftOf[row], column + 1],
        [rightOf[row], right - x],
        [above[column], row + 1],
        [below[column], bottom - y],
      ] as const;
      let [sum, weights] = [0, 0];
      for (const [value, distance] of around) {
        if (value === undefined) continue;
        sum += value / distance;
        weights += 1 / distance;
      }
      if (weights > 0) out[3 * (y * width + x) + channel] = Math.round(sum / weights);
    }
  }
};

const numbersFrom = (start: number, end: number): readonly number[] =>
  Array.from({ length: end - start }, (_, k) => start + k);
