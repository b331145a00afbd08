// Whether a picture may show a plain one of ours: by its colours, by the shape of what has that colour, and how little detail that has.
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../../read/raster.ts';
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
const room = (x: number, y: number): Colour => [(x * 7) % 90, (y * 5) % 120, 60];

const kept = (at: (x: number, y: number) => Colour) => {
  const sheet = drawnSheet(drawn(at));
  return { colours: plainColours(sheet), silhouettes: silhouettesOf(sheet.colour, NO_FEATURES) };
};
const ball = kept((x, y) => (isBall(x, y) ? RED : white));
const likeness = (at: (x: number, y: number) => Colour, found = points(300), ours = ball): number => {
  const image = drawn(at);
  const parts = silhouettesIn(image, () => featuresOf(image));
  const silhouette =
    silhouetteTable([{ ...ours, least: 0 }])
      .likenesses(parts)
      .get(0) ?? 0;
  return likenessIn({ image, points: found, sheet: () => drawnSheet(image) })(ours.colours, silhouette).likeness;
};

describe('a picture that may show a plain one', () => {
  it('has a part of its colour and its shape, whatever is around it', () => {
    expect(likeness((x, y) => (isBall(x, y) ? RED : room(x, y)))).toBeGreaterThan(0.75);
    expect(likeness((x, y) => (isBall(x + 60, y - 30, 40) ? RED : room(x, y)))).toBeGreaterThan(0.75);
    // A ball in another colour, a bar and a wall in the same.
    expect(likeness((x, y) => (isBall(x, y) ? [40, 60, 190] : room(x, y)))).toBe(0);
    expect(likeness((x, y) => (x > 40 && x < 290 && y > 90 && y < 130 ? RED : room(x, y)))).toBe(0);
    expect(likeness((x, y) => (y < 60 ? RED : room(x, y)))).toBe(0);
  });
  it('shows as little detail there, away from the edge', () => {
    const within = (count: number): readonly (readonly [number, number])[] =>
      Array.from({ length: count }, (_, k) => [150 + k, 120] as const);
    const shown = (found: Features): boolean => likeness((x, y) => (isBall(x, y) ? RED : room(x, y)), found) > 0;
    expect([shown(points(300, within(20))), shown(points(300, within(21)))]).toEqual([true, false]);
    const along = Array.from({ length: 90 }, (_, k) => [170 + 69 * Math.cos(k), 120 + 69 * Math.sin(k)] as const);
    expect(shown(points(300, along))).toBe(true);
    // Points that were found in a larger size of it lie where they lie.
    const larger = {
      ...points(
        300,
        within(21).map(([x, y]) => [2 * x, 2 * y] as const),
      ),
      width: 640,
      height: 480,
    };
    expect(shown(larger)).toBe(false);
  });
  it('has all of its colours, whatever lies over it', () => {
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
    const ours = kept((x, y) => (bowl(x, y) ? glazed(x, y) : [255, 255, 255]));
    expect(ours.colours.own).toBeNull();
    const shown = (is: (x: number, y: number) => boolean, ground: Colour): boolean =>
      likeness((x, y) => (is(x, y) ? glazed(x, y) : ground), points(300), ours) > 0;
    const moved = (x: number, y: number): boolean => bowl(2 * x - 260, 2 * y - 100);
    expect([shown(bowl, [150, 90, 40]), shown(moved, [150, 90, 40])]).toEqual([true, true]);
    // A disc as white, and a bowl in another colour.
    expect(shown((x, y) => isBall(x, y, 60), [150, 90, 40])).toBe(false);
    expect(likeness((x, y) => (bowl(x, y) ? [120, 150, 230] : [150, 90, 40]), points(300), ours)).toBe(0);
  });
});
