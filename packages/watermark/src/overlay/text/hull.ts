import type { Point } from '@listing-lint/rules/image';

/** Corners of the convex hull, clockwise on the screen (Andrew, Another efficient algorithm for convex hulls in two dimensions, 1979). */
export const convexHull = (points: readonly Point[]): readonly Point[] => {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
};

/** Positive where the way from a over b to c turns clockwise on the screen. */
const turn = (a: Point | undefined, b: Point | undefined, c: Point): number =>
  a === undefined || b === undefined ? 1 : (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Whether a point is in the hull or on its edge. A hull of fewer than three corners holds nothing. */
export const holds = (hull: readonly Point[], point: Point): boolean =>
  hull.length >= 3 && hull.every((corner, k) => turn(corner, hull[(k + 1) % hull.length], point) >= 0);
