// Area means of rows of interleaved RGB, WebAssembly SIMD; the twin in reducer-js.ts gives the same bytes. Addresses are bytes, and every piece has
// 64 bytes of slack behind it. Weights of 0 may lie on what is behind the end of a row or of the band.

export { layOnWhite } from './opacity';

const SHIFT: i32 = 21;

/** The first eight bytes of two rows by their weights. */
function lowOfTwo(a: v128, weightA: v128, b: v128, weightB: v128): v128 {
  return i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(a), weightA), i16x8.mul(i16x8.extend_low_i8x16_u(b), weightB));
}

/** The last eight. */
function highOfTwo(a: v128, weightA: v128, b: v128, weightB: v128): v128 {
  return i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(a), weightA), i16x8.mul(i16x8.extend_high_i8x16_u(b), weightB));
}

/** `sumDown` of four rows. */
function sumFour(source: usize, rowBytes: i32, weights: usize, line: usize): void {
  const w0 = v128.load16_splat(weights);
  const w1 = v128.load16_splat(weights, 2);
  const w2 = v128.load16_splat(weights, 4);
  const w3 = v128.load16_splat(weights, 6);
  for (let b = 0; b < rowBytes; b += 16) {
    const at = source + b;
    const r0 = v128.load(at);
    const r1 = v128.load(at + rowBytes);
    const r2 = v128.load(at + 2 * rowBytes);
    const r3 = v128.load(at + 3 * rowBytes);
    const low = i16x8.add(lowOfTwo(r0, w0, r1, w1), lowOfTwo(r2, w2, r3, w3));
    const high = i16x8.add(highOfTwo(r0, w0, r1, w1), highOfTwo(r2, w2, r3, w3));
    v128.store(line + 2 * b, i16x8.shr_u(low, 1));
    v128.store(line + 2 * b, i16x8.shr_u(high, 1), 16);
  }
}

/** `sumDown` of five or six rows. */
function sumSix(source: usize, rowBytes: i32, taps: i32, weights: usize, line: usize): void {
  const fifth = source + 4 * rowBytes;
  const sixth = source + (taps > 5 ? 5 * rowBytes : 0);
  const w0 = v128.load16_splat(weights);
  const w1 = v128.load16_splat(weights, 2);
  const w2 = v128.load16_splat(weights, 4);
  const w3 = v128.load16_splat(weights, 6);
  const w4 = v128.load16_splat(weights, 8);
  const w5 = taps > 5 ? v128.load16_splat(weights, 10) : i16x8.splat(0);
  for (let b = 0; b < rowBytes; b += 16) {
    const at = source + b;
    const r0 = v128.load(at);
    const r1 = v128.load(at + rowBytes);
    const r2 = v128.load(at + 2 * rowBytes);
    const r3 = v128.load(at + 3 * rowBytes);
    const r4 = v128.load(fifth + b);
    const r5 = v128.load(sixth + b);
    const low = i16x8.add(i16x8.add(lowOfTwo(r0, w0, r1, w1), lowOfTwo(r2, w2, r3, w3)), lowOfTwo(r4, w4, r5, w5));
    const high = i16x8.add(i16x8.add(highOfTwo(r0, w0, r1, w1), highOfTwo(r2, w2, r3, w3)), highOfTwo(r4, w4, r5, w5));
    v128.store(line + 2 * b, i16x8.shr_u(low, 1));
    v128.store(line + 2 * b, i16x8.shr_u(high, 1), 16);
  }
}

/** One row of sums down the columns, halved: u16 a byte of the row. `weights` are i16 that add up to 256. */
function sumDown(source: usize, rowBytes: i32, taps: i32, weights: usize, line: usize): void {
  if (taps <= 3) {
    const second = source + (taps > 1 ? rowBytes : 0);
    const third = source + 2 * rowBytes;
    const w0 = v128.load16_splat(weights);
    const w1 = taps > 1 ? v128.load16_splat(weights, 2) : i16x8.splat(0);
    // Two of three rows are enough for nearly every other one.
    if (taps < 3 || load<i16>(weights, 4) === 0) {
      for (let b = 0; b < rowBytes; b += 16) {
        const r0 = v128.load(source + b);
        const r1 = v128.load(second + b);
        v128.store(line + 2 * b, i16x8.shr_u(lowOfTwo(r0, w0, r1, w1), 1));
        v128.store(line + 2 * b, i16x8.shr_u(highOfTwo(r0, w0, r1, w1), 1), 16);
      }
      return;
    }
    const w2 = v128.load16_splat(weights, 4);
    for (let b = 0; b < rowBytes; b += 16) {
      const r0 = v128.load(source + b);
      const r1 = v128.load(second + b);
      const r2 = v128.load(third + b);
      const low = i16x8.add(lowOfTwo(r0, w0, r1, w1), i16x8.mul(i16x8.extend_low_i8x16_u(r2), w2));
      const high = i16x8.add(highOfTwo(r0, w0, r1, w1), i16x8.mul(i16x8.extend_high_i8x16_u(r2), w2));
      v128.store(line + 2 * b, i16x8.shr_u(low, 1));
      v128.store(line + 2 * b, i16x8.shr_u(high, 1), 16);
    }
    return;
  }
  if (taps === 4) {
    sumFour(source, rowBytes, weights, line);
    return;
  }
  if (taps <= 6) {
    sumSix(source, rowBytes, taps, weights, line);
    return;
  }
  for (let b = 0; b < rowBytes; b += 16) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let at = source + b;
    for (let k = 0; k < taps; k++) {
      const weight = v128.load16_splat(weights + 2 * k);
      const row = v128.load(at);
      low = i16x8.add(low, i16x8.mul(i16x8.extend_low_i8x16_u(row), weight));
      high = i16x8.add(high, i16x8.mul(i16x8.extend_high_i8x16_u(row), weight));
      at += rowBytes;
    }
    v128.store(line + 2 * b, i16x8.shr_u(low, 1));
    v128.store(line + 2 * b, i16x8.shr_u(high, 1), 16);
  }
}

/** r0 g0 b0 r1 g1 b1 … as r0 r1 g0 g1 b0 b1. A swizzle by a constant keeps it in a register, which a shuffle makes anew each time. */
function inPairs(values: v128): v128 {
  return v128.swizzle(values, i8x16(0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11, 12, 13, 14, 15));
}

function rounded(sum: v128): v128 {
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << (SHIFT - 1))), SHIFT);
}

/** Two weights, one behind the other, for each channel. */
function pairOfWeights(weights: usize): v128 {
  return v128.load32_splat(weights);
}

/** Red, green and blue of a pixel along the row, i32 each, and unused values: of two pairs, or three. A pair of pixels has two weights, i16 each. */
function ofFewPairs(at: usize, pairs: i32, weights: usize): v128 {
  const two = i32x4.add(
    i32x4.dot_i16x8_s(inPairs(v128.load(at)), pairOfWeights(weights)),
    i32x4.dot_i16x8_s(inPairs(v128.load(at, 12)), pairOfWeights(weights + 4)),
  );
  if (pairs === 2) return rounded(two);
  return rounded(i32x4.add(two, i32x4.dot_i16x8_s(inPairs(v128.load(at, 24)), pairOfWeights(weights + 8))));
}

/** The same of any number of pairs. */
function ofPairs(at: usize, pairs: i32, weights: usize): v128 {
  let sum = i32x4.splat(0);
  for (let k = 0; k < pairs; k++) {
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(inPairs(v128.load(at + 12 * k)), pairOfWeights(weights + 4 * k)));
  }
  return rounded(sum);
}

/** Four pixels as 12 bytes; four more are written behind them. */
function storeFour(out: usize, p0: v128, p1: v128, p2: v128, p3: v128): void {
  const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(p0, p1), i16x8.narrow_i32x4_s(p2, p3));
  v128.store(out, v128.swizzle(bytes, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15)));
}

/** Red, green and blue of two pairs of pixels side by side of a row, added up: u16 each. */
function addedInPairs(at: usize): v128 {
  return i16x8.extadd_pairwise_i8x16_u(
    v128.swizzle(v128.load(at), i8x16(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11, -1, -1, -1, -1)),
  );
}

/** The means of 2×2 pixels of two rows, the same as `sumDown` by equal weights and `halved` give. */
function halvedOfTwo(upper: usize, lower: usize, columns: i32, target: usize): void {
  const half = i16x8.splat(2);
  let out = target;
  let x = 0;
  for (; x + 4 <= columns; x += 4) {
    const begin = i16x8.add(i16x8.add(addedInPairs(upper), addedInPairs(lower)), half);
    const end = i16x8.add(i16x8.add(addedInPairs(upper + 12), addedInPairs(lower + 12)), half);
    const four = v128.swizzle(
      i8x16.narrow_i16x8_u(i16x8.shr_u(begin, 2), i16x8.shr_u(end, 2)),
      i8x16(0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, -1, -1, -1, -1),
    );
    v128.store64_lane(out, four, 0);
    v128.store32_lane(out, four, 2, 8);
    upper += 24;
    lower += 24;
    out += 12;
  }
  for (; x < columns; x++) {
    for (let channel = 0; channel < 3; channel++) {
      const sum = <i32>load<u8>(upper) + <i32>load<u8>(upper, 3) + <i32>load<u8>(lower) + <i32>load<u8>(lower, 3);
      store<u8>(out++, <u8>((sum + 2) >> 2));
      upper++;
      lower++;
    }
    upper += 3;
    lower += 3;
  }
}

/** Which of up to three rows two equal weights are of: the first of these two, −1 where other ones have any. */
function firstOfTwo(taps: i32, weights: usize): i32 {
  if (taps < 2 || taps > 3 || load<i16>(weights, 2) !== 128) return -1;
  if (load<i16>(weights) === 128) return 0;
  return taps === 3 && load<i16>(weights, 4) === 128 ? 1 : -1;
}

/** The means of two pixels side by side of a row of sums, rounded as `rounded` does. */
function halved(line: usize, columns: i32, target: usize): void {
  const half = i16x8.splat(128);
  let at = line;
  let out = target;
  let x = 0;
  for (; x + 4 <= columns; x += 4) {
    // Three samples on is the same channel of the next pixel: of each three those count that are an even pixel's.
    const first = i16x8.shr_u(i16x8.add(i16x8.add(v128.load(at), v128.load(at, 6)), half), 8);
    const second = i16x8.shr_u(i16x8.add(i16x8.add(v128.load(at, 16), v128.load(at, 22)), half), 8);
    const third = i16x8.shr_u(i16x8.add(i16x8.add(v128.load(at, 32), v128.load(at, 38)), half), 8);
    const begin = i8x16.swizzle(
      i8x16.narrow_i16x8_u(first, second),
      i8x16(0, 1, 2, 6, 7, 8, 12, 13, 14, -1, -1, -1, -1, -1, -1, -1),
    );
    const end = i8x16.swizzle(
      i8x16.narrow_i16x8_u(third, third),
      i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 3, 4, -1, -1, -1, -1),
    );
    const four = v128.or(begin, end);
    v128.store64_lane(out, four, 0);
    v128.store32_lane(out, four, 2, 8);
    at += 48;
    out += 12;
  }
  for (; x < columns; x++) {
    for (let channel = 0; channel < 3; channel++) {
      store<u8>(out + channel, <u8>((<i32>load<u16>(at) + <i32>load<u16>(at, 6) + 128) >> 8));
      at += 2;
    }
    at += 6;
    out += 3;
  }
}

/**
 * Reduces a band of rows. `rowFirst`: i32 a row, the first source row it needs, counted from `source`. `columnFirst`: i32 a column, the byte of `line`
 * at which its first pixel begins. `columnWeights`: i16, two a pair, `pairs` a column; no pairs where each column is the mean of two pixels side by side. Rows of `target` are without padding; up to 4 bytes beyond the last are written to.
 */
export function reduceRows(
  source: usize,
  rowBytes: i32,
  rows: i32,
  rowFirst: usize,
  rowTaps: i32,
  rowWeights: usize,
  line: usize,
  columns: i32,
  columnFirst: usize,
  pairs: i32,
  columnWeights: usize,
  target: usize,
): void {
  const step = 4 * pairs;
  for (let y = 0; y < rows; y++) {
    const first = source + load<i32>(rowFirst + 4 * y) * rowBytes;
    const ownWeights = rowWeights + 2 * y * rowTaps;
    let out = target + 3 * columns * y;
    const two = pairs === 0 ? firstOfTwo(rowTaps, ownWeights) : -1;
    if (two >= 0) {
      const upper = first + two * rowBytes;
      halvedOfTwo(upper, upper + rowBytes, columns, out);
      continue;
    }
    sumDown(first, rowBytes, rowTaps, ownWeights, line);
    let weights = columnWeights;
    let x = 0;
    if (pairs === 0) {
      halved(line, columns, out);
      continue;
    }
    if (pairs === 2 || pairs === 3) {
      for (; x + 4 <= columns; x += 4) {
        const firsts = columnFirst + 4 * x;
        storeFour(
          out,
          ofFewPairs(line + load<i32>(firsts), pairs, weights),
          ofFewPairs(line + load<i32>(firsts, 4), pairs, weights + step),
          ofFewPairs(line + load<i32>(firsts, 8), pairs, weights + 2 * step),
          ofFewPairs(line + load<i32>(firsts, 12), pairs, weights + 3 * step),
        );
        out += 12;
        weights += 4 * step;
      }
    }
    for (; x < columns; x++) {
      const pixel = ofPairs(line + load<i32>(columnFirst + 4 * x), pairs, weights);
      store<u8>(out, <u8>i32x4.extract_lane(pixel, 0));
      store<u8>(out, <u8>i32x4.extract_lane(pixel, 1), 1);
      store<u8>(out, <u8>i32x4.extract_lane(pixel, 2), 2);
      out += 3;
      weights += step;
    }
  }
}
