import type { Point } from '../../../image/read/raster.ts';

/** Where a point of ours lies in another picture, px. */
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

/** By Cholesky's method; the upper half of the matrix is given, the last column is the right side. Undefined where it is not positive definite. */
export const solveSymmetric = (rows: readonly Float64Array[]): readonly number[] | undefined => {
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
