// What hashes take of a grid, 64×64 f64, WebAssembly SIMD. The twin in grid-js.ts adds in the same order and gives the same bits. Addresses are bytes.

const GRID: i32 = 64;
const ROW_BYTES: usize = 512;

/** Cosines (`frequencies` rows of `window` f64) down the columns of a grid from row `top` on: as many rows of 64 f64 at `half`. */
export function cosinesDown(grid: usize, top: i32, waves: usize, window: i32, frequencies: i32, half: usize): void {
  const start = grid + ROW_BYTES * top;
  for (let i = 0; i < frequencies; i++) {
    const factors = waves + 8 * i * window;
    // Eight columns at a time: their sums do not wait for each other, and each is added in its own order.
    for (let x = 0; x < GRID; x += 8) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let at = start + 8 * x;
      for (let k = 0; k < window; k++) {
        const factor = v128.load64_splat(factors + 8 * k);
        s0 = f64x2.add(s0, f64x2.mul(factor, v128.load(at)));
        s1 = f64x2.add(s1, f64x2.mul(factor, v128.load(at, 16)));
        s2 = f64x2.add(s2, f64x2.mul(factor, v128.load(at, 32)));
        s3 = f64x2.add(s3, f64x2.mul(factor, v128.load(at, 48)));
        at += ROW_BYTES;
      }
      const out = half + ROW_BYTES * i + 8 * x;
      v128.store(out, s0);
      v128.store(out, s1, 16);
      v128.store(out, s2, 32);
      v128.store(out, s3, 48);
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
    for (let j = 0; j < frequencies; j += 8) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let at = wavesBySample + 8 * j;
      for (let x = 0; x < window; x++) {
        const value = v128.load64_splat(row + 8 * x);
        s0 = f64x2.add(s0, f64x2.mul(value, v128.load(at)));
        s1 = f64x2.add(s1, f64x2.mul(value, v128.load(at, 16)));
        s2 = f64x2.add(s2, f64x2.mul(value, v128.load(at, 32)));
        s3 = f64x2.add(s3, f64x2.mul(value, v128.load(at, 48)));
        at += 8 * frequencies;
      }
      v128.store(out, s0);
      v128.store(out, s1, 16);
      v128.store(out, s2, 32);
      v128.store(out, s3, 48);
      out += 64;
    }
  }
}

/** Differences in whole hundredths of 255. */
function steps(here: v128, there: v128): v128 {
  const hundredths = f64x2.mul(f64x2.sub(here, there), f64x2.splat(100.0));
  return f64x2.abs(f64x2.trunc(f64x2.div(hundredths, f64x2.splat(255.0))));
}

/** Sum over neighbours, below and to the right, of their difference in whole hundredths of 255: whole numbers, whose order does not matter. */
export function gradient(grid: usize): f64 {
  let sums = f64x2.splat(0);
  for (let i = 0; i + 1 < GRID; i++) {
    for (let j = 0; j < GRID; j += 2) {
      const at = grid + ROW_BYTES * i + 8 * j;
      sums = f64x2.add(sums, steps(v128.load(at), v128.load(at, 512)));
    }
  }
  let last: f64 = 0;
  for (let i = 0; i < GRID; i++) {
    const row = grid + ROW_BYTES * i;
    for (let j = 0; j + 2 < GRID; j += 2) {
      const at = row + 8 * j;
      sums = f64x2.add(sums, steps(v128.load(at), v128.load(at, 8)));
    }
    last += abs(trunc(((load<f64>(row, 496) - load<f64>(row, 504)) * 100.0) / 255.0));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) + last;
}

/** Bit `k` of 256, in eight words at `target`: whether value `k` is greater than the threshold. */
export function bitsAbove(values: usize, threshold: f64, target: usize): void {
  for (let word = 0; word < 8; word++) {
    let bits: u32 = 0;
    for (let k = 0; k < 32; k++) bits |= u32(load<f64>(values + 8 * (32 * word + k)) > threshold) << k;
    store<u32>(target + 4 * word, bits);
  }
}
