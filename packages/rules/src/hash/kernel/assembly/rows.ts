// Weighted sums of rows of bytes, WebAssembly SIMD: whole numbers, so that the order in which they are added does not matter. Addresses are bytes; every piece has 64 bytes of slack behind it.

/** Bytes of two rows side by side: those of the first or the last eight columns. */
function leftOf(upper: v128, lower: v128): v128 {
  return i8x16.shuffle(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

function rightOf(upper: v128, lower: v128): v128 {
  return i8x16.shuffle(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Where pairs of weights lie of rows that are added two by two: at the bottom of the memory, behind what lines.ts has there. */
const quads: usize = 3584;
const MOST_QUADS: i32 = 64;

/** Whether two rows from a weight on have it in common, and the next two have one. */
function isQuad(weight: usize): bool {
  return load<u16>(weight) === load<u16>(weight, 2) && load<u16>(weight, 4) === load<u16>(weight, 6);
}

/** Weighted sums of rows: output row `i` is the sum of `weights[k]` × row `first[i] + k - offset[i]`, i32 a byte. */
export function reduceRow(
  source: usize,
  rowBytes: i32,
  i: i32,
  first: usize,
  offset: usize,
  weights: usize,
  target: usize,
): void {
  const begin = load<i32>(offset + 4 * i);
  const end = load<i32>(offset + 4 * i, 4);
  const start = source + load<i32>(first + 4 * i) * rowBytes;
  // Most rows of a mean have the weight of their neighbour.
  let from = begin;
  while (from + 3 < end && !isQuad(weights + 2 * from)) from += 2;
  let to = from;
  for (; to + 3 < end && to - from < 4 * MOST_QUADS && isQuad(weights + 2 * to); to += 4) {
    store<u32>(quads + to - from, load<u16>(weights + 2 * to) | (load<u16>(weights + 2 * to, 4) << 16));
  }
  sumQuads(start + (from - begin) * rowBytes, rowBytes, (to - from) >> 2, target);
  addRows(start, rowBytes, weights + 2 * begin, from - begin, target);
  addRows(start + (to - begin) * rowBytes, rowBytes, weights + 2 * to, end - to, target);
}

/** Sums of four rows at a time, added two by two: each product of a pair of these with a pair of weights is one instruction. */
function sumQuads(start: usize, rowBytes: i32, count: i32, target: usize): void {
  const last = quads + 4 * count;
  for (let b = 0; b < rowBytes; b += 16) {
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    let at = start + b;
    for (let quad = quads; quad < last; quad += 4) {
      const pair = v128.load32_splat(quad);
      const upper = v128.load(at);
      const lower = v128.load(at + rowBytes);
      const below = at + 2 * rowBytes;
      const third = v128.load(below);
      const fourth = v128.load(below + rowBytes);
      const left = i16x8.extadd_pairwise_i8x16_u(leftOf(upper, lower));
      const leftBelow = i16x8.extadd_pairwise_i8x16_u(leftOf(third, fourth));
      const right = i16x8.extadd_pairwise_i8x16_u(rightOf(upper, lower));
      const rightBelow = i16x8.extadd_pairwise_i8x16_u(rightOf(third, fourth));
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.shuffle<i16>(left, leftBelow, 0, 8, 1, 9, 2, 10, 3, 11), pair));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.shuffle<i16>(left, leftBelow, 4, 12, 5, 13, 6, 14, 7, 15), pair));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.shuffle<i16>(right, rightBelow, 0, 8, 1, 9, 2, 10, 3, 11), pair));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.shuffle<i16>(right, rightBelow, 4, 12, 5, 13, 6, 14, 7, 15), pair));
      at = below + 2 * rowBytes;
    }
    const out = target + 4 * b;
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
}

/** Adds rows, two at a time: each product of a pair of their bytes with a pair of weights is one instruction. An odd last row is paired with a weight of 0. */
function addRows(start: usize, rowBytes: i32, weights: usize, count: i32, target: usize): void {
  if (count === 0) return;
  for (let b = 0; b < rowBytes; b += 16) {
    const out = target + 4 * b;
    let s0 = v128.load(out);
    let s1 = v128.load(out, 16);
    let s2 = v128.load(out, 32);
    let s3 = v128.load(out, 48);
    let at = start + b;
    let k = 0;
    for (; k + 1 < count; k += 2) {
      const pair = v128.load32_splat(weights + 2 * k);
      const upper = v128.load(at);
      const lower = v128.load(at + rowBytes);
      const left = leftOf(upper, lower);
      const right = rightOf(upper, lower);
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(left), pair));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(left), pair));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(right), pair));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(right), pair));
      at += 2 * rowBytes;
    }
    if (k < count) {
      const weight = i32x4.splat(<i32>load<u16>(weights + 2 * k));
      const row = v128.load(at);
      const low = i16x8.extend_low_i8x16_u(row);
      const high = i16x8.extend_high_i8x16_u(row);
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(i32x4.extend_low_i16x8_u(low), weight));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(i32x4.extend_high_i16x8_u(low), weight));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(i32x4.extend_low_i16x8_u(high), weight));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(i32x4.extend_high_i16x8_u(high), weight));
    }
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
}
