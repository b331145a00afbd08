// Weighted sums of an 8-bit plane, first down its columns, then along its rows, in whole numbers: kernel-js.ts gives the same bytes. Weights are i16 of which
// those of one sample add up to 2^14; `down` and `along` hold them in sequence, as many as there are taps a sample (a multiple of 2 and of 8).

/** Bits that the sums down the columns keep below a level. */
const FRACTION_BITS: i32 = 6;
const WEIGHT_BITS: i32 = 14;

/**
 * One row of sums down the columns as i16, 2^6 times the level. Reads whole vectors: 16 bytes beyond a row, and as many rows as there are taps.
 */
function sumDown(source: usize, stride: i32, width: i32, taps: i32, weights: usize, line: usize): void {
  const half = i32x4.splat(1 << (WEIGHT_BITS - FRACTION_BITS - 1));
  for (let x: i32 = 0; x < width; x += 16) {
    let a = half;
    let b = half;
    let c = half;
    let d = half;
    let row = source + <usize>x;
    for (let k: i32 = 0; k < taps; k += 2) {
      const pair = v128.load32_splat(weights + ((<usize>k) << 1));
      const one = v128.load(row);
      const two = v128.load(row + <usize>stride);
      const low = v128.shuffle<u8>(one, two, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const high = v128.shuffle<u8>(one, two, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(low), pair));
      b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(low), pair));
      c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(high), pair));
      d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(high), pair));
      row += (<usize>stride) << 1;
    }
    const to = line + ((<usize>x) << 1);
    const shift = WEIGHT_BITS - FRACTION_BITS;
    v128.store(to, i16x8.narrow_i32x4_s(i32x4.shr_s(a, shift), i32x4.shr_s(b, shift)));
    v128.store(to, i16x8.narrow_i32x4_s(i32x4.shr_s(c, shift), i32x4.shr_s(d, shift)), 16);
  }
}

/** The sum along a row at one sample: four parts of it. */
function sumAlong(at: usize, taps: i32, weights: usize): v128 {
  let sum = i32x4.dot_i16x8_s(v128.load(at), v128.load(weights));
  for (let k: usize = 16; k < (<usize>taps) << 1; k += 16) {
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(at + k), v128.load(weights + k)));
  }
  return sum;
}

/** Sums of the four parts of four samples, as levels. */
function levelsOf(p: v128, q: v128, r: v128, s: v128): v128 {
  const pq0 = v128.shuffle<i32>(p, q, 0, 4, 1, 5);
  const pq1 = v128.shuffle<i32>(p, q, 2, 6, 3, 7);
  const rs0 = v128.shuffle<i32>(r, s, 0, 4, 1, 5);
  const rs1 = v128.shuffle<i32>(r, s, 2, 6, 3, 7);
  const pq = i32x4.add(pq0, pq1);
  const rs = i32x4.add(rs0, rs1);
  const sum = i32x4.add(v128.shuffle<i64>(pq, rs, 0, 2), v128.shuffle<i64>(pq, rs, 1, 3));
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << (WEIGHT_BITS + FRACTION_BITS - 1))), WEIGHT_BITS + FRACTION_BITS);
}

/**
 * Shrinks a plane (`stride` bytes a row, its rows without padding below the last tap's) to `columns` × `rows`. `rowFirst` and `columnFirst`: i32 a sample, the
 * first source row or column of its taps. `line`: i16, `width` rounded up to 16 and the taps of a row. Writes up to 3 bytes beyond the last.
 */
export function shrink(
  source: usize,
  stride: i32,
  width: i32,
  rows: i32,
  rowFirst: usize,
  rowTaps: i32,
  down: usize,
  line: usize,
  columns: i32,
  columnFirst: usize,
  columnTaps: i32,
  along: usize,
  target: usize,
): void {
  const step: usize = (<usize>columnTaps) << 1;
  for (let y: i32 = 0; y < rows; y++) {
    const first = load<i32>(rowFirst + ((<usize>y) << 2));
    sumDown(source + <usize>(first * stride), stride, width, rowTaps, down + ((<usize>(y * rowTaps)) << 1), line);
    const out = target + <usize>(y * columns);
    let weights = along;
    for (let x: i32 = 0; x < columns; x += 4) {
      const firsts = columnFirst + ((<usize>x) << 2);
      const levels = levelsOf(
        sumAlong(line + ((<usize>load<i32>(firsts)) << 1), columnTaps, weights),
        sumAlong(line + ((<usize>load<i32>(firsts, 4)) << 1), columnTaps, weights + step),
        sumAlong(line + ((<usize>load<i32>(firsts, 8)) << 1), columnTaps, weights + 2 * step),
        sumAlong(line + ((<usize>load<i32>(firsts, 12)) << 1), columnTaps, weights + 3 * step),
      );
      const words = i16x8.narrow_i32x4_s(levels, levels);
      v128.store32_lane(out + <usize>x, i8x16.narrow_i16x8_u(words, words), 0);
      weights += 4 * step;
    }
  }
}
