// What is looked at in rows of green. Twins: looker-js.ts, rows-js.ts.

import { sixteenGreens, sixteenReds } from '../../../../rules/src/image/kernel/assembly/channels';
import { apartU8 } from './planes';

const REACH: usize = 12;
const ROW_STEP: i32 = 16;
const CELLS: i32 = 8;
const MOST_STEP: i16 = 24;

/** The green of `pixels` pixels of interleaved RGB; up to 15 bytes beyond the last are written to. */
export function greenOf(source: usize, pixels: i32, target: usize): void {
  for (let i = 0; i < pixels; i += 16) {
    const at = source + 3 * i;
    v128.store(target + i, sixteenGreens(v128.load(at), v128.load(at, 16), v128.load(at, 32)));
  }
}

/** Grey of the pixel that begins at each byte, were it one of red: every third is. */
function greyAt(at: usize): v128 {
  return i8x16.avgr_u(i8x16.avgr_u(v128.load(at), v128.load(at, 2)), v128.load(at, 1));
}

/** Red, green twice, and blue, of `pixels` pixels of interleaved RGB; up to 15 bytes beyond the last are written to. */
export function greyOf(source: usize, pixels: i32, target: usize): void {
  for (let i = 0; i < pixels; i += 16) {
    const at = source + 3 * i;
    v128.store(target + i, sixteenReds(greyAt(at), greyAt(at + 16), greyAt(at + 32)));
  }
}

/** Greatest of the steps from 16 pixels on, but no less than 1. */
function steepestStraight(from: usize, pixel: i32): v128 {
  let steepest = i8x16.splat(1);
  let last = v128.load(from);
  for (let k: usize = 1; k <= REACH; k++) {
    from += pixel;
    const value = v128.load(from);
    steepest = i8x16.max_u(steepest, apartU8(value, last));
    last = value;
  }
  return steepest;
}

/** The same where every second step goes aside, and stands half way on the others. */
function steepestBent(from: usize, pixel: i32, aside: i32): v128 {
  let steepest = i8x16.splat(1);
  let last = v128.load(from);
  for (let k: usize = 1; k <= REACH; k += 2) {
    from += pixel;
    const half = i8x16.avgr_u(v128.load(from), v128.load(from + aside));
    from += aside + pixel;
    const value = v128.load(from);
    steepest = i8x16.max_u(steepest, i8x16.max_u(apartU8(half, last), apartU8(value, half)));
    last = value;
  }
  return steepest;
}

/**
 * Counts the edges that are crossed in one direction, `pixel` bytes of the plane from step to step and every second one by `aside` more (between them both
 * pixels are taken), in rows from `y` to before `endY` and columns before `endX`.
 * `table`: u8 a change and the steepest step in it (256 × change + step), the bin of its width; `bins`: u32 a tenth of a pixel of their width; `cells`: u32 a cell of the 8 × 8 grid; both are added to.
 */
export function countEdges(
  plane: usize,
  width: i32,
  height: i32,
  y: i32,
  endY: i32,
  endX: i32,
  pixel: i32,
  aside: i32,
  least: i32,
  table: usize,
  bins: usize,
  cells: usize,
  scratch: usize,
): void {
  const enough = i8x16.splat(<i8>least);
  const farthest = REACH * pixel + (REACH / 2) * aside;
  for (; y < endY; y += ROW_STEP) {
    const row = plane + y * width;
    const cellRow = cells + 4 * CELLS * ((y * CELLS) / height);
    for (let x = 0; x < endX; x += 16) {
      const start = v128.load(row + x);
      const change = apartU8(v128.load(row + x + farthest), start);
      // A change is no less than the least where the greater of both is the change.
      let mask = i8x16.bitmask(i8x16.eq(i8x16.max_u(change, enough), change));
      if (endX - x < 16) mask &= (1 << (endX - x)) - 1;
      if (mask === 0) continue;
      const steepest = aside === 0 ? steepestStraight(row + x, pixel) : steepestBent(row + x, pixel, aside);
      // Change and steepest step of each pixel, as the number of its row in the table.
      v128.store(scratch, v128.shuffle<u8>(steepest, change, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
      const last8 = v128.shuffle<u8>(steepest, change, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(scratch, last8, 16);
      const first = (x * CELLS) / width;
      const isOneCell = ((x + 15) * CELLS) / width === first;
      if (isOneCell) store<u32>(cellRow + 4 * first, load<u32>(cellRow + 4 * first) + popcnt(mask));
      for (; mask !== 0; mask &= mask - 1) {
        const lane = ctz(mask);
        const bin = bins + 4 * <usize>load<u8>(table + load<u16>(scratch + 2 * lane));
        store<u32>(bin, load<u32>(bin) + 1);
        if (isOneCell) continue;
        const cell = cellRow + 4 * (((x + lane) * CELLS) / width);
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
    const step = i16x8.extend_low_i8x16_u(apartU8(c, b));
    const around = i16x8.add(i16x8.extend_low_i8x16_u(apartU8(b, a)), i16x8.extend_low_i8x16_u(apartU8(d, c)));
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
    const step = apartU8(v128.load(row + x), v128.load(row + x - 1));
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

/**
 * Of each of `count` blocks of 8 × 8 without its border: the sum of what second differences both ways are, and that of the values. i32 each: `blocks` (their first
 * pixels, from `plane` on), `sums`, `levels`.
 */
export function roughnessOf(plane: usize, width: i32, blocks: usize, count: i32, sums: usize, levels: usize): void {
  for (let k = 0; k < 4 * count; k += 4) {
    blockRoughness(plane + load<i32>(blocks + k), width, sums + k, levels + k);
  }
}

function blockRoughness(block: usize, width: i32, sums: usize, levels: usize): void {
  // Lanes 0 … 5 of eight that begin at the second pixel of the row.
  const inside = i16x8(-1, -1, -1, -1, -1, -1, 0, 0);
  let sum = i32x4.splat(0);
  let level = i32x4.splat(0);
  for (let y = 1; y < 7; y++) {
    const at = block + y * width + 1;
    const centre = wide(at);
    const sides = i16x8.add(
      i16x8.add(wide(at - 1), wide(at + 1)),
      i16x8.add(wide(at - <usize>width), wide(at + <usize>width)),
    );
    const corners = i16x8.add(
      i16x8.add(wide(at - <usize>width - 1), wide(at - <usize>width + 1)),
      i16x8.add(wide(at + <usize>width - 1), wide(at + <usize>width + 1)),
    );
    const rough = i16x8.add(i16x8.sub(i16x8.shl(centre, 2), i16x8.shl(sides, 1)), corners);
    sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(v128.and(i16x8.abs(rough), inside)));
    level = i32x4.add(level, i32x4.extadd_pairwise_i16x8_u(v128.and(centre, inside)));
  }
  store<i32>(sums, sumOf(sum));
  store<i32>(levels, sumOf(level));
}

function wide(at: usize): v128 {
  return v128.load8x8_u(at);
}

function sumOf(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}

/** From each of `count` places (i32, from `plane` on): how far every second pixel of `pixels` (a multiple of 16) is from the one two on, in all, but for the last. */
export function contrastsOf(plane: usize, places: usize, count: i32, pixels: i32, out: usize): void {
  for (let k = 0; k < 4 * count; k += 4) store<i32>(out + k, contrastOf(plane + load<i32>(places + k), pixels));
}

function contrastOf(row: usize, pixels: i32): i32 {
  const even = i16x8.splat(0x00ff);
  let sum = i32x4.splat(0);
  for (let x = 0; x < pixels; x += 16) {
    const steps = v128.and(apartU8(v128.load(row + x), v128.load(row + x, 2)), even);
    sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(steps));
  }
  const last = row + pixels - 2;
  return sumOf(sum) - abs(<i32>load<u8>(last, 2) - <i32>load<u8>(last));
}
