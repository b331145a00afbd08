/**
 * Bilinear interpolation. `across`: i32 a sample, the one before it; `weights`: two i16 a sample, the weights of that one and of the next, of 256; `down`: as
 * many i32 as rows, the row before, then the offset behind it, of 256. `line`: i16 a source pixel. All with room for three more samples.
 */
export function resize(
  source: usize,
  width: i32,
  target: usize,
  targetWidth: i32,
  targetHeight: i32,
  across: usize,
  weights: usize,
  down: usize,
  line: usize,
): void {
  const behindDown = down + 4 * targetHeight;
  // Less by half of 16 bits, so that what they come to may have a sign.
  const less = i16x8.splat(-32768);
  const more = i32x4.splat(32768 * 256 + 32768);
  for (let y = 0; y < targetHeight; y++) {
    const upper = source + load<i32>(down + 4 * y) * width;
    const lower = upper + width;
    const v = load<i32>(behindDown + 4 * y);
    const first = i16x8.splat(<i16>(256 - v));
    const second = i16x8.splat(<i16>v);
    for (let x = 0; x < width; x += 16) {
      const a = v128.load(upper + x);
      const b = v128.load(lower + x);
      const low = i16x8.add(i16x8.mul(wide(a, false), first), i16x8.mul(wide(b, false), second));
      const high = i16x8.add(i16x8.mul(wide(a, true), first), i16x8.mul(wide(b, true), second));
      v128.store(line + 2 * x, v128.xor(low, less));
      v128.store(line + 2 * x, v128.xor(high, less), 16);
    }
    for (let x = 0; x < targetWidth; x += 4) {
      const at = across + 4 * x;
      let both = v128.load32_zero(line + 2 * load<i32>(at));
      both = v128.load32_lane(line + 2 * load<i32>(at, 4), both, 1);
      both = v128.load32_lane(line + 2 * load<i32>(at, 8), both, 2);
      both = v128.load32_lane(line + 2 * load<i32>(at, 12), both, 3);
      const sum = i32x4.add(i32x4.dot_i16x8_s(both, v128.load(weights + 4 * x)), more);
      const words = i32x4.shr_u(sum, 16);
      v128.store32_lane(target + x, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_u(words, words), words), 0);
    }
    target += targetWidth;
  }
}

/** Two pixels as far before one as behind it, of eight in a row, times what both weigh. */
// @ts-expect-error: decorator
function weighedPairs(before: v128, behind: v128, high: bool, weight: i16): v128 {
  const pairs = high
    ? i8x16.shuffle(before, behind, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
    : i8x16.shuffle(before, behind, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  return i16x8.mul(i16x8.extadd_pairwise_i8x16_u(pairs), i16x8.splat(weight));
}

/** Gaussian of sixteen pixels in a row; `step`: bytes between neighbours. */
// @ts-expect-error: decorator
function taps(at: usize, step: i32): v128 {
  const o3 = 3 * step;
  const o2 = 2 * step;
  const middle = v128.load(at);
  const before1 = v128.load(at - step);
  const behind1 = v128.load(at + step);
  const before2 = v128.load(at - o2);
  const behind2 = v128.load(at + o2);
  const before3 = v128.load(at - o3);
  const behind3 = v128.load(at + o3);
  const half = i16x8.splat(128);
  let low = i16x8.add(i16x8.mul(wide(middle, false), i16x8.splat(54)), half);
  let high = i16x8.add(i16x8.mul(wide(middle, true), i16x8.splat(54)), half);
  low = i16x8.add(low, weighedPairs(before1, behind1, false, 49));
  high = i16x8.add(high, weighedPairs(before1, behind1, true, 49));
  low = i16x8.add(low, weighedPairs(before2, behind2, false, 34));
  high = i16x8.add(high, weighedPairs(before2, behind2, true, 34));
  low = i16x8.add(low, weighedPairs(before3, behind3, false, 18));
  high = i16x8.add(high, weighedPairs(before3, behind3, true, 18));
  return i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8));
}

// @ts-expect-error: decorator
function wide(bytes: v128, high: bool): v128 {
  return high ? i16x8.extend_high_i8x16_u(bytes) : i16x8.extend_low_i8x16_u(bytes);
}

function tapped(at: usize, step: i32): i32 {
  return (
    ((<i32>load<u8>(at - 3 * step) + <i32>load<u8>(at + 3 * step)) * 18 +
      (<i32>load<u8>(at - 2 * step) + <i32>load<u8>(at + 2 * step)) * 34 +
      (<i32>load<u8>(at - step) + <i32>load<u8>(at + step)) * 49 +
      <i32>load<u8>(at) * 54 +
      128) >>
    8
  );
}

/** Pixels one behind the other under the Gaussian: one loop for rows and for columns, as what it takes stays in registers in it. */
function blurred(source: usize, end: usize, step: i32, target: usize): void {
  let i = source;
  let out = target;
  for (; i + 16 <= end; i += 16) {
    v128.store(out, taps(i, step));
    out += 16;
  }
  for (; i < end; i++) store<u8>(out++, <u8>tapped(i, step));
}

/** A Gaussian of seven taps, along the rows and then down them; three pixels at each edge stay as they are. `between`: as large as the level. */
export function blur(source: usize, width: i32, height: i32, between: usize, target: usize): void {
  memory.copy(between, source, width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    blurred(source + row + 3, source + row + width - 3, 1, between + row + 3);
  }
  memory.copy(target, between, width * height);
  blurred(between + 3 * width, between + (height - 3) * width, width, target + 3 * width);
}

/** Radius, px, of the patch of a keypoint, of the pattern of a descriptor (see pattern.ts), and of the Gaussian. */
const PATTERN: i32 = 13;
const TAPS: i32 = 3;

/** Sixteen pixels in a row under the Gaussian, in each of the blocks of a row whose bit is set. */
// @ts-expect-error: decorator
function blurBlocks(blocks: u64, source: usize, step: i32, target: usize): void {
  while (blocks !== 0) {
    const at = (<usize>ctz(blocks)) << 4;
    blocks &= blocks - 1;
    v128.store(target + at, taps(source + at, step));
  }
}

/**
 * `blur` of the patches of keypoints, none nearer to an edge than `MARGIN`, restricted to the blocks of sixteen pixels in a row that they
 * cover: a picture of at most 1,024 px a side. `offsets`: i32 a point; `rows`: u64 a row and six more; `between`: as large as the level.
 */
export function blurAround(
  source: usize,
  width: i32,
  height: i32,
  offsets: usize,
  count: i32,
  rows: usize,
  between: usize,
  target: usize,
): void {
  memory.fill(rows, 0, 8 * (height + 2 * TAPS));
  rows += 8 * TAPS;
  for (let k = 0; k < count; k++) {
    const offset = load<i32>(offsets + 4 * k);
    const y = offset / width;
    const x = offset - y * width;
    const first = (x - PATTERN) >> 4;
    const last = (x + PATTERN) >> 4;
    const blocks = (((<u64>2) << (last - first)) - 1) << first;
    const end = rows + 8 * <usize>(y + PATTERN);
    for (let row = rows + 8 * <usize>(y - PATTERN); row <= end; row += 8) store<u64>(row, load<u64>(row) | blocks);
  }
  // Pixels of a block beyond the end of its row are overwritten by the next block, if needed.
  for (let y = 0; y < height; y++) {
    const row = rows + 8 * <usize>y;
    let blocks = load<u64>(row);
    for (let by: usize = 8; by <= 8 * TAPS; by += 8) blocks |= load<u64>(row - by) | load<u64>(row + by);
    blurBlocks(blocks, source + y * width, 1, between + y * width);
  }
  for (let y = 0; y < height; y++)
    blurBlocks(load<u64>(rows + 8 * <usize>y), between + y * width, width, target + y * width);
}

const RED: i16 = 19595;
/** Half of what green weighs, as twice that does not fit 16 bits with a sign. */
const HALF_GREEN: i16 = 19235;
const BLUE: i16 = 7471;

/** Luma of four pixels, 32 bits each. */
// @ts-expect-error: decorator
function lumaOfFour(at: usize): v128 {
  const bytes = v128.load(at);
  const redGreen = v128.swizzle(bytes, i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1));
  const greenBlue = v128.swizzle(bytes, i8x16(1, -1, 2, -1, 4, -1, 5, -1, 7, -1, 8, -1, 10, -1, 11, -1));
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(RED, HALF_GREEN, RED, HALF_GREEN, RED, HALF_GREEN, RED, HALF_GREEN)),
    i32x4.dot_i16x8_s(greenBlue, i16x8(HALF_GREEN, BLUE, HALF_GREEN, BLUE, HALF_GREEN, BLUE, HALF_GREEN, BLUE)),
  );
  return i32x4.shr_u(i32x4.add(sum, i32x4.splat(32768)), 16);
}

/** Luma of interleaved RGB, as `lumaOf` says it; up to 15 bytes beyond the last are written to. */
export function luma(source: usize, pixels: i32, target: usize): void {
  for (let i = 0; i < pixels; i += 16) {
    const at = source + 3 * i;
    v128.store(
      target + i,
      i8x16.narrow_i16x8_u(
        i16x8.narrow_i32x4_u(lumaOfFour(at), lumaOfFour(at + 12)),
        i16x8.narrow_i32x4_u(lumaOfFour(at + 24), lumaOfFour(at + 36)),
      ),
    );
  }
}

/** Half the size by means of 2×2 pixels; up to 15 bytes beyond the last are written to. */
export function halve(source: usize, width: i32, target: usize, targetWidth: i32, targetHeight: i32): void {
  const odd = i16x8.splat(2);
  for (let y = 0; y < targetHeight; y++) {
    const upper = source + 2 * y * width;
    const lower = upper + width;
    const out = target + y * targetWidth;
    for (let x = 0; x < targetWidth; x += 8) {
      const sum = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(upper + 2 * x)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(lower + 2 * x)),
      );
      const mean = i16x8.shr_u(i16x8.add(sum, odd), 2);
      v128.store64_lane(out + x, i8x16.narrow_i16x8_u(mean, mean), 0);
    }
  }
}

/** Every second pixel of every second row; up to 15 bytes beyond the last are written to. */
export function thin(source: usize, width: i32, target: usize, targetWidth: i32, targetHeight: i32): void {
  const even = i16x8.splat(0xff);
  for (let y = 0; y < targetHeight; y++) {
    const row = source + 2 * y * width;
    const out = target + y * targetWidth;
    for (let x = 0; x < targetWidth; x += 16) {
      const first = v128.and(v128.load(row + 2 * x), even);
      const second = v128.and(v128.load(row + 2 * x, 16), even);
      v128.store(out + x, i8x16.narrow_i16x8_u(first, second));
    }
  }
}

/**
 * Of each value and three others, `step` apart, within stretches of `along` values, the least of it and those behind it (`u8`), or the greatest of it and those before it
 * (`i8`); where there are fewer it stays.
 */
function extremes<Side>(from: usize, count: i32, step: i32, along: i32, out: usize): void {
  const by = isSigned<Side>() ? -step : step;
  memory.copy(out, from, count);
  for (let start = 0; start < count; start += along) {
    const end = isSigned<Side>() ? start + along : start + along - 3 * step;
    let k = isSigned<Side>() ? start + 3 * step : start;
    for (; k + 16 <= end; k += 16) {
      const at = from + k;
      const near = extreme<Side>(v128.load(at), v128.load(at + by));
      v128.store(out + k, extreme<Side>(near, extreme<Side>(v128.load(at + 2 * by), v128.load(at + 3 * by))));
    }
    for (; k < end; k++) {
      const at = from + k;
      const near = one<Side>(load<u8>(at), load<u8>(at + by));
      store<u8>(out + k, one<Side>(near, one<Side>(load<u8>(at + 2 * by), load<u8>(at + 3 * by))));
    }
  }
}

function extreme<Side>(a: v128, b: v128): v128 {
  return isSigned<Side>() ? i8x16.max_u(a, b) : i8x16.min_u(a, b);
}

function one<Side>(a: u8, b: u8): u8 {
  return isSigned<Side>() ? max(a, b) : min(a, b);
}

/** The opening of a picture by a square of 4×4 px; `row`: bytes of one, of `channels` each pixel; `between`: as large as the picture. */
export function open(source: usize, count: i32, channels: i32, row: i32, between: usize, target: usize): void {
  extremes<u8>(source, count, channels, row, between);
  extremes<u8>(between, count, row, count, target);
  extremes<i8>(target, count, channels, row, between);
  extremes<i8>(between, count, row, count, target);
}
