import { BINS_WARM, LENGTH, MAP, ROWS_ABOVE } from './sizes';

/** Colours that are a step lighter. */
const LIGHTER: i32 = BINS_WARM * BINS_WARM;
/** Largest row offset of a position. */
const FAR: i32 = 31;

/**
 * The probes of a product, in order: the address of a bitmap at its first row, that of its position, that of the cell count and row range of the bitmap;
 * and, once resolved, the address of the bitmap shifted by the row offset, and the left and right shift of its rows; i32 each.
 */
export const PROBE: usize = 24;

function resolve(numbers: usize, bin: i32, table: usize, maps: usize, counts: usize, probe: usize): void {
  const map = <usize>load<u16>(table + 2 * <usize>bin);
  store<u32>(probe, <u32>(maps + MAP * map + 4 * <usize>ROWS_ABOVE));
  store<u32>(probe, <u32>numbers, 4);
  store<u32>(probe, <u32>(counts + 4 * map), 8);
}

/** How many cells a map has. */
function cellsOf(probe: usize): i32 {
  return <i32>load<u16>(<usize>load<u32>(probe, 8));
}

/** Sorts the rarest probes that occur in a picture first. */
export function rarestFirst(probe: usize, count: i32): void {
  let rarest = probe;
  let fewest = 0x10000;
  for (let k = 0; k < count; k++) {
    const at = probe + PROBE * <usize>k;
    const cells = cellsOf(at);
    if (cells === 0 || cells >= fewest) continue;
    fewest = cells;
    rarest = at;
  }
  for (let n: usize = 0; n < PROBE; n += 4) {
    const first = load<u32>(probe + n);
    store<u32>(probe + n, load<u32>(rarest + n));
    store<u32>(rarest + n, first);
  }
}

/** Resolves the maps of places or points, of such a size, of a record for a picture that is lighter by some steps; gives how many have none. A bin comes last. */
export function resolveAll(
  from: usize,
  size: usize,
  count: i32,
  lighter: i32,
  table: usize,
  maps: usize,
  counts: usize,
  probe: usize,
): i32 {
  let missing = 0;
  for (let k = 0; k < count; k++) {
    const numbers = from + size * <usize>k;
    const at = probe + PROBE * <usize>k;
    resolve(numbers, <i32>load<u16>(numbers + size - 2) + lighter * LIGHTER, table, maps, counts, at);
    if (cellsOf(at) === 0) missing++;
  }
  return missing;
}

/** Resolves the offset of a position from the centre of a product; returns the row offset. */
function aim(probe: usize, across: f64, down: f64): i32 {
  const dx = rounded(across);
  const dy = rounded(down);
  store<u32>(probe, load<u32>(probe) + 4 * dy, 12);
  store<i32>(probe, max<i32>(0, -dx), 16);
  store<i32>(probe, max<i32>(0, dx), 20);
  return dy;
}

export function aimAtPlace(probe: usize, reach: f64, mirror: f64): i32 {
  const place = <usize>load<u32>(probe, 4);
  return aim(probe, mirror * reach * length(place), reach * length(place + 2));
}

export function aimAtOutline(probe: usize, reach: f64, mirror: f64, margin: f64): void {
  const point = <usize>load<u32>(probe, 4);
  const across = mirror * (reach * length(point) + margin * length(point + 4));
  aim(probe, across, reach * length(point + 2) + margin * length(point + 6));
}

export function length(address: usize): f64 {
  return <f64>load<i16>(address) / LENGTH;
}

function rounded(value: f64): i32 {
  return max<i32>(-FAR, min<i32>(FAR, <i32>floor(value + 0.5)));
}

/** Returns the bits of four rows of a probe. `y`: bytes to the first of them. */
export function bitsAt(probe: usize, y: usize): v128 {
  const rows = v128.load(<usize>load<u32>(probe, 12) + y);
  return i32x4.shr_u(i32x4.shl(rows, load<i32>(probe, 16)), load<i32>(probe, 20));
}
