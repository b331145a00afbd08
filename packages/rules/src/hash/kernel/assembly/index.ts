// Whole-number kernels of the fingerprint, WebAssembly SIMD. Their twins in kernel-js.ts give the same bytes.
// Addresses are bytes; rows are interleaved RGB without padding. Every piece has 64 bytes of slack behind it.
export { channelCells, cosinesAcross, cosinesDown, gradient, lumaAcross } from './grid';

/** Half the size: means of 2×2 pixels by two rounding averages. An odd last row or column is its own neighbour. */
export function halve(source: usize, width: i32, height: i32, target: usize): void {
  const w = (width + 1) >> 1;
  const h = (height + 1) >> 1;
  const rowBytes = width * 3;
  for (let y = 0; y < h; y++) {
    const upper = source + 2 * y * rowBytes;
    const lower = source + min(2 * y + 1, height - 1) * rowBytes;
    let out = target + y * w * 3;
    let x = 0;
    // Ten pixels in (30 of 32 loaded bytes), five out (15 of 16 stored bytes; the next step writes over the last).
    for (; 2 * x + 11 <= width; x += 5) {
      const at = 6 * x;
      const a = v128.avgr<u8>(v128.load(upper + at), v128.load(lower + at));
      const b = v128.avgr<u8>(v128.load(upper + at, 16), v128.load(lower + at, 16));
      // Swizzles by constants, which stay in registers: a shuffle makes its own anew each time.
      const left = v128.or(
        v128.swizzle(a, i8x16(0, 1, 2, 6, 7, 8, 12, 13, 14, -1, -1, -1, -1, -1, -1, -1)),
        v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 3, 4, 8, 9, 10, 10)),
      );
      const right = v128.or(
        v128.swizzle(a, i8x16(3, 4, 5, 9, 10, 11, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
        v128.swizzle(b, i8x16(-1, -1, -1, -1, -1, -1, -1, 0, 1, 5, 6, 7, 11, 12, 13, 13)),
      );
      v128.store(out, v128.avgr<u8>(left, right));
      out += 15;
    }
    for (; x < w; x++) {
      const p = 6 * x;
      const q = 3 * min(2 * x + 1, width - 1);
      for (let c = 0; c < 3; c++) {
        const left = (<i32>load<u8>(upper + p + c) + <i32>load<u8>(lower + p + c) + 1) >> 1;
        const right = (<i32>load<u8>(upper + q + c) + <i32>load<u8>(lower + q + c) + 1) >> 1;
        store<u8>(out++, <u8>((left + right + 1) >> 1));
      }
    }
  }
}

/** Weighted sums of rows: output row `i` is the sum of `weights[k]` × row `first[i] + k - offset[i]`, i32 a byte. */
export function reduceDown(
  source: usize,
  rowBytes: i32,
  size: i32,
  first: usize,
  offset: usize,
  weights: usize,
  target: usize,
): void {
  const stride = (rowBytes + 15) & ~15;
  for (let i = 0; i < size; i++) {
    const begin = load<i32>(offset + 4 * i);
    const end = load<i32>(offset + 4 * i, 4);
    const start = source + load<i32>(first + 4 * i) * rowBytes;
    const out = target + i * stride * 4;
    for (let b = 0; b < rowBytes; b += 16) {
      let s0 = i32x4.splat(0);
      let s1 = i32x4.splat(0);
      let s2 = i32x4.splat(0);
      let s3 = i32x4.splat(0);
      let at = start + b;
      // Two rows at a time: each product of a pair of their bytes with a pair of weights is one instruction. An odd last row has a weight of 0 beside it.
      for (let k = begin; k < end; k += 2) {
        const isPair = k + 1 < end;
        const pair = i32x4.splat(isPair ? load<i32>(weights + 2 * k) : <i32>load<u16>(weights + 2 * k));
        const upper = v128.load(at);
        const lower = v128.load(isPair ? at + rowBytes : at);
        const left = i8x16.shuffle(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        const right = i8x16.shuffle(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        s0 = i32x4.add(s0, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(left), pair));
        s1 = i32x4.add(s1, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(left), pair));
        s2 = i32x4.add(s2, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(right), pair));
        s3 = i32x4.add(s3, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(right), pair));
        at += 2 * rowBytes;
      }
      v128.store(out + 4 * b, s0);
      v128.store(out + 4 * b, s1, 16);
      v128.store(out + 4 * b, s2, 32);
      v128.store(out + 4 * b, s3, 48);
    }
  }
}

/** The colour over 48 bytes: what 16 interleaved pixels have at each third of them. */
function pattern(part: i32, red: i32, green: i32, blue: i32): v128 {
  for (let k = 0; k < 16; k++) {
    const channel = (part * 16 + k) % 3;
    store<u8>(scratch + k, <u8>(channel === 0 ? red : channel === 1 ? green : blue));
  }
  return v128.load(scratch);
}
const scratch: usize = memory.data(16, 16);

/** All bits set in the bytes that differ from the pattern by more than the tolerance. */
// @ts-expect-error: decorator
function far(bytes: v128, colour: v128, tolerance: v128): v128 {
  const difference = v128.or(i8x16.sub_sat_u(bytes, colour), i8x16.sub_sat_u(colour, bytes));
  return v128.not(i8x16.eq(i8x16.sub_sat_u(difference, tolerance), i8x16.splat(0)));
}

/** Channel values of a row's pixels that differ from the colour by more than the tolerance. */
export function differingInRow(start: usize, pixels: i32, red: i32, green: i32, blue: i32, tolerance: i32): i32 {
  const t = i8x16.splat(<i8>tolerance);
  const c0 = pattern(0, red, green, blue);
  const c1 = pattern(1, red, green, blue);
  const c2 = pattern(2, red, green, blue);
  let count = 0;
  let x = 0;
  for (; x + 16 <= pixels; x += 16) {
    const at = start + 3 * x;
    count += popcnt(i8x16.bitmask(far(v128.load(at), c0, t)));
    count += popcnt(i8x16.bitmask(far(v128.load(at, 16), c1, t)));
    count += popcnt(i8x16.bitmask(far(v128.load(at, 32), c2, t)));
  }
  for (; x < pixels; x++) {
    const at = start + 3 * x;
    if (abs(<i32>load<u8>(at) - red) > tolerance) count++;
    if (abs(<i32>load<u8>(at, 1) - green) > tolerance) count++;
    if (abs(<i32>load<u8>(at, 2) - blue) > tolerance) count++;
  }
  return count;
}

/** The same down 16 neighbouring columns: 16 u16 at `target`, summed over the channels. At most 21,845 rows. */
export function differingInColumns(
  start: usize,
  rowBytes: i32,
  rows: i32,
  red: i32,
  green: i32,
  blue: i32,
  tolerance: i32,
  target: usize,
): void {
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
  for (let k = 0; k < 16; k++) {
    const at = channels + 6 * k;
    store<u16>(target + 2 * k, load<u16>(at) + load<u16>(at, 2) + load<u16>(at, 4));
  }
}
const channels: usize = memory.data(96, 16);

/** Values by how often they came. */
const counts: usize = memory.data(1024, 16);

/**
 * Medians of the three channels, of `count` pixels spread evenly over `length` that lie `step` bytes apart: three bytes as one number, red the lowest.
 */
export function medians(start: usize, step: i32, length: i32, count: i32): i32 {
  let result = 0;
  for (let channel = 0; channel < 3; channel++) {
    memory.fill(counts, 0, 1024);
    for (let i = 0; i < count; i++) {
      const sample = count === 1 ? 0 : <i32>floor(<f64>(i * (length - 1)) / <f64>(count - 1) + 0.5);
      const at = counts + 4 * <usize>load<u8>(start + sample * step + channel);
      store<i32>(at, load<i32>(at) + 1);
    }
    let left = (count >> 1) + 1;
    let value = -1;
    while (left > 0) {
      value++;
      left -= load<i32>(counts + 4 * value);
    }
    result |= value << (8 * channel);
  }
  return result;
}
