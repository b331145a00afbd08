/** Px of a side of a cell, and in all. */
const CELL: i32 = 4;
const PIXELS: f64 = 16;

/** The f32 at an address as f64. */
function at(address: usize): f64 {
  return <f64>load<f32>(address);
}

/** Sum of the steps from pixel to pixel, of every second row. */
export function slope(plane: usize, width: i32, height: i32, counts: usize): f64 {
  const stride = 4 * <usize>width;
  let sum: f64 = 0;
  for (let y = 0; y + 1 < height; y += 2) {
    let count = counts + y * width;
    let p = plane + 4 * <usize>(y * width);
    for (let x = 0; x + 1 < width; x++, count++, p += 4) {
      if (!(load<u8>(count) & load<u8>(count, 1) & load<u8>(count + width))) continue;
      const here = at(p);
      sum += abs(at(p + 4) - here) + abs(at(p + stride) - here);
    }
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
    let sum: f64 = 0;
    let across: f64 = 0;
    let down: f64 = 0;
    let lengths: f64 = 0;
    for (let y = 0; y < CELL; y++) {
      let p = first + <usize>y * stride;
      for (let x = 0; x < CELL; x++, p += 4) {
        sum += at(p);
        const stepX = at(p + 4) - at(p - 4);
        const stepY = at(p + stride) - at(p - stride);
        across += stepX;
        down += stepY;
        lengths += sqrt(stepX * stepX + stepY * stepY);
      }
    }
    const to = 4 * <usize>cell;
    store<f32>(mean + to, <f32>(sum / PIXELS));
    store<f32>(net + to, <f32>(sqrt(across * across + down * down) / (2 * PIXELS)));
    store<f32>(rough + to, <f32>(lengths / (2 * PIXELS)));
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
