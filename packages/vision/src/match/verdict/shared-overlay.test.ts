// An overlay that another product of the shop has, too, in the middle and outside of it.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { extractFeatures } from '../../features/extract/extract.ts';
import { FEWEST_POINTS, type Features, featuresAt } from '../../features/extract/features.ts';
import { alignPoints } from '../../features/pair/alignment.ts';
import { type Sheet, sheetLuma, sheetOf } from '../../features/pair/sheet.ts';
import { pastedAt, plainPage } from '../../features/panels/test-pages.ts';
import type { OurPicture } from '../our-picture.ts';
import { type SharersOf, withoutSharedOverlays } from './shared-overlay.ts';

const SIDE = 400;
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const pointsOf = (image: RgbImage): Features => extractFeatures(sheetLuma(image), 360, { hasMargins: true });

/** Where others have what one has, too: in a band below, on a card in the middle, on a bottle around its label. */
type Where = 'below' | 'in the middle' | 'around a label';
/** A product on grey, another one for each seed. */
const offer = (seed: number, where: Where): RgbImage => {
  const ground = plainPage(SIDE, SIDE, 200);
  if (where === 'around a label')
    return pastedAt(pastedAt(ground, seededScene(99, 160, 300), 120, 50), seededScene(seed, 160, 180), 120, 110);
  if (where === 'in the middle')
    return pastedAt(pastedAt(ground, seededScene(seed, 130, 130), 4, 4), seededScene(99, 120, 120), 140, 140);
  return pastedAt(pastedAt(ground, seededScene(seed, 150, 200), 120, 40), seededScene(99, SIDE, 100), 0, 300);
};

interface Overlay {
  readonly verdict?: OurPicture['verdict'];
  readonly where?: Where;
  /** Of the matched picture, and of the others. */
  readonly products?: readonly [string | null, string | null];
  readonly theirs?: number;
  /** The others show it in other colours. */
  readonly isDyed?: boolean;
}
/** Another colour of about the same light. */
const OTHER_COLOUR = [70, -15, -90];
/** The same shapes in other colours. */
const dyed = ({ width, height, data }: RgbImage): RgbImage => ({
  width,
  height,
  data: data.map((value, k) => Math.min(255, Math.max(0, value + (OTHER_COLOUR[k % 3] ?? 0)))),
});
/** What becomes of what is said of the first of two of ours. */
const matchesWith = async ({
  verdict = 'suspect',
  where = 'below',
  products = [null, null],
  theirs = 20,
  isDyed = false,
}: Overlay = {}) => {
  const other = offer(2, where);
  const images = new Map([
    ['1.jpg', offer(1, where)],
    ['2.jpg', isDyed ? dyed(other) : other],
  ]);
  const sheets = new Map<string, Sheet>([...images].map(([path, image]) => [path, sheetOf(image)]));
  const sharersOf: SharersOf = (path, features) =>
    [...images].flatMap(([other, image]) => {
      const alignment = other === path ? null : alignPoints(pointsOf(image), features);
      return alignment === null ? [] : [{ path: other, product: products[1], mapping: alignment.mapping }];
    });
  const match: OurPicture = {
    ...{ path: '1.jpg', product: products[0], verdict, evidence: 'features', distance: 256, recoloured: 0 },
    ...{ turn: 'identity', box: ALL, ourBox: ALL, description: 'copy' },
    local: {
      ...{ mirrored: false, turn: 0, shown: 0.5, ourPart: ALL, part: ALL, share: 0.5, stretch: 1, perspective: 1 },
      ...{ inliers: 40, blocks: 60, agreeing: 53, otherContent: 0, otherGround: false },
      mapping: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    },
  };
  const suspect = sheetOf(offer(theirs, where));
  const all = await withoutSharedOverlays([match], () => suspect, {
    sheetOf: (path) => {
      const sheet = sheets.get(path);
      return sheet && Promise.resolve(sheet);
    },
    sharersOf,
  });
  return all.map((each) => `${each.verdict} ${each.description}`);
};

it('drops a match of a part outside of the middle, whatever the verdict', async () => {
  for (const verdict of ['suspect', 'variant', 'duplicate'] as const)
    expect(await matchesWith({ verdict })).toEqual([]);
});

it('keeps a match of which the other picture shares only a part', async () => {
  expect(await matchesWith({ verdict: 'variant', theirs: 1 })).toEqual(['variant copy']);
});

it('keeps a match where the other picture is of the same product', async () => {
  expect(await matchesWith({ products: ['lamp', 'lamp'] })).toEqual(['suspect copy']);
  expect(await matchesWith({ products: ['lamp', 'chair'] })).toEqual([]);
});

it('makes a suspicion with the reason of a part in the middle', async () => {
  expect(await matchesWith({ where: 'in the middle' })).toEqual(['suspect copy, which others of ours show, too']);
  expect(await matchesWith({ where: 'in the middle', verdict: 'variant' })).toEqual(['variant copy']);
});

it('is a suspicion that says so on a product whose label is another one', async () => {
  expect(await matchesWith({ where: 'around a label' })).toEqual(['suspect copy, which others of ours show, too']);
});

it('keeps a match where the other picture has other colours, as products of one line', async () => {
  for (const where of ['below', 'in the middle', 'around a label'] as const)
    expect(await matchesWith({ where, isDyed: true }), where).toEqual(['suspect copy']);
});

it('takes points that lie where it is said, and what goes with them', () => {
  const all = pointsOf(seededScene(3, 200, 200));
  const right = featuresAt(all, (x) => x >= 100);
  expect(right.count).toBeGreaterThan(FEWEST_POINTS);
  expect(right.count).toBeLessThan(all.count);
  expect(Math.min(...right.x)).toBeGreaterThanOrEqual(100);
  const at = all.x.indexOf(right.x[5] ?? 0);
  const last = all.x.findIndex((x, k) => k >= at && all.y[k] === right.y[5] && x === right.x[5]);
  expect(right.descriptors.subarray(40, 48)).toEqual(all.descriptors.subarray(8 * last, 8 * last + 8));
  expect(right.margins?.subarray(5 * 256, 6 * 256)).toEqual(all.margins?.subarray(256 * last, 256 * last + 256));
});
