import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexHull, holds } from './hull.ts';

const point = fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) });

describe('convexHull', () => {
  it('holds all its points, and none beyond their box', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 40 }), (points) => {
        const hull = convexHull(points);
        fc.pre(hull.length >= 3);
        expect(points.every((each) => holds(hull, each))).toBe(true);
        expect(holds(hull, { x: -1, y: 20 }) || holds(hull, { x: 20, y: 41 })).toBe(false);
      }),
    );
  });

  it('cuts the corners that no point reaches', () => {
    const diamond = convexHull([
      { x: 10, y: 0 },
      { x: 20, y: 10 },
      { x: 10, y: 20 },
      { x: 0, y: 10 },
      { x: 10, y: 10 },
    ]);
    expect(diamond).toHaveLength(4);
    expect(holds(diamond, { x: 10, y: 10 })).toBe(true);
    expect(holds(diamond, { x: 2, y: 2 })).toBe(false);
  });
});
