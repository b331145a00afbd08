import { BINS_WARM, FIRST_LIGHT, FIRST_WARM, LAST_LIGHT, MAP, ONE_COLOUR, ROWS_ABOVE } from './sizes';

/** How far from a colour a cell may be that has it: L*, and either of a* and b*. */
const AS_LIGHT: f64 = 10;
const AS_WARM: f64 = 10;

function first(value: f64, far: f64, least: i32): i32 {
  return max<i32>(least, <i32>ceil((value - far) / ONE_COLOUR));
}

function last(value: f64, far: f64, most: i32): i32 {
  return min<i32>(most, <i32>floor((value + far) / ONE_COLOUR));
}

function warm(address: usize): f64 {
  const most = -ONE_COLOUR * <f64>FIRST_WARM;
  return max<f64>(-most, min<f64>(most, <f64>load<f32>(address)));
}

/**
 * Builds a bitmap for each colour of a picture, a row a word, a bit a cell of `lab` (three f32 each). `table`: the index of a colour's bitmap, u16,
 * for all quantized colours, zeros at first: bitmap 0 is for absent ones. `counts`: of each the number of cells, u16, and the first and the last row of them, u8. Returns the number of bitmaps, `most` at most.
 */
export function colourPlaces(
  lab: usize,
  columns: i32,
  rows: i32,
  table: usize,
  maps: usize,
  counts: usize,
  most: i32,
): i32 {
  let known = 1;
  for (let row = 0; row < rows; row++) {
    const word = 4 * <usize>(ROWS_ABOVE + row);
    for (let column = 0; column < columns; column++, lab += 12) {
      const l = <f64>load<f32>(lab);
      const a = warm(lab + 4);
      const b = warm(lab + 8);
      const endL = last(l, AS_LIGHT, LAST_LIGHT);
      const endA = last(a, AS_WARM, -FIRST_WARM);
      const endB = last(b, AS_WARM, -FIRST_WARM);
      for (let i = first(l, AS_LIGHT, FIRST_LIGHT); i <= endL; i++) {
        for (let j = first(a, AS_WARM, FIRST_WARM); j <= endA; j++) {
          for (let k = first(b, AS_WARM, FIRST_WARM); k <= endB; k++) {
            const bin = ((i - FIRST_LIGHT) * BINS_WARM + j - FIRST_WARM) * BINS_WARM + k - FIRST_WARM;
            let map = <i32>load<u16>(table + 2 * <usize>bin);
            if (map === 0) {
              if (known === most) continue;
              map = known++;
              store<u16>(table + 2 * <usize>bin, <u16>map);
              store<u8>(counts + 4 * <usize>map, <u8>row, 2);
            }
            const at = maps + MAP * <usize>map + word;
            store<u32>(at, load<u32>(at) | ((<u32>1) << column));
            const count = counts + 4 * <usize>map;
            store<u16>(count, load<u16>(count) + 1);
            store<u8>(count, <u8>row, 3);
          }
        }
      }
    }
  }
  return known;
}
