// Luma grids and cells of pictures, WebAssembly SIMD: whole numbers down the columns, double precision along the rows. The twin in grid-js.ts adds in the same order and gives the
// same bits. Addresses are bytes; rows are interleaved RGB without padding; every piece has 64 bytes of slack behind it.

import { reduceRow } from './rows';

/** What the weights of reduced rows add up to. */
const WHOLE: f64 = 16384.0;
const GRID: i32 = 64;
/** Cells a side, and rows of a grid that make one. */
const CELLS: i32 = 8;
const ROWS_OF_CELL: i32 = 8;
/** Rows of a grid that are made at a time. */
const GROUP: i32 = 4;

/** Luma of two reduced rows, × `WHOLE`, of their pixels `from` to `to`, one in each half of a vector. */
function lumaOfTwo(upper: usize, lower: usize, from: i32, to: i32, line: usize): void {
  const red = f64x2.splat(0.299);
  const green = f64x2.splat(0.587);
  const blue = f64x2.splat(0.114);
  for (let x = from; x < to; x++) {
    const a = v128.load(upper + 12 * x);
    const b = v128.load(lower + 12 * x);
    const redsAndGreens = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const r = f64x2.convert_low_i32x4_s(redsAndGreens);
    const g = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(redsAndGreens, redsAndGreens, 2, 3, 0, 1));
    const l = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(a, b, 2, 6, 3, 7));
    v128.store(line + 16 * x, f64x2.add(f64x2.add(f64x2.mul(red, r), f64x2.mul(green, g)), f64x2.mul(blue, l)));
  }
}

/** Samples that a map reads: from the first up to, but without, the last. */
function endOf(size: i32, first: usize, offset: usize): i32 {
  const last = 4 * (size - 1);
  return load<i32>(first + last) + load<i32>(offset + last, 4) - load<i32>(offset + last);
}

/**
 * Rows `begin` to `end` of a luma grid of 64 columns: rows of the picture summed by one map, luma of that, and along it by another map. `work` has room for four rows of sums,
 * `(3 * width + 15) & ~15` i32 each, and for four of luma, `width` f64 each.
 */
export function gridRows(
  source: usize,
  width: i32,
  begin: i32,
  end: i32,
  downFirst: usize,
  downOffset: usize,
  downWeights: usize,
  acrossFirst: usize,
  acrossOffset: usize,
  acrossWeights: usize,
  work: usize,
  target: usize,
): void {
  const rowBytes = 3 * width;
  const stride = 4 * ((rowBytes + 15) & ~15);
  const from = load<i32>(acrossFirst);
  const to = endOf(GRID, acrossFirst, acrossOffset);
  const upperLines = work + GROUP * stride;
  const lowerLines = upperLines + 16 * width;
  const share = f64x2.splat(1.0 / WHOLE);
  for (let y = begin; y < end; y += GROUP) {
    const rows = min(GROUP, end - y);
    for (let i = 0; i < rows; i++) {
      reduceRow(source, rowBytes, y + i, downFirst, downOffset, downWeights, work + i * stride);
    }
    // Of fewer than four rows the last one stands for those that are not there.
    const last = rows - 1;
    lumaOfTwo(work, work + min(1, last) * stride, from, to, upperLines);
    if (rows > 2) lumaOfTwo(work + 2 * stride, work + min(3, last) * stride, from, to, lowerLines);
    // Two vectors a step, two rows in each: their sums do not wait for each other, and each is added in its own order.
    const lower = rows > 2 ? lowerLines : upperLines;
    const out = target + 8 * GRID * y;
    let k = load<i32>(acrossOffset);
    for (let j = 0; j < GRID; j++) {
      const stop = load<i32>(acrossOffset + 4 * j, 4);
      const start = 16 * load<i32>(acrossFirst + 4 * j);
      let a = upperLines + start;
      let b = lower + start;
      let above = f64x2.splat(0);
      let below = f64x2.splat(0);
      for (; k < stop; k++) {
        const weight = v128.load64_splat(acrossWeights + 8 * k);
        above = f64x2.add(above, f64x2.mul(weight, v128.load(a)));
        below = f64x2.add(below, f64x2.mul(weight, v128.load(b)));
        a += 16;
        b += 16;
      }
      const at = out + 8 * j;
      // By a power of two, which may as well be done last.
      above = f64x2.mul(above, share);
      below = f64x2.mul(below, share);
      store<f64>(at, f64x2.extract_lane(above, 0));
      if (rows > 1) store<f64>(at, f64x2.extract_lane(above, 1), 512);
      if (rows > 2) store<f64>(at, f64x2.extract_lane(below, 0), 1024);
      if (rows > 3) store<f64>(at, f64x2.extract_lane(below, 1), 1536);
    }
  }
}

/**
 * A whole luma grid, and the means of the three channels over 8×8 cells of the same rows: eight rows of sums are taken together, then cells along them by a map of eight. Three
 * grids of 8×8 f64 at `cells`; `sums` has room for three f64 a pixel of a row.
 */
export function gridAndCells(
  source: usize,
  width: i32,
  downFirst: usize,
  downOffset: usize,
  downWeights: usize,
  acrossFirst: usize,
  acrossOffset: usize,
  acrossWeights: usize,
  cellFirst: usize,
  cellOffset: usize,
  cellWeights: usize,
  work: usize,
  sums: usize,
  target: usize,
  cells: usize,
): void {
  const stride = 4 * ((3 * width + 15) & ~15);
  const from = load<i32>(cellFirst);
  const to = endOf(CELLS, cellFirst, cellOffset);
  for (let y = 0; y < GRID; y += GROUP) {
    gridRows(
      source,
      width,
      y,
      y + GROUP,
      downFirst,
      downOffset,
      downWeights,
      acrossFirst,
      acrossOffset,
      acrossWeights,
      work,
      target,
    );
    if (y % ROWS_OF_CELL === 0) memory.fill(sums + 24 * from, 0, 24 * (to - from) + 8);
    addGroup(work, stride, 3 * from, 3 * to, sums);
    if ((y + GROUP) % ROWS_OF_CELL !== 0) continue;
    const cell = y / ROWS_OF_CELL;
    for (let channel = 0; channel < 3; channel++) {
      const out = cells + 8 * (channel * CELLS + cell) * CELLS;
      mapLine(sums + 8 * channel, 24, CELLS, cellFirst, cellOffset, cellWeights, out);
    }
  }
}

/** Adds a group of rows of sums, one after the other, each divided by what a cell's rows weigh: a power of two. */
function addGroup(rows: usize, stride: usize, from: i32, to: i32, sums: usize): void {
  const share = f64x2.splat(1.0 / (WHOLE * <f64>ROWS_OF_CELL));
  for (let k = from; k < to; k += 2) {
    const at = rows + 4 * k;
    let sum = v128.load(sums + 8 * k);
    sum = f64x2.add(sum, f64x2.mul(f64x2.convert_low_i32x4_s(v128.load64_zero(at)), share));
    sum = f64x2.add(sum, f64x2.mul(f64x2.convert_low_i32x4_s(v128.load64_zero(at + stride)), share));
    sum = f64x2.add(sum, f64x2.mul(f64x2.convert_low_i32x4_s(v128.load64_zero(at + 2 * stride)), share));
    sum = f64x2.add(sum, f64x2.mul(f64x2.convert_low_i32x4_s(v128.load64_zero(at + 3 * stride)), share));
    v128.store(sums + 8 * k, sum);
  }
}

/** Applies a map to values that lie `step` bytes apart. */
function mapLine(line: usize, step: i32, size: i32, first: usize, offset: usize, weights: usize, target: usize): void {
  let k = load<i32>(offset);
  for (let j = 0; j < size; j++) {
    const end = load<i32>(offset + 4 * j, 4);
    let at = line + load<i32>(first + 4 * j) * step;
    let sum: f64 = 0;
    for (; k < end; k++) {
      sum += load<f64>(weights + 8 * k) * load<f64>(at);
      at += step;
    }
    store<f64>(target + 8 * j, sum);
  }
}
