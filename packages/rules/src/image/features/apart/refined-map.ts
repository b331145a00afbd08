import { type PlaneMap, solve } from '../pair/mapping.ts';
import { type FloatPlane, halvedPlane } from './planes.ts';

/** Unknowns of a step: six of the map, gain and bias. */
const UNKNOWNS = 8;
const ROUNDS = 6;
/** Px that a corner moves by in a step that is the last one. */
const STILL = 0.02;
/** Longest side, px, of what is looked at: finer than this it does not get more exact. */
const LARGEST_SIDE = 320;
const SMALLEST_SIDE = 48;
/** Differences beyond so many times the middle one count for little, and never those up to so many levels. */
const ROBUST = 4;
const LEAST_ROBUST = 2;
/** About so many pixels are enough, one of each small square: with three times as many no other verdict was given but at the very bound. */
const MANY_PIXELS = 2000;
const FEWEST_PIXELS = 200;

/** How one plane lies on another one, and what became of its light: ours is about `gain` times theirs and `bias` more. */
interface Laying {
  readonly mapping: PlaneMap;
  readonly gain: number;
  readonly bias: number;
}

/**
 * The affine map near `start`, from pixels of ours to pixels of theirs, under which their luma agrees best: Gauss–Newton, coarse to fine, in which little counts what
 * differs much (Geman and McClure's weights). Where the start is off by a pixel or so (`isNear`), only the finest is looked at.
 */
export const refinedMap = (ours: FloatPlane, theirs: FloatPlane, start: PlaneMap, isNear = false): PlaneMap => {
  const levels = [{ ours, theirs, by: 1 }];
  for (let last = levels[0]; last !== undefined; last = levels.at(-1)) {
    const sides = [last.ours.width, last.ours.height, last.theirs.width, last.theirs.height];
    if (Math.min(...sides) < 2 * SMALLEST_SIDE) break;
    levels.push({ ours: halvedPlane(last.ours), theirs: halvedPlane(last.theirs), by: 2 * last.by });
  }
  const coarsest = levels.at(-1);
  const used = levels.filter(
    (level) => level === coarsest || Math.max(level.ours.width, level.ours.height) <= LARGEST_SIDE,
  );
  let laying: Laying = { mapping: start, gain: 1, bias: 0 };
  for (const level of isNear ? used.slice(0, 1) : used.reverse()) {
    const found = refinedAt(level.ours, level.theirs, { ...laying, mapping: reduced(laying.mapping, level.by) });
    laying = { ...found, mapping: reduced(found.mapping, 1 / level.by) };
  }
  return laying.mapping;
};

/** The same map between pictures that are smaller `by` so much: pixels are areas, and of the first one the middle moves. */
const reduced = ({ a, b, c, d, e, f }: PlaneMap, by: number): PlaneMap => {
  const middle = (by - 1) / 2;
  return {
    ...{ a, b, d, e, g: 0, h: 0 },
    c: (c + (a + b - 1) * middle) / by,
    f: (f + (d + e - 1) * middle) / by,
  };
};

const refinedAt = (ours: FloatPlane, theirs: FloatPlane, start: Laying): Laying => {
  let laying = start;
  let spread = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const next = stepped(ours, theirs, laying, spread);
    if (next === null) return laying;
    const moved = farthest(laying.mapping, next.laying.mapping, ours);
    ({ laying, spread } = next);
    if (moved < STILL) break;
  }
  return laying;
};

/** How far the corners of a picture move from one map to another, px. */
const farthest = (before: PlaneMap, after: PlaneMap, { width, height }: FloatPlane): number => {
  const moved = (x: number, y: number): number =>
    Math.hypot(
      (after.a - before.a) * x + (after.b - before.b) * y + after.c - before.c,
      (after.d - before.d) * x + (after.e - before.e) * y + after.f - before.f,
    );
  return Math.max(moved(0, 0), moved(width, 0), moved(0, height), moved(width, height));
};

/** One step of Gauss–Newton; null where the planes hardly lie on each other, or nothing is in them. */
const stepped = (
  ours: FloatPlane,
  theirs: FloatPlane,
  laying: Laying,
  spread: number,
): { readonly laying: Laying; readonly spread: number } | null => {
  const { normal, right, apart } = equationsOf(ours, theirs, laying, spread);
  const solved = apart.length < FEWEST_PIXELS ? null : solve(rowsOf(normal, right));
  if (solved === null) return null;
  const [da = 0, db = 0, dc = 0, dd = 0, de = 0, df = 0, dGain = 0, dBias = 0] = solved;
  const { a, b, c, d, e, f } = laying.mapping;
  const size = Math.max(ours.width, ours.height) / 2;
  const next = {
    ...{ a: a + da / size, b: b + db / size, d: d + dd / size, e: e + de / size, g: 0, h: 0 },
    c: c + dc - (da * ours.width + db * ours.height) / 2 / size,
    f: f + df - (dd * ours.width + de * ours.height) / 2 / size,
  };
  const middle = apart.sort()[apart.length >> 1] ?? 0;
  return {
    laying: { mapping: next, gain: laying.gain + dGain / 128, bias: laying.bias + dBias },
    spread: Math.max(LEAST_ROBUST, ROBUST * middle),
  };
};

interface Equations {
  /** The upper half of the normal equations, row by row, and their right side. */
  readonly normal: Float64Array;
  readonly right: Float64Array;
  /** How far the planes are apart, pixel by pixel. */
  readonly apart: Float32Array;
}

/** What a step is to solve. In one loop: it is run over some 10,000 pixels. */
const equationsOf = (
  ours: FloatPlane,
  theirs: FloatPlane,
  { mapping, gain, bias }: Laying,
  spread: number,
): Equations => {
  const { a, b, c, d, e, f } = mapping;
  const { width, height, data: there } = theirs;
  const size = Math.max(ours.width, ours.height) / 2;
  const stride = Math.max(1, Math.floor(Math.sqrt((ours.width * ours.height) / MANY_PIXELS)));
  const normal = new Float64Array(UNKNOWNS * UNKNOWNS);
  const [right, row] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  const apart = new Float32Array(Math.ceil(ours.width / stride) * Math.ceil(ours.height / stride));
  let count = 0;
  for (let y = 0; y < ours.height; y += stride) {
    for (let x = 0; x < ours.width; x += stride) {
      const u = a * x + b * y + c;
      const v = d * x + e * y + f;
      if (u < 1 || v < 1 || u >= width - 2 || v >= height - 2) continue;
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [p, q] = [u - left, v - top];
      const at = top * width + left;
      const [w00, w10, w01, w11] = [(1 - p) * (1 - q), p * (1 - q), (1 - p) * q, p * q];
      const [t00, t10] = [there[at] ?? 0, there[at + 1] ?? 0];
      const [t01, t11] = [there[at + width] ?? 0, there[at + width + 1] ?? 0];
      const value = w00 * t00 + w10 * t10 + w01 * t01 + w11 * t11;
      // Slopes over two pixels: what is between two alone is noise.
      const before = w00 * (there[at - 1] ?? 0) + w10 * t00 + w01 * (there[at + width - 1] ?? 0) + w11 * t01;
      const after = w00 * t10 + w10 * (there[at + 2] ?? 0) + w01 * t11 + w11 * (there[at + width + 2] ?? 0);
      const above = w00 * (there[at - width] ?? 0) + w10 * (there[at - width + 1] ?? 0) + w01 * t00 + w11 * t10;
      const under = at + 2 * width;
      const below = w00 * t01 + w10 * t11 + w01 * (there[under] ?? 0) + w11 * (there[under + 1] ?? 0);
      const residual = (ours.data[y * ours.width + x] ?? 0) - gain * value - bias;
      apart[count++] = Math.abs(residual);
      const [slopeX, slopeY] = [(gain * (after - before)) / 2, (gain * (below - above)) / 2];
      const [i, j] = [(x - ours.width / 2) / size, (y - ours.height / 2) / size];
      row[0] = slopeX * i;
      row[1] = slopeX * j;
      row[2] = slopeX;
      row[3] = slopeY * i;
      row[4] = slopeY * j;
      row[5] = slopeY;
      row[6] = value / 128;
      row[7] = 1;
      const share = residual / spread;
      add(normal, right, row, { residual, weight: 1 / ((1 + share * share) * (1 + share * share)) });
    }
  }
  return { normal, right, apart: apart.subarray(0, count) };
};

const add = (
  normal: Float64Array,
  right: Float64Array,
  row: Float64Array,
  { residual, weight }: { readonly residual: number; readonly weight: number },
): void => {
  for (let m = 0; m < UNKNOWNS; m++) {
    const by = weight * (row[m] ?? 0);
    for (let n = m; n < UNKNOWNS; n++) normal[m * UNKNOWNS + n] = (normal[m * UNKNOWNS + n] ?? 0) + by * (row[n] ?? 0);
    right[m] = (right[m] ?? 0) + by * residual;
  }
};

/** The normal equations row by row, of which the upper half is there; a little damped, so that what nothing speaks for stays as it is (Levenberg). */
const rowsOf = (normal: Float64Array, right: Float64Array): readonly Float64Array[] =>
  Array.from({ length: UNKNOWNS }, (_, m) => {
    const line = new Float64Array(UNKNOWNS + 1);
    for (let n = 0; n < UNKNOWNS; n++) line[n] = normal[Math.min(m, n) * UNKNOWNS + Math.max(m, n)] ?? 0;
    line[m] = (line[m] ?? 0) * 1.0001 + 1e-3;
    line[UNKNOWNS] = right[m] ?? 0;
    return line;
  });
