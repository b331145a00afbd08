import type { RgbImage } from '../../image/read/raster.ts';
import { cellsOf, coefficients, gradient, lumaAcross, type ReducedRows } from './grid-js.ts';
import { COLUMNS, type HeldPicture, type PictureKernel, type Rgb, type WholeLineMap } from './kernel.ts';

/** The kernel in plain JavaScript, for runtimes without WebAssembly SIMD; the reference for the other one. */
export const createJsPictureKernel = (): PictureKernel => {
  const last: Last = { rows: { data: new Int32Array(0), width: 0, height: 0 } };
  return {
    kind: 'javascript',
    hold: (image, side) => {
      let working = image;
      while (Math.max(working.width, working.height) > side) working = halve(working);
      return { full: held(image, last), working: held(working, last) };
    },
    coefficients,
    gradient,
  };
};

/** The rows that were reduced last. */
interface Last {
  rows: ReducedRows;
}

/** Half the size: means of 2×2 pixels by two rounding averages. An odd last row or column is its own neighbour. */
export const halve = ({ width, height, data }: RgbImage): RgbImage => {
  const w = (width + 1) >> 1;
  const h = (height + 1) >> 1;
  const out = new Uint8Array(w * h * 3);
  let o = 0;
  for (let y = 0; y < h; y++) {
    const upper = 2 * y * width * 3;
    const lower = Math.min(2 * y + 1, height - 1) * width * 3;
    for (let x = 0; x < w; x++) {
      const p = 6 * x;
      const q = 3 * Math.min(2 * x + 1, width - 1);
      for (let c = 0; c < 3; c++) {
        const left = ((data[upper + p + c] ?? 0) + (data[lower + p + c] ?? 0) + 1) >> 1;
        const right = ((data[upper + q + c] ?? 0) + (data[lower + q + c] ?? 0) + 1) >> 1;
        out[o++] = (left + right + 1) >> 1;
      }
    }
  }
  return { width: w, height: h, data: out };
};

const held = (image: RgbImage, last: Last): HeldPicture => ({
  image,
  lumaGrid: (down, across) => {
    last.rows = { data: reduceDown(image, down), width: image.width, height: down.size };
    return lumaAcross(last.rows, across);
  },
  channelCells: (across) => [
    cellsOf(last.rows, 0, across),
    cellsOf(last.rows, 1, across),
    cellsOf(last.rows, 2, across),
  ],
  differingInRow: (x, y, length, colour, tolerance) => {
    let count = 0;
    const start = 3 * (y * image.width + x);
    for (let p = start; p < start + 3 * length; p += 3) count += differing(image.data, p, colour, tolerance);
    return count;
  },
  differingInColumns: (x, y, rows, colour, tolerance) => {
    const columns = Math.min(COLUMNS, image.width - x);
    const counts = new Uint16Array(columns);
    for (let row = y; row < y + rows; row++) {
      const start = 3 * (row * image.width + x);
      for (let k = 0; k < columns; k++) {
        counts[k] = (counts[k] ?? 0) + differing(image.data, start + 3 * k, colour, tolerance);
      }
    }
    return counts;
  },
  medians: (start, step, length, count) => medians(image.data, start, step, length, count),
});

const medians = (data: Uint8Array, start: number, step: number, length: number, count: number): Rgb => {
  const channel = (c: number): number => {
    const values = new Uint8Array(count);
    for (let i = 0; i < count; i++) values[i] = data[start + sampleAt(i, length, count) * step + c] ?? 0;
    return values.sort()[count >> 1] ?? 0;
  };
  return [channel(0), channel(1), channel(2)];
};

/** Which of `length` pixels sample `i` of `count` is: evenly spread, the same from either end. */
const sampleAt = (i: number, length: number, count: number): number =>
  count === 1 ? 0 : Math.round((i * (length - 1)) / (count - 1));

const reduceDown = ({ width, data }: RgbImage, { size, first, offset, weights }: WholeLineMap): Int32Array => {
  const rowBytes = 3 * width;
  const out = new Int32Array(size * rowBytes);
  for (let i = 0; i < size; i++) {
    const begin = offset[i] ?? 0;
    const base = i * rowBytes;
    for (let k = begin; k < (offset[i + 1] ?? 0); k++) {
      const weight = weights[k] ?? 0;
      const row = ((first[i] ?? 0) + k - begin) * rowBytes;
      for (let b = 0; b < rowBytes; b++) out[base + b] = (out[base + b] ?? 0) + weight * (data[row + b] ?? 0);
    }
  }
  return out;
};

const differing = (data: Uint8Array, p: number, colour: Rgb, tolerance: number): number =>
  (Math.abs((data[p] ?? 0) - colour[0]) > tolerance ? 1 : 0) +
  (Math.abs((data[p + 1] ?? 0) - colour[1]) > tolerance ? 1 : 0) +
  (Math.abs((data[p + 2] ?? 0) - colour[2]) > tolerance ? 1 : 0);
