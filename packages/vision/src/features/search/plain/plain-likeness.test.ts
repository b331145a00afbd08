// Whether a picture may show a plain one of ours: by its colours, and by what it shows without its ground.

import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { type Features, NO_FEATURES } from '../../extract/features.ts';
import { featuresOf } from '../local-search.ts';
import { silhouetteTable } from './like-silhouette.ts';
import { likenessIn } from './plain-likeness.ts';
import { plainColours } from './plain-products.ts';
import { silhouettesIn, silhouettesOf } from './silhouette.ts';
import { drawnPicture, drawnSheet } from './test-drawn.ts';

type Colour = readonly number[];

const [WIDTH, HEIGHT] = [320, 240];
const RED: Colour = [190, 40, 40];
const drawn = (at: (x: number, y: number) => Colour): RgbImage => drawnPicture(WIDTH, HEIGHT, at);
/** Points at places of a picture, and others elsewhere. */
const points = (count: number, at: readonly (readonly [number, number])[] = []): Features =>
  ({
    count: count + at.length,
    x: Float32Array.from({ length: count + at.length }, (_, k) => at[k]?.[0] ?? 2),
    y: Float32Array.from({ length: count + at.length }, (_, k) => at[k]?.[1] ?? 2),
    width: WIDTH,
    height: HEIGHT,
  }) as Features;
const isBall = (x: number, y: number, size = 70): boolean => (x - 170) ** 2 + (y - 120) ** 2 < size ** 2;
const white: Colour = [250, 250, 250];

const recordOf = (at: (x: number, y: number) => Colour) => {
  const sheet = drawnSheet(drawn(at));
  return { colours: plainColours(sheet), silhouettes: silhouettesOf(sheet.colour, NO_FEATURES) };
};
const ball = recordOf((x, y) => (isBall(x, y) ? RED : white));
const likeness = (at: (x: number, y: number) => Colour, found = points(300), ours = ball): number => {
  const image = drawn(at);
  const parts = silhouettesIn(image, () => featuresOf(image));
  const silhouette =
    silhouetteTable([{ ...ours, least: 0 }])
      .likenesses(parts)
      .get(0) ?? 0;
  return likenessIn({ image, points: found })(ours.colours, silhouette).likeness;
};

describe('a picture that may show a plain one', () => {
  it('has all of its colours, under any overlay', () => {
    // Cut at a side, and lettered.
    expect(
      likeness((x, y) => (y > 100 && y < 124 && x > 120 ? [20, 20, 20] : isBall(x + 110, y, 110) ? RED : white)),
    ).toBeGreaterThan(0.85);
    // As much of that colour, and more of others.
    expect(likeness((x) => (x < 80 ? RED : x < 200 ? [30, 90, 200] : white))).toBe(0);
  });
  it('has that colour where it has little detail of its own, and is named behind what says more', () => {
    const wall = (_: number, y: number): Colour => (y < 60 ? RED : [90, 120, 60]);
    expect([likeness(wall, points(59)) > 0, likeness(wall, points(60)) > 0]).toEqual([true, false]);
    expect(likeness(wall, points(59))).toBeLessThan(0.5);
    // Of nothing but another colour nothing is said.
    expect(likeness(() => [90, 120, 60], points(9))).toBe(0);
  });
  it('shows what is as white as a ground, and has no colour to know it by, on another one', () => {
    const bowl = (x: number, y: number): boolean => y > 90 && (x - 160) ** 2 / 2 + (y - 90) ** 2 < 60 ** 2;
    const glazed = (x: number, y: number): Colour => [246 - (y >> 4), 247 - (y >> 4), 248 - (x >> 6)];
    const ours = recordOf((x, y) => (bowl(x, y) ? glazed(x, y) : [255, 255, 255]));
    expect(ours.colours.own).toBeNull();
    const isLike = (is: (x: number, y: number) => boolean, ground: Colour): boolean =>
      likeness((x, y) => (is(x, y) ? glazed(x, y) : ground), points(300), ours) > 0;
    const moved = (x: number, y: number): boolean => bowl(2 * x - 260, 2 * y - 100);
    expect([isLike(bowl, [150, 90, 40]), isLike(moved, [150, 90, 40])]).toEqual([true, true]);
    // A disc as white, and a bowl in another colour.
    expect(isLike((x, y) => isBall(x, y, 60), [150, 90, 40])).toBe(false);
    expect(likeness((x, y) => (bowl(x, y) ? [120, 150, 230] : [150, 90, 40]), points(300), ours)).toBe(0);
  });
});
