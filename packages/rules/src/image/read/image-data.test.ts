import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { greyPng, jpegSegment, withSegments } from '../../test-files.ts';
import { imageDataHash } from './image-data.ts';

const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#468' } })
  .jpeg()
  .toBuffer();
const png = greyPng(8, 8);

describe('the hash of the picture data', () => {
  it.each([
    ['APP0', 0xe0, true],
    ['APP1', 0xe1, true],
    ['APP15', 0xef, true],
    ['a comment', 0xfe, true],
    ['APP14, which says how to read the colours', 0xee, false],
    ['a table', 0xdb, false],
    ['a restart interval', 0xdd, false],
  ])('of a JPEG with %s', (_name, marker, isSame) => {
    const more = imageDataHash(withSegments(jpeg, [jpegSegment(marker, Buffer.from('more'))]));
    expect(more).not.toBeNull();
    expect(Buffer.compare(more ?? Buffer.alloc(0), imageDataHash(jpeg) ?? Buffer.alloc(0)) === 0).toBe(isSame);
  });

  it.each([
    ['a JPEG with bytes between its segments', withSegments(jpeg, [Buffer.from('no segment')])],
    ['a JPEG without its end', jpeg.subarray(0, -2)],
    ['a PNG without its end', png.subarray(0, -12)],
    ['a GIF', Buffer.from('GIF89a')],
  ])('is unknown of %s', (_name, bytes) => {
    expect(imageDataHash(bytes)).toBeNull();
  });
});
