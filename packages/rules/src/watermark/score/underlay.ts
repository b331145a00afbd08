import type { GreyImage } from '../../image/read/raster.ts';
import type { Corner } from '../pyramid/level.ts';
import type { RenderedMark } from '../pyramid/raster/plane.ts';

/** Least share of the ground that must show through a pixel for it to say anything of the ground. */
const LEAST_VISIBLE = 0.25;
/** Weight of the mean ground against what the neighbourhood shows. */
const MEAN_WEIGHT = 0.02;

/** Luma of a picture under a box, its edges repeated; px, 0–255. */
export const cropOf = (
  picture: GreyImage,
  { left, top }: Corner,
  { width, height }: { readonly width: number; readonly height: number },
): Float32Array => {
  const crop = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(picture.height - 1, Math.max(0, top + y)) * picture.width;
    for (let x = 0; x < width; x++) {
      crop[y * width + x] = picture.data[row + Math.min(picture.width - 1, Math.max(0, left + x))] ?? 0;
    }
  }
  return crop;
};

/**
 * The ground under a mark of that opacity (0–1), 0–255: what shows through each pixel, smoothed over the neighbourhood, since a mark's edges are
 * sharper than most grounds. Pixels that the mark nearly covers take it from their neighbours.
 */
export const underlayOf = (luma: Float32Array, mark: RenderedMark, opacity: number): Float32Array => {
  const { width, height } = mark;
  const weights = new Float32Array(luma.length);
  const values = new Float32Array(luma.length);
  let weight = 0;
  let value = 0;
  for (let i = 0; i < luma.length; i++) {
    const through = 1 - opacity * (mark.alpha[i] ?? 0);
    if (through < LEAST_VISIBLE) continue;
    weights[i] = through * through;
    values[i] = through * ((luma[i] ?? 0) - opacity * (mark.ink[i] ?? 0));
    weight += weights[i] ?? 0;
    value += values[i] ?? 0;
  }
  const mean = weight > 0 ? value / weight : 128;
  const radius = Math.max(3, Math.round(Math.min(width, height) / 10));
  const smoothed = [weights, values].map((plane) =>
    boxSum(boxSum(plane, width, height, radius), width, height, radius),
  );
  const [near, ground] = [smoothed[0] ?? weights, smoothed[1] ?? values];
  const prior = MEAN_WEIGHT * (2 * radius + 1) ** 4;
  return ground.map((sum, i) => Math.min(255, Math.max(0, (sum + prior * mean) / ((near[i] ?? 0) + prior))));
};

/** Sum over the square of side 2 · radius + 1 around each pixel, zero beyond the plane. */
const boxSum = (plane: Float32Array, width: number, height: number, radius: number): Float32Array => {
  const rows = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += plane[row + x] ?? 0;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += plane[row + x + radius] ?? 0;
      if (x > radius) sum -= plane[row + x - radius - 1] ?? 0;
      rows[row + x] = sum;
    }
  }
  const sums = new Float32Array(plane.length);
  const columns = new Float64Array(width);
  for (let y = -radius; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = columns[x] ?? 0;
      if (y + radius < height) sum += rows[(y + radius) * width + x] ?? 0;
      if (y > radius) sum -= rows[(y - radius - 1) * width + x] ?? 0;
      columns[x] = sum;
      if (y >= 0) sums[y * width + x] = sum;
    }
  }
  return sums;
};
