// Which parts of a picture may show a product of ours without its ground: by shape, by colours from place to place, and by how little detail they have.
import { describe, expect, it } from 'vitest';
import { type Features, NO_FEATURES } from '../../extract/features.ts';
import { likeSilhouette, silhouetteTable } from './like-silhouette.ts';
import { coloursOf, SILHOUETTE_WORDS, shapeOf, silhouetteDetail, silhouettesIn, silhouettesOf } from './silhouette.ts';
import { drawnPicture } from './test-drawn.ts';

type Colour = readonly number[];
type Drawing = (x: number, y: number) => Colour;
type Shape = (x: number, y: number) => boolean;
const [WIDTH, HEIGHT] = [320, 240];
const GREEN: Colour = [90, 140, 60];
/** A stool: a seat and three legs. */
const stool: Shape = (x, y) =>
  (x > 90 && x < 230 && y > 50 && y < 80) ||
  (y >= 80 && y < 200 && [100, 152, 204].some((leg) => x >= leg && x < leg + 16));
const shaded: Drawing = (x, y) => [200 - (y >> 2), 60 + (x >> 3), 50];
const on =
  (shape: Shape, ground: Colour, colour: Drawing = shaded): Drawing =>
  (x, y) =>
    shape(x, y) ? colour(x, y) : ground;
const ours = silhouettesOf(drawnPicture(WIDTH, HEIGHT, on(stool, [255, 255, 255])), NO_FEATURES);
const like = (at: Drawing, points: Features = NO_FEATURES): number => {
  const parts = silhouettesIn(drawnPicture(WIDTH, HEIGHT, at), () => points);
  return Math.max(0, ...ours.flatMap((own) => parts.map((part) => likeSilhouette(own, part))));
};
const moved =
  (scale: number, x0: number, y0: number): Drawing =>
  (x, y) =>
    on(stool, GREEN)((x - x0) / scale, (y - y0) / scale);

describe('a silhouette', () => {
  it('keeps a shape, colours and detail in as many words', () => {
    const [own] = ours;
    expect(own).toHaveLength(SILHOUETTE_WORDS);
    expect([...shapeOf(own ?? new Uint32Array())].some((row) => row !== 0)).toBe(true);
    expect(coloursOf(own ?? new Uint32Array()).some((byte) => byte !== 0)).toBe(true);
    // Backgrounds with the same result are one.
    expect(ours).toHaveLength(1);
  });
  it('counts points well within, and none along the edge', () => {
    const at = (x: number, y: number, count: number): Features => ({
      ...NO_FEATURES,
      ...{
        count,
        x: new Float32Array(count).fill(x),
        y: new Float32Array(count).fill(y),
        width: WIDTH,
        height: HEIGHT,
      },
    });
    const box: Shape = (x, y) => x > 80 && x < 240 && y > 60 && y < 180;
    const detail = (points: Features): readonly number[] =>
      silhouettesOf(drawnPicture(WIDTH, HEIGHT, on(box, [255, 255, 255])), points).map(silhouetteDetail);
    expect(detail(at(160, 120, 9))).toEqual([9]);
    expect(detail(at(82, 120, 9))).toEqual([0]);
  });
  it('is none of what is next to nothing, or all, of a picture', () => {
    const likeness = (shape: Shape): number =>
      silhouettesIn(drawnPicture(WIDTH, HEIGHT, on(shape, GREEN)), () => NO_FEATURES).length;
    expect(likeness((x, y) => x > 100 && x < 116 && y > 100 && y < 116)).toBe(0);
    expect(likeness(() => false)).toBe(0);
  });
});

describe('a product without its ground', () => {
  it('is known on another one, in another place and size, mirrored and turned a little', () => {
    expect(like(on(stool, GREEN))).toBeGreaterThan(0.85);
    expect(like(moved(0.7, 70, 40))).toBeGreaterThan(0.8);
    expect(like((x, y) => on(stool, GREEN)(WIDTH - x, y))).toBeGreaterThan(0.7);
    const [cos, sin] = [Math.cos(0.15), Math.sin(0.15)];
    expect(
      like((x, y) =>
        on(stool, GREEN)(160 + cos * (x - 160) + sin * (y - 120), 120 - sin * (x - 160) + cos * (y - 120)),
      ),
    ).toBeGreaterThan(0.7);
    // On a gradient background, and next to something else.
    expect(like((x, y) => (stool(x, y) ? shaded(x, y) : [60 + (y >> 1), 150 - (y >> 1), 120]))).toBeGreaterThan(0.7);
    const disc: Shape = (x, y) => (x - 285) ** 2 + (y - 200) ** 2 < 24 ** 2;
    expect(like((x, y) => (disc(x, y) ? [20, 20, 200] : on(stool, GREEN)(x, y)))).toBeGreaterThan(0.7);
  });
  it('is none of another shape, in another colour, shaded otherwise, or with more to be seen in it', () => {
    const bench: Shape = (x, y) => stool(x, y) && !(x >= 152 && x < 168 && y >= 80);
    expect(like(on((x, y) => x > 90 && x < 230 && y > 50 && y < 200, GREEN))).toBe(0);
    expect(like(on(bench, GREEN))).toBe(0);
    expect(like(on(stool, GREEN, (x, y) => [50, 60 + (x >> 3), 200 - (y >> 2)]))).toBe(0);
    expect(like(on(stool, GREEN, (x) => (x % 80 < 40 ? [230, 60, 50] : [60, 90, 50])))).toBe(0);
    const within = (count: number): Features => ({
      ...NO_FEATURES,
      ...{
        count,
        x: new Float32Array(count).fill(160),
        y: new Float32Array(count).fill(65),
        width: WIDTH,
        height: HEIGHT,
      },
    });
    expect([like(on(stool, GREEN), within(40)) > 0, like(on(stool, GREEN), within(41)) > 0]).toEqual([true, false]);
  });
});

describe('silhouettes of many', () => {
  it('are compared by position as each by itself, and not at all without a silhouette', () => {
    const box: Shape = (x, y) => x > 90 && x < 230 && y > 50 && y < 200;
    const boxes = silhouettesOf(drawnPicture(WIDTH, HEIGHT, on(box, [255, 255, 255])), NO_FEATURES);
    const each = [[], boxes, ours, ours].map((silhouettes) => ({ silhouettes, least: 0 }));
    const table = silhouetteTable(each);
    const parts = silhouettesIn(drawnPicture(WIDTH, HEIGHT, on(stool, GREEN)), () => NO_FEATURES);
    const [own] = ours;
    const alone = Math.max(...parts.map((part) => likeSilhouette(own ?? new Uint32Array(), part)));
    expect([...table.likenesses(parts)]).toEqual([
      [2, alone],
      [3, alone],
    ]);
    expect(table.likenesses([]).size).toBe(0);
    const [at, above] = [alone - 1e-6, alone + 1e-6].map((least) => silhouetteTable([{ silhouettes: ours, least }]));
    expect([at?.likenesses(parts).size, above?.likenesses(parts).size]).toEqual([1, 0]);
  });
});
