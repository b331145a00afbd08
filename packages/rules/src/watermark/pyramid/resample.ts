import { rasterKernel } from './raster/kernel/kernel-wasm.ts';
import type { Plane, Taps } from './raster/plane.ts';

const LOBES = 3;

/**
 * Resizes by a separable Lanczos-3 filter, widened when shrinking (Turkowski, Filters for common resampling tasks, 1990), edges
 * repeated. Sizes in pixels, at least 1.
 */
export const resample = (plane: Plane, width: number, height: number): Plane => {
  if (width === plane.width && height === plane.height) return plane;
  return rasterKernel().resampled(plane, tapsOf(plane.width, width), tapsOf(plane.height, height));
};

/** Taps of the last sizes: the planes of a mark are resized one after the other. */
const lately = new Map<string, Taps>();
const MOST_LATELY = 8;

const tapsOf = (from: number, to: number): Taps => {
  const key = `${from}/${to}`;
  const known = lately.get(key);
  if (known) return known;
  const taps = makeTaps(from, to);
  const [oldest] = lately.keys();
  if (lately.size >= MOST_LATELY && oldest !== undefined) lately.delete(oldest);
  lately.set(key, taps);
  return taps;
};

/** The taps of `to` samples of a line of `from`. */
export const makeTaps = (from: number, to: number): Taps => {
  const ratio = from / to;
  const spread = Math.max(1, ratio);
  const reach = LOBES * spread;
  const count = Math.min(from, Math.floor(2 * reach) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  const heights = new Float64Array(Math.floor(2 * reach) + 2);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const [low, high] = [Math.ceil(centre - reach), Math.floor(centre + reach)];
    const start = Math.min(from - count, Math.max(0, low));
    first[i] = start;
    let total = 0;
    for (let j = low; j <= high; j++) {
      const height = lanczos((j - centre) / spread);
      heights[j - low] = height;
      total += height;
    }
    for (let j = low; j <= high; j++) {
      const at = i * count + Math.min(from - 1, Math.max(0, j)) - start;
      weights[at] = (weights[at] ?? 0) + (heights[j - low] ?? 0) / total;
    }
  }
  return { count, first, weights };
};

const lanczos = (x: number): number => {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const p = Math.PI * x;
  return (LOBES * Math.sin(p) * Math.sin(p / LOBES)) / (p * p);
};
