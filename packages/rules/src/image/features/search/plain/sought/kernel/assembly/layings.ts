import { laidApart } from './laid-apart';
import { BINS_WARM, CELL, HEAD, LENGTH, MAP, MOST_PLACES, PLACE, POINT, RECORD, ROWS_ABOVE } from './sizes';

/** Share of the shorter side of a picture that the longer one of a product takes at least, and of a picture that it fits into; from one size to the next. */
const LEAST_SHARE: f64 = 0.28;
const FITS: f64 = 1.02;
const LARGER: f64 = 1.17;
/** Of a hundred places so many may have another colour, of the first few fewer; three points of an outline may have that of the product beside them. */
const MOST_OTHER: i32 = 19;
const FIRST_FEW: i32 = 6;
const MOST_OF_FEW: i32 = 2;
/** Colours that are a step lighter. */
const LIGHTER: i32 = BINS_WARM * BINS_WARM;
/** How far beside an outline another colour is, in cells of its shape, and of the picture at least. */
const BESIDE: f64 = 1.6;
const LEAST_BESIDE: f64 = 1.1;
/** Layings of a product that are looked at, and that are kept; bytes of one. */
const MOST_LOOKS: i32 = 64;
const MOST_KEPT: i32 = 3;
const LAID: usize = 48;
/** Layings that are one: how far their middles lie apart, in how far they reach, and how much larger one is. */
const ONE_PLACE: f64 = 0.3;
const ONE_SIZE: f64 = 0.2;
/** Rows that a place lies off at most. */
const FAR: i32 = 31;

/**
 * What is asked of a product in a picture, one after the other: the address of a map at its first row, that of its place, that of how many cells and which rows the map
 * has; and, once it is told, the address of the map as many rows lower as it lies below the middle, and by how many bits its rows are shifted up and then down; i32 each.
 */
const ASKED: usize = 24;

function resolve(numbers: usize, bin: i32, table: usize, maps: usize, counts: usize, asked: usize): void {
  const map = <usize>load<u16>(table + 2 * <usize>bin);
  store<u32>(asked, <u32>(maps + MAP * map + 4 * <usize>ROWS_ABOVE));
  store<u32>(asked, <u32>numbers, 4);
  store<u32>(asked, <u32>(counts + 4 * map), 8);
}

/** How many cells a map has. */
function cellsOf(asked: usize): i32 {
  return <i32>load<u16>(<usize>load<u32>(asked, 8));
}

/** Puts the rarest of what is asked, of those that a picture has at all, first. */
function rarestFirst(asked: usize, count: i32): void {
  let rarest = asked;
  let fewest = 0x10000;
  for (let k = 0; k < count; k++) {
    const at = asked + ASKED * <usize>k;
    const cells = cellsOf(at);
    if (cells === 0 || cells >= fewest) continue;
    fewest = cells;
    rarest = at;
  }
  for (let n: usize = 0; n < ASKED; n += 4) {
    const first = load<u32>(asked + n);
    store<u32>(asked + n, load<u32>(rarest + n));
    store<u32>(rarest + n, first);
  }
}

/** Resolves the maps of the places of a record for a picture that is lighter by some steps, the rarest first; gives how many have no map. */
function resolvePlaces(
  from: usize,
  count: i32,
  lighter: i32,
  table: usize,
  maps: usize,
  counts: usize,
  asked: usize,
): i32 {
  let missing = 0;
  for (let k = 0; k < count; k++) {
    const place = from + PLACE * <usize>k;
    const at = asked + ASKED * <usize>k;
    resolve(place, <i32>load<u16>(place, 10) + lighter * LIGHTER, table, maps, counts, at);
    if (cellsOf(at) === 0) missing++;
  }
  for (let k = 0; k <= MOST_OF_FEW; k++) rarestFirst(asked + ASKED * <usize>k, count - k);
  return missing;
}

function resolvePoints(
  from: usize,
  count: i32,
  lighter: i32,
  table: usize,
  maps: usize,
  counts: usize,
  asked: usize,
): void {
  for (let k = 0; k < count; k++) {
    const point = from + POINT * <usize>k;
    resolve(point, <i32>load<u16>(point, 14) + lighter * LIGHTER, table, maps, counts, asked + ASKED * <usize>k);
  }
}

/** Tells where something lies from the middle of a product, and gives how far down. */
function tell(asked: usize, across: f64, down: f64): i32 {
  const dx = rounded(across);
  const dy = rounded(down);
  store<u32>(asked, load<u32>(asked) + 4 * dy, 12);
  store<i32>(asked, max<i32>(0, -dx), 16);
  store<i32>(asked, max<i32>(0, dx), 20);
  return dy;
}

function tellPlace(asked: usize, reach: f64, mirror: f64): i32 {
  const place = <usize>load<u32>(asked, 4);
  return tell(asked, mirror * reach * length(place), reach * length(place + 2));
}

function tellPoint(asked: usize, reach: f64, mirror: f64, beside: f64): void {
  const point = <usize>load<u32>(asked, 4);
  const across = mirror * (reach * length(point) + beside * length(point + 4));
  tell(asked, across, reach * length(point + 2) + beside * length(point + 6));
}

function length(address: usize): f64 {
  return <f64>load<i16>(address) / LENGTH;
}

function rounded(value: f64): i32 {
  return max<i32>(-FAR, min<i32>(FAR, <i32>floor(value + 0.5)));
}

/** Bits of four rows, each where it is asked from. `y`: bytes to the first of them. */
function bitsAt(asked: usize, y: usize): v128 {
  const rows = v128.load(<usize>load<u32>(asked, 12) + y);
  return i32x4.shr_u(i32x4.shl(rows, load<i32>(asked, 16)), load<i32>(asked, 20));
}

/** What the two bits of a number are held against to be as large as it may be, 0 to 3. */
function notOnes(most: i32): v128 {
  return i32x4.splat(most & 1 ? 0 : -1);
}

function notTwos(most: i32): v128 {
  return i32x4.splat(most & 2 ? 0 : -1);
}

/** Keeps the best few, one of those that are nearly the same; gives how many they are. `kept`: apart, x, y, reach, mirror and the product, f64 each. */
function keep(kept: usize, count: i32, apart: f64, x: f64, y: f64, reach: f64, mirror: f64, product: i32): i32 {
  let at = -1;
  for (let k = 0; k < count; k++) {
    const other = kept + LAID * <usize>k;
    const dx = load<f64>(other, 8) - x;
    const dy = load<f64>(other, 16) - y;
    if (load<f64>(other, 32) !== mirror) continue;
    if (dx * dx + dy * dy >= ONE_PLACE * ONE_PLACE * reach * reach) continue;
    if (abs(load<f64>(other, 24) / reach - 1) >= ONE_SIZE) continue;
    if (load<f64>(other) <= apart) return count;
    at = k;
    break;
  }
  if (at < 0) {
    if (count < MOST_KEPT) at = count++;
    else if (load<f64>(kept + LAID * <usize>(MOST_KEPT - 1)) > apart) at = MOST_KEPT - 1;
    else return count;
  }
  // Those that are less like it go one further.
  while (at > 0 && load<f64>(kept + LAID * <usize>(at - 1)) > apart) {
    memory.copy(kept + LAID * <usize>at, kept + LAID * <usize>(at - 1), LAID);
    at--;
  }
  const to = kept + LAID * <usize>at;
  store<f64>(to, apart);
  store<f64>(to, x, 8);
  store<f64>(to, y, 16);
  store<f64>(to, reach, 24);
  store<f64>(to, mirror, 32);
  store<f64>(to, <f64>product, 40);
  return count;
}

/**
 * Where each of some products may lie in a picture by its colours: nearly all of its places have theirs, and most of what lies beside its outline has not, in this light or
 * a little more or less. Rows are words, so that all columns, and four rows, are asked for at once. Of those the best are kept by what they differ by, `most` at most.
 * `asked`: room for what is asked of one; `out`: for three layings of each, six f64. Gives how many there are.
 */
export function layings(
  records: usize,
  products: i32,
  table: usize,
  maps: usize,
  counts: usize,
  lab: usize,
  columns: i32,
  rows: i32,
  most: f64,
  asked: usize,
  out: usize,
): i32 {
  let found = 0;
  const outlined = asked + ASKED * MOST_PLACES;
  for (let product = 0; product < products; product++) {
    const record = records + RECORD * <usize>product;
    const places = <i32>load<i16>(record);
    const points = <i32>load<i16>(record, 2);
    const left = length(record + 4);
    const top = length(record + 6);
    const right = length(record + 8);
    const bottom = length(record + 10);
    const cell = <f64>load<i16>(record, 12) / CELL;
    const outline = record + HEAD + PLACE * MOST_PLACES;
    const mayMiss = (MOST_OTHER * places) / 100;
    const few = min<i32>(MOST_OF_FEW, mayMiss);
    const fewOnes = notOnes(few);
    const fewTwos = notTwos(few);
    const mayOnes = notOnes(mayMiss);
    const mayTwos = notTwos(mayMiss);
    const largest = FITS * min<f64>(<f64>columns / (right - left), <f64>rows / (bottom - top));
    const least = (LEAST_SHARE * <f64>min<i32>(columns, rows)) / max<f64>(right - left, bottom - top);
    const kept = out + LAID * <usize>found;
    let count = 0;
    let looks = 0;
    for (let lighter = -1; lighter <= 1; lighter++) {
      if (resolvePlaces(record + HEAD, places, lighter, table, maps, counts, asked) > mayMiss) continue;
      resolvePoints(outline, points, lighter, table, maps, counts, outlined);
      for (let reach = least; reach <= largest; reach *= LARGER) {
        const beside = max<f64>(LEAST_BESIDE, BESIDE * cell * reach);
        for (let turn = 0; turn < 2; turn++) {
          const mirror: f64 = turn === 0 ? 1 : -1;
          const from = turn === 0 ? left : -right;
          const to = turn === 0 ? right : -left;
          const firstX = max<i32>(0, <i32>floor(-from * reach));
          const lastX = min<i32>(columns - 1, <i32>ceil(<f64>columns - to * reach));
          if (lastX < firstX) continue;
          const inSight: u32 = ((<u32>0xffffffff) << firstX) & (<u32>0xffffffff >>> (31 - lastX));
          // One at least of the rarest colours is in its place.
          let fromY = rows;
          let toY = 0;
          for (let k = 0; k <= few; k++) {
            const at = asked + ASKED * <usize>k;
            const dy = tellPlace(at, reach, mirror);
            const span = <usize>load<u32>(at, 8);
            fromY = min<i32>(fromY, <i32>load<u8>(span, 2) - dy);
            toY = max<i32>(toY, <i32>load<u8>(span, 3) - dy);
          }
          const firstY = max<i32>(max<i32>(0, <i32>floor(-top * reach)), fromY);
          const lastY = min<i32>(min<i32>(rows - 1, <i32>ceil(<f64>rows - bottom * reach)), toY);
          // Where the others lie is told once they are asked for.
          let toldPlaces = few + 1;
          let toldPoints = 0;
          for (let y = firstY; y <= lastY; y += 4) {
            const row = 4 * <usize>y;
            let alive = i32x4.splat(<i32>inSight);
            if (y + 3 > lastY) {
              alive = i32x4.replace_lane(alive, 3, 0);
              if (y + 2 > lastY) alive = i32x4.replace_lane(alive, 2, 0);
              if (y + 1 > lastY) alive = i32x4.replace_lane(alive, 1, 0);
            }
            let ones = i32x4.splat(0);
            let twos = ones;
            let k = 0;
            if (few === 2) {
              // Not all of the first three may have another colour.
              const first = bitsAt(asked, row);
              const second = bitsAt(asked + ASKED, row);
              const third = bitsAt(asked + 2 * ASKED, row);
              const either = v128.or(first, second);
              alive = v128.and(alive, v128.or(either, third));
              if (!v128.any_true(alive)) continue;
              ones = v128.not(v128.xor(v128.xor(first, second), third));
              twos = v128.not(v128.or(v128.and(first, second), v128.and(either, third)));
              k = 3;
            }
            for (; k < places; k++) {
              const at = asked + ASKED * <usize>k;
              if (k === toldPlaces) {
                tellPlace(at, reach, mirror);
                toldPlaces++;
              }
              const other = v128.not(bitsAt(at, row));
              const isFew = k < FIRST_FEW;
              const full = v128.and(
                v128.xor(ones, isFew ? fewOnes : mayOnes),
                v128.xor(twos, isFew ? fewTwos : mayTwos),
              );
              alive = v128.andnot(alive, v128.and(other, full));
              if (!v128.any_true(alive)) break;
              twos = v128.xor(twos, v128.and(ones, other));
              ones = v128.xor(ones, other);
            }
            if (!v128.any_true(alive)) continue;
            ones = i32x4.splat(0);
            twos = ones;
            for (let n = 0; n < points; n++) {
              const at = outlined + ASKED * <usize>n;
              if (n === toldPoints) {
                tellPoint(at, reach, mirror, beside);
                toldPoints++;
              }
              const alike = bitsAt(at, row);
              // As many as two bits hold, 3, is the most.
              alive = v128.andnot(alive, v128.and(alike, v128.and(ones, twos)));
              if (!v128.any_true(alive)) break;
              twos = v128.xor(twos, v128.and(ones, alike));
              ones = v128.xor(ones, alike);
            }
            if (!v128.any_true(alive)) continue;
            for (let lane = 0; lane < 4; lane++) {
              let bits = <u32>i32x4.extract_lane(alive, 0);
              alive = i8x16.shuffle(alive, alive, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3);
              for (; bits !== 0 && looks < MOST_LOOKS; bits &= bits - 1) {
                looks++;
                const x = <f64>ctz<u32>(bits) + 0.5;
                const middle = <f64>(y + lane) + 0.5;
                const apart = laidApart(record, lab, columns, rows, x, middle, reach, mirror);
                if (apart < most) count = keep(kept, count, apart, x, middle, reach, mirror, product);
              }
            }
          }
        }
      }
    }
    found += count;
  }
  return found;
}
