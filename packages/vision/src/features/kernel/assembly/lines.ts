/** Which of sixteen pixels lie further than `most` from a value: all bits of these. */
function apart(pixels: v128, value: v128, most: v128): v128 {
  const off = v128.or(i8x16.sub_sat_u(pixels, value), i8x16.sub_sat_u(value, pixels));
  return i8x16.gt_u(off, most);
}

/** Counts pixels of a row that differ from a value by more than `tolerance`, up to `most` + 1. */
function offInRow(row: usize, length: i32, value: u8, tolerance: i32, most: i32): i32 {
  const wanted = i8x16.splat(value);
  const limit = i8x16.splat(<i8>tolerance);
  let off = 0;
  let x = 0;
  for (; x + 16 <= length && off <= most; x += 16)
    off += popcnt(i8x16.bitmask(apart(v128.load(row + x), wanted, limit)));
  if (x < length && off <= most) {
    const last = i8x16.bitmask(apart(v128.load(row + x), wanted, limit));
    off += popcnt(last & ((1 << (length - x)) - 1));
  }
  return off;
}

/**
 * Of each row of `width` pixels, one every `stride` bytes, whether all of its pixels but `most` lie within `tolerance` of the one in its middle, or of its first: u8, 1 or 0. Up to
 * fifteen pixels behind a row are read.
 */
export function plainRows(
  source: usize,
  stride: i32,
  width: i32,
  height: i32,
  tolerance: i32,
  most: i32,
  out: usize,
): void {
  for (let y = 0; y < height; y++) {
    const row = source + y * stride;
    const middle = load<u8>(row + (width >> 1));
    const first = load<u8>(row);
    let plain = offInRow(row, width, middle, tolerance, most) <= most;
    if (!plain && first !== middle) plain = offInRow(row, width, first, tolerance, most) <= most;
    store<u8>(out + y, <u8>plain);
  }
}

/** The same for columns, for `most` up to 254. Writes up to fifteen columns beyond the last. */
export function plainColumns(
  source: usize,
  stride: i32,
  width: i32,
  height: i32,
  tolerance: i32,
  most: i32,
  out: usize,
): void {
  const limit = i8x16.splat(<i8>tolerance);
  const allowed = i8x16.splat(<i8>most);
  const one = i8x16.splat(1);
  for (let x = 0; x < width; x += 16) {
    const column = source + x;
    const middle = v128.load(column + (height >> 1) * stride);
    const first = v128.load(column);
    let offMiddle = i8x16.splat(0);
    let offFirst = i8x16.splat(0);
    for (let y = 0, at = column; y < height; y++, at += stride) {
      const pixels = v128.load(at);
      offMiddle = i8x16.add_sat_u(offMiddle, v128.and(apart(pixels, middle, limit), one));
      offFirst = i8x16.add_sat_u(offFirst, v128.and(apart(pixels, first, limit), one));
      if ((y & 15) === 15 && i8x16.all_true(i8x16.gt_u(i8x16.min_u(offMiddle, offFirst), allowed))) break;
    }
    const plain = i8x16.le_u(i8x16.min_u(offMiddle, offFirst), allowed);
    v128.store(out + x, v128.and(plain, one));
  }
}

/**
 * Of each row but the first the longest run of windows of `window` pixels (at most 56), side by side from its start, in which at least `least` pixels differ from the one above by more
 * than `step`: pixels, u16. `bits`: room for a bit a pixel of a row, and eight bytes more.
 */
export function stepRows(
  source: usize,
  width: i32,
  height: i32,
  step: i32,
  window: i32,
  least: i32,
  bits: usize,
  out: usize,
): void {
  const limit = i8x16.splat(<i8>step);
  const mask = ((<u64>1) << (<u64>window)) - 1;
  for (let y = 1; y < height; y++) {
    const row = source + y * width;
    for (let x = 0; x < width; x += 16)
      store<u16>(bits + (x >> 3), <u16>i8x16.bitmask(apart(v128.load(row + x), v128.load(row + x - width), limit)));
    let run = 0;
    let longest = 0;
    for (let x = 0; x + window <= width; x += window) {
      const steps = popcnt<u64>((load<u64>(bits + (x >> 3)) >> <u64>(x & 7)) & mask);
      run = <i32>steps >= least ? run + window : 0;
      longest = max(longest, run);
    }
    store<u16>(out + 2 * y, <u16>longest);
  }
}

/** The same for each column except the first, in windows of at most 255, relative to the pixel to its left. Writes up to sixteen columns beyond the last. */
export function stepColumns(
  source: usize,
  width: i32,
  height: i32,
  step: i32,
  window: i32,
  least: i32,
  out: usize,
): void {
  const limit = i8x16.splat(<i8>step);
  const enough = i8x16.splat(<i8>least);
  const one = i8x16.splat(1);
  const longer = i16x8.splat(<i16>window);
  for (let x = 1; x < width; x += 16) {
    let runLow = i16x8.splat(0);
    let runHigh = i16x8.splat(0);
    let longestLow = i16x8.splat(0);
    let longestHigh = i16x8.splat(0);
    for (let y = 0; y + window <= height; y += window) {
      let steps = i8x16.splat(0);
      let at = source + y * width + x;
      for (let k = 0; k < window; k++, at += width)
        steps = i8x16.add(steps, v128.and(apart(v128.load(at), v128.load(at - 1), limit), one));
      const runs = i8x16.ge_u(steps, enough);
      runLow = v128.and(i16x8.add(runLow, longer), i16x8.extend_low_i8x16_s(runs));
      runHigh = v128.and(i16x8.add(runHigh, longer), i16x8.extend_high_i8x16_s(runs));
      longestLow = i16x8.max_u(longestLow, runLow);
      longestHigh = i16x8.max_u(longestHigh, runHigh);
    }
    v128.store(out + 2 * x, longestLow);
    v128.store(out + 2 * x + 16, longestHigh);
  }
}
