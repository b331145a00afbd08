import type { GreyImage, Point } from '@listing-lint/rules/image';
import { type Affine, bothMoves, movedBy, NO_MOVE, type PointMap, stepEquations } from './affine.ts';

/** A rectangle of a picture, px. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Luma of a rectangle, rows from the top; NaN where the picture does not reach. */
export interface Patch extends Rectangle {
  readonly data: Float32Array;
}

/** A rectangle of a picture as it is. */
export const patchOf = ({ width, height, data: luma }: LumaPlane, area: Rectangle): Patch => {
  const data = new Float32Array(area.width * area.height).fill(Number.NaN);
  const [from, to] = [Math.max(0, area.left), Math.min(width, area.left + area.width)];
  for (let row = 0; row < area.height; row++) {
    const y = area.top + row;
    if (y < 0 || y >= height || from >= to) continue;
    data.set(luma.subarray(y * width + from, y * width + to), row * area.width + from - area.left);
  }
  return { ...area, data };
};

/** Samples another picture under the rectangle, by bilinear interpolation. */
export const sampled = (image: LumaPlane, area: Rectangle, map: PointMap): Patch => {
  const data = new Float32Array(area.width * area.height);
  for (let row = 0; row < area.height; row++) {
    const y = area.top + row;
    for (let from = 0; from < area.width; from += STRETCH) {
      const count = Math.min(STRETCH, area.width - from);
      const [x0, y0] = map(area.left + from, y);
      const [x1, y1] = map(area.left + from + count, y);
      const [dx, dy] = [(x1 - x0) / count, (y1 - y0) / count];
      const start = row * area.width + from;
      if (isWithin(image, x0, y0) && isWithin(image, x0 + (count - 1) * dx, y0 + (count - 1) * dy)) {
        for (let k = 0; k < count; k++) data[start + k] = lumaWithin(image, x0 + k * dx, y0 + k * dy);
      } else {
        for (let k = 0; k < count; k++) data[start + k] = lumaAt(image, x0 + k * dx, y0 + k * dy);
      }
    }
  }
  return { ...area, data };
};

const isWithin = ({ width, height }: LumaPlane, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;

/** Px along a row within which a map is taken to be straight. */
const STRETCH = 16;

export const lumaAt = (image: LumaPlane, x: number, y: number): number =>
  isWithin(image, x, y) ? lumaWithin(image, x, y) : Number.NaN;

const lumaWithin = ({ width, height, data }: LumaPlane, x: number, y: number): number => {
  const [left, top] = [Math.min(width - 2, Math.floor(x)), Math.min(height - 2, Math.floor(y))];
  const [u, v] = [x - left, y - top];
  const at = top * width + left;
  const above = (data[at] ?? 0) * (1 - u) + (data[at + 1] ?? 0) * u;
  const below = (data[at + width] ?? 0) * (1 - u) + (data[at + width + 1] ?? 0) * u;
  return above * (1 - v) + below * v;
};

/** A picture's luma, in whole levels or between. */
export interface LumaPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Float32Array;
}

/** The mask of a patch: 1 where pixels count. */
export type Mask = Uint8Array;

/** How light one patch is where another one is: gain · luma + offset, by least squares over the pixels of a mask that both have. */
export interface Tone {
  readonly gain: number;
  readonly offset: number;
  readonly count: number;
}

export const toneOf = (ours: Float32Array, theirs: Float32Array, mask: Mask): Tone => {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < mask.length; i++) {
    const [a, b] = [ours[i] ?? Number.NaN, theirs[i] ?? Number.NaN];
    if (mask[i] !== 1 || Number.isNaN(a) || Number.isNaN(b)) continue;
    n++;
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  }
  if (n === 0) return { gain: 1, offset: 0, count: 0 };
  const spread = xx - (x * x) / n;
  // On a plain background only the offset can be estimated.
  const gain = spread > PLAIN * n ? Math.min(MOST_GAIN, Math.max(1 / MOST_GAIN, (xy - (x * y) / n) / spread)) : 1;
  return { gain, offset: (y - gain * x) / n, count: n };
};

/** Variance, levels², below which a ground is plain, and the most that contrast may be changed by. */
const PLAIN = 4;
const MOST_GAIN = 3;

/** Search for a place: first range, px to either side, and rounds of refinement. */
export interface RegisterLooks {
  readonly reach: number;
  readonly rounds: number;
  /** Samples cached around a map, within a margin. */
  readonly around?: Patch;
}

/** Stride of the mask's pixels in the first pass. */
const SPARSE = 7;

/** A map set right around a rectangle, and what the other picture shows there. */
export interface Registered {
  readonly map: PointMap;
  readonly theirs: Patch;
}

/**
 * The map set right around a rectangle: first by whole pixels, then by an affine change (Lucas and Kanade, 1981), so that the pixels of the mask agree best.
 * `ours` is what we have there.
 */
export const registered = (
  ours: Patch,
  image: GreyImage,
  map: PointMap,
  mask: Mask,
  { reach, rounds, around = sampledAround(ours, image, map, reach) }: RegisterLooks,
): Registered => {
  const middle = { x: ours.left + ours.width / 2, y: ours.top + ours.height / 2 };
  const step = bestStep(ours, around, mask, reach);
  let change: Affine = { ...NO_MOVE, c: step.x, f: step.y };
  const at = (each: Affine): Registered => {
    const moved = movedBy(map, each, middle);
    return { map: moved, theirs: sampled(image, ours, moved) };
  };
  let best = at(change);
  let least = errorOf(ours, best.theirs.data, mask);
  for (let round = 0; round < rounds; round++) {
    const next = improved(ours, best.theirs, mask, middle);
    if (next === undefined) break;
    change = bothMoves(change, next);
    const tried = at(change);
    const error = errorOf(ours, tried.theirs.data, mask);
    if (error >= least) break;
    const isNear = error > NEAR_ENOUGH * least;
    best = tried;
    least = error;
    if (isNear) break;
  }
  return best;
};

/** Share of the error that a round must leave for the next one to be worth it. */
const NEAR_ENOUGH = 0.995;

/** Mean square of what is left after the tone is taken out; infinite where too little is there. */
const errorOf = (ours: Patch, theirs: Float32Array, mask: Mask): number => {
  const { gain, offset, count } = toneOf(ours.data, theirs, mask);
  if (count < LEAST_PIXELS) return Number.POSITIVE_INFINITY;
  let squares = 0;
  for (let i = 0; i < mask.length; i++) {
    const rest = (theirs[i] ?? Number.NaN) - gain * (ours.data[i] ?? Number.NaN) - offset;
    if (mask[i] === 1 && !Number.isNaN(rest)) squares += rest * rest;
  }
  return squares / count;
};

const LEAST_PIXELS = 60;

/** Samples with a margin once: a step is then another window on the same pixels. */
export const sampledAround = (
  { left, top, width, height }: Rectangle,
  image: LumaPlane,
  map: PointMap,
  reach: number,
): Patch =>
  sampled(image, { left: left - reach, top: top - reach, width: width + 2 * reach, height: height + 2 * reach }, map);

const bestStep = (ours: Patch, wide: Patch, mask: Mask, reach: number): Point => {
  const { width } = ours;
  const pixels: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) pixels.push(i);
  const used = pixels.filter((_, k) => k % SPARSE === 0 || pixels.length < SPARSE * LEAST_PIXELS);
  const own = Float32Array.from(used, (i) => ours.data[i] ?? Number.NaN);
  const at = used.map((i) => (Math.floor(i / width) + reach) * wide.width + (i % width) + reach);
  const all = new Uint8Array(used.length).fill(1);
  const few = { ...ours, data: own };
  const window = new Float32Array(used.length);
  let best = { x: 0, y: 0, error: Number.POSITIVE_INFINITY };
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      for (let k = 0; k < at.length; k++) window[k] = wide.data[(at[k] ?? 0) + y * wide.width + x] ?? Number.NaN;
      // Near steps are preferred where there is nothing to choose by.
      const error = errorOf(few, window, all) * (1 + 5e-3 * (x * x + y * y));
      if (error < best.error) best = { x, y, error };
    }
  }
  return best;
};

/**
 * What is known of a change beforehand, as weights of least squares: noise of 5 levels over some px of place, and over a hundredth of size or turn. On a plain
 * ground a place stays where the map says that it is.
 */
const PRIOR = { step: 25, shape: 25 / 0.01 ** 2 };

/** One step of Gauss and Newton; undefined where the pixels do not say which way. */
const improved = (ours: Patch, theirs: Patch, mask: Mask, middle: Point): Affine | undefined => {
  const { gain, offset } = toneOf(ours.data, theirs.data, mask);
  const equations = stepEquations(middle);
  const { width, height, data } = theirs;
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const i = row * width + column;
      if (mask[i] !== 1) continue;
      const rest = gain * (ours.data[i] ?? Number.NaN) + offset - (data[i] ?? Number.NaN);
      const gx = ((data[i + 1] ?? Number.NaN) - (data[i - 1] ?? Number.NaN)) / 2;
      const gy = ((data[i + width] ?? Number.NaN) - (data[i - width] ?? Number.NaN)) / 2;
      if (Number.isNaN(rest + gx + gy)) continue;
      equations.at(ours.left + column, ours.top + row);
      equations.add(1, gx, gy, rest);
    }
  }
  return equations.solved(PRIOR);
};
