import {
  CELLS_A_SIDE,
  type Cells,
  COEFFICIENTS,
  type Coefficients,
  GRID,
  type LineMap,
  type LumaGrid,
  type Waves,
  WHOLE,
} from '../kernel.ts';

/** Weights of ITU-R BT.601, which PDQ and JPEG use. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Rows of weighted sums, without padding, each of 3 × the picture's width: sums of `WHOLE` × 0–255. */
export interface ReducedRows {
  readonly data: Int32Array;
  readonly width: number;
  readonly height: number;
}

/** Luma of reduced rows, resampled along them. */
export const lumaAcross = ({ data, width, height }: ReducedRows, across: LineMap): Float64Array => {
  const out = new Float64Array(across.size * height);
  const line = new Float64Array(width);
  const { from, to } = stretchRead(across);
  for (let y = 0; y < height; y++) {
    for (let x = from, p = 3 * (y * width + from); x < to; x++, p += 3) {
      const sum = LUMA[0] * (data[p] ?? 0) + LUMA[1] * (data[p + 1] ?? 0) + LUMA[2] * (data[p + 2] ?? 0);
      line[x] = sum / WHOLE;
    }
    mapLine(line, across, out, y * across.size);
  }
  return out;
};

/** Means of the three channels over cells of the 64 rows that a grid is made of: eight rows are taken together, then cells along them. */
export const cellsOf = (rows: ReducedRows, across: LineMap): Cells => [
  channelCells(rows, 0, across),
  channelCells(rows, 1, across),
  channelCells(rows, 2, across),
];

const channelCells = ({ data, width, height }: ReducedRows, channel: number, across: LineMap): Float64Array => {
  const perCell = height / CELLS_A_SIDE;
  const rows = new Float64Array(width * CELLS_A_SIDE);
  const { from, to } = stretchRead(across);
  for (let y = 0; y < height; y++) {
    const base = Math.floor(y / perCell) * width;
    for (let x = from, p = 3 * (y * width + from) + channel; x < to; x++, p += 3) {
      rows[base + x] = (rows[base + x] ?? 0) + (data[p] ?? 0) / (WHOLE * perCell);
    }
  }
  const out = new Float64Array(CELLS_A_SIDE * CELLS_A_SIDE);
  for (let y = 0; y < CELLS_A_SIDE; y++) mapLine(rows, across, out, y * CELLS_A_SIDE, y * width);
  return out;
};

/** The samples that a map reads: from the first up to, but without, the last. */
const stretchRead = ({ size, first, offset }: LineMap): { readonly from: number; readonly to: number } => ({
  from: first[0] ?? 0,
  to: (first[size - 1] ?? 0) + (offset[size] ?? 0) - (offset[size - 1] ?? 0),
});

/** Applies a map to the line that begins at `start`; the results go to `out` from `at` on. */
const mapLine = (
  line: Float64Array,
  { size, first, offset, weights }: LineMap,
  out: Float64Array,
  at: number,
  start = 0,
): void => {
  for (let j = 0; j < size; j++) {
    let sum = 0;
    const end = offset[j + 1] ?? 0;
    let p = start + (first[j] ?? 0);
    for (let k = offset[j] ?? 0; k < end; k++, p++) sum += (weights[k] ?? 0) * (line[p] ?? 0);
    out[at + j] = sum;
  }
};

/** A grid of 64×64 luma values. */
export const lumaGrid = (values: Float64Array): LumaGrid => ({
  values: () => values.slice(),
  coefficients: (waves, tops, lefts) => coefficientsOf(coefficients(values, waves, tops, lefts)),
  gradient: () => gradient(values),
});

const coefficientsOf = (values: Float64Array): Coefficients => ({
  values: () => values.slice(),
  above: (threshold) => bitsAbove(values, threshold),
});

const bitsAbove = (values: Float64Array, threshold: number): Uint32Array => {
  const hash = new Uint32Array(COEFFICIENTS / 32);
  for (let k = 0; k < COEFFICIENTS; k++) {
    if ((values[k] ?? 0) > threshold) hash[k >> 5] = ((hash[k >> 5] ?? 0) | (1 << (k & 31))) >>> 0;
  }
  return hash;
};

/** Down the columns, four rows at a time, then along the rows. */
const coefficients = (
  grid: Float64Array,
  waves: Waves,
  tops: readonly number[],
  lefts: readonly number[],
): Float64Array => {
  const { window, frequencies } = waves;
  const out = new Float64Array(tops.length * lefts.length * frequencies * frequencies);
  let at = 0;
  for (const top of tops) {
    const half = cosinesDown(grid, waves, top);
    for (const left of lefts) {
      for (let i = 0; i < frequencies; i++) {
        for (let j = 0; j < frequencies; j++) {
          let sum = 0;
          for (let x = 0; x < window; x++) sum += (half[i * GRID + left + x] ?? 0) * (waves.rows[j * window + x] ?? 0);
          out[at++] = sum;
        }
      }
    }
  }
  return out;
};

const cosinesDown = (grid: Float64Array, { window, frequencies, rows }: Waves, top: number): Float64Array => {
  const half = new Float64Array(frequencies * GRID);
  for (let i = 0; i < frequencies; i++) {
    for (let k = 0; k < window; k += 4) {
      const factor = i * window + k;
      const [a = 0, b = 0, c = 0, d = 0] = [rows[factor], rows[factor + 1], rows[factor + 2], rows[factor + 3]];
      for (let x = 0; x < GRID; x++) {
        const from = (top + k) * GRID + x;
        half[i * GRID + x] =
          (half[i * GRID + x] ?? 0) +
          a * (grid[from] ?? 0) +
          b * (grid[from + GRID] ?? 0) +
          c * (grid[from + 2 * GRID] ?? 0) +
          d * (grid[from + 3 * GRID] ?? 0);
      }
    }
  }
  return half;
};

const gradient = (grid: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      const here = grid[i * GRID + j] ?? 0;
      if (i + 1 < GRID) sum += Math.abs(Math.trunc(((here - (grid[(i + 1) * GRID + j] ?? 0)) * 100) / 255));
      if (j + 1 < GRID) sum += Math.abs(Math.trunc(((here - (grid[i * GRID + j + 1] ?? 0)) * 100) / 255));
    }
  }
  return sum;
};
