// A part of a picture registered on the whole by keypoints: the same one, or one with another word on its label.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { bag, NAME, OTHER_NAME, seen } from './test-registered.ts';
import { differsAfterRegistration } from './verify-registered.ts';

const INK = '#402000';
const [LEFT, TOP, WIDTH, HEIGHT] = [150, 110, 760, 560];

/** A crop of a bag that is 1,000 px wide, as a thief would post it. */
const crop = (name: readonly number[], quality: number): Promise<Buffer> =>
  bag(name, INK).then((picture) =>
    sharp(picture)
      .extract({ left: LEFT, top: TOP, width: WIDTH, height: HEIGHT })
      .resize(430)
      .jpeg({ quality })
      .toBuffer(),
  );

it.each([
  ['another word', OTHER_NAME, 80, true],
  ['the same word', NAME, 80, false],
  ['the same word, compressed', NAME, 30, false],
])('sees %s in a crop of 430 px', async (_, name, quality, expected) => {
  const [ours, theirs] = [await seen(await bag(NAME, INK)), await seen(await crop(name, quality))];
  const mapping = {
    ...{ a: 1000 / WIDTH, b: 0, c: -LEFT / WIDTH },
    ...{ d: 0, e: 760 / HEIGHT, f: -TOP / HEIGHT },
    ...{ g: 0, h: 0 },
  };
  expect(differsAfterRegistration({ ours: ours.image, theirs: theirs.image, mapping })).toBe(expected);
});
