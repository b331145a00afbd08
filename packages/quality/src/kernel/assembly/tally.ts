// Counts of levels and colours. Twin: tally-js.ts.

/** Bytes of counts of all levels. */
const LEVEL_BYTES: usize = 1024;

function countOne(counts: usize, level: usize): void {
  store<u32>(counts + 4 * level, load<u32>(counts + 4 * level) + 1);
}

/** Adds to `counts` (u32 a level, then as many of nothing to count in) how many pixels of a plane have each level, where `where` lies from `from` to `to`. */
export function countLevels(plane: usize, where: usize, from: i32, to: i32, pixels: i32, counts: usize): void {
  const low = i8x16.splat(<i8>from);
  const high = i8x16.splat(<i8>to);
  const others = counts + LEVEL_BYTES;
  for (let i = 0; i < pixels; i += 16) {
    let bits = i8x16.bitmask(liesWithin(v128.load(where + i), low, high));
    if (pixels - i < 16) bits &= (1 << (pixels - i)) - 1;
    if (bits === 0) continue;
    const levels = v128.load(plane + i);
    const first = load<u8>(plane + i + ctz(bits));
    // Most of a ground has one level.
    const same = i8x16.bitmask(i8x16.eq(levels, i8x16.splat(<i8>first))) & bits;
    if (bits === 0xffff && popcnt(same) < 8) {
      // Two at once, each in counts of its own: neighbours are alike, and no count has to wait for the one before.
      let left = load<u64>(plane + i);
      let right = load<u64>(plane + i, 8);
      for (let k = 0; k < 8; k++) {
        countOne(counts, <usize>(left & 0xff));
        countOne(others, <usize>(right & 0xff));
        left >>= 8;
        right >>= 8;
      }
      continue;
    }
    const most = counts + 4 * <usize>first;
    store<u32>(most, load<u32>(most) + popcnt(same));
    for (bits ^= same; bits !== 0; bits &= bits - 1) countOne(counts, <usize>load<u8>(plane + i + ctz(bits)));
  }
  for (let at: usize = 0; at < LEVEL_BYTES; at += 16) {
    v128.store(counts + at, i32x4.add(v128.load(counts + at), v128.load(others + at)));
  }
}

/** Pixels of a plane whose level lies from `from` to `to`, where `where` lies from `whereFrom` to `whereTo`. */
export function countWithin(
  plane: usize,
  from: i32,
  to: i32,
  where: usize,
  whereFrom: i32,
  whereTo: i32,
  pixels: i32,
): i32 {
  const low = i8x16.splat(<i8>from);
  const high = i8x16.splat(<i8>to);
  const whereLow = i8x16.splat(<i8>whereFrom);
  const whereHigh = i8x16.splat(<i8>whereTo);
  let count = 0;
  for (let i = 0; i < pixels; i += 16) {
    const inside = v128.and(
      liesWithin(v128.load(plane + i), low, high),
      liesWithin(v128.load(where + i), whereLow, whereHigh),
    );
    let bits = i8x16.bitmask(inside);
    if (pixels - i < 16) bits &= (1 << (pixels - i)) - 1;
    count += popcnt(bits);
  }
  return count;
}

function liesWithin(values: v128, low: v128, high: v128): v128 {
  return v128.and(i8x16.eq(i8x16.max_u(values, low), values), i8x16.eq(i8x16.min_u(values, high), values));
}

/** Sum of a plane: of 8 million pixels at most. */
export function sumPlane(plane: usize, pixels: i32): i32 {
  let sums = i32x4.splat(0);
  for (let i = 0; i < pixels; i += 16) {
    let values = v128.load(plane + i);
    if (pixels - i < 16) values = v128.and(values, firstLanes(pixels - i));
    sums = i32x4.add(sums, sumU8(values));
  }
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}

function sumU8(values: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(values));
}

/** Sums of red, green and blue, each i32 × 4 (lanes to be added), where luma is at least `least`; gives how many pixels. `stride` bytes apart: the three planes. */
export function sumLight(planes: usize, luma: usize, pixels: i32, stride: usize, least: i32, sums: usize): i32 {
  const floor = i8x16.splat(<i8>least);
  let count = 0;
  for (let i = 0; i < pixels; i += 16) {
    const seen = v128.load(luma + i);
    let light = i8x16.eq(i8x16.max_u(seen, floor), seen);
    if (pixels - i < 16) light = v128.and(light, firstLanes(pixels - i));
    if (!v128.any_true(light)) continue;
    count += popcnt(i8x16.bitmask(light));
    for (let c: usize = 0; c < 3; c++) {
      const values = v128.and(v128.load(planes + i + c * stride), light);
      v128.store(sums + 16 * c, i32x4.add(v128.load(sums + 16 * c), sumU8(values)));
    }
  }
  return count;
}

function firstLanes(count: i32): v128 {
  return i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>count));
}

function isOneLevel(at: usize): bool {
  return i8x16.all_true(i8x16.eq(v128.load(at), v128.load8_splat(at)));
}

/**
 * Pixels at least as light as `least` whose channels are no more than `most` apart when each has gone through its table: i32 a level, 256 for each of the three planes. The
 * number of those that are as light is stored at `seen` (i32).
 */
export function countAlike(
  planes: usize,
  luma: usize,
  pixels: i32,
  stride: usize,
  least: i32,
  tables: usize,
  most: i32,
  seen: usize,
): i32 {
  let light = 0;
  let alike = 0;
  for (let i = 0; i < pixels; i += 16) {
    const left = min(16, pixels - i);
    const at = planes + i;
    // Most of a ground has one colour: it is looked at once.
    const step = left === 16 && isOneLevel(at) && isOneLevel(at + stride) && isOneLevel(at + 2 * stride) ? 16 : 1;
    for (let k = 0; k < left; k += step) {
      if (<i32>load<u8>(luma + i + k) < least) continue;
      light += step;
      const r = load<i32>(tables + 4 * <usize>load<u8>(at + k));
      const g = load<i32>(tables + 4 * <usize>load<u8>(at + k + stride), 1024);
      const b = load<i32>(tables + 4 * <usize>load<u8>(at + k + 2 * stride), 2048);
      if (max(max(r, g), b) - min(min(r, g), b) <= most) alike += step;
    }
  }
  store<i32>(seen, light);
  return alike;
}

/** Adds to `counts` (u32 a colour of 4 bits a channel, red highest) how many pixels have it. */
export function countColours(planes: usize, pixels: i32, stride: usize, counts: usize, scratch: usize): void {
  const high = i8x16.splat(<i8>0xf0);
  for (let i = 0; i < pixels; i += 16) {
    const r = i8x16.shr_u(v128.load(planes + i), 4);
    const g = v128.and(v128.load(planes + i + stride), high);
    const lower = v128.or(g, i8x16.shr_u(v128.load(planes + i + 2 * stride), 4));
    const left = min(16, pixels - i);
    v128.store(scratch, v128.shuffle<u8>(lower, r, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    v128.store(scratch, v128.shuffle<u8>(lower, r, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
    const first = load<u16>(scratch);
    const all = i16x8.splat(first);
    const isOne =
      i16x8.all_true(i16x8.eq(v128.load(scratch), all)) && i16x8.all_true(i16x8.eq(v128.load(scratch, 16), all));
    if (isOne && left === 16) {
      const count = counts + 4 * <usize>first;
      store<u32>(count, load<u32>(count) + 16);
      continue;
    }
    for (let k = 0; k < left; k++) {
      const count = counts + 4 * <usize>load<u16>(scratch + 2 * k);
      store<u32>(count, load<u32>(count) + 1);
    }
  }
}

function isSoft(near: v128, far: v128, cut: v128, floor: v128): v128 {
  const below = v128.not(i8x16.eq(i8x16.max_u(near, cut), near));
  const beyond = v128.andnot(i8x16.eq(i8x16.max_u(far, floor), far), i8x16.eq(i8x16.max_u(far, cut), far));
  return v128.and(below, beyond);
}

/** Sides, of four, on which pixels of at least `cut` run out softly: the next is less, and so is the one behind it, but no less than `floor`. */
export function countSoft(plane: usize, width: i32, height: i32, cut: i32, floor: i32): i32 {
  const white = i8x16.splat(<i8>cut);
  const low = i8x16.splat(<i8>floor);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const row = plane + y * width;
    for (let x = 0; x < width; x += 16) {
      const at = row + x;
      const here = v128.load(at);
      let bits = i8x16.bitmask(i8x16.eq(i8x16.max_u(here, white), here));
      const left = width - x;
      if (left < 16) bits &= (1 << left) - 1;
      if (bits === 0) continue;
      if (x > 0) count += popcnt(bits & i8x16.bitmask(isSoft(v128.load(at - 1), v128.load(at - 2), white, low)));
      else count += popcnt(bits & ~3 & i8x16.bitmask(isSoft(v128.load(at - 1), v128.load(at - 2), white, low)));
      // The last two of a row have no two behind them.
      const hasTwo = left <= 2 ? 0 : left - 2 < 16 ? (1 << (left - 2)) - 1 : 0xffff;
      count += popcnt(bits & hasTwo & i8x16.bitmask(isSoft(v128.load(at, 1), v128.load(at, 2), white, low)));
      if (y >= 2) {
        const up = at - <usize>width;
        count += popcnt(bits & i8x16.bitmask(isSoft(v128.load(up), v128.load(up - <usize>width), white, low)));
      }
      if (y < height - 2) {
        const down = at + <usize>width;
        count += popcnt(bits & i8x16.bitmask(isSoft(v128.load(down), v128.load(down + <usize>width), white, low)));
      }
    }
  }
  return count;
}
