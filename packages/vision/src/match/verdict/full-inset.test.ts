import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { sheetOf } from '../../features/pair/sheet.ts';
import { pastedAt, plainPage } from '../../features/panels/test-pages.ts';
import type { OurPicture } from '../our-picture.ts';
import { withFullInsets } from './full-inset.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
/** A product on plain ground that takes the middle of it: a quarter. */
const ours = pastedAt(plainPage(160, 160, 250), seededScene(3, 80, 80), 40, 40);
/** A page with that somewhere, or a part of it. */
const pageWith = (inset: RgbImage, ground: number): RgbImage => pastedAt(plainPage(480, 320, ground), inset, 200, 100);
/** A match of the product only, of a picture whose corner is at that position of the page. */
const found = (left: number, top: number): OurPicture => ({
  ...{ path: 'ours.jpg', product: null, verdict: 'duplicate', evidence: 'features', distance: 256, recoloured: 0 },
  ...{ turn: 'identity', box: ALL, ourBox: ALL },
  description: 'copy of ours.jpg, cropped to 25 % of it, in the middle of a larger picture, 4 % of that',
  local: {
    ...{ mirrored: false, turn: 0, shown: 0.25, ourPart: { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 } },
    ...{ part: ALL, share: 0.04, stretch: 1, perspective: 1, inliers: 9, blocks: 9, agreeing: 9 },
    ...{ otherContent: 0, otherGround: false },
    mapping: [160 / 480, 0, left / 480, 0, 160 / 320, top / 320, 0, 0, 1],
  },
});
const said = async (page: RgbImage, left = 200, top = 100) => {
  const [match] = await withFullInsets([found(left, top)], page, async () => sheetOf(ours));
  return [match?.description, Number(match?.local?.shown.toFixed(2))];
};

it('is no crop where all of ours is to be seen around what was found, however small', async () => {
  expect(await said(pageWith(ours, 90))).toEqual([
    'copy of ours.jpg, in the middle of a larger picture, 4 % of that',
    1,
  ]);
});

it('is a crop where ours ends in the page, or at its edge', async () => {
  const product = seededScene(3, 80, 80);
  expect(await said(pastedAt(plainPage(480, 320, 90), product, 240, 140))).toEqual([found(0, 0).description, 0.25]);
  // Plain ground of it is above the page.
  const atEdge = pastedAt(plainPage(480, 320, 250), product, 240, 10);
  expect(await said(atEdge, 200, -30)).toEqual([found(0, 0).description, 0.25]);
});
