import type { GreyImage } from '@listing-lint/rules/image';
import { axisTable, BLUR, type LevelSize } from '../kernel.ts';

/** A level made smaller by bilinear interpolation. */
export const resized = (image: GreyImage, { width, height }: LevelSize): GreyImage => {
  const across = axisTable(image.width, width);
  const down = axisTable(image.height, height);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const upper = (down.before[y] ?? 0) * image.width;
    const lower = upper + image.width;
    const v = down.behind[y] ?? 0;
    for (let x = 0; x < width; x++) {
      const at = across.before[x] ?? 0;
      const u = across.behind[x] ?? 0;
      const above = (image.data[upper + at] ?? 0) * (256 - u) + (image.data[upper + at + 1] ?? 0) * u;
      const below = (image.data[lower + at] ?? 0) * (256 - u) + (image.data[lower + at + 1] ?? 0) * u;
      data[y * width + x] = (above * (256 - v) + below * v + 32_768) >> 16;
    }
  }
  return { width, height, data };
};

const [MIDDLE, ONE, TWO, THREE] = BLUR;

/** A level under a Gaussian of seven taps; three pixels at each edge are only blurred along it. */
export const blurred = ({ width, height, data }: GreyImage): GreyImage => {
  const across = Uint8Array.from(data);
  for (let y = 0; y < height; y++) {
    for (let i = y * width + 3; i < (y + 1) * width - 3; i++) across[i] = tapped(data, i, 1);
  }
  const out = Uint8Array.from(across);
  for (let i = 3 * width; i < (height - 3) * width; i++) out[i] = tapped(across, i, width);
  return { width, height, data: out };
};

const tapped = (data: Uint8Array, i: number, step: number): number =>
  (((data[i - 3 * step] ?? 0) + (data[i + 3 * step] ?? 0)) * THREE +
    ((data[i - 2 * step] ?? 0) + (data[i + 2 * step] ?? 0)) * TWO +
    ((data[i - step] ?? 0) + (data[i + step] ?? 0)) * ONE +
    (data[i] ?? 0) * MIDDLE +
    128) >>
  8;

/** Half the size by means of 2×2 pixels. */
export const halved = ({ width, height, data }: GreyImage): GreyImage => {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0, p = 2 * y * width; x < w; x++, p += 2) {
      out[y * w + x] =
        ((data[p] ?? 0) + (data[p + 1] ?? 0) + (data[p + width] ?? 0) + (data[p + width + 1] ?? 0) + 2) >> 2;
    }
  }
  return { width: w, height: h, data: out };
};

/** Every second pixel of every second row. */
export const thinned = ({ width, height, data }: GreyImage): GreyImage => {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) out[y * w + x] = data[2 * (y * width + x)] ?? 0;
  return { width: w, height: h, data: out };
};

/** Px a side of the square of an opening. */
const WINDOW = 4;

/** The opening of a picture by a square: without what is lighter than its surroundings and narrower than that. */
export const openedBySquare = ({ width, height, data }: LevelSize & { readonly data: Uint8Array }): Uint8Array => {
  const channels = data.length / (width * height);
  const [row, all] = [channels * width, data.length];
  const least = darkest(darkest(data, channels, row), row, all);
  return lightest(lightest(least, channels, row), row, all);
};

/** Of each value and the next ones, `step` apart, within stretches of `along` values, the least. */
const darkest = (from: Uint8Array, step: number, along: number): Uint8Array => {
  const out = from.slice();
  for (let start = 0; start < from.length; start += along)
    for (let k = start; k < start + along - (WINDOW - 1) * step; k++)
      for (let n = 1; n < WINDOW; n++) out[k] = Math.min(out[k] ?? 0, from[k + n * step] ?? 0);
  return out;
};

/** Of each value and those before it the greatest: back by the way that `darkest` came. */
const lightest = (from: Uint8Array, step: number, along: number): Uint8Array => {
  const out = from.slice();
  for (let start = 0; start < from.length; start += along)
    for (let k = start + (WINDOW - 1) * step; k < start + along; k++)
      for (let n = 1; n < WINDOW; n++) out[k] = Math.max(out[k] ?? 0, from[k - n * step] ?? 0);
  return out;
};
