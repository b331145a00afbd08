// Maps by the least squares of pairs that are made up, and where pairs say none.
import { describe, expect, it } from 'vitest';
import {
  composed,
  fitAffine,
  fitProjective,
  fitSimilarity,
  mapped,
  type PlaneMap,
  type PointPairs,
} from './mapping.ts';

describe('maps that fit', () => {
  const pairsOf = (
    points: readonly (readonly [number, number])[],
    { a, b, c, d, e, f, g, h }: PlaneMap,
  ): PointPairs => ({
    count: points.length,
    fromX: Float64Array.from(points, ([x]) => x),
    fromY: Float64Array.from(points, ([, y]) => y),
    toX: Float64Array.from(points, ([x, y]) => (a * x + b * y + c) / (g * x + h * y + 1)),
    toY: Float64Array.from(points, ([x, y]) => (d * x + e * y + f) / (g * x + h * y + 1)),
  });
  const all = (pairs: PointPairs): readonly number[] => Array.from({ length: pairs.count }, (_, k) => k);
  const SAME: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };
  const near = (map: PlaneMap | null, other: PlaneMap): void => {
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const)
      expect(map?.[key], key).toBeCloseTo(other[key], 6);
  };

  it('a similarity, but for points in one spot', () => {
    const wide = pairsOf(
      [
        [5, 0],
        [-5, 0],
      ],
      SAME,
    );
    near(fitSimilarity(wide, all(wide)), SAME);
    const spot = pairsOf(
      [
        [4.9, 0],
        [-4.9, 0],
      ],
      SAME,
    );
    expect(fitSimilarity(spot, all(spot))).toBeNull();
    const turned = { ...SAME, a: 0, b: -2, d: 2, e: 0, c: 7, f: 9 };
    const pairs = pairsOf(
      [
        [10, 0],
        [0, 20],
        [-30, 5],
      ],
      turned,
    );
    near(fitSimilarity(pairs, all(pairs)), turned);
  });

  it('an affine map, and a similarity of points on a line', () => {
    const map = { ...SAME, a: 1.25, b: 0.5, d: -0.25, e: 0.75, c: 3, f: -2 };
    const pairs = pairsOf(
      [
        [0, 0],
        [40, 0],
        [0, 40],
        [50, 30],
      ],
      map,
    );
    near(fitAffine(pairs, all(pairs)), map);
    const line = pairsOf(
      [
        [0, 0],
        [40, 0],
        [80, 0],
      ],
      { ...map, b: 0, d: 0 },
    );
    near(fitAffine(line, all(line)), { ...SAME, a: 1.25, e: 1.25, c: 3, f: -2 });
  });

  it('a projective map, but for points that do not say it', () => {
    const map = { a: 1.1, b: 0.2, c: 30, d: -0.1, e: 0.9, f: 12, g: 0.001, h: -0.0005 };
    const pairs = pairsOf(
      [
        [0, 0],
        [400, 0],
        [0, 400],
        [400, 400],
        [100, 250],
        [300, 120],
      ],
      map,
    );
    near(fitProjective(pairs, all(pairs), 512), map);
    // The first unknowns say nothing of themselves here: rows must change places.
    const half = pairsOf(
      [
        [0, 0],
        [0, 400],
        [400, 0],
        [400, 400],
      ],
      { ...map, a: 0, b: 1, d: 1, e: 0 },
    );
    near(fitProjective(half, all(half), 512), { ...map, a: 0, b: 1, d: 1, e: 0 });
    const line = pairsOf(
      [
        [0, 0],
        [100, 0],
        [200, 0],
        [300, 0],
      ],
      SAME,
    );
    expect(fitProjective(line, all(line), 512)).toBeNull();
  });
});

it('maps one after the other are one map', () => {
  const inner: PlaneMap = { a: 1.1, b: 0.2, c: 7, d: -0.1, e: 0.9, f: -4, g: 0.0011, h: -0.0007 };
  const outer: PlaneMap = { a: 0.8, b: -0.3, c: 20, d: 0.25, e: 1.3, f: 3, g: -0.0004, h: 0.0009 };
  for (const [x, y] of [
    [0, 0],
    [100, 40],
    [-30, 77],
  ] as const) {
    const [u, v] = mapped(outer, ...mapped(inner, x, y));
    const once = mapped(composed(outer, inner), x, y);
    expect(once[0]).toBeCloseTo(u, 9);
    expect(once[1]).toBeCloseTo(v, 9);
  }
});
