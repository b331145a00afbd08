// Another picture in the scene of a mock-up that several of ours have.

import { type RgbImage, reducedTo } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { type Sheet, sheetOf } from '../../features/pair/sheet.ts';
import { pastedAt } from '../../features/panels/test-pages.ts';
import type { OurPicture } from '../our-picture.ts';
import { withoutCommonParts } from './common-part.ts';

const SIDE = 320;
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
/** One wall, and in its frame another picture for each seed. */
const scene = (seed: number): RgbImage => pastedAt(seededScene(99, SIDE, SIDE), seededScene(seed, 140, 140), 90, 80);
const staged = (seed: number): Sheet => sheetOf(scene(seed));
/** With noise of its own, of which little is left where it is made smaller. */
const noisy = (seed: number, most: number): RgbImage => {
  const [image, random] = [scene(seed), seededRandom(1000 + seed)];
  const data = image.data.map((value) => Math.min(255, Math.max(0, value + most * (random() - 0.5))));
  return { ...image, data };
};
const shop = (of: (seed: number) => Sheet): ReadonlyMap<string, Sheet> =>
  new Map([1, 2, 3].map((seed) => [`${seed}.jpg`, of(seed)]));
const ours = shop(staged);

interface Said {
  readonly verdict?: OurPicture['verdict'];
  readonly recoloured?: number;
  readonly agreeing?: number;
  readonly mapping?: readonly number[];
}
const WHOLE_PICTURE = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Registered on the whole suspect by default. */
const found = (
  path: string,
  { verdict = 'variant', recoloured = 0.1, agreeing = 300, mapping = WHOLE_PICTURE }: Said = {},
): OurPicture => ({
  ...{ path, product: null, verdict, evidence: 'features', distance: 256, recoloured, turn: 'identity' },
  ...{ box: ALL, ourBox: ALL, description: `variant of ${path}` },
  local: {
    ...{ mirrored: false, turn: 0, shown: 1, ourPart: ALL, part: ALL, share: 1, stretch: 1, perspective: 1 },
    ...{ inliers: 60, blocks: 400, agreeing, otherContent: 0.2, otherGround: false },
    mapping,
  },
});
const verdictsOf = async (
  matches: readonly OurPicture[],
  suspect: Sheet,
  sheets: ReadonlyMap<string, Sheet> = ours,
): Promise<readonly string[]> => {
  const all = await withoutCommonParts(
    matches,
    () => suspect,
    (path) => {
      const sheet = sheets.get(path);
      return sheet && Promise.resolve(sheet);
    },
  );
  return all.map(({ path, verdict }) => `${path} ${verdict}`).sort();
};

it('is no variant of any, also where the others were called a suspicion before', async () => {
  const matches = [found('1.jpg'), found('2.jpg', { verdict: 'suspect' }), found('3.jpg', { verdict: 'suspect' })];
  expect(await verdictsOf(matches, staged(20))).toEqual(['1.jpg suspect', '2.jpg suspect', '3.jpg suspect']);
});

it('is a variant of the one of which it shows the picture, too', async () => {
  expect(await verdictsOf([found('1.jpg'), found('2.jpg', { agreeing: 390 }), found('3.jpg')], staged(2))).toContain(
    '2.jpg variant',
  );
});

it('is a variant of that one under noise, too', async () => {
  const matches = [found('1.jpg'), found('2.jpg', { agreeing: 390 }), found('3.jpg')];
  expect(await verdictsOf(matches, sheetOf(noisy(2, 800)))).toContain('2.jpg variant');
});

it('is no variant of any where it is a small part of a suspect, which has less detail than they have', async () => {
  const page = pastedAt(seededScene(50, SIDE, SIDE), reducedTo(scene(20), SIDE / 2), 40, 80);
  const mapping = [0.5, 0, 40 / SIDE, 0, 0.5, 80 / SIDE, 0, 0, 1];
  const matches = ['1.jpg', '2.jpg', '3.jpg'].map((path) => found(path, { mapping }));
  const inNoise = shop((seed) => sheetOf(noisy(seed, 90)));
  expect(await verdictsOf(matches, sheetOf(page), inNoise)).toEqual([
    '1.jpg suspect',
    '2.jpg suspect',
    '3.jpg suspect',
  ]);
});

it('is a variant of the one that has its colours, where the others have more of other colours', async () => {
  const others = [found('2.jpg', { recoloured: 0.7 }), found('3.jpg', { recoloured: 0.7 })];
  expect(await verdictsOf([found('1.jpg'), ...others], staged(20))).toContain('1.jpg variant');
});

it('makes a suspicion of another match that agrees no better, though it shares no part itself', async () => {
  const fourth = found('4.jpg', { recoloured: 0.9, agreeing: 200 });
  expect(await verdictsOf([found('1.jpg'), found('2.jpg'), found('3.jpg'), fourth], staged(20))).toContain(
    '4.jpg suspect',
  );
  const better = found('4.jpg', { recoloured: 0.05, agreeing: 380 });
  expect(await verdictsOf([found('1.jpg'), found('2.jpg'), found('3.jpg'), better], staged(20))).toContain(
    '4.jpg variant',
  );
});
