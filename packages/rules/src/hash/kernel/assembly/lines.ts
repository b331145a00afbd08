// Lines of one colour, WebAssembly SIMD. The twin in kernel-js.ts counts the same. Addresses are bytes; rows are interleaved RGB without padding.

// Room at the bottom of the memory, which the host leaves to it: static data would lie in the module, zeros as they are.
/** Sixteen bytes of a colour. */
const scratch: usize = 64;
/** Differing values of 16 columns, three channels, u16. */
const channels: usize = 128;
/** Values of a channel by how often they came, three channels, i32. */
const counts: usize = 256;

/** The colour over 48 bytes: what 16 interleaved pixels have at each third of them. */
function pattern(part: i32, red: i32, green: i32, blue: i32): v128 {
  for (let k = 0; k < 16; k++) {
    const channel = (part * 16 + k) % 3;
    store<u8>(scratch + k, <u8>(channel === 0 ? red : channel === 1 ? green : blue));
  }
  return v128.load(scratch);
}

/** All bits set in the bytes that differ from the pattern by more than the tolerance. */
// @ts-expect-error: decorator
function far(bytes: v128, colour: v128, tolerance: v128): v128 {
  const difference = v128.or(i8x16.sub_sat_u(bytes, colour), i8x16.sub_sat_u(colour, bytes));
  return v128.not(i8x16.eq(i8x16.sub_sat_u(difference, tolerance), i8x16.splat(0)));
}

/** Channel values of one pixel that differ from the colour by more than the tolerance. */
function differing(at: usize, red: i32, green: i32, blue: i32, tolerance: i32): i32 {
  return (
    i32(abs(<i32>load<u8>(at) - red) > tolerance) +
    i32(abs(<i32>load<u8>(at, 1) - green) > tolerance) +
    i32(abs(<i32>load<u8>(at, 2) - blue) > tolerance)
  );
}

/**
 * How many rows, one after the other and `most` at most, have no more than `allowed` channel values that differ from the colour by more than the tolerance. The first begins
 * at `start`, the next `step` bytes on; `pixels` of each.
 */
export function plainRows(
  start: usize,
  step: i32,
  pixels: i32,
  most: i32,
  red: i32,
  green: i32,
  blue: i32,
  tolerance: i32,
  allowed: i32,
): i32 {
  const t = i8x16.splat(<i8>tolerance);
  const c0 = pattern(0, red, green, blue);
  const c1 = pattern(1, red, green, blue);
  const c2 = pattern(2, red, green, blue);
  for (let row = 0; row < most; row++) {
    let at = start + row * step;
    let count = 0;
    let x = 0;
    for (; x + 16 <= pixels && count <= allowed; x += 16) {
      count += popcnt(i8x16.bitmask(far(v128.load(at), c0, t)));
      count += popcnt(i8x16.bitmask(far(v128.load(at, 16), c1, t)));
      count += popcnt(i8x16.bitmask(far(v128.load(at, 32), c2, t)));
      at += 48;
    }
    for (; x < pixels && count <= allowed; x++) {
      count += differing(at, red, green, blue, tolerance);
      at += 3;
    }
    if (count > allowed) return row;
  }
  return most;
}

/** Columns that are counted in one go. */
const COLUMNS: i32 = 16;

/**
 * The same for columns, of their `rows` pixels from `top` (the address of the first pixel of their first row) down; the first is `x`, the next one at `step` (1 or −1). At most
 * 21,845 rows.
 */
export function plainColumns(
  top: usize,
  rowBytes: i32,
  rows: i32,
  x: i32,
  step: i32,
  most: i32,
  red: i32,
  green: i32,
  blue: i32,
  tolerance: i32,
  allowed: i32,
): i32 {
  // Of most pictures not even the first is plain, which a few of its pixels show.
  let count = 0;
  for (let y = 0; y < rows && count <= allowed; y++) {
    count += differing(top + 3 * x + y * rowBytes, red, green, blue, tolerance);
  }
  if (count > allowed) return 0;
  let counted = -1;
  for (let lines = 0; lines < most; lines++) {
    const column = x + lines * step;
    const first = column - (column % COLUMNS);
    if (first !== counted) {
      countColumns(top + 3 * first, rowBytes, rows, red, green, blue, tolerance);
      counted = first;
    }
    const at = channels + 6 * (column - first);
    if (<i32>load<u16>(at) + <i32>load<u16>(at, 2) + <i32>load<u16>(at, 4) > allowed) return lines;
  }
  return most;
}

/** Differing values down 16 neighbouring columns, a channel each, u16 at `channels`. Beyond the right edge of a picture they mean nothing. */
function countColumns(start: usize, rowBytes: i32, rows: i32, red: i32, green: i32, blue: i32, tolerance: i32): void {
  const t = i8x16.splat(<i8>tolerance);
  for (let part = 0; part < 3; part++) {
    const colour = pattern(part, red, green, blue);
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let at = start + 16 * part;
    for (let y = 0; y < rows; y++) {
      const mask = far(v128.load(at), colour, t);
      low = i16x8.sub(low, i16x8.extend_low_i8x16_s(mask));
      high = i16x8.sub(high, i16x8.extend_high_i8x16_s(mask));
      at += rowBytes;
    }
    v128.store(channels + 32 * part, low);
    v128.store(channels + 32 * part, high, 16);
  }
}

/**
 * Medians of the three channels, of `count` pixels spread evenly over `length` that lie `step` bytes apart: three bytes as one number, red the lowest.
 */
export function medians(start: usize, step: i32, length: i32, count: i32): i32 {
  memory.fill(counts, 0, 3072);
  for (let i = 0; i < count; i++) {
    const sample = count === 1 ? 0 : <i32>floor(<f64>(i * (length - 1)) / <f64>(count - 1) + 0.5);
    const at = start + sample * step;
    for (let channel = 0; channel < 3; channel++) {
      const cell = counts + 1024 * channel + 4 * <usize>load<u8>(at + channel);
      store<i32>(cell, load<i32>(cell) + 1);
    }
  }
  let result = 0;
  for (let channel = 0; channel < 3; channel++) {
    let left = (count >> 1) + 1;
    let value = -1;
    while (left > 0) {
      value++;
      left -= load<i32>(counts + 1024 * channel + 4 * value);
    }
    result |= value << (8 * channel);
  }
  return result;
}
