/** Where the first channels of sixteen pixels lie among their 48. */
const FIRST_CHANNELS: u64 = 0x249249249249;
/** Those of the four pixels of a cell. */
const OF_CELL: u64 = 0xfff;

/** Which of sixteen channels differ from those of a colour by more than `most`. */
// @ts-expect-error: decorator
function far(at: usize, colour: v128, most: v128): u64 {
  const value = v128.load(at);
  const apart = v128.or(i8x16.sub_sat_u(value, colour), i8x16.sub_sat_u(colour, value));
  return <u64>(<u32>i8x16.bitmask(i8x16.gt_u(apart, most)));
}

/**
 * Of each cell of 4×4 px of interleaved RGB, row by row, whether at most so many `specks` of its pixels differ from a colour by more than `most` in a
 * channel: u8, 1 or 0. `colour`: 48 bytes, the same sixteen times. Up to three cells beyond the last are written to.
 */
export function plainCells(
  source: usize,
  width: i32,
  columns: i32,
  rows: i32,
  colour: usize,
  most: i32,
  specks: i32,
  out: usize,
): void {
  const first = v128.load(colour);
  const second = v128.load(colour, 16);
  const third = v128.load(colour, 32);
  const limit = i8x16.splat(<i8>most);
  const allowed = <u64>specks;
  for (let row = 0; row < rows; row++) {
    const into = out + row * columns;
    for (let column = 0; column < columns; column += 4) {
      let at = source + 3 * (4 * row * width + 4 * column);
      let a: u64 = 0;
      let b: u64 = 0;
      let c: u64 = 0;
      let d: u64 = 0;
      for (let y = 0; y < 4; y++) {
        const channels =
          far(at, first, limit) | (far(at + 16, second, limit) << 16) | (far(at + 32, third, limit) << 32);
        const pixels = (channels | (channels >> 1) | (channels >> 2)) & FIRST_CHANNELS;
        a += popcnt<u64>(pixels & OF_CELL);
        b += popcnt<u64>((pixels >> 12) & OF_CELL);
        c += popcnt<u64>((pixels >> 24) & OF_CELL);
        d += popcnt<u64>(pixels >> 36);
        at += 3 * width;
      }
      store<u8>(into + column, <u8>(a <= allowed));
      store<u8>(into + column, <u8>(b <= allowed), 1);
      store<u8>(into + column, <u8>(c <= allowed), 2);
      store<u8>(into + column, <u8>(d <= allowed), 3);
    }
  }
}
