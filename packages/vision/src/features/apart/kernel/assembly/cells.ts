/** Px of a side of a cell, and in all. */
const CELL: i32 = 4;
const PIXELS: f64 = 16;

/** The f32 at an address as f64. */
function at(address: usize): f64 {
  return <f64>load<f32>(address);
}

/** Sum of four lanes. */
function added(v: v128): f64 {
  const left = <f64>f32x4.extract_lane(v, 0) + <f64>f32x4.extract_lane(v, 1);
  return left + (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3));
}

/** The bytes of four counts that are all 1. */
const ALL: u32 = 0x01010101;

/** Sum of the steps from pixel to pixel, of every second row. */
export function slope(plane: usize, width: i32, height: i32, counts: usize): f64 {
  const stride = 4 * <usize>width;
  let sum: f64 = 0;
  for (let y = 0; y + 1 < height; y += 2) {
    let count = counts + y * width;
    let p = plane + 4 * <usize>(y * width);
    let steps = f32x4.splat(0);
    for (let x = 0; x + 1 < width; ) {
      const four = load<u32>(count) & load<u32>(count, 1) & load<u32>(count + width);
      if (four === ALL && x + 4 < width) {
        const here = v128.load(p);
        const stepX = f32x4.abs(f32x4.sub(v128.load(p, 4), here));
        steps = f32x4.add(steps, f32x4.add(stepX, f32x4.abs(f32x4.sub(v128.load(p + stride), here))));
        x += 4;
        count += 4;
        p += 16;
        continue;
      }
      if (four & 1) sum += abs(at(p + 4) - at(p)) + abs(at(p + stride) - at(p));
      x++;
      count++;
      p += 4;
    }
    sum += added(steps);
  }
  return sum;
}

/** Of each cell 1 where all of its pixels are 1 and it does not lie along the edge. `known`: 0 before. */
export function wholeCells(isThere: usize, width: i32, columns: i32, rows: i32, known: usize): void {
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const p = isThere + row * CELL * width + column * CELL;
      const all = load<u32>(p) & load<u32>(p + width) & load<u32>(p + 2 * width) & load<u32>(p + 3 * width);
      store<u8>(known + row * columns + column, all === 0x01010101 ? 1 : 0);
    }
  }
}

/** Means and slopes of cells that are known; `mean`, `net` and `rough`: f32 a cell, 0 before. */
export function cells(
  plane: usize,
  width: i32,
  columns: i32,
  count: i32,
  known: usize,
  mean: usize,
  net: usize,
  rough: usize,
): void {
  const stride = 4 * <usize>width;
  for (let cell = 0; cell < count; cell++) {
    if (!load<u8>(known + cell)) continue;
    const row = cell / columns;
    const first = plane + 4 * <usize>(row * CELL * width + (cell - row * columns) * CELL);
    let sum = f32x4.splat(0);
    let across = f32x4.splat(0);
    let down = f32x4.splat(0);
    let lengths = f32x4.splat(0);
    for (let y = 0; y < CELL; y++) {
      const p = first + <usize>y * stride;
      sum = f32x4.add(sum, v128.load(p));
      const stepX = f32x4.sub(v128.load(p, 4), v128.load(p - 4));
      const stepY = f32x4.sub(v128.load(p + stride), v128.load(p - stride));
      across = f32x4.add(across, stepX);
      down = f32x4.add(down, stepY);
      lengths = f32x4.add(lengths, f32x4.sqrt(f32x4.add(f32x4.mul(stepX, stepX), f32x4.mul(stepY, stepY))));
    }
    const overX = added(across);
    const overY = added(down);
    const to = 4 * <usize>cell;
    store<f32>(mean + to, <f32>(added(sum) / PIXELS));
    store<f32>(net + to, <f32>(sqrt(overX * overX + overY * overY) / (2 * PIXELS)));
    store<f32>(rough + to, <f32>(added(lengths) / (2 * PIXELS)));
  }
}

/**
 * What is left of the means of ours beyond `gain` times theirs and `bias`, of cells that are known, and what a better fit follows from. `apart`: f32 a cell, 0 before;
 * `sums`: five f64.
 */
export function light(
  own: usize,
  their: usize,
  count: i32,
  known: usize,
  gain: f64,
  bias: f64,
  spread: f64,
  apart: usize,
  sums: usize,
): void {
  let w: f64 = 0;
  let x: f64 = 0;
  let y: f64 = 0;
  let xx: f64 = 0;
  let xy: f64 = 0;
  for (let cell = 0; cell < count; cell++) {
    if (!load<u8>(known + cell)) continue;
    const k = 4 * <usize>cell;
    const here = at(own + k);
    const there = at(their + k);
    const left = here - gain * there - bias;
    store<f32>(apart + k, <f32>left);
    const share = left / spread;
    const weight = 1 / ((1 + share * share) * (1 + share * share));
    w += weight;
    x += weight * there;
    y += weight * here;
    xx += weight * there * there;
    xy += weight * there * here;
  }
  store<f64>(sums, w);
  store<f64>(sums, x, 8);
  store<f64>(sums, y, 16);
  store<f64>(sums, xx, 24);
  store<f64>(sums, xy, 32);
}
