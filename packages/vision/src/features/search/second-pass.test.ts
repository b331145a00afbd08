// Number of passes over a suspect and its keypoints: a second one for a small suspect without the matches of a large one, a single one for a panel.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { sheetOf, sheetRaster } from '../pair/sheet.ts';
import { featuresOf, localSearch, type SearchedAs } from './local-search.ts';
import { THOROUGH, THRIFTY } from './search-effort.ts';

const SIDE = 480;
/** Boxes of many colours, many more than the stored keypoints. */
const boxes = (seed: number): RgbImage => {
  const random = seededRandom(seed);
  const data = new Uint8Array(3 * SIDE * SIDE).fill(120);
  for (let k = 0; k < 1500; k++) {
    const [left, top, side] = [Math.floor(random() * SIDE), Math.floor(random() * SIDE), 5 + Math.floor(random() * 14)];
    const colour = [random() * 256, random() * 256, random() * 256];
    for (let y = top; y < Math.min(SIDE, top + side); y++)
      for (let x = left; x < Math.min(SIDE, left + side); x++) data.set(colour, 3 * (y * SIDE + x));
  }
  return { width: SIDE, height: SIDE, data };
};

const POINTS = 360;
const [ours, other] = [boxes(1), boxes(2)];
const searched = [{ features: () => featuresOf(ours), sheet: () => Promise.resolve(sheetOf(sheetRaster(ours))) }];
const pointsOf = async (suspect: RgbImage, effort = THOROUGH, as?: SearchedAs): Promise<number> =>
  (await localSearch(searched, effort).find(suspect, () => false, as)).points.count;

describe('localSearch, of a small suspect', () => {
  it('looks at it again, at more points, where nothing was found', async () => {
    expect(await pointsOf(other)).toBeGreaterThan(POINTS + 200);
  });
  it('is done once it is found, and of a panel, and for crawls', async () => {
    expect(await pointsOf(ours)).toBeLessThanOrEqual(POINTS);
    expect(await pointsOf(other, THOROUGH, 'panel')).toBeLessThanOrEqual(POINTS);
    expect(await pointsOf(other, THRIFTY)).toBeLessThanOrEqual(POINTS);
  });
});
