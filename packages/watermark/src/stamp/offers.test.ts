import type { GreyImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { offersOf } from './offers.ts';

const SIDE = 192;
const keyed = { key: 'a key', id: 'a picture', used: [] };
const picture = (lumaAt: (x: number, y: number) => number): GreyImage => ({
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => lumaAt(i % SIDE, Math.floor(i / SIDE))),
});
/** A square of one luma in the middle of a background of 200. */
const square = (luma: number): GreyImage => picture((x, y) => (x >= 64 && x < 128 && y >= 64 && y < 128 ? luma : 200));
const middleOf = ({ place }: { readonly place: { readonly x: number; readonly width: number } }): number =>
  place.x + place.width / 2;

describe('the places that a picture offers for its mark', () => {
  it('have the product under them, which differs from the background by more than 14 levels', () => {
    const offers = offersOf(square(185), 0.3, keyed);
    expect(offers.length).toBeGreaterThan(10);
    for (const { ground } of offers) expect(ground.ink).toBeGreaterThanOrEqual(0.25);
    expect(offers.some(({ ground }) => ground.ink < 1)).toBe(true);
    expect(new Set(offersOf(square(186), 0.3, keyed).map(({ ground }) => ground.ink))).toEqual(new Set([1]));
  });

  it('have as their background the lighter one, where the border is half light and half dark', () => {
    const offers = offersOf(
      picture((x) => (x < SIDE / 2 ? 60 : 200)),
      0.3,
      keyed,
    );
    for (const { ground } of offers) expect(ground.ink).toBeCloseTo(Math.min(1, (200 - ground.mean) / 140), 5);
  });

  it('have few edges under them: wide stripes rather than narrow ones as strong', () => {
    const offers = offersOf(
      picture((x, y) => (Math.floor(y / (x < SIDE / 2 ? 8 : 2)) % 2 === 0 ? 60 : 200)),
      0.3,
      keyed,
    );
    for (const offer of offers) expect(middleOf(offer)).toBeLessThan(0.5);
  });

  it('are in the keyed order, those that are free in their listing first', () => {
    const [first, ...others] = offersOf(square(60), 0.3, keyed);
    if (first === undefined) throw new Error('no place');
    expect(others.map(({ rank }) => rank)).toEqual(others.map(({ rank }) => rank).sort((a, b) => a - b));
    const withUsed = offersOf(square(60), 0.3, { ...keyed, used: [first.place] });
    expect(withUsed[0]?.rank).not.toBe(first.rank);
    expect(withUsed.map(({ rank }) => rank)).toContain(first.rank);
  });
});
