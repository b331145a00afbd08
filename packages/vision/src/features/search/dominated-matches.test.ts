// One product in two colours, of which a part shows little: the one that agrees there, too, dominates.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { sheetOf, sheetRaster } from '../pair/sheet.ts';
import { featuresOf, localSearch } from './local-search.ts';
import { THOROUGH } from './search-effort.ts';

const SIDE = 320;
type Colour = readonly [number, number, number];

/** Boxes of many colours, and a plain part of one colour in the lower left: the back of a thing, say. */
const product = (back: Colour): RgbImage => {
  const random = seededRandom(5);
  const data = new Uint8Array(3 * SIDE * SIDE).fill(120);
  const fill = (left: number, top: number, width: number, height: number, colour: Colour): void => {
    for (let y = top; y < Math.min(SIDE, top + height); y++)
      for (let x = left; x < Math.min(SIDE, left + width); x++) data.set(colour, 3 * (y * SIDE + x));
  };
  for (let k = 0; k < 260; k++) {
    const [left, top] = [Math.floor(random() * SIDE), Math.floor(random() * SIDE)];
    fill(left, top, 6 + random() * 20, 6 + random() * 20, [random() * 256, random() * 256, random() * 256]);
  }
  fill(0, 208, 112, 112, back);
  return { width: SIDE, height: SIDE, data };
};
const part = ({ data }: RgbImage, left: number, top: number, width: number, height: number): RgbImage => {
  const out = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const from = 3 * ((top + y) * SIDE + left);
    out.set(data.subarray(from, from + 3 * width), 3 * width * y);
  }
  return { width, height, data: out };
};

const [purple, green] = [product([150, 60, 170]), product([60, 150, 90])];
const said = async (ours: Readonly<Record<string, RgbImage>>, suspect: RgbImage): Promise<Record<string, string>> => {
  const searched = Object.values(ours).map((image) => {
    const [features, sheet] = [featuresOf(image), sheetOf(sheetRaster(image))];
    return { features: () => features, sheet: () => Promise.resolve(sheet) };
  });
  const { found } = await localSearch(searched, THOROUGH).find(suspect, () => false);
  const names = Object.keys(ours);
  return Object.fromEntries(found.map(({ position, match }) => [names[position] ?? '', match.verdict]));
};

describe('localSearch, of one product in two colours', () => {
  const little = part(purple, 56, 0, 264, 264);

  it('distinguishes them by the small difference', async () => {
    expect(await said({ green, purple }, little)).toEqual({ green: 'variant', purple: 'duplicate' });
    expect(await said({ green, purple }, part(green, 56, 0, 264, 264))).toEqual({
      green: 'duplicate',
      purple: 'variant',
    });
  });

  it('says duplicate of either where nothing of it shows', async () => {
    expect(await said({ green, purple }, part(purple, 112, 0, 208, 208))).toEqual({
      green: 'duplicate',
      purple: 'duplicate',
    });
  });

  it('says variant where ours has no better one, and duplicate where next to nothing is other, as with a sticker', async () => {
    expect(await said({ green }, little)).toEqual({ green: 'variant' });
    expect(await said({ green }, part(purple, 80, 0, 240, 240))).toEqual({ green: 'duplicate' });
  });
});
