// The parts of a picture within its plain borders, WebAssembly. The twin in regions.ts, which says what each step is for, gives the same. Addresses are bytes; rows are interleaved RGB
// without padding.

import { medians, plainColumns, plainRows } from './lines';

const MOST_SAMPLES: i32 = 65;
const TOLERANCE: i32 = 24;
const NARROW_TOLERANCE: i32 = 8;
const SAME_BORDER: i32 = 13;
const SPECKS: f64 = 0.01;
const LAYERS: i32 = 6;
const SMEAR: i32 = 5;
const STRETCH: i32 = 4;
const SMALLEST: f64 = 0.08;

const TOP: i32 = 0;
const BOTTOM: i32 = 1;
const LEFT: i32 = 2;
const SIDES: i32 = 4;

// Edges lie in the order of the sides, i32 each. Room at the bottom of the memory, behind what rows.ts has there.
/** The box that is peeled. */
const box: usize = 3840;
/** What is left of it. */
const inner: usize = 3856;
/** The same for a border of one colour. */
const narrow: usize = 3872;

/** Lines and colour of the side that was peeled last, and of the thickest one of the four. */
let colour: i32 = 0;
let thickest: i32 = 0;
let thickestColour: i32 = 0;

function edge(edges: usize, side: i32): i32 {
  return load<i32>(edges + 4 * side);
}

/**
 * Edges of what is without the outermost colour, and of what is without any: top, bottom, left, right, i32 each, at `out` and 16 bytes on. Gives the colour around that as medians do, or
 * −1 where there is none.
 */
export function regions(picture: usize, width: i32, height: i32, out: usize): i32 {
  const content = out + 16;
  let background = -1;
  store<i32>(box, 0);
  store<i32>(box, height, 4);
  store<i32>(box, 0, 8);
  store<i32>(box, width, 12);
  memory.copy(out, box, 16);
  for (let layer = 0; layer < LAYERS; layer++) {
    peelSides(picture, width, layer, TOLERANCE, inner);
    if (thickest === 0) break;
    if (<f64>(edge(inner, 3) - edge(inner, 2)) < SMALLEST * <f64>width) break;
    if (<f64>(edge(inner, 1) - edge(inner, 0)) < SMALLEST * <f64>height) break;
    if (thickest > 2) background = thickestColour;
    if (layer === 0) {
      peelSides(picture, width, 0, NARROW_TOLERANCE, narrow);
      for (let side = 0; side < SIDES; side++) {
        const isBorder = abs(edge(inner, side) - edge(narrow, side)) > SAME_BORDER;
        store<i32>(out + 4 * side, edge(isBorder ? narrow : inner, side));
      }
    }
    memory.copy(box, inner, 16);
  }
  memory.copy(content, box, 16);
  return background;
}

/** Peels the four sides of the box, each for itself. */
function peelSides(picture: usize, width: i32, layer: i32, tolerance: i32, left: usize): void {
  thickest = 0;
  thickestColour = 0;
  for (let side = 0; side < SIDES; side++) {
    const lines = peel(picture, width, side, layer, tolerance);
    store<i32>(left + 4 * side, edge(box, side) + (side === TOP || side === LEFT ? lines : -lines));
    if (lines > thickest) {
      thickest = lines;
      thickestColour = colour;
    }
  }
}

/** How many plain lines there are on one side of the box. */
function peel(picture: usize, width: i32, side: i32, layer: i32, tolerance: i32): i32 {
  const isRow = side <= BOTTOM;
  const across = isRow ? LEFT : TOP;
  const along = isRow ? TOP : LEFT;
  const inset = layer === 0 ? 0 : SMEAR;
  const start = edge(box, across) + inset;
  const length = edge(box, across + 1) - edge(box, across) - 2 * inset;
  const depth = edge(box, along + 1) - edge(box, along);
  if (length < 1) return 0;
  const allowed = <i32>floor(<f64>length * SPECKS);
  const step = side === along ? 1 : -1;
  const outermost = step === 1 ? edge(box, side) : edge(box, side) - 1;
  const samples = min(MOST_SAMPLES, length);
  const rowBytes = 3 * width;
  for (let skipped = 0; skipped <= inset && skipped < depth; skipped++) {
    const line = outermost + skipped * step;
    const first = picture + (isRow ? line * rowBytes + 3 * start : start * rowBytes + 3 * line);
    colour = medians(first, isRow ? 3 : rowBytes, length, samples);
    const red = colour & 255;
    const green = (colour >> 8) & 255;
    const blue = colour >> 16;
    const most = depth - skipped;
    const lines = isRow
      ? plainRows(first, step * rowBytes, length, most, red, green, blue, tolerance, allowed)
      : plainColumns(
          picture + start * rowBytes,
          rowBytes,
          length,
          line,
          step,
          most,
          red,
          green,
          blue,
          tolerance,
          allowed,
        );
    if (lines >= STRETCH || (skipped === 0 && lines > 0)) return skipped + lines;
  }
  return 0;
}
