import type { GreyImage } from '../../read/raster.ts';
import { featureKernel } from '../kernel/feature-kernel.ts';

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

/** Pixels at which a picture steps, and in which direction. */
interface EdgePixels {
  readonly count: number;
  /** Px from the middle. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Bins of the direction across the edge, which has no sign. */
  readonly bins: Uint8Array;
}

/** Luma by which the neighbours of a pixel on both sides differ at an edge. */
const STEP = 10;
/** Directions that are told apart within half a turn. */
const BINS = 120;
/** Bins by which a pixel's own direction may be off. */
const SPREAD = 2;
/** Pixels that a line has at least, as a share of the longer side. */
const SHORTEST = 0.12;
/** Lines this much alike are one: bins and px. */
const SAME_BINS = 4;
const SAME_OFFSET = 5;
const MOST_LINES = 20;
/** Px that an edge pixel may lie beside its line: once it is found, and once it is fitted. */
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

const edgePixels = ({ width, height, data }: GreyImage): EdgePixels => {
  const x = new Float32Array(width * height);
  const y = new Float32Array(width * height);
  const bins = new Uint8Array(width * height);
  const at = (k: number): number => data[k] ?? 0;
  let count = 0;
  for (let row = 2; row < height - 2; row++) {
    for (let column = 2; column < width - 2; column++) {
      const k = row * width + column;
      const right = at(k + 1) - at(k - 1);
      const down = at(k + width) - at(k - width);
      const size = right * right + down * down;
      if (size < STEP * STEP) continue;
      // The steepest of its neighbours across the edge.
      const next = Math.abs(right) > Math.abs(down) ? 1 : width;
      const sizeAt = (p: number): number => (at(p + 1) - at(p - 1)) ** 2 + (at(p + width) - at(p - width)) ** 2;
      if (size < sizeAt(k - next) || size <= sizeAt(k + next)) continue;
      x[count] = column + 0.5 - width / 2;
      y[count] = row + 0.5 - height / 2;
      bins[count] = (Math.round((Math.atan2(down, right) * BINS) / Math.PI) + 2 * BINS) % BINS;
      count++;
    }
  }
  return { count, x, y, bins };
};

const COS = Float64Array.from({ length: BINS }, (_, bin) => Math.cos((bin * Math.PI) / BINS));
const SIN = Float64Array.from({ length: BINS }, (_, bin) => Math.sin((bin * Math.PI) / BINS));

/** How many pixels lie on each line, `2 * reach` offsets a bin (Hough, by the pixel's own direction). */
const votes = ({ count, x, y, bins }: EdgePixels, reach: number): Uint16Array => {
  const found = new Uint16Array(BINS * 2 * reach);
  for (let k = 0; k < count; k++) {
    for (let off = -SPREAD; off <= SPREAD; off++) {
      const bin = ((bins[k] ?? 0) + off + BINS) % BINS;
      const offset = Math.round((x[k] ?? 0) * (COS[bin] ?? 0) + (y[k] ?? 0) * (SIN[bin] ?? 0));
      const place = bin * 2 * reach + offset + reach;
      found[place] = (found[place] ?? 0) + 1;
    }
  }
  return found;
};

/** Bin and offset of the lines with the most pixels, those that are much alike once. */
const strongest = (found: Uint16Array, reach: number, least: number): readonly (readonly [number, number])[] => {
  const row = 2 * reach;
  const all: { bin: number; offset: number; votes: number }[] = [];
  for (let place = 1; place < found.length - 1; place++) {
    // An edge lies between two offsets as often as not.
    const own = (found[place] ?? 0) + Math.max(found[place - 1] ?? 0, found[place + 1] ?? 0);
    if (own >= least) all.push({ bin: Math.floor(place / row), offset: (place % row) - reach, votes: own });
  }
  all.sort((a, b) => b.votes - a.votes || a.bin - b.bin || a.offset - b.offset);
  const kept: (readonly [number, number])[] = [];
  for (const { bin, offset } of all) {
    if (kept.length === MOST_LINES) break;
    if (kept.every((other) => !isSame([bin, offset], other))) kept.push([bin, offset]);
  }
  return kept;
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

const isAlong = (bins: Uint8Array, k: number, bin: number): boolean => {
  const apart = Math.abs((bins[k] ?? 0) - bin);
  return Math.min(apart, BINS - apart) <= 2 * SPREAD;
};

/** The line of least squares through the pixels near it; null where they lie in one spot. */
const fitted = ({ count, x, y, bins }: EdgePixels, bin: number, offset: number): Line | null => {
  let line: Line = { angle: (bin * Math.PI) / BINS, cos: COS[bin] ?? 1, sin: SIN[bin] ?? 0, offset };
  for (const near of [NEAR, ON]) {
    let [n, mx, my, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < count; k++) {
      const [px, py] = [x[k] ?? 0, y[k] ?? 0];
      if (!isAlong(bins, k, bin) || Math.abs(px * line.cos + py * line.sin - line.offset) > near) continue;
      n++;
      mx += px;
      my += py;
      xx += px * px;
      xy += px * py;
      yy += py * py;
    }
    if (n < 2) return null;
    [xx, xy, yy] = [xx - (mx * mx) / n, xy - (mx * my) / n, yy - (my * my) / n];
    // Across the direction in which they are spread most.
    const angle = (0.5 * Math.atan2(2 * xy, xx - yy) + 1.5 * Math.PI) % Math.PI;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    line = { angle, cos, sin, offset: (mx * cos + my * sin) / n };
  }
  return line;
};

const stepsAlong = (
  { count, x, y, bins }: EdgePixels,
  { angle, cos, sin, offset }: Line,
  reach: number,
): Pick<EdgeLine, 'steps' | 'reach'> => {
  const bin = Math.round((angle * BINS) / Math.PI) % BINS;
  const there = new Uint8Array(2 * reach + 1);
  for (let k = 0; k < count; k++) {
    const [px, py] = [x[k] ?? 0, y[k] ?? 0];
    if (!isAlong(bins, k, bin) || Math.abs(px * cos + py * sin - offset) > ON) continue;
    const t = Math.round(py * cos - px * sin) + reach;
    // Along a slanted line two pixels in three have one of their own.
    for (const each of [t - 1, t, t + 1]) if (each >= 0 && each < there.length) there[each] = 1;
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
