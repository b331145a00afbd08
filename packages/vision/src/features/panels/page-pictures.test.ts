import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { describe, expect, it } from 'vitest';
import { sheetLuma } from '../pair/sheet.ts';
import { mayBePage, pagePictures } from './page-pictures.ts';
import { pastedAt, plainPage } from './test-pages.ts';

const STEP = 90;
/** A page of so many columns and rows of pictures, one every 90 px, of that size, with a line of words below each. */
const page = (columns: number, rows: number, [width, height]: readonly [number, number]): RgbImage => {
  const all = plainPage(20 + columns * STEP, 20 + rows * STEP, 250);
  for (let k = 0; k < columns * rows; k++) {
    const [left, top] = [10 + (k % columns) * STEP, 10 + Math.floor(k / columns) * STEP];
    pastedAt(all, seededScene(k + 1, width, height), left, top);
    pastedAt(all, plainPage(30, 5, 60), left, top + height + 6);
  }
  return all;
};
const BOUNDS = { least: 40, smallest: 24, most: 40 };
const found = (picture: RgbImage, bounds = BOUNDS) => pagePictures(sheetLuma(picture), bounds);

describe('pagePictures', () => {
  it('finds each picture of a page by itself, in the order of reading, without the words below it', () => {
    const { pictures, unseen } = found(page(4, 3, [70, 60]));
    expect(unseen).toBe(0);
    const places = pictures.map(({ left, top, right, bottom }) =>
      [left * 380, top * 290, (right - left) * 380, (bottom - top) * 290].map(Math.round),
    );
    expect(places).toEqual(Array.from({ length: 12 }, (_, k) => [10 + (k % 4) * STEP, 10 + (k >> 2) * STEP, 70, 60]));
  });
  it('counts those that are too small, and those beyond the most', () => {
    expect(found(page(4, 3, [70, 39]))).toEqual({ pictures: [], unseen: 12 });
    expect(found(page(4, 3, [70, 60]), { ...BOUNDS, most: 5 })).toMatchObject({ unseen: 7 });
  });
  it('counts no words among the small ones', () => {
    const small = page(4, 3, [70, 39]);
    for (const left of [10, 100, 190]) pastedAt(small, plainPage(70, 60, 250), left, 10);
    for (const left of [10, 100, 190]) {
      pastedAt(small, plainPage(2, 30, 60), left, 12);
      for (const line of [0, 14, 28]) pastedAt(small, plainPage(30, 2, 60), left, 12 + line);
    }
    expect(found(small)).toEqual({ pictures: [], unseen: 9 });
  });
  it('counts none in what has fewer parts than a page', () => {
    expect(found(page(2, 2, [70, 39]))).toEqual({ pictures: [], unseen: 0 });
  });
  it('takes a picture that has a plain band of its own for one', () => {
    const shoes = page(4, 3, [70, 60]);
    pastedAt(shoes, plainPage(8, 60, 250), 10 + 31, 10);
    const [first, second] = found(shoes).pictures;
    expect([first, second].map((panel) => Math.round(380 * (panel?.left ?? 0)))).toEqual([10, 10 + STEP]);
    expect(Math.round(380 * (first?.right ?? 0))).toBe(80);
  });
  it('takes one that is cut out in two ways, with the words below it and without, for one picture', () => {
    const shoes = page(4, 3, [70, 60]);
    pastedAt(shoes, plainPage(8, 60, 250), 10 + 31, 10);
    pastedAt(shoes, plainPage(60, 5, 60), 10, 10 + 60 + 6);
    // A picture that reaches down to the words leaves no band between these and the others of its row.
    pastedAt(shoes, seededScene(99, 70, 68), 10 + STEP, 10);
    expect(found(shoes).pictures).toHaveLength(12);
  });
});

describe('mayBePage', () => {
  it('holds of a page, and of no picture', () => {
    expect(mayBePage(sheetLuma(page(4, 3, [70, 60])))).toBe(true);
    expect(mayBePage(sheetLuma(page(2, 2, [70, 60])))).toBe(false);
    expect(mayBePage(sheetLuma(seededScene(3, 400, 300)))).toBe(false);
  });
  it('counts pictures from 24 px on, and no letters or buttons', () => {
    expect(mayBePage(sheetLuma(page(4, 3, [24, 24])))).toBe(true);
    expect(mayBePage(sheetLuma(page(4, 3, [24, 23])))).toBe(false);
  });
});
