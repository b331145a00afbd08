// What is looked at in planes of one channel each. Twins: looker-js.ts.

import { sixteenBlues, sixteenGreens, sixteenReds } from '../../../../rules/src/image/kernel/assembly/channels';

/** How far two are apart, 8 bits each. */
export function apartU8(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
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
    v128.store(out, sixteenReds(a, b, c));
    v128.store(out + stride, sixteenGreens(a, b, c));
    v128.store(out + 2 * stride, sixteenBlues(a, b, c));
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
    const most = i8x16.max_u(apartU8(v128.load(at), red), apartU8(v128.load(at + stride), green));
    v128.store(target + i, i8x16.max_u(most, apartU8(v128.load(at + 2 * stride), blue)));
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
        beside = i8x16.max_u(beside, apartU8(here, v128.load(at, 1)));
        under = i8x16.max_u(under, apartU8(here, v128.load(at + below)));
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
