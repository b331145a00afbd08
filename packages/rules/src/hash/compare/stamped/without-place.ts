import type { FractionBox } from '@listing-lint/core/plugin';
import type { RgbImage } from '../../../image/read/raster.ts';

/** Room around a place that is left out too, px: a place is rounded, and JPEG blurs its borders. */
const AROUND = 2;
/** Pixels beyond each border that are averaged, so that noise makes no streaks. */
const STRIP = 4;

/** Returns a copy of a picture with one place, and a margin, filled from its surroundings. */
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
  const [rows, columns] = [bottom - top, right - left];
  /** Mean of a strip of a row or column, from one pixel on, one way; 0 beyond the picture. */
  const mean = (x: number, y: number, dx: number, dy: number): number => {
    let [sum, count] = [0, 0];
    for (let k = 0; k < STRIP; k++) {
      const [u, v] = [x + k * dx, y + k * dy];
      if (u < 0 || v < 0 || u >= width || v >= height) break;
      sum += data[3 * (v * width + u) + channel] ?? 0;
      count++;
    }
    return sum / Math.max(1, count);
  };
  const leftOf = numbers(rows, (row) => mean(left - 1, top + row, -1, 0));
  const rightOf = numbers(rows, (row) => mean(right, top + row, 1, 0));
  const above = numbers(columns, (column) => mean(left + column, top - 1, 0, -1));
  const below = numbers(columns, (column) => mean(left + column, bottom, 0, 1));
  const [nearLeft, nearTop] = [nearness(columns, left > 0), nearness(rows, top > 0)];
  const [nearRight, nearBottom] = [nearness(columns, right < width), nearness(rows, bottom < height)];
  for (let row = 0; row < rows; row++) {
    const [toTop, toBottom] = [nearTop[row] ?? 0, nearBottom[rows - 1 - row] ?? 0];
    const [before, behind] = [leftOf[row] ?? 0, rightOf[row] ?? 0];
    const start = 3 * ((top + row) * width + left) + channel;
    for (let column = 0; column < columns; column++) {
      const [toLeft, toRight] = [nearLeft[column] ?? 0, nearRight[columns - 1 - column] ?? 0];
      const sides = toLeft * before + toRight * behind;
      const sum = sides + toTop * (above[column] ?? 0) + toBottom * (below[column] ?? 0);
      const weights = toLeft + toRight + toTop + toBottom;
      if (weights > 0) out[start + 3 * column] = Math.round(sum / weights);
    }
  }
};

const numbers = (length: number, value: (k: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, k) => value(k));

/** How much a border counts, by pixels from it; nothing where it is that of the picture. */
const nearness = (length: number, isThere: boolean): Float64Array =>
  numbers(length, (k) => (isThere ? 1 / (k + 1) : 0));
