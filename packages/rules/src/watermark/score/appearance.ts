import type { GreyImage } from '../../image/read/raster.ts';
import type { Mark } from '../mark/mark.ts';
import type { RenderedMark } from '../pyramid/raster/plane.ts';
import { renderMark } from '../template/template-field.ts';

/** How a found mark looks on its picture. */
export interface Appearance {
  /** 0–1: opacity of the mark over its own. */
  readonly opacity: number;
  /** Mean change of luma that the mark makes on its own pixels, levels of 0–255. */
  readonly contrast: number;
}

/** Opacity of a mark's pixel from which it counts as the mark's. */
const SOLID = 0.25;

/**
 * Estimates opacity and contrast of a mark whose rendering (with its border) has its corner at (left, top) of a picture's luma: least squares of the
 * picture's gradient on the gradient of the change that an opaque mark would make, because the picture's own gradients average out.
 */
export const measureMark = (picture: GreyImage, mark: Mark, width: number, left: number, top: number): Appearance => {
  const rendered = renderMark(mark, width);
  const background = surroundings(picture, rendered, left, top);
  const change = new Float32Array(rendered.width * rendered.height);
  let solid = 0;
  let total = 0;
  for (let i = 0; i < change.length; i++) {
    const alpha = rendered.alpha[i] ?? 0;
    change[i] = (rendered.ink[i] ?? 0) - alpha * (background[i] ?? 0);
    if (alpha < SOLID) continue;
    solid++;
    total += Math.abs(change[i] ?? 0);
  }
  const opacity = Math.min(1, Math.max(0, gradientFit(picture, change, rendered, left, top)));
  return { opacity, contrast: (opacity * total) / Math.max(1, solid) };
};

const gradientFit = (
  picture: GreyImage,
  change: Float32Array,
  { width, height }: RenderedMark,
  left: number,
  top: number,
): number => {
  let product = 0;
  let square = 0;
  for (let y = 1; y < height - 1; y++) {
    const row = top + y;
    if (row < 1 || row >= picture.height - 1) continue;
    for (let x = 1; x < width - 1; x++) {
      const column = left + x;
      if (column < 1 || column >= picture.width - 1) continue;
      const i = y * width + x;
      const p = row * picture.width + column;
      const dx = (change[i + 1] ?? 0) - (change[i - 1] ?? 0);
      const dy = (change[i + width] ?? 0) - (change[i - width] ?? 0);
      const gx = (picture.data[p + 1] ?? 0) - (picture.data[p - 1] ?? 0);
      const gy = (picture.data[p + picture.width] ?? 0) - (picture.data[p - picture.width] ?? 0);
      product += dx * gx + dy * gy;
      square += dx * dx + dy * dy;
    }
  }
  return square > 0 ? product / square : 0;
};

/** What the picture looks like under the mark, guessed from the uncovered pixels around: mean of each cell of a coarse grid, then of all. */
const surroundings = (picture: GreyImage, mark: RenderedMark, left: number, top: number): Float32Array => {
  const cell = Math.max(6, Math.round(Math.min(mark.width, mark.height) / 3));
  const across = Math.ceil(mark.width / cell);
  const down = Math.ceil(mark.height / cell);
  const sums = new Float64Array(across * down);
  const counts = new Float64Array(across * down);
  for (let y = 0; y < mark.height; y++) {
    const row = Math.min(picture.height - 1, Math.max(0, top + y)) * picture.width;
    for (let x = 0; x < mark.width; x++) {
      if ((mark.alpha[y * mark.width + x] ?? 0) > 0.02) continue;
      const column = Math.min(picture.width - 1, Math.max(0, left + x));
      const at = Math.floor(y / cell) * across + Math.floor(x / cell);
      sums[at] = (sums[at] ?? 0) + (picture.data[row + column] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  const seen = counts.reduce((sum, count) => sum + count, 0);
  const mean = seen > 0 ? sums.reduce((sum, value) => sum + value, 0) / seen : 128;
  const background = new Float32Array(mark.width * mark.height);
  for (let y = 0; y < mark.height; y++) {
    for (let x = 0; x < mark.width; x++) {
      const at = Math.floor(y / cell) * across + Math.floor(x / cell);
      background[y * mark.width + x] = ((sums[at] ?? 0) + 4 * mean) / ((counts[at] ?? 0) + 4);
    }
  }
  return background;
};
