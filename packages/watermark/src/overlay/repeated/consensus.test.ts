import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DirectionField } from '../direction-field.ts';
import { addTo, agreeingRegions, agreementWith, CANVAS_SIDE, newSums } from './consensus.ts';

const LIMITS = { level: 0.22, surprise: 5, pictures: 12, gap: 3, bias: 0.7, parallel: 0.8 };

/** Directions by chance on a share of the pixels. */
const chance = (seed: number, density: number): DirectionField => {
  const random = seededRandom(seed);
  const codes = Uint8Array.from({ length: CANVAS_SIDE ** 2 }, () =>
    random() < density ? 1 + Math.floor(8 * random()) : 0,
  );
  return { width: CANVAS_SIDE, height: CANVAS_SIDE, codes };
};

const onCanvas = (field: DirectionField) => ({ field, scale: 1, offsetX: 0, offsetY: 0 });

/** The field with a square outline of opposite edges, `flipped` for the other polarity. */
const withMark = ({ codes, ...size }: DirectionField, left: number, top: number, flipped = false): DirectionField => {
  const own = codes.slice();
  for (let k = 0; k < 12; k++) {
    for (const [x, y, octant] of [
      [k, 0, 2],
      [k, 4, 6],
      [0, k % 5, 0],
      [11, k % 5, 4],
      [5, k % 5, 1],
      [6, k % 5, 5],
    ] as const) {
      own[(top + y) * CANVAS_SIDE + left + x] = 1 + ((octant + (flipped ? 4 : 0)) % 8);
    }
  }
  return { ...size, codes: own };
};

const summed = (fields: readonly DirectionField[]) => {
  const sums = newSums();
  for (const field of fields) addTo(sums, onCanvas(field));
  return sums;
};

describe('agreeingRegions', () => {
  it('finds next to nothing where directions are chance, however dense the edges', { tags: 'full' }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.05, 0.3, 0.9), (seed, density) => {
        const sums = summed(Array.from({ length: 24 }, (_, k) => chance(seed + 7919 * k, density)));
        expect(agreeingRegions(sums, LIMITS)[0]?.pixels.length ?? 0).toBeLessThan(24);
      }),
      { numRuns: 6 },
    );
  });

  it('finds a shape that the pictures share, where it is', () => {
    const fields = Array.from({ length: 16 }, (_, k) => withMark(chance(k, 0.2), 150, 170));
    const [region] = agreeingRegions(summed(fields), LIMITS);
    expect(region).toMatchObject({ left: 150, top: 170, right: 162, bottom: 175 });
    expect(region?.level).toBeCloseTo(1, 1);
  });

  it('finds nothing of it in too few pictures', () => {
    const fields = Array.from({ length: 11 }, () => withMark(chance(1, 0), 150, 170));
    expect(agreeingRegions(summed(fields), LIMITS)).toEqual([]);
  });
});

describe('agreementWith', () => {
  const fields = Array.from({ length: 16 }, (_, k) => withMark(chance(k, 0.2), 40, 60));
  const sums = summed(fields);
  const [region] = agreeingRegions(sums, LIMITS);

  it('is near one for the same shape, near nothing for another picture, and shows a turned polarity by its axes', () => {
    if (region === undefined) throw new Error('no region');
    const of = (field: DirectionField, own = false) => agreementWith(sums, region, onCanvas(field), own);
    expect(of(withMark(chance(99, 0.2), 40, 60))?.signed).toBeCloseTo(1, 1);
    expect(Math.abs(of(chance(99, 0.2))?.signed ?? 1)).toBeLessThan(0.2);
    expect(of(withMark(chance(99, 0.2), 40, 60, true))?.signed).toBeCloseTo(-1, 1);
    expect(of(withMark(chance(99, 0.2), 40, 60, true))?.axial).toBeCloseTo(1, 1);
  });

  it('does not let a picture agree with itself', () => {
    const one = chance(5, 0.9);
    const alone = summed([one]);
    const pixels = Int32Array.from({ length: 400 }, (_, i) => 96 * CANVAS_SIDE + 10 + i);
    const self = { left: 0, top: 0, right: 1, bottom: 1, pixels, level: 1, bias: 0, parallel: 0 };
    expect(agreementWith(alone, self, onCanvas(one), false)?.signed).toBeGreaterThan(0.8);
    expect(agreementWith(alone, self, onCanvas(one), true)?.signed).toBe(0);
  });

  it('says nothing of a picture that does not reach the place', () => {
    if (region === undefined) throw new Error('no region');
    const small = { width: 20, height: 20, codes: new Uint8Array(400) };
    expect(agreementWith(sums, region, onCanvas(small), false)).toBeNull();
  });
});
