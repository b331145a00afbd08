import type { GreyImage } from '@listing-lint/rules/image';
import { featureKernel } from '../kernel/kernel-wasm.ts';

/** A straight line along which a picture steps: x·cos + y·sin = offset, px from the middle of the picture. */
export interface EdgeLine {
  /** Of the direction across it, 0 to π. */
  readonly angle: number;
  readonly cos: number;
  readonly sin: number;
  readonly offset: number;
  /** Pixels along it, from its foot point on, at which the picture steps, summed up: `steps[t + reach]` of those before t. */
  readonly steps: Uint16Array;
  readonly reach: number;
}

/** Pixels at which a picture steps, by their bins: the direction across the edge, which has no sign. */
interface EdgePixels {
  /** Px from the middle. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Where those of a bin begin; one more than there are bins. */
  readonly starts: Uint32Array;
}

/** Luma by which the neighbours of a pixel on both sides differ at an edge. */
const STEP = 10;
/** Number of direction bins within half a turn. */
const BINS = 120;
/** Bins by which a pixel's own direction may be off. */
const SPREAD = 2;
/** Pixels that a line has at least, as a share of the longer side. */
const SHORTEST = 0.12;
/** Lines this much alike are one: bins and px. */
const SAME_BINS = 4;
const SAME_OFFSET = 5;
const MOST_LINES = 20;
/** Largest distance of an edge pixel from its line, px: on detection, and after fitting. */
const NEAR = 2.5;
const ON = 1.6;

/** The straight lines along which the picture steps for the longest, whichever way they run. */
export const edgeLines = (luma: GreyImage): readonly EdgeLine[] => {
  const pixels = edgePixels(featureKernel().blurred(luma));
  const reach = Math.ceil(Math.hypot(luma.width, luma.height) / 2) + 2;
  const least = SHORTEST * Math.max(luma.width, luma.height);
  return strongest(votes(pixels, reach), reach, least).flatMap(([bin, offset]) => {
    const line = fitted(pixels, bin, offset);
    return line === null ? [] : [{ ...line, ...stepsAlong(pixels, line, reach) }];
  });
};

/** They hold until those of the next picture are found. */
const edgePixels = ({ width, height, data }: GreyImage): EdgePixels => {
  if (ROOM.bins.length < width * height) ROOM = pixelRoom(width * height);
  const { columns, rows, bins } = ROOM;
  const starts = new Uint32Array(BINS + 1);
  let count = 0;
  for (let row = 2; row < height - 2; row++) {
    for (let column = 2; column < width - 2; column++) {
      const k = row * width + column;
      const right = (data[k + 1] ?? 0) - (data[k - 1] ?? 0);
      const down = (data[k + width] ?? 0) - (data[k - width] ?? 0);
      const size = right * right + down * down;
      if (size < STEP * STEP) continue;
      // The steepest of its neighbours across the edge.
      const next = Math.abs(right) > Math.abs(down) ? 1 : width;
      if (size < stepAt(data, k - next, width) || size <= stepAt(data, k + next, width)) continue;
      const bin = (Math.round((Math.atan2(down, right) * BINS) / Math.PI) + 2 * BINS) % BINS;
      columns[count] = column;
      rows[count] = row;
      bins[count] = bin;
      starts[bin + 1] = (starts[bin + 1] ?? 0) + 1;
      count++;
    }
  }
  for (let bin = 0; bin < BINS; bin++) starts[bin + 1] = (starts[bin + 1] ?? 0) + (starts[bin] ?? 0);
  return byBin(ROOM, count, starts, [width / 2, height / 2]);
};

/** By how much a picture steps at a pixel, squared. */
const stepAt = (data: Uint8Array, k: number, width: number): number => {
  const right = (data[k + 1] ?? 0) - (data[k - 1] ?? 0);
  const down = (data[k + width] ?? 0) - (data[k - width] ?? 0);
  return right * right + down * down;
};

/** Room for the pixels of a picture, used again by the next one. */
const pixelRoom = (pixels: number) => ({
  columns: new Uint16Array(pixels),
  rows: new Uint16Array(pixels),
  bins: new Uint8Array(pixels),
  x: new Float32Array(pixels),
  y: new Float32Array(pixels),
});
let ROOM = pixelRoom(0);

/** So that a line asks those alone that run as it does. */
const byBin = (
  { columns, rows, bins, x, y }: typeof ROOM,
  count: number,
  starts: Uint32Array,
  [middle, centre]: readonly [number, number],
): EdgePixels => {
  const next = starts.slice();
  for (let k = 0; k < count; k++) {
    const bin = bins[k] ?? 0;
    const at = next[bin] ?? 0;
    next[bin] = at + 1;
    x[at] = (columns[k] ?? 0) + 0.5 - middle;
    y[at] = (rows[k] ?? 0) + 0.5 - centre;
  }
  return { x, y, starts };
};

const COS = Float64Array.from({ length: BINS }, (_, bin) => Math.cos((bin * Math.PI) / BINS));
const SIN = Float64Array.from({ length: BINS }, (_, bin) => Math.sin((bin * Math.PI) / BINS));

/** How many pixels lie on each line, `2 * reach` offsets a bin (Hough, by the pixel's own direction). */
const votes = ({ x, y, starts }: EdgePixels, reach: number): Uint16Array => {
  const found = new Uint16Array(BINS * 2 * reach);
  for (let own = 0; own < BINS; own++) {
    const [start, end] = [starts[own] ?? 0, starts[own + 1] ?? 0];
    for (let off = -SPREAD; off <= SPREAD; off++) {
      const bin = (own + off + BINS) % BINS;
      const [cos, sin] = [COS[bin] ?? 0, SIN[bin] ?? 0];
      const row = bin * 2 * reach + reach;
      for (let k = start; k < end; k++) {
        const place = row + Math.round((x[k] ?? 0) * cos + (y[k] ?? 0) * sin);
        found[place] = (found[place] ?? 0) + 1;
      }
    }
  }
  return found;
};

/** Bin and offset of the lines with the most pixels, those that are much alike once. */
const strongest = (found: Uint16Array, reach: number, least: number): readonly (readonly [number, number])[] => {
  const row = 2 * reach;
  const all: { bin: number; offset: number; votes: number }[] = [];
  for (let place = 1; place < found.length - 1; place++) {
    // An edge is between two offsets as often as not.
    const own = (found[place] ?? 0) + Math.max(found[place - 1] ?? 0, found[place + 1] ?? 0);
    if (own >= least) all.push({ bin: Math.floor(place / row), offset: (place % row) - reach, votes: own });
  }
  all.sort((a, b) => b.votes - a.votes || a.bin - b.bin || a.offset - b.offset);
  const retained: (readonly [number, number])[] = [];
  for (const { bin, offset } of all) {
    if (retained.length === MOST_LINES) break;
    if (retained.every((other) => !isSame([bin, offset], other))) retained.push([bin, offset]);
  }
  return retained;
};

/** Half a turn further the same line has the opposite offset. */
const isSame = ([bin, offset]: readonly [number, number], [other, its]: readonly [number, number]): boolean => {
  const apart = Math.abs(bin - other);
  return (
    (apart <= SAME_BINS && Math.abs(offset - its) <= SAME_OFFSET) ||
    (BINS - apart <= SAME_BINS && Math.abs(offset + its) <= SAME_OFFSET)
  );
};

type Line = Pick<EdgeLine, 'angle' | 'cos' | 'sin' | 'offset'>;

/** Bins up to which a pixel runs as a line does. */
const ALONG = 2 * SPREAD;

/** What is summed up of the pixels near a line. */
interface Spread {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** The line of least squares through the pixels near it; null where they lie in one spot. */
const fitted = (pixels: EdgePixels, bin: number, offset: number): Line | null => {
  let line: Line = { angle: (bin * Math.PI) / BINS, cos: COS[bin] ?? 1, sin: SIN[bin] ?? 0, offset };
  for (const near of [NEAR, ON]) {
    const { n, x, y, xx, xy, yy } = spreadOf(pixels, bin, line, near);
    if (n < 2) return null;
    // Across the direction in which they are spread most.
    const [across, both, down] = [xx - (x * x) / n, xy - (x * y) / n, yy - (y * y) / n];
    const angle = (0.5 * Math.atan2(2 * both, across - down) + 1.5 * Math.PI) % Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    line = { angle, cos, sin, offset: (x * cos + y * sin) / n };
  }
  return line;
};

const spreadOf = ({ x, y, starts }: EdgePixels, bin: number, { cos, sin, offset }: Line, near: number): Spread => {
  let n = 0;
  let mx = 0;
  let my = 0;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let off = -ALONG; off <= ALONG; off++) {
    const own = (bin + off + BINS) % BINS;
    for (let k = starts[own] ?? 0, end = starts[own + 1] ?? 0; k < end; k++) {
      const px = x[k] ?? 0;
      const py = y[k] ?? 0;
      if (Math.abs(px * cos + py * sin - offset) > near) continue;
      n++;
      mx += px;
      my += py;
      xx += px * px;
      xy += px * py;
      yy += py * py;
    }
  }
  return { n, x: mx, y: my, xx, xy, yy };
};

const stepsAlong = (
  { x, y, starts }: EdgePixels,
  { angle, cos, sin, offset }: Line,
  reach: number,
): Pick<EdgeLine, 'steps' | 'reach'> => {
  const bin = Math.round((angle * BINS) / Math.PI) % BINS;
  const there = new Uint8Array(2 * reach + 1);
  for (let off = -ALONG; off <= ALONG; off++) {
    const own = (bin + off + BINS) % BINS;
    for (let k = starts[own] ?? 0, end = starts[own + 1] ?? 0; k < end; k++) {
      const px = x[k] ?? 0;
      const py = y[k] ?? 0;
      if (Math.abs(px * cos + py * sin - offset) > ON) continue;
      // Along a slanted line two pixels in three have one of their own; nothing is written outside of the array.
      const t = Math.round(py * cos - px * sin) + reach;
      there[t - 1] = 1;
      there[t] = 1;
      there[t + 1] = 1;
    }
  }
  const steps = new Uint16Array(there.length + 1);
  for (let t = 0; t < there.length; t++) steps[t + 1] = (steps[t] ?? 0) + (there[t] ?? 0);
  return { steps, reach };
};

/** Share of a line between two of its points, px from the middle, along which the picture steps. */
export const shareOfSteps = (
  { cos, sin, steps, reach }: EdgeLine,
  from: readonly [number, number],
  to: readonly [number, number],
): number => {
  const along = ([x, y]: readonly [number, number]): number =>
    Math.max(0, Math.min(steps.length - 1, Math.round(y * cos - x * sin) + reach));
  const [a, b] = [along(from), along(to)];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return Math.abs((steps[b] ?? 0) - (steps[a] ?? 0)) / Math.max(1, length);
};
