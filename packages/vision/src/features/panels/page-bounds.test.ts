import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { sheetLuma } from '../pair/sheet.ts';
import { pagePictures } from './page-pictures.ts';
import { pastedAt, plainPage } from './test-pages.ts';

type Place = readonly [left: number, top: number, width: number, height: number];

/** A page with pictures at such places, px. */
const pageOf = (width: number, height: number, places: readonly Place[]): RgbImage => {
  const all = plainPage(width, height, 250);
  for (const [k, [left, top, across, down]] of places.entries())
    pastedAt(all, seededScene(k + 1, across, down), left, top);
  return all;
};
/** So many columns and rows of pictures of one size, one every 90 px, below `top`. */
const grid = (columns: number, rows: number, [width, height]: readonly [number, number], top = 10): readonly Place[] =>
  Array.from({ length: columns * rows }, (_, k) => [
    10 + (k % columns) * 90,
    top + Math.floor(k / columns) * 90,
    width,
    height,
  ]);
const BOUNDS = { least: 40, smallest: 24, most: 40 };
const found = (page: RgbImage, bounds: Partial<typeof BOUNDS> = {}) => {
  const { pictures, unseen } = pagePictures(sheetLuma(page), { ...BOUNDS, ...bounds });
  const places = pictures.map(({ left, top, right, bottom }) =>
    [left * page.width, top * page.height, (right - left) * page.width, (bottom - top) * page.height].map(Math.round),
  );
  return { places, unseen };
};

const PICTURES = grid(4, 3, [70, 60], 160);

it.each([
  ['larger than half of the page', [10, 10, 300, 120]],
  ['much longer than wide', [10, 10, 150, 50]],
] as const)('what is %s is no picture of a page', (_what, banner) => {
  expect(found(pageOf(380, 480, [banner, ...PICTURES]))).toEqual({ places: PICTURES, unseen: 0 });
});

it('pictures that stand in pairs above a wide one are found one by one', () => {
  const pairs = Array.from({ length: 8 }, (_, k): Place => {
    const [column, row] = [k % 4, Math.floor(k / 4)];
    return [10 + Math.floor(column / 2) * 220 + (column % 2) * 80, 10 + row * 110, 60, 70];
  });
  const wide: readonly Place[] = [10, 230].map((left) => [left, 230, 140, 70]);
  expect(found(pageOf(420, 320, [...pairs, ...wide]))).toEqual({ places: [...pairs, ...wide], unseen: 0 });
});

it('of a card with a border the picture is found, not the card', () => {
  const cards = plainPage(420, 230, 250);
  const places = Array.from({ length: 8 }, (_, k): Place => {
    const [left, top] = [10 + (k % 4) * 100, 10 + Math.floor(k / 4) * 105];
    pastedAt(cards, plainPage(86, 90, 200), left, top);
    pastedAt(cards, plainPage(84, 88, 250), left + 1, top + 1);
    pastedAt(cards, seededScene(k + 1, 70, 70), left + 8, top + 6);
    pastedAt(cards, plainPage(40, 5, 60), left + 8, top + 80);
    return [left + 8, top + 6, 70, 70];
  });
  expect(found(cards)).toEqual({ places, unseen: 0 });
});

it('the largest are used where there are too many, and the smallest are not counted', () => {
  const [small, large] = [grid(4, 1, [50, 50]), grid(4, 1, [70, 60], 110)];
  expect(found(pageOf(380, 200, [...small, ...large]), { most: 4 })).toEqual({ places: large, unseen: 4 });
  expect(found(pageOf(380, 290, grid(4, 3, [70, 39])), { smallest: 45 })).toEqual({ places: [], unseen: 0 });
});
