// What is known of a component: i32 each, at these bytes.

export const COEFFICIENTS: usize = 0;
export const MASKS: usize = 4;
/** Blocks of a row with those that fill its last unit. */
export const STRIDE: usize = 8;
/** Blocks that the picture itself has across and down. */
export const OWN_WIDTH: usize = 12;
export const OWN_HEIGHT: usize = 16;
/** Blocks of a unit across and down. */
const UNIT_WIDTH: usize = 20;
const UNIT_HEIGHT: usize = 24;
/** Of each block its DC, i16: those of a row of blocks lie side by side, where coefficients of a picture do not fit into caches. */
const DCS: usize = 28;

// What is known of a block of a unit: i32 each, at these bytes.

/** Its DC, of the next unit. */
export const DC: usize = 0;
/** By how many blocks it is further on in the next unit. */
export const STEP: usize = 4;
/** Which component of the scan it is of, from 0. */
export const PART: usize = 8;
/** Coefficients and masks of the next unit. */
export const BLOCK: usize = 12;
export const MASK: usize = 16;
const COMPONENT: usize = 20;
/** Its position in the unit. */
const ACROSS: usize = 24;
const DOWN: usize = 28;
const HIGH: usize = 32;
export const UNIT_BYTES: usize = 36;

/**
 * The blocks of a unit of `count` components (i32 addresses), in the order of a scan (ITU-T T.81, A.2): of one component one block. Gives their number; there is room for ten at `unit`.
 */
export function layUnit(components: usize, count: i32, unit: usize): i32 {
  let one = unit;
  for (let c = 0; c < count; c++) {
    const component = load<i32>(components + 4 * <usize>c);
    const wide = count === 1 ? 1 : load<i32>(<usize>component, UNIT_WIDTH);
    const high = count === 1 ? 1 : load<i32>(<usize>component, UNIT_HEIGHT);
    for (let y = 0; y < high; y++) {
      for (let x = 0; x < wide; x++, one += UNIT_BYTES) {
        store<i32>(one, wide, STEP);
        store<i32>(one, c, PART);
        store<i32>(one, component, COMPONENT);
        store<i32>(one, x, ACROSS);
        store<i32>(one, y, DOWN);
        store<i32>(one, high, HIGH);
      }
    }
  }
  return <i32>((one - unit) / UNIT_BYTES);
}

/** Goes to the first unit of a row of units. */
export function startRow(unit: usize, end: usize, row: i32): void {
  for (let one = unit; one < end; one += UNIT_BYTES) {
    const component = <usize>load<i32>(one, COMPONENT);
    const high = load<i32>(one, HIGH);
    const index = (row * high + load<i32>(one, DOWN)) * load<i32>(component, STRIDE) + load<i32>(one, ACROSS);
    store<i32>(one, load<i32>(component, DCS) + 2 * index, DC);
    store<i32>(one, load<i32>(component, COEFFICIENTS) + 128 * index, BLOCK);
    store<i32>(one, load<i32>(component, MASKS) + 8 * index, MASK);
  }
}
