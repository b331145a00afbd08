import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { greyPng, jpegSegment, withSegments } from '../test-files.ts';
import { pngChunk } from './headers/png-chunk.ts';
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

describe('what does not change the picture data', () => {
  it('fill bytes before the end of a JPEG', () => {
    const filled = Buffer.concat([jpeg.subarray(0, -2), Buffer.from([0xff, 0xff, 0xd9])]);
    expect(imageDataHash(filled)).not.toBeNull();
  });

  it('where a PNG is cut into chunks, but not which chunks it has', () => {
    const at = png.indexOf('IDAT');
    const size = png.readUInt32BE(at - 4);
    const data = png.subarray(at + 4, at + 4 + size);
    const withChunks = (...chunks: readonly Buffer[]): Buffer =>
      Buffer.concat([png.subarray(0, at - 4), ...chunks, png.subarray(at + 8 + size)]);
    const whole = imageDataHash(png);
    expect(whole).not.toBeNull();
    const cut = withChunks(pngChunk('IDAT', data.subarray(0, 5)), pngChunk('IDAT', data.subarray(5)));
    expect(imageDataHash(cut)).toEqual(whole);
    expect(imageDataHash(withChunks(pngChunk('IDAT', data), pngChunk('fdAT', Buffer.alloc(0))))).not.toEqual(whole);
    expect(imageDataHash(withChunks(pngChunk('IDAT', data), pngChunk('tEXt', Buffer.from('a'))))).toEqual(whole);
  });
});
