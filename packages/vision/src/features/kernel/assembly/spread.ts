import { corners } from './corners';

/** Of positive floats by their bits these say within a sixteenth how large each is. */
const GRAIN_BITS: u32 = 19;
const GRAINS: i32 = 4096;

/** Of a key, which is the smaller, the stronger a corner is, the bits of its place among all: of equal ones the first comes first. */
const PLACE_BITS: u64 = 20;
const LAST_PLACE: u64 = (1 << 20) - 1;

// @ts-expect-error: decorator
function keyOf(strengths: usize, k: i32): u64 {
  return ((<u64>(0xffffffff - load<u32>(strengths + 4 * <usize>k))) << PLACE_BITS) | <u64>k;
}

/** Non-maximum suppression: returns the number of keys of the strongest corners, at least as many as needed. */
function strongest(strengths: usize, count: i32, target: i32, grains: usize, keys: usize): i32 {
  memory.fill(grains, 0, 4 * GRAINS);
  let grain: u32 = 0;
  for (let k = 0; k < count; k++) {
    const own = load<u32>(strengths + 4 * k) >> GRAIN_BITS;
    const at = grains + 4 * <usize>own;
    store<u32>(at, load<u32>(at) + 1);
    grain = max(grain, own);
  }
  let sum = load<i32>(grains + 4 * <usize>grain);
  while (sum < target && grain > 0) sum += load<i32>(grains + 4 * <usize>--grain);
  let found = 0;
  for (let k = 0; k < count; k++) {
    store<u64>(keys + 8 * <usize>found, keyOf(strengths, k));
    found += i32(load<u32>(strengths + 4 * k) >> GRAIN_BITS >= grain);
  }
  return found;
}

/** Keys that are put in order one by one, before these runs are merged. */
const RUN: i32 = 8;

/** Puts keys in order: where they lie then, at `keys` or at `other`. */
function sorted(keys: usize, count: i32, other: usize): usize {
  for (let begin = 0; begin < count; begin += RUN) {
    const first = keys + 8 * <usize>begin;
    const end = keys + 8 * <usize>min(begin + RUN, count);
    for (let next = first + 8; next < end; next += 8) {
      const key = load<u64>(next);
      let at = next;
      for (; at > first && load<u64>(at - 8) > key; at -= 8) store<u64>(at, load<u64>(at - 8));
      store<u64>(at, key);
    }
  }
  for (let run = RUN; run < count; run *= 2) {
    for (let begin = 0; begin < count; begin += 2 * run)
      merge(keys, begin, min(begin + run, count), min(begin + 2 * run, count), other);
    const from = keys;
    keys = other;
    other = from;
  }
  return keys;
}

function merge(keys: usize, begin: i32, middle: i32, end: i32, other: usize): void {
  let a = keys + 8 * <usize>begin;
  let b = keys + 8 * <usize>middle;
  const endA = b;
  const endB = keys + 8 * <usize>end;
  let out = other + 8 * <usize>begin;
  while (a < endA && b < endB) {
    const own = load<u64>(a);
    const their = load<u64>(b);
    const isOwn = own < their;
    store<u64>(out, isOwn ? own : their);
    a += (<usize>isOwn) << 3;
    b += (<usize>!isOwn) << 3;
    out += 8;
  }
  memory.copy(out, a, endA - a);
  memory.copy(out + (endA - a), b, endB - b);
}

/**
 * Offsets of points in their order at `out`, as many as are wanted: of each cell of the grid as many as it may have, and others behind them where there are no more of these. Gives
 * how many there are without the others. `left`: room for an i32 a key.
 */
function spreadOver(
  order: usize,
  count: i32,
  offsets: usize,
  width: i32,
  height: i32,
  wanted: i32,
  cells: i32,
  most: u32,
  counts: usize,
  left: usize,
  out: usize,
): i32 {
  memory.fill(counts, 0, 2 * cells * cells);
  let chosen = 0;
  let others = 0;
  for (let i = 0; i < count && chosen < wanted; i++) {
    const offset = load<i32>(offsets + 4 * <usize>(load<u64>(order + 8 * i) & LAST_PLACE));
    const y = offset / width;
    const cell = counts + 2 * (((y * cells) / height) * cells + ((offset - y * width) * cells) / width);
    const held = <u32>load<u16>(cell);
    if (held >= most) store<i32>(left + 4 * others++, offset);
    else {
      store<u16>(cell, <u16>(held + 1));
      store<i32>(out + 4 * chosen++, offset);
    }
  }
  memory.copy(out + 4 * chosen, left, 4 * min(others, wanted - chosen));
  return chosen;
}

/**
 * Corners of a level, the strongest first, so many at most that no cell of a grid has more than `most` of them unless too few are left. As `corners` takes it, then `firstLook`:
 * so many are put in order first; `keys`: two u64 a corner; `grains`: u32, 4,096 of them; `counts`: u16 a cell; `out`: i32 a corner. Gives how many there are.
 */
export function keyPoints(
  source: usize,
  width: i32,
  height: i32,
  threshold: i32,
  map: usize,
  found: usize,
  chosen: usize,
  strengths: usize,
  wanted: i32,
  cells: i32,
  most: u32,
  firstLook: i32,
  keys: usize,
  grains: usize,
  counts: usize,
  out: usize,
): i32 {
  const count = corners(source, width, height, threshold, map, found, chosen, strengths);
  const other = keys + 8 * <usize>count;
  if (count > wanted) {
    const first = strongest(strengths, count, firstLook, grains, keys);
    if (first < count) {
      const order = sorted(keys, first, other);
      const left = order === keys ? other : keys;
      if (spreadOver(order, first, chosen, width, height, wanted, cells, most, counts, left, out) === wanted)
        return wanted;
    }
  }
  for (let k = 0; k < count; k++) store<u64>(keys + 8 * k, keyOf(strengths, k));
  const order = sorted(keys, count, other);
  const left = order === keys ? other : keys;
  const target = min(count, wanted);
  spreadOver(order, count, chosen, width, height, target, cells, count > wanted ? most : 0xffff, counts, left, out);
  return target;
}
