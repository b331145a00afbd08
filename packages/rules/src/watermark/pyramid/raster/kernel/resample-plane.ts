import type { Plane, Taps } from '../plane.ts';

/** Resamples a plane, first along its rows, then down its columns. For planes that are too large for the memory of the WebAssembly kernel. */
export const resamplePlane = (plane: Plane, along: Taps, down: Taps): Plane =>
  downColumns(acrossRows(plane, along), down);

const acrossRows = (plane: Plane, { count, first, weights }: Taps): Plane => {
  const { data: from, height } = plane;
  const width = first.length;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * plane.width;
    const target = y * width;
    for (let x = 0; x < width; x++) {
      const start = row + (first[x] ?? 0);
      let sum = 0;
      for (let k = 0; k < count; k++) sum += (weights[x * count + k] ?? 0) * (from[start + k] ?? 0);
      data[target + x] = sum;
    }
  }
  return { width, height, data };
};

const downColumns = ({ width, data: from }: Plane, { count, first, weights }: Taps): Plane => {
  const height = first.length;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const target = y * width;
    for (let k = 0; k < count; k++) {
      const weight = weights[y * count + k] ?? 0;
      const start = ((first[y] ?? 0) + k) * width;
      for (let x = 0; x < width; x++) data[target + x] = (data[target + x] ?? 0) + weight * (from[start + x] ?? 0);
    }
  }
  return { width, height, data };
};
