import type { Point } from '@listing-lint/rules/image';

/** Maps a point of ours to another picture, px. */
export type PointMap = (x: number, y: number) => readonly [number, number];

/** What is added to a place of ours: (a x + b y + c, d x + e y + f), x and y from the middle of the rectangle. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const NO_MOVE: Affine = { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 };

export const bothMoves = (one: Affine, two: Affine): Affine => ({
  a: one.a + two.a,
  b: one.b + two.b,
  c: one.c + two.c,
  d: one.d + two.d,
  e: one.e + two.e,
  f: one.f + two.f,
});

/** A map with a move added before it. */
export const movedBy =
  (map: PointMap, { a, b, c, d, e, f }: Affine, middle: Point): PointMap =>
  (x, y) => {
    const [dx, dy] = [x - middle.x, y - middle.y];
    return map(x + a * dx + b * dy + c, y + d * dx + e * dy + f);
  };

/** Unknowns of an affine change. */
const UNKNOWNS = 6;

/** Equations of least squares for the affine change that explains what is left at pixels, by how luma goes there. */
export interface StepEquations {
  /** Adds a pixel: its position, weight, luma gradient along x and y, and residual. */
  readonly at: (x: number, y: number) => void;
  readonly add: (weight: number, gx: number, gy: number, rest: number) => void;
  /** The change, with weights of what is known of it beforehand; undefined where the pixels do not say which way. */
  readonly solved: (prior: { readonly step: number; readonly shape: number }) => Affine | undefined;
}

export const stepEquations = (middle: Point): StepEquations => {
  const rows = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 1));
  let [dx, dy] = [0, 0];
  const sums = new Float64Array(UNKNOWNS * (UNKNOWNS + 1));
  return {
    at: (x, y) => {
      dx = x - middle.x;
      dy = y - middle.y;
    },
    add: (weight, gx, gy, rest) => {
      const [a, b, c, d, e, f] = [gx * dx, gx * dy, gx, gy * dx, gy * dy, gy];
      // Written out: it is done for many thousand pixels.
      sums[0] = (sums[0] ?? 0) + weight * a * a;
      sums[1] = (sums[1] ?? 0) + weight * a * b;
      sums[2] = (sums[2] ?? 0) + weight * a * c;
      sums[3] = (sums[3] ?? 0) + weight * a * d;
      sums[4] = (sums[4] ?? 0) + weight * a * e;
      sums[5] = (sums[5] ?? 0) + weight * a * f;
      sums[6] = (sums[6] ?? 0) + weight * a * rest;
      sums[8] = (sums[8] ?? 0) + weight * b * b;
      sums[9] = (sums[9] ?? 0) + weight * b * c;
      sums[10] = (sums[10] ?? 0) + weight * b * d;
      sums[11] = (sums[11] ?? 0) + weight * b * e;
      sums[12] = (sums[12] ?? 0) + weight * b * f;
      sums[13] = (sums[13] ?? 0) + weight * b * rest;
      sums[16] = (sums[16] ?? 0) + weight * c * c;
      sums[17] = (sums[17] ?? 0) + weight * c * d;
      sums[18] = (sums[18] ?? 0) + weight * c * e;
      sums[19] = (sums[19] ?? 0) + weight * c * f;
      sums[20] = (sums[20] ?? 0) + weight * c * rest;
      sums[24] = (sums[24] ?? 0) + weight * d * d;
      sums[25] = (sums[25] ?? 0) + weight * d * e;
      sums[26] = (sums[26] ?? 0) + weight * d * f;
      sums[27] = (sums[27] ?? 0) + weight * d * rest;
      sums[32] = (sums[32] ?? 0) + weight * e * e;
      sums[33] = (sums[33] ?? 0) + weight * e * f;
      sums[34] = (sums[34] ?? 0) + weight * e * rest;
      sums[40] = (sums[40] ?? 0) + weight * f * f;
      sums[41] = (sums[41] ?? 0) + weight * f * rest;
    },
    solved: ({ step, shape }) => {
      for (const [k, row] of rows.entries()) {
        row.set(sums.subarray((UNKNOWNS + 1) * k, (UNKNOWNS + 1) * (k + 1)));
        row[k] = (row[k] ?? 0) + (k % 3 === 2 ? step : shape);
      }
      const solution = solveSymmetric(rows);
      if (solution === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = solution;
      return { a, b, c, d, e, f };
    },
  };
};

/** By Cholesky's method; the upper half of the matrix is given, the last column is the right side. Undefined where it is not positive definite. */
const solveSymmetric = (rows: readonly Float64Array[]): readonly number[] | undefined => {
  const n = rows.length;
  const lower = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = rows[j]?.[i] ?? 0;
      for (let k = 0; k < j; k++) rest -= (lower[i]?.[k] ?? 0) * (lower[j]?.[k] ?? 0);
      if (i === j && rest <= 1e-9 * (rows[i]?.[i] ?? 0)) return undefined;
      const target = lower[i];
      if (target !== undefined) target[j] = i === j ? Math.sqrt(rest) : rest / (lower[j]?.[j] ?? 1);
    }
  }
  const half: number[] = [];
  for (let i = 0; i < n; i++) {
    let rest = rows[i]?.[n] ?? 0;
    for (let k = 0; k < i; k++) rest -= (lower[i]?.[k] ?? 0) * (half[k] ?? 0);
    half.push(rest / (lower[i]?.[i] ?? 1));
  }
  const solved = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let rest = half[i] ?? 0;
    for (let k = i + 1; k < n; k++) rest -= (lower[k]?.[i] ?? 0) * (solved[k] ?? 0);
    solved[i] = rest / (lower[i]?.[i] ?? 1);
  }
  return solved.every(Number.isFinite) ? solved : undefined;
};
