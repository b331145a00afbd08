import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type SignSources, signsOf, sizeMatches } from './signs.ts';

const metadata = await sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer()
  .then((bytes) => sharp(bytes).metadata());

describe('the size that EXIF states', () => {
  it.each([
    [32, 24, true],
    [24, 32, true],
    [32, 32, false],
    [24, 24, false],
    [32, 25, false],
    [31, 24, false],
    [25, 32, false],
    [0, 24, null],
    [32, 0, null],
    [undefined, 24, null],
    [32, undefined, null],
  ])('of %j × %j, of a picture of 32 × 24: %j', (width, height, fits) => {
    expect(sizeMatches({ ExifImageWidth: width, ExifImageHeight: height }, metadata)).toBe(fits);
  });

  it('says nothing of a picture whose size is not known', () => {
    expect(sizeMatches({ ExifImageWidth: 32, ExifImageHeight: 24 }, null)).toBeNull();
  });
});

describe('signs of a second save', () => {
  const sources: SignSources = {
    jpeg: { segments: ['EXIF'], quantisation: [], huffman: [], progressive: false, end: null },
    known: {},
    hasExif: true,
    hasMakerNote: true,
    secondsToChange: null,
    metadata,
  };

  it.each([
    [null, []],
    [-5, []],
    [60, []],
    [61, ['changed more than a minute after capture']],
  ])('of a picture changed %j s after capture', (secondsToChange, signs) => {
    expect(signsOf({ ...sources, secondsToChange })).toEqual(signs);
  });
});
