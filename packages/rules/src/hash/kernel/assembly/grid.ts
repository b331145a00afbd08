// The double-precision work on grids, WebAssembly SIMD. Its twin in grid-js.ts adds in the same order and gives the same bits.
// Addresses are bytes; grids are 64×64 f64.

const GRID: i32 = 64;
const ROW_BYTES: usize = 512;
/** What the weights of reduced rows add up to. */
const WHOLE: f64 = 16384.0;

/**
 * Luma of reduced rows (i32, three a pixel, `stride` values a row), of their pixels `from` to `to`, resampled along them by a map: `size` f64 a row at
 * `target`. `line` has room for two rows of f64.
 */
export function lumaAcross(
  rows: usize,
  stride: i32,
  height: i32,
  from: i32,
  to: i32,
  size: i32,
  first: usize,
  offset: usize,
  weights: usize,
  line: usize,
  target: usize,
): void {
  const red = f64x2.splat(0.299);
  const green = f64x2.splat(0.587);
  const blue = f64x2.splat(0.114);
  const share = f64x2.splat(1.0 / WHOLE);
  // Two rows a step, one in each half of a vector: their sums do not wait for each other, and each is added in its own order.
  for (let y = 0; y < height; y += 2) {
    const below = min(y + 1, height - 1);
    const upper = rows + 4 * y * stride;
    const lower = rows + 4 * below * stride;
    for (let x = from; x < to; x++) {
      const a = v128.load(upper + 12 * x);
      const b = v128.load(lower + 12 * x);
      const redsAndGreens = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const r = f64x2.convert_low_i32x4_s(redsAndGreens);
      const g = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(redsAndGreens, redsAndGreens, 2, 3, 0, 1));
      const l = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(a, b, 2, 6, 3, 7));
      const sum = f64x2.add(f64x2.add(f64x2.mul(red, r), f64x2.mul(green, g)), f64x2.mul(blue, l));
      v128.store(line + 16 * x, f64x2.mul(sum, share));
    }
    let k = load<i32>(offset);
    for (let j = 0; j < size; j++) {
      const end = load<i32>(offset + 4 * j, 4);
      let at = line + 16 * load<i32>(first + 4 * j);
      let sum = f64x2.splat(0);
      for (; k < end; k++) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(weights + 8 * k), v128.load(at)));
        at += 16;
      }
      store<f64>(target + 8 * (y * size + j), f64x2.extract_lane(sum, 0));
      store<f64>(target + 8 * (below * size + j), f64x2.extract_lane(sum, 1));
    }
  }
}

/** Applies a map to values that lie `step` bytes apart. */
function mapLine(line: usize, step: i32, size: i32, first: usize, offset: usize, weights: usize, target: usize): void {
  let k = load<i32>(offset);
  for (let j = 0; j < size; j++) {
    const end = load<i32>(offset + 4 * j, 4);
    let at = line + load<i32>(first + 4 * j) * step;
    let sum: f64 = 0;
    for (; k < end; k++) {
      sum += load<f64>(weights + 8 * k) * load<f64>(at);
      at += step;
    }
    store<f64>(target + 8 * j, sum);
  }
}

/**
 * Means of the three channels over cells: `perCell` reduced rows are taken together, then cells along them by a map of `size` cells. Three grids of
 * `size` × `size` f64 at `target`; `sums` has room for three f64 a pixel of a row.
 */
export function channelCells(
  rows: usize,
  stride: i32,
  height: i32,
  from: i32,
  to: i32,
  size: i32,
  first: usize,
  offset: usize,
  weights: usize,
  sums: usize,
  target: usize,
): void {
  const perCell = height / size;
  const divisor = f64x2.splat(WHOLE * <f64>perCell);
  for (let cell = 0; cell < size; cell++) {
    memory.fill(sums + 24 * from, 0, 24 * (to - from) + 8);
    for (let y = cell * perCell; y < (cell + 1) * perCell; y++) {
      const row = rows + 4 * y * stride;
      for (let k = 3 * from; k < 3 * to; k += 2) {
        const values = f64x2.convert_low_i32x4_s(v128.load64_zero(row + 4 * k));
        v128.store(sums + 8 * k, f64x2.add(v128.load(sums + 8 * k), f64x2.div(values, divisor)));
      }
    }
    for (let channel = 0; channel < 3; channel++) {
      const out = target + 8 * (channel * size + cell) * size;
      mapLine(sums + 8 * channel, 24, size, first, offset, weights, out);
    }
  }
}

/** Cosines (`frequencies` rows of `window` f64) down the columns of a grid from row `top` on: as many rows of 64 f64 at `half`. */
export function cosinesDown(grid: usize, top: i32, waves: usize, window: i32, frequencies: i32, half: usize): void {
  for (let i = 0; i < frequencies; i++) {
    const factors = waves + 8 * i * window;
    for (let x = 0; x < GRID; x += 2) {
      let sum = f64x2.splat(0);
      let at = grid + ROW_BYTES * top + 8 * x;
      for (let k = 0; k < window; k++) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(factors + 8 * k), v128.load(at)));
        at += ROW_BYTES;
      }
      v128.store(half + ROW_BYTES * i + 8 * x, sum);
    }
  }
}

/** The same along those rows from column `left` on, by cosines that lie sample after sample: `frequencies`² f64 at `target`. */
export function cosinesAcross(
  half: usize,
  left: i32,
  wavesBySample: usize,
  window: i32,
  frequencies: i32,
  target: usize,
): void {
  let out = target;
  for (let i = 0; i < frequencies; i++) {
    const row = half + ROW_BYTES * i + 8 * left;
    for (let j = 0; j < frequencies; j += 2) {
      let sum = f64x2.splat(0);
      for (let x = 0; x < window; x++) {
        sum = f64x2.add(
          sum,
          f64x2.mul(v128.load64_splat(row + 8 * x), v128.load(wavesBySample + 8 * (x * frequencies + j))),
        );
      }
      v128.store(out, sum);
      out += 16;
    }
  }
}

/** Sum over neighbours, below and to the right, of their difference in whole hundredths of 255. */
export function gradient(grid: usize): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      const at = grid + ROW_BYTES * i + 8 * j;
      const here = load<f64>(at);
      if (i + 1 < GRID) sum += abs(trunc(((here - load<f64>(at, 512)) * 100.0) / 255.0));
      if (j + 1 < GRID) sum += abs(trunc(((here - load<f64>(at, 8)) * 100.0) / 255.0));
    }
  }
  return sum;
}
