// Template matching of products without detail on stripes, boards and other patterns, where no background is segmented.
import { describe, expect, it } from 'vitest';
import { NO_FEATURES } from '../../../extract/features.ts';
import { fineCells } from '../product-masks.ts';
import { type Silhouette, silhouettesOf } from '../silhouette.ts';
import { drawnPicture } from '../test-drawn.ts';
import { productTemplate } from './product/product-template.ts';
import { productSearch } from './product-search.ts';

type Drawing = (x: number, y: number) => readonly number[];
type Shape = (x: number, y: number) => boolean;
const [WIDTH, HEIGHT] = [384, 320];
const WHITE: Drawing = () => [255, 255, 255];
/** A jug with a handle on its left. */
const jug: Shape = (x, y) =>
  ((x - 200) ** 2 / 70 ** 2 + (y - 160) ** 2 / 100 ** 2 < 1 && y > 80) ||
  (x > 90 && x < 150 && y > 110 && y < 190 && !(x > 108 && y > 128 && y < 172));
const glazed: Drawing = (x, y) => [60 + (x >> 1), 90 + (y >> 2), 150 - (x >> 2)];
/** Boards of several colours, none of them the jug's. */
const boards: Drawing = (x, y) => {
  const board = Math.floor(x / 37) + 3 * Math.floor(y / 90);
  return [150 + ((board * 47) % 70) + ((x * 7 + y * 3) % 9), 95 + ((board * 31) % 50), 55 + ((board * 17) % 40)];
};
const on =
  (ground: Drawing, shape: Shape = jug, colour: Drawing = glazed): Drawing =>
  (x, y) =>
    shape(x, y) ? colour(x, y) : ground(x, y);
const silhouettesIn = (at: Drawing): readonly Silhouette[] =>
  silhouettesOf(drawnPicture(WIDTH, HEIGHT, at), NO_FEATURES);
const ours = silhouettesIn(on(WHITE));
const likeIn = (at: Drawing, pictures: readonly (readonly Silhouette[])[] = [ours]): ReadonlyMap<number, number> => {
  const places = productSearch(pictures).places(fineCells(drawnPicture(WIDTH, HEIGHT, at)));
  return new Map([...places].map(([position, { likeness }]) => [position, likeness]));
};
const like = (at: Drawing): number => likeIn(at).get(0) ?? 0;
/** The jug in another size and place, on boards. */
const moved =
  (scale: number, x0: number, y0: number, colour: Drawing = glazed): Drawing =>
  (x, y) => {
    const [u, v] = [(x - x0) / scale, (y - y0) / scale];
    return jug(u, v) ? colour(u, v) : boards(x, y);
  };

describe('a product that is searched for', () => {
  it('is found on boards, in other sizes and places, mirrored, in another light', () => {
    expect(like(on(boards))).toBeGreaterThan(0.85);
    expect(like(moved(0.7, 20, 100))).toBeGreaterThan(0.8);
    expect(like(moved(0.6, 150, 5))).toBeGreaterThan(0.8);
    expect(like((x, y) => on(boards)(WIDTH - 1 - x, y))).toBeGreaterThan(0.8);
    const darker: Drawing = (x, y) => glazed(x, y).map((value) => 0.9 * value);
    expect(like(moved(0.7, 60, 40, darker))).toBeGreaterThan(0.75);
  });
  it('is not found where it is not: no jug, another shape, other colours, or as much of its colour around it', () => {
    expect(like(boards)).toBe(0);
    expect(like(on(boards, (x, y) => x > 60 && x < 340 && y > 130 && y < 190))).toBe(0);
    expect(like(on(boards, jug, (x, y) => [150 - (x >> 2), 90 + (y >> 2), 60 + (x >> 1)]))).toBe(0);
    const [even, around] = [glazed(200, 160), (x: number, y: number) => (x > 40 ? even : boards(x, y))];
    expect([like(() => even), like(around), like(on(around, jug, () => even))]).toEqual([0, 0, 0]);
  });
  it('is reported by its position among others', () => {
    const bowl: Shape = (x, y) => (x - 190) ** 2 / 120 ** 2 + (y - 110) ** 2 / 110 ** 2 < 1 && y > 110;
    const bowls = silhouettesIn(on(WHITE, bowl, (x, y) => [190 - (x >> 3), 60 + (y >> 3), 70]));
    const found = likeIn(on(boards), [[], bowls, ours]);
    expect([...found.keys()]).toEqual([2]);
    expect(found.get(2)).toBe(like(on(boards)));
    expect([
      ...likeIn(
        on(boards, bowl, (x, y) => [190 - (x >> 3), 60 + (y >> 3), 70]),
        [[], bowls, ours],
      ).keys(),
    ]).toEqual([1]);
  });
  it('is found in a small picture, and nothing is in a tiny one', () => {
    const small = (side: number): number => {
      const scale = side / WIDTH;
      const cells = fineCells(drawnPicture(side, side, (x, y) => on(boards)(x / scale, y / scale)));
      return productSearch([ours]).places(cells).get(0)?.likeness ?? 0;
    };
    expect(small(120)).toBeGreaterThan(0.75);
    for (const side of [30, 4, 1]) expect(small(side)).toBe(0);
  });
  it('is none that has too little to be known by: one even colour in a few places', () => {
    const bar: Shape = (x, y) => y > 150 && y < 162 && x > 20 && x < 364;
    const [bars] = silhouettesIn(on(WHITE, bar, () => [40, 40, 40]));
    expect(bars === undefined ? 9 : (productTemplate(bars, 'filled')?.plainness ?? 9)).toBeGreaterThan(0.5);
    const silhouette = ours[0] ?? new Uint32Array();
    expect(productTemplate(silhouette, 'filled')?.plainness).toBeLessThan(0.2);
    expect(productTemplate(new Uint32Array(silhouette.length), 'filled')).toBeUndefined();
  });
});
