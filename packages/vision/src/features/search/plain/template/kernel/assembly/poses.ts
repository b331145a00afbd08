import { keep, POSE } from './best-poses';
import { aimAtOutline, aimAtPlace, bitsAt, length, PROBE, rarestFirst, resolveAll } from './probes';
import { CELL, HEAD, MOST_PLACES, PLACE, POINT, RECORD } from './sizes';
import { templateDifference } from './template-difference';

/** Share of the shorter side of a picture that the longer one of a product takes at least, and of a picture that it fits into; from one size to the next. */
const LEAST_SHARE: f64 = 0.28;
const FITS: f64 = 1.02;
const LARGER: f64 = 1.17;
/** Most positions of a hundred with another colour, fewer among the first few; three points of an outline may have the product's colour next to them. */
const MOST_OTHER: i32 = 19;
const FIRST_FEW: i32 = 6;
const MOST_OF_FEW: i32 = 2;
/** Distance outside of an outline at which the colour differs, in cells of its shape, and least cells of the picture. */
const OUTLINE_MARGIN: f64 = 1.6;
const LEAST_OUTLINE_MARGIN: f64 = 1.1;
/** Poses of a product that are verified. */
const MOST_LOOKS: i32 = 64;

/** What the two bits of a number are held against to be as large as it may be, 0 to 3. */
function notOnes(most: i32): v128 {
  return i32x4.splat(most & 1 ? 0 : -1);
}

function notTwos(most: i32): v128 {
  return i32x4.splat(most & 2 ? 0 : -1);
}

/**
 * Finds poses of products in a picture by colour: nearly all positions have the product's colours, and most of the outline has other colours outside, in this light or
 * a little more or less. Rows are words, so that all columns, and four rows, are tested at once. Stores the best by their difference, `most` at most.
 * `probe`: room for the probes of one product; `out`: for three poses of each, six f64. Returns their number.
 */
export function poses(
  records: usize,
  products: i32,
  table: usize,
  maps: usize,
  counts: usize,
  lab: usize,
  columns: i32,
  rows: i32,
  most: f64,
  probe: usize,
  out: usize,
): i32 {
  let found = 0;
  const outlined = probe + PROBE * MOST_PLACES;
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
    const best = out + POSE * <usize>found;
    let count = 0;
    let looks = 0;
    for (let lighter = -1; lighter <= 1; lighter++) {
      if (resolveAll(record + HEAD, PLACE, places, lighter, table, maps, counts, probe) > mayMiss) continue;
      resolveAll(outline, POINT, points, lighter, table, maps, counts, outlined);
      for (let k = 0; k <= MOST_OF_FEW; k++) rarestFirst(probe + PROBE * <usize>k, places - k);
      for (let reach = least; reach <= largest; reach *= LARGER) {
        const margin = max<f64>(LEAST_OUTLINE_MARGIN, OUTLINE_MARGIN * cell * reach);
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
            const at = probe + PROBE * <usize>k;
            const dy = aimAtPlace(at, reach, mirror);
            const span = <usize>load<u32>(at, 8);
            fromY = min<i32>(fromY, <i32>load<u8>(span, 2) - dy);
            toY = max<i32>(toY, <i32>load<u8>(span, 3) - dy);
          }
          const firstY = max<i32>(max<i32>(0, <i32>floor(-top * reach)), fromY);
          const lastY = min<i32>(min<i32>(rows - 1, <i32>ceil(<f64>rows - bottom * reach)), toY);
          // The other positions are computed when needed.
          let aimedPlaces = few + 1;
          let aimedPoints = 0;
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
              const first = bitsAt(probe, row);
              const second = bitsAt(probe + PROBE, row);
              const third = bitsAt(probe + 2 * PROBE, row);
              const either = v128.or(first, second);
              alive = v128.and(alive, v128.or(either, third));
              if (!v128.any_true(alive)) continue;
              ones = v128.not(v128.xor(v128.xor(first, second), third));
              twos = v128.not(v128.or(v128.and(first, second), v128.and(either, third)));
              k = 3;
            }
            for (; k < places; k++) {
              const at = probe + PROBE * <usize>k;
              if (k === aimedPlaces) {
                aimAtPlace(at, reach, mirror);
                aimedPlaces++;
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
              const at = outlined + PROBE * <usize>n;
              if (n === aimedPoints) {
                aimAtOutline(at, reach, mirror, margin);
                aimedPoints++;
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
                const apart = templateDifference(record, lab, columns, rows, x, middle, reach, mirror);
                if (apart < most) count = keep(best, count, apart, x, middle, reach, mirror, product);
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
