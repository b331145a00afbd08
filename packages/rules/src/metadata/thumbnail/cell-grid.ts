import type { GreyImage } from '../../image/read/raster.ts';

/** A window of a picture, in px; fractions are rounded outwards. */
export interface PixelWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sums of luma over every rectangle from the upper left corner: (width + 1) × (height + 1). */
export interface SummedArea {
  readonly width: number;
  readonly height: number;
  readonly sums: Float64Array;
}

/** The summed-area table of a picture, so that a mean over any window costs four reads (Crow 1984). */
export const summedArea = ({ width, height, data }: GreyImage): SummedArea => {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  return { width, height, sums };
};

/** Means of `size` × `size` cells of a window, row by row, 0–255. */
export const cellMeans = ({ width, height, sums }: SummedArea, window: PixelWindow, size: number): Float64Array => {
  const stride = width + 1;
  const cells = new Float64Array(size * size);
  const edge = (start: number, length: number, limit: number, i: number): number =>
    Math.min(limit, Math.max(0, Math.round(start + (length * i) / size)));
  for (let j = 0; j < size; j++) {
    const top = Math.min(edge(window.y, window.height, height, j), height - 1);
    const bottom = Math.max(top + 1, edge(window.y, window.height, height, j + 1));
    for (let i = 0; i < size; i++) {
      const left = Math.min(edge(window.x, window.width, width, i), width - 1);
      const right = Math.max(left + 1, edge(window.x, window.width, width, i + 1));
      const sum =
        (sums[bottom * stride + right] ?? 0) -
        (sums[top * stride + right] ?? 0) -
        (sums[bottom * stride + left] ?? 0) +
        (sums[top * stride + left] ?? 0);
      cells[j * size + i] = sum / ((bottom - top) * (right - left));
    }
  }
  return cells;
};

export interface Grid {
  readonly columns: number;
  readonly rows: number;
}

/** Means of `columns` × `rows` cells of a window, with fractions of pixels by their share: the table between its points is that of the part. */
export const exactMeans = (
  { width, height, sums }: SummedArea,
  window: PixelWindow,
  { columns, rows }: Grid,
): Float64Array => {
  const stride = width + 1;
  const upTo = (x: number, y: number): number => {
    const [px, py] = [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
    const [i, j] = [Math.min(width - 1, Math.floor(px)), Math.min(height - 1, Math.floor(py))];
    const [fx, fy] = [px - i, py - j];
    const at = j * stride + i;
    const top = (sums[at] ?? 0) * (1 - fx) + (sums[at + 1] ?? 0) * fx;
    const bottom = (sums[at + stride] ?? 0) * (1 - fx) + (sums[at + stride + 1] ?? 0) * fx;
    return top * (1 - fy) + bottom * fy;
  };
  const [cellWidth, cellHeight] = [window.width / columns, window.height / rows];
  return Float64Array.from({ length: columns * rows }, (_, k) => {
    const left = window.x + (k % columns) * cellWidth;
    const top = window.y + Math.floor(k / columns) * cellHeight;
    const [right, bottom] = [left + cellWidth, top + cellHeight];
    const sum = upTo(right, bottom) - upTo(left, bottom) - upTo(right, top) + upTo(left, top);
    return sum / (cellWidth * cellHeight);
  });
};

/** Mirrors a grid from left to right. */
export const mirroredCells = (cells: Float64Array, size: number): Float64Array =>
  Float64Array.from(cells, (_, k) => cells[k - (k % size) + size - 1 - (k % size)] ?? 0);

/** Turns a grid by 90° clockwise. */
export const turnedCells = (cells: Float64Array, size: number): Float64Array =>
  Float64Array.from(cells, (_, k) => cells[(size - 1 - (k % size)) * size + Math.floor(k / size)] ?? 0);

/**
 * Normalised cross-correlation of two grids, −1 to 1; 1 for two that are flat and equally light within four levels, or of which no cell differs
 * by more; 0 where only one is flat.
 */
export const correlation = (a: Float64Array, b: Float64Array): number => {
  const n = a.length;
  let [sumA, sumB, squareA, squareB, product, most] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const [p, q] = [a[k] ?? 0, b[k] ?? 0];
    most = Math.max(most, Math.abs(p - q));
    sumA += p;
    sumB += q;
    squareA += p * p;
    squareB += q * q;
    product += p * q;
  }
  if (most < ALIKE) return 1;
  const varianceA = squareA / n - (sumA / n) ** 2;
  const varianceB = squareB / n - (sumB / n) ** 2;
  if (varianceA < FLAT || varianceB < FLAT)
    return varianceA < FLAT && varianceB < FLAT && Math.abs(sumA - sumB) / n < ALIKE ? 1 : 0;
  return (product / n - (sumA / n) * (sumB / n)) / Math.sqrt(varianceA * varianceB);
};

/** Variance, levels squared, below which a grid shows nothing; and levels by which two that are alike may differ. */
const FLAT = 6;
const ALIKE = 4;

/** The largest difference that is left in a block of 4 × 4 cells after the best gain and offset, in levels. */
export const blockResidual = (a: Float64Array, b: Float64Array, size: number): number => {
  const { gain, offset } = fit(a, b);
  let worst = 0;
  for (let y = 0; y + 4 <= size; y += 2) {
    for (let x = 0; x + 4 <= size; x += 2) {
      let sum = 0;
      for (let j = y; j < y + 4; j++)
        for (let i = x; i < x + 4; i++) sum += (a[j * size + i] ?? 0) - gain * (b[j * size + i] ?? 0) - offset;
      worst = Math.max(worst, Math.abs(sum) / 16);
    }
  }
  return worst;
};

/** Least squares: `a ≈ gain · b + offset`. */
const fit = (a: Float64Array, b: Float64Array): { readonly gain: number; readonly offset: number } => {
  const n = a.length;
  let [sumA, sumB, squareB, product] = [0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const [p, q] = [a[k] ?? 0, b[k] ?? 0];
    sumA += p;
    sumB += q;
    squareB += q * q;
    product += p * q;
  }
  const spread = squareB - (sumB * sumB) / n;
  const gain = spread < 1e-9 ? 1 : (product - (sumA * sumB) / n) / spread;
  return { gain, offset: (sumA - gain * sumB) / n };
};
