import type { FractionEdges } from '@listing-lint/rules/hash';
import { decodeCanonical, lumaOf, type RgbImage } from '@listing-lint/rules/image';
import { seededScene, turned } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';

import { alignPictures } from './align.ts';

const picture = ({ width, height, data }: RgbImage) => sharp(data, { raw: { width, height, channels: 3 } });
const grey = async (image: Sharp) => lumaOf(await decodeCanonical(await image.jpeg({ quality: 80 }).toBuffer()));
const scene = seededScene(11, 640, 480);
/** `expected`: left, top, right, bottom. */
const near = (edges: FractionEdges | undefined, expected: readonly number[], tolerance = 0.01) => {
  const { left = 9, top = 9, right = 9, bottom = 9 } = edges ?? {};
  [left, top, right, bottom].forEach((edge, i) => {
    expect(Math.abs(edge - (expected[i] ?? 9)), `edge ${i} is ${edge}`).toBeLessThan(tolerance);
  });
};

describe('aligning one picture with another', () => {
  it('finds a picture in itself, wholly', async () => {
    const found = alignPictures(lumaOf(scene), await grey(picture(scene).resize(300)));
    expect(found?.turn).toBe('identity');
    near(found?.a, [0, 0, 1, 1]);
    near(found?.b, [0, 0, 1, 1]);
    expect(found?.blocks.differing).toEqual([]);
  });
  it('finds a crop, and says which part it is', { tags: 'full' }, async () => {
    const crop = picture(scene).extract({ left: 64, top: 96, width: 384, height: 300 });
    const found = alignPictures(lumaOf(scene), await grey(crop));
    near(found?.a, [0.1, 0.2, 0.7, 0.825]);
    near(found?.b, [0, 0, 1, 1]);
    const back = alignPictures(await grey(crop), lumaOf(scene));
    near(back?.a, [0, 0, 1, 1]);
    near(back?.b, [0.1, 0.2, 0.7, 0.825]);
  });
  it('finds a mirrored crop; its part is that of the picture as it is', { tags: 'full' }, async () => {
    const crop = picture(turned(scene, 'mirror')).extract({ left: 64, top: 96, width: 384, height: 300 });
    const found = alignPictures(await grey(crop), lumaOf(scene));
    expect(found?.turn).toBe('mirror');
    near(found?.b, [0.3, 0.2, 0.9, 0.825]);
  });
  it('finds two crops of one picture that each show something more', async () => {
    const left = picture(scene).extract({ left: 0, top: 0, width: 480, height: 420 });
    const right = picture(scene).extract({ left: 128, top: 60, width: 512, height: 420 }).resize(300);
    const found = alignPictures(await grey(left), await grey(right));
    near(found?.a, [128 / 480, 60 / 420, 1, 1], 0.015);
    near(found?.b, [0, 0, 352 / 512, 360 / 420], 0.015);
  });
  it('says where one has something that the other has not', { tags: 'full' }, async () => {
    const label = Buffer.from('<svg width="160" height="120"><rect width="160" height="120" fill="#fff"/></svg>');
    const found = alignPictures(
      lumaOf(scene),
      await grey(picture(scene).composite([{ input: label, left: 240, top: 180 }])),
    );
    expect(found?.blocks.differing.length).toBeGreaterThan(0);
    for (const { left, right, top, bottom } of found?.blocks.differing ?? []) {
      expect(right).toBeGreaterThan(240 / 640);
      expect(left).toBeLessThan(404 / 640);
      expect(bottom).toBeGreaterThan(180 / 480);
      expect(top).toBeLessThan(304 / 480);
    }
  });
  it.each([12, 13, 14, 15])('finds nothing in another picture (%i)', { tags: 'full' }, (seed) => {
    expect(alignPictures(lumaOf(scene), lumaOf(seededScene(seed, 640, 480)))).toBeNull();
  });
});
