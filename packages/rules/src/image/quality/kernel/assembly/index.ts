// What the measures of quality look at pixel by pixel, WebAssembly SIMD; the twin in looker-js.ts gives the same numbers. Addresses are bytes, and every
// piece has 64 bytes of slack behind it.

const REACH: usize = 12;
const ROW_STEP: i32 = 4;
const CELLS: i32 = 8;
const LAST_BIN: i32 = 120;
const MOST_STEP: i16 = 24;

function apart(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

/** The green of `pixels` pixels of interleaved RGB; up to 15 bytes beyond the last are written to. */
export function greenOf(source: usize, pixels: i32, target: usize): void {
  for (let i = 0; i < pixels; i += 16) {
    const at = source + 3 * i;
    const first = v128.load(at);
    const second = v128.load(at, 16);
    const third = v128.load(at, 32);
    const head = v128.shuffle<u8>(first, second, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0);
    v128.store(target + i, v128.shuffle<u8>(head, third, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30));
  }
}

/**
 * Counts the edges that are crossed in one direction, `pixel` bytes of the plane from pixel to pixel, in rows from `y` to before `endY` and columns before `endX`.
 * `bins`: u32 a tenth of a pixel of their width; `cells`: u32 a cell of the 8 × 8 grid; both are added to.
 */
export function countEdges(
  plane: usize,
  width: i32,
  height: i32,
  y: i32,
  endY: i32,
  endX: i32,
  pixel: i32,
  least: i32,
  scale: f64,
  bins: usize,
  cells: usize,
  scratch: usize,
): void {
  const columns = i16x8.splat(0x00ff);
  const enough = i8x16.splat(<i8>least);
  for (; y < endY; y += ROW_STEP) {
    const row = plane + y * width;
    const cellRow = cells + 4 * CELLS * ((y * CELLS) / height);
    for (let x = 0; x < endX; x += 16) {
      const start = v128.load(row + x);
      const change = apart(v128.load(row + x + REACH * pixel), start);
      // A change is no less than the least where the greater of both is the change.
      const hits = v128.and(i8x16.eq(i8x16.max_u(change, enough), change), columns);
      let mask = i8x16.bitmask(hits);
      if (endX - x < 16) mask &= (1 << (endX - x)) - 1;
      if (mask === 0) continue;
      let steepest = i8x16.splat(1);
      let last = start;
      let at = row + x;
      for (let k: usize = 0; k < REACH; k++) {
        at += pixel;
        const value = v128.load(at);
        steepest = i8x16.max_u(steepest, apart(value, last));
        last = value;
      }
      v128.store(scratch, change);
      v128.store(scratch, steepest, 16);
      for (; mask !== 0; mask &= mask - 1) {
        const lane = <usize>ctz(mask);
        const wide = (<f64>load<u8>(scratch + lane) * scale * 10) / <f64>load<u8>(scratch + lane, 16);
        const bin = bins + 4 * min(LAST_BIN, <i32>floor(wide + 0.5));
        store<u32>(bin, load<u32>(bin) + 1);
        const cell = cellRow + 4 * (((x + <i32>lane) * CELLS) / width);
        store<u32>(cell, load<u32>(cell) + 1);
      }
    }
  }
}

/**
 * Steps between neighbours of one row beyond what their own neighbours let expect, by the place (x mod 8) of the second. `sums`: i32 a place, twice the steps; `counts`:
 * i32 a place, how many; both are added to.
 */
export function countSteps(row: usize, width: i32, sums: usize, counts: usize): void {
  const most = i16x8.splat(MOST_STEP);
  let x = 2;
  let sumLow = i32x4.splat(0);
  let sumHigh = i32x4.splat(0);
  let countLow = i32x4.splat(0);
  let countHigh = i32x4.splat(0);
  for (; x + 8 < width; x += 8) {
    const at = row + x - 2;
    const a = v128.load64_zero(at);
    const b = v128.load64_zero(at, 1);
    const c = v128.load64_zero(at, 2);
    const d = v128.load64_zero(at, 3);
    const step = i16x8.extend_low_i8x16_u(apart(c, b));
    const around = i16x8.add(i16x8.extend_low_i8x16_u(apart(b, a)), i16x8.extend_low_i8x16_u(apart(d, c)));
    const small = v128.and(i16x8.le_s(step, most), i16x8.le_s(around, most));
    const counted = v128.and(small, i16x8.gt_s(i16x8.add(step, around), i16x8.splat(0)));
    const beyond = i16x8.max_s(i16x8.sub(i16x8.shl(step, 1), around), i16x8.splat(0));
    const value = v128.and(beyond, counted);
    const one = v128.and(counted, i16x8.splat(1));
    sumLow = i32x4.add(sumLow, i32x4.extend_low_i16x8_s(value));
    sumHigh = i32x4.add(sumHigh, i32x4.extend_high_i16x8_s(value));
    countLow = i32x4.add(countLow, i32x4.extend_low_i16x8_s(one));
    countHigh = i32x4.add(countHigh, i32x4.extend_high_i16x8_s(one));
  }
  // Lanes stand for the places 2 … 7, 0, 1.
  v128.store(sums, i32x4.add(v128.load(sums), v128.shuffle<u32>(sumHigh, sumLow, 2, 3, 4, 5)));
  v128.store(sums, i32x4.add(v128.load(sums, 16), v128.shuffle<u32>(sumLow, sumHigh, 2, 3, 4, 5)), 16);
  v128.store(counts, i32x4.add(v128.load(counts), v128.shuffle<u32>(countHigh, countLow, 2, 3, 4, 5)));
  v128.store(counts, i32x4.add(v128.load(counts, 16), v128.shuffle<u32>(countLow, countHigh, 2, 3, 4, 5)), 16);
  for (; x < width - 1; x++) {
    const a = <i32>load<u8>(row + x - 2);
    const b = <i32>load<u8>(row + x - 1);
    const c = <i32>load<u8>(row + x);
    const d = <i32>load<u8>(row + x + 1);
    const step = abs(c - b);
    const around = abs(b - a) + abs(d - c);
    if (step > MOST_STEP || around > MOST_STEP || step + around === 0) continue;
    const place = 4 * (x & 7);
    store<i32>(sums + place, load<i32>(sums + place) + max(0, 2 * step - around));
    store<i32>(counts + place, load<i32>(counts + place) + 1);
  }
}

/** Adds to each column (i32) of a row how far it differs from the one before, where that is more than `least`. */
export function addChanges(row: usize, width: i32, least: i32, columns: usize): void {
  const most = i8x16.splat(<i8>least);
  let x = 1;
  for (; x + 16 <= width; x += 16) {
    const step = apart(v128.load(row + x), v128.load(row + x - 1));
    const counted = v128.andnot(step, i8x16.eq(i8x16.max_u(step, most), most));
    if (!v128.any_true(counted)) continue;
    const low = i16x8.extend_low_i8x16_u(counted);
    const high = i16x8.extend_high_i8x16_u(counted);
    const at = columns + 4 * x;
    v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_s(low)));
    v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_s(low)), 16);
    v128.store(at, i32x4.add(v128.load(at, 32), i32x4.extend_low_i16x8_s(high)), 32);
    v128.store(at, i32x4.add(v128.load(at, 48), i32x4.extend_high_i16x8_s(high)), 48);
  }
  for (; x < width; x++) {
    const step = abs(<i32>load<u8>(row + x) - <i32>load<u8>(row + x - 1));
    if (step > least) store<i32>(columns + 4 * x, load<i32>(columns + 4 * x) + step);
  }
}

const RED: i16 = 77;
const GREEN: i16 = 150;
const BLUE: i16 = 29;

/** Interleaved RGB as three planes, one behind the other, `stride` bytes apart; up to 15 bytes beyond the last of each are written to. */
export function planesOf(source: usize, pixels: i32, planes: usize, stride: usize): void {
  for (let i = 0; i < pixels; i += 16) {
    const at = source + 3 * i;
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const out = planes + i;
    const red = v128.shuffle<u8>(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0);
    v128.store(out, v128.shuffle<u8>(red, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29));
    const green = v128.shuffle<u8>(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0);
    v128.store(out + stride, v128.shuffle<u8>(green, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30));
    const blue = v128.shuffle<u8>(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0);
    v128.store(out + 2 * stride, v128.shuffle<u8>(blue, c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31));
  }
}

function lumaOf(r: v128, g: v128, b: v128, half: v128): v128 {
  const low = i16x8.add(
    i16x8.add(
      i16x8.mul(i16x8.extend_low_i8x16_u(r), i16x8.splat(RED)),
      i16x8.mul(i16x8.extend_low_i8x16_u(g), i16x8.splat(GREEN)),
    ),
    i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(b), i16x8.splat(BLUE)), half),
  );
  const high = i16x8.add(
    i16x8.add(
      i16x8.mul(i16x8.extend_high_i8x16_u(r), i16x8.splat(RED)),
      i16x8.mul(i16x8.extend_high_i8x16_u(g), i16x8.splat(GREEN)),
    ),
    i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(b), i16x8.splat(BLUE)), half),
  );
  return i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8));
}

/** Of three planes four: luma cut off, luma rounded, the least channel, and how far the channels are apart; all `stride` bytes apart. */
export function shadesOf(planes: usize, pixels: i32, stride: usize, shades: usize): void {
  const none = i16x8.splat(0);
  const half = i16x8.splat(128);
  for (let i = 0; i < pixels; i += 16) {
    const r = v128.load(planes + i);
    const g = v128.load(planes + i + stride);
    const b = v128.load(planes + i + 2 * stride);
    const out = shades + i;
    const least = i8x16.min_u(i8x16.min_u(r, g), b);
    v128.store(out, lumaOf(r, g, b, none));
    v128.store(out + stride, lumaOf(r, g, b, half));
    v128.store(out + 2 * stride, least);
    v128.store(out + 3 * stride, i8x16.sub_sat_u(i8x16.max_u(i8x16.max_u(r, g), b), least));
  }
}

/** How far, in the channel in which it is most, each pixel is from a colour. */
export function farFrom(planes: usize, pixels: i32, stride: usize, r: i32, g: i32, b: i32, target: usize): void {
  const red = i8x16.splat(<i8>r);
  const green = i8x16.splat(<i8>g);
  const blue = i8x16.splat(<i8>b);
  for (let i = 0; i < pixels; i += 16) {
    const at = planes + i;
    const most = i8x16.max_u(apart(v128.load(at), red), apart(v128.load(at + stride), green));
    v128.store(target + i, i8x16.max_u(most, apart(v128.load(at + 2 * stride), blue)));
  }
}

/** Pixels that differ by more than `least` in a channel from the one behind them in the row, or the one below; `width` and `height` of the planes. */
export function countChanged(planes: usize, width: i32, height: i32, stride: usize, least: i32): i32 {
  const most = i8x16.splat(<i8>least);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const below = y + 1 < height ? width : 0;
    const row = planes + y * width;
    for (let x = 0; x < width; x += 16) {
      let beside = i8x16.splat(0);
      let under = i8x16.splat(0);
      for (let c = 0; c < 3; c++) {
        const at = row + x + c * stride;
        const here = v128.load(at);
        beside = i8x16.max_u(beside, apart(here, v128.load(at, 1)));
        under = i8x16.max_u(under, apart(here, v128.load(at + below)));
      }
      const left = width - x;
      const inRow = left < 16 ? (1 << left) - 1 : 0xffff;
      // The last pixel of a row has none behind it.
      const hasNext = left <= 16 ? (1 << (left - 1)) - 1 : 0xffff;
      const besides = ~i8x16.bitmask(i8x16.eq(i8x16.max_u(beside, most), most)) & hasNext;
      const unders = ~i8x16.bitmask(i8x16.eq(i8x16.max_u(under, most), most)) & inRow;
      count += popcnt(besides | unders);
    }
  }
  return count;
}
