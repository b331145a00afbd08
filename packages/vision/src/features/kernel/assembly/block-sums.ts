/** Side of a block, px, and bytes of its result: f64 sums. */
const BLOCK: i32 = 16;
const LUMA_SUMS: usize = 6 * 8;
const COLOUR_SUMS: usize = 7 * 8;
/** Px at the edge of a level that nothing is taken from. */
const EDGE: f64 = 3;
/** Added to a whole number below 2³², it leaves that in the lower half of its bits. */
const WHOLE: f64 = 4503599627370496;

/** Two pixels in one row, the second two to the right of the first: all bits set where they lie left of an edge. */
function leftOf(x: i32, end: i32): v128 {
  return i64x2.replace_lane(i64x2.splat(-1), 1, -(<i64>(x + 2 < end)));
}

/** The same where the cell of a pixel is 1: cells of four pixels, of one row of them. */
function inMask(row: usize, columns: i32, first: i32, second: i32): v128 {
  const a = load<u8>(row + min(columns - 1, first >> 2)) === 1;
  const b = load<u8>(row + min(columns - 1, second >> 2)) === 1;
  return i64x2.replace_lane(i64x2.splat(-(<i64>a)), 1, -(<i64>b));
}

/** Returns the first cell of the row of cells that contains a row of pixels. */
function cellRow(cells: usize, columns: i32, rows: i32, y: i32): usize {
  return cells + min(rows - 1, y >> 2) * columns;
}

/** Whether two places lie between two corners, the first one included. */
function within(x: v128, y: v128, left: v128, top: v128, right: v128, bottom: v128): v128 {
  return v128.and(v128.and(f64x2.ge(x, left), f64x2.ge(y, top)), v128.and(f64x2.lt(x, right), f64x2.lt(y, bottom)));
}

function lanes(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/**
 * Sums over blocks of 16×16 px of one level and of what a map leads it to in another one, between pixels. `by`, `theirBy`: how many pixels, as maps and
 * masks have them, one of a level is, a power of two; `map`: eight f64; `cells`: u8 a cell of 4×4 px, 0 without a mask; `out`: six f64 a block. Every
 * second sample of a row is summed up by itself, and both sums are added.
 */
export function lumaSums(
  own: usize,
  width: i32,
  height: i32,
  by: i32,
  their: usize,
  theirWidth: i32,
  theirHeight: i32,
  theirBy: i32,
  map: usize,
  cells: usize,
  columns: i32,
  rows: i32,
  out: usize,
): void {
  const a = f64x2.splat(load<f64>(map));
  const c = f64x2.splat(load<f64>(map, 16));
  const d = f64x2.splat(load<f64>(map, 24));
  const f = f64x2.splat(load<f64>(map, 40));
  const g = f64x2.splat(load<f64>(map, 48));
  const half = f64x2.splat(0.5);
  const one = f64x2.splat(1);
  const zero = i64x2.splat(0);
  const edge = f64x2.splat(EDGE);
  const right = f64x2.splat(<f64>theirWidth - EDGE - 1);
  const bottom = f64x2.splat(<f64>theirHeight - EDGE - 1);
  const scale = f64x2.splat(1 / <f64>theirBy);
  const stride = f64x2.splat(<f64>theirWidth);
  const whole = f64x2.splat(WHOLE);
  const all = i64x2.splat(-1);
  const step = f64x2.splat(4 * <f64>by);
  const isFlat = load<f64>(map, 48) === 0 && load<f64>(map, 56) === 0;
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      let n = zero;
      let sumA = zero;
      let sumB = zero;
      let sumAA = zero;
      let sumBB = zero;
      let sumAB = zero;
      const lastRow = min(height, top + BLOCK);
      const lastColumn = min(width, left + BLOCK);
      const isNarrow = lastColumn < left + BLOCK;
      for (let y = top; y < lastRow; y += 2) {
        const oy = (<f64>y + 0.5) * <f64>by - 0.5;
        const byB = f64x2.splat(load<f64>(map, 8) * oy);
        const byE = f64x2.splat(load<f64>(map, 32) * oy);
        const byH = f64x2.splat(load<f64>(map, 56) * oy);
        const row = own + y * width;
        const mask = cells === 0 ? 0 : cellRow(cells, columns, rows, <i32>oy);
        let x = left + ((y >> 1) & 1);
        const start = (<f64>x + 0.5) * <f64>by - 0.5;
        let ox = f64x2.replace_lane(f64x2.splat(start), 1, start + 2 * <f64>by);
        for (; x < lastColumn; x += 4) {
          let counts = all;
          if (mask !== 0) {
            const first = <i32>f64x2.extract_lane(ox, 0);
            counts = inMask(mask, columns, first, first + 2 * by);
            if (!v128.any_true(counts)) {
              ox = f64x2.add(ox, step);
              continue;
            }
          }
          let tx = f64x2.add(f64x2.add(f64x2.mul(a, ox), byB), c);
          let ty = f64x2.add(f64x2.add(f64x2.mul(d, ox), byE), f);
          if (!isFlat) {
            const weight = f64x2.add(f64x2.add(f64x2.mul(g, ox), byH), one);
            tx = f64x2.div(tx, weight);
            ty = f64x2.div(ty, weight);
          }
          tx = f64x2.sub(f64x2.mul(f64x2.add(tx, half), scale), half);
          ty = f64x2.sub(f64x2.mul(f64x2.add(ty, half), scale), half);
          counts = v128.and(counts, within(tx, ty, edge, edge, right, bottom));
          if (isNarrow) counts = v128.and(counts, leftOf(x, lastColumn));
          ox = f64x2.add(ox, step);
          if (!v128.any_true(counts)) continue;
          // What does not count is taken from the first pixel, and comes to 0.
          tx = v128.and(tx, counts);
          ty = v128.and(ty, counts);
          const wholeX = f64x2.floor(tx);
          const wholeY = f64x2.floor(ty);
          const u = f64x2.sub(tx, wholeX);
          const v = f64x2.sub(ty, wholeY);
          const at = f64x2.add(f64x2.add(f64x2.mul(wholeY, stride), wholeX), whole);
          const p = their + i32x4.extract_lane(at, 0);
          const q = their + i32x4.extract_lane(at, 2);
          // Two pixels above, and two below, of both.
          let bytes = v128.load16_lane(p, zero, 0);
          bytes = v128.load16_lane(q, bytes, 1);
          bytes = v128.load16_lane(p + theirWidth, bytes, 2);
          bytes = v128.load16_lane(q + theirWidth, bytes, 3);
          const above = v128.swizzle(bytes, i8x16(0, -1, -1, -1, 2, -1, -1, -1, 1, -1, -1, -1, 3, -1, -1, -1));
          const below = v128.swizzle(bytes, i8x16(4, -1, -1, -1, 6, -1, -1, -1, 5, -1, -1, -1, 7, -1, -1, -1));
          const rest = f64x2.sub(one, u);
          const upper = f64x2.add(
            f64x2.mul(f64x2.convert_low_i32x4_s(above), rest),
            f64x2.mul(f64x2.convert_low_i32x4_s(i64x2.shuffle(above, above, 1, 1)), u),
          );
          const lower = f64x2.add(
            f64x2.mul(f64x2.convert_low_i32x4_s(below), rest),
            f64x2.mul(f64x2.convert_low_i32x4_s(i64x2.shuffle(below, below, 1, 1)), u),
          );
          const value = v128.and(f64x2.add(f64x2.mul(upper, f64x2.sub(one, v)), f64x2.mul(lower, v)), counts);
          const ours = i32x4.replace_lane(v128.load8_lane(row + x, zero, 0), 1, <i32>load<u8>(row + x, 2));
          const grey = v128.and(f64x2.convert_low_i32x4_s(ours), counts);
          n = i64x2.sub(n, counts);
          sumA = f64x2.add(sumA, grey);
          sumB = f64x2.add(sumB, value);
          sumAA = f64x2.add(sumAA, f64x2.mul(grey, grey));
          sumBB = f64x2.add(sumBB, f64x2.mul(value, value));
          sumAB = f64x2.add(sumAB, f64x2.mul(grey, value));
        }
      }
      store<f64>(out, <f64>(i64x2.extract_lane(n, 0) + i64x2.extract_lane(n, 1)));
      store<f64>(out, lanes(sumA), 8);
      store<f64>(out, lanes(sumB), 16);
      store<f64>(out, lanes(sumAA), 24);
      store<f64>(out, lanes(sumBB), 32);
      store<f64>(out, lanes(sumAB), 40);
      out += LUMA_SUMS;
    }
  }
}

/** Linear light of one channel: of ours, and of the suspect. */
function light(table: usize, own: usize, their: usize): v128 {
  return v128.load64_lane(table + 8 * <usize>load<u8>(their), v128.load64_zero(table + 8 * <usize>load<u8>(own)), 1);
}

/** The same of colours, interleaved RGB, at the nearest pixel, all samples one after the other. `table`: f64 linear light of each value; `out`: seven f64 a block. */
export function colourSums(
  own: usize,
  width: i32,
  height: i32,
  their: usize,
  theirWidth: i32,
  theirHeight: i32,
  map: usize,
  cells: usize,
  columns: i32,
  rows: i32,
  table: usize,
  out: usize,
): void {
  const a = f64x2.splat(load<f64>(map));
  const c = f64x2.splat(load<f64>(map, 16));
  const d = f64x2.splat(load<f64>(map, 24));
  const f = f64x2.splat(load<f64>(map, 40));
  const g = f64x2.splat(load<f64>(map, 48));
  const half = f64x2.splat(0.5);
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const right = f64x2.splat(<f64>theirWidth);
  const bottom = f64x2.splat(<f64>theirHeight);
  const whole = f64x2.splat(WHOLE);
  const all = i64x2.splat(-1);
  const step = f64x2.splat(4);
  const isFlat = load<f64>(map, 48) === 0 && load<f64>(map, 56) === 0;
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      let n = 0;
      let red = zero;
      let green = zero;
      let blue = zero;
      const lastRow = min(height, top + BLOCK);
      const lastColumn = min(width, left + BLOCK);
      const isNarrow = lastColumn < left + BLOCK;
      for (let y = top + 1; y < lastRow; y += 2) {
        const byB = f64x2.splat(load<f64>(map, 8) * <f64>y);
        const byE = f64x2.splat(load<f64>(map, 32) * <f64>y);
        const byH = f64x2.splat(load<f64>(map, 56) * <f64>y);
        const mask = cells === 0 ? 0 : cellRow(cells, columns, rows, y);
        let x = left + 1;
        let p = own + 3 * (y * width + x);
        let place = f64x2.replace_lane(f64x2.splat(<f64>x), 1, <f64>(x + 2));
        for (; x < lastColumn; x += 4) {
          let counts = all;
          if (mask !== 0) {
            counts = inMask(mask, columns, x, x + 2);
            if (!v128.any_true(counts)) {
              place = f64x2.add(place, step);
              p += 12;
              continue;
            }
          }
          let tx = f64x2.add(f64x2.add(f64x2.mul(a, place), byB), c);
          let ty = f64x2.add(f64x2.add(f64x2.mul(d, place), byE), f);
          if (!isFlat) {
            const weight = f64x2.add(f64x2.add(f64x2.mul(g, place), byH), one);
            tx = f64x2.div(tx, weight);
            ty = f64x2.div(ty, weight);
          }
          const u = f64x2.floor(f64x2.add(tx, half));
          const v = f64x2.floor(f64x2.add(ty, half));
          counts = v128.and(counts, within(u, v, zero, zero, right, bottom));
          if (isNarrow) counts = v128.and(counts, leftOf(x, lastColumn));
          place = f64x2.add(place, step);
          const at = f64x2.add(f64x2.add(f64x2.mul(v, right), u), whole);
          const which = i64x2.bitmask(counts);
          if (which & 1) {
            const q = their + 3 * i32x4.extract_lane(at, 0);
            red = f64x2.add(red, light(table, p, q));
            green = f64x2.add(green, light(table, p + 1, q + 1));
            blue = f64x2.add(blue, light(table, p + 2, q + 2));
          }
          if (which & 2) {
            const q = their + 3 * i32x4.extract_lane(at, 2);
            red = f64x2.add(red, light(table, p + 6, q));
            green = f64x2.add(green, light(table, p + 7, q + 1));
            blue = f64x2.add(blue, light(table, p + 8, q + 2));
          }
          n += (which & 1) + (which >> 1);
          p += 12;
        }
      }
      store<f64>(out, <f64>n);
      store<f64>(out, f64x2.extract_lane(red, 0), 8);
      store<f64>(out, f64x2.extract_lane(green, 0), 16);
      store<f64>(out, f64x2.extract_lane(blue, 0), 24);
      store<f64>(out, f64x2.extract_lane(red, 1), 32);
      store<f64>(out, f64x2.extract_lane(green, 1), 40);
      store<f64>(out, f64x2.extract_lane(blue, 1), 48);
      out += COLOUR_SUMS;
    }
  }
}
