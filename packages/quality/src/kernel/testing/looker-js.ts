import { type RgbImage, reducedTo } from '@listing-lint/rules/image';
import {
  BLOCK,
  binTable,
  byDirection,
  type CrossDirection,
  crossingOf,
  EDGE_BINS,
  EDGE_CELLS,
  EDGE_ROW_STEP,
  type EdgeCounts,
  type GreenPlane,
  type Looker,
  MOST_STEP,
  REACH,
  ROW_STEP,
  type Shades,
  type StepCounts,
} from '../looker.ts';
import { standingIn } from './flood-js.ts';
import { contrastsOf, roughnessOf } from './rows-js.ts';
import { powerOf } from './spectrum-js.ts';
import { jsTallier } from './tally-js.ts';

/** The looker in plain JavaScript: the reference that tests hold the WebAssembly kernel to. */
export const createJsLooker = (): Looker => ({
  kind: 'javascript',
  keeping: (image, side, work) => work(reducedTo(image, side)),
  edges: (image, leastChange) => {
    const cells = new Uint32Array(EDGE_CELLS * EDGE_CELLS);
    const plane = greyOf(image);
    return { bins: byDirection((direction) => edgesOf(plane, direction, leastChange, cells)), cells };
  },
  green: (...parts) => {
    const green = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0) / 3);
    let i = 0;
    for (const part of parts) for (let p = 1; p < part.length; p += 3) green[i++] = part[p] ?? 0;
    return green;
  },
  steps: stepsOf,
  changes: changesOf,
  shades: shadesOf,
  far: farOf,
  changed: changedOf,
  standing: standingIn,
  roughness: roughnessOf,
  contrasts: contrastsOf,
  power: powerOf,
  ...jsTallier,
});

/** Red, green twice, and blue: what is told of lightness in any colour. */
const greyOf = ({ width, height, data }: RgbImage): GreenPlane => {
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3) {
    grey[i] = ((((data[p] ?? 0) + (data[p + 2] ?? 0) + 1) >> 1) + (data[p + 1] ?? 0) + 1) >> 1;
  }
  return { width, height, data: grey };
};

const edgesOf = (
  plane: GreenPlane,
  direction: CrossDirection,
  leastChange: number,
  cells: EdgeCounts['cells'],
): Uint32Array => {
  const { width, height, data } = plane;
  const crossing = crossingOf(plane, direction);
  const bins = new Uint32Array(EDGE_BINS);
  const table = binTable(crossing.scale);
  const farthest = REACH * crossing.pixel + (REACH / 2) * crossing.aside;
  for (let y = crossing.startY; y < crossing.endY; y += EDGE_ROW_STEP) {
    const cellRow = EDGE_CELLS * Math.floor((y * EDGE_CELLS) / height);
    for (let x = 0, p = y * width; x < crossing.endX; x++, p++) {
      const change = Math.abs((data[p + farthest] ?? 0) - (data[p] ?? 0));
      if (change < leastChange) continue;
      const bin = table[256 * change + steepestOf(data, p, crossing)] ?? 0;
      bins[bin] = (bins[bin] ?? 0) + 1;
      const cell = cellRow + Math.floor((x * EDGE_CELLS) / width);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
  }
  return bins;
};

const steepestOf = (
  data: Uint8Array,
  start: number,
  { pixel, aside }: { readonly pixel: number; readonly aside: number },
): number => {
  let steepest = 1;
  let last = data[start] ?? 0;
  for (let k = 1, at = start; k <= REACH; k++) {
    at += pixel;
    const isBetween = aside !== 0 && k % 2 === 1;
    const value = isBetween ? ((data[at] ?? 0) + (data[at + aside] ?? 0) + 1) >> 1 : (data[at] ?? 0);
    if (isBetween) at += aside;
    const step = value > last ? value - last : last - value;
    if (step > steepest) steepest = step;
    last = value;
  }
  return steepest;
};

const stepsOf = ({ width, height, data }: GreenPlane): StepCounts => {
  const sums = new Int32Array(BLOCK);
  const counts = new Int32Array(BLOCK);
  for (let row = 0; row < height; row += 2) {
    const start = row * width;
    for (let x = 2; x < width - 1; x++) {
      const i = start + x;
      const [a, b, c, d] = [data[i - 2] ?? 0, data[i - 1] ?? 0, data[i] ?? 0, data[i + 1] ?? 0];
      const step = Math.abs(c - b);
      const around = Math.abs(b - a) + Math.abs(d - c);
      if (step > MOST_STEP || around > MOST_STEP || step + around === 0) continue;
      sums[x % BLOCK] = (sums[x % BLOCK] ?? 0) + Math.max(0, 2 * step - around);
      counts[x % BLOCK] = (counts[x % BLOCK] ?? 0) + 1;
    }
  }
  return { sums, counts };
};

const changesOf = ({ width, height, data }: GreenPlane, least: number): Int32Array => {
  const columns = new Int32Array(width);
  for (let row = 0; row < height; row += ROW_STEP) {
    const start = row * width;
    for (let x = 1; x < width; x++) {
      const step = Math.abs((data[start + x] ?? 0) - (data[start + x - 1] ?? 0));
      if (step > least) columns[x] = (columns[x] ?? 0) + step;
    }
  }
  return columns;
};

const shadesOf = ({ data }: RgbImage): Shades => {
  const pixels = data.length / 3;
  const [luma, roundedLuma] = [new Uint8Array(pixels), new Uint8Array(pixels)];
  const [least, spread] = [new Uint8Array(pixels), new Uint8Array(pixels)];
  for (let i = 0, p = 0; i < pixels; i++, p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    const sum = r * 77 + g * 150 + b * 29;
    luma[i] = sum >> 8;
    roundedLuma[i] = (sum + 128) >> 8;
    least[i] = Math.min(r, g, b);
    spread[i] = Math.max(r, g, b) - Math.min(r, g, b);
  }
  return { luma, roundedLuma, least, spread };
};

const farOf = ({ data }: RgbImage, [red, green, blue]: readonly [number, number, number]): Uint8Array => {
  const far = new Uint8Array(data.length / 3);
  for (let i = 0, p = 0; i < far.length; i++, p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    far[i] = Math.max(Math.abs(r - red), Math.abs(g - green), Math.abs(b - blue));
  }
  return far;
};

const changedOf = ({ width, height, data }: RgbImage, least: number): number => {
  const differs = (p: number, q: number): boolean => {
    for (let c = 0; c < 3; c++) if (Math.abs((data[p + c] ?? 0) - (data[q + c] ?? 0)) > least) return true;
    return false;
  };
  let count = 0;
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p += 3) {
      if ((x + 1 < width && differs(p, p + 3)) || (y + 1 < height && differs(p, p + 3 * width))) count++;
    }
  }
  return count;
};
