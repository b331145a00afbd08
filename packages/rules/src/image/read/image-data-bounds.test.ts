// Values at each bound that the formats set, and one beyond: what a reader takes on one side it must refuse on the other.
import { describe, expect, it } from 'vitest';
import { jpegSegment } from '../test-files.ts';
import { END, fileOf, frame, huffman, scan } from './headers/test-jpeg.ts';
import { imageDataSha256 } from './image-data.ts';

describe('the hash of the picture data', () => {
  const hashOf = (...segments: readonly Buffer[]): string | undefined =>
    imageDataSha256(fileOf(...segments)) === null
      ? undefined
      : Buffer.from(imageDataSha256(fileOf(...segments)) ?? []).toString('hex');
  const coded = (...bytes: readonly number[]): Buffer => Buffer.from(bytes);
  const plain = hashOf(frame(), scan([1]), coded(1, 2, 3), END);

  it('ends where the picture does: bytes behind it are not hashed', () => {
    expect(plain).toBeDefined();
    expect(hashOf(frame(), scan([1]), coded(1, 2, 3), END, coded(9, 9))).toBe(plain);
    expect(hashOf(frame(), scan([1]), coded(1, 2, 4), END)).not.toBe(plain);
    for (const marker of [0xd0, 0xd7, 0x00])
      expect(hashOf(frame(), scan([1]), coded(1, 0xff, marker, 3), END), `${marker}`).toBeDefined();
  });

  it('takes a second scan along, and the tables before it', () => {
    const second = hashOf(frame(), scan([1]), coded(1), huffman(0, [1]), scan([1]), coded(2), END);
    expect(second).toBeDefined();
    expect(second).not.toBe(hashOf(frame(), scan([1]), coded(1), huffman(0, [1]), scan([1]), coded(3), END));
    // A table may hold what looks like the end of the picture.
    const table = huffman(
      0,
      [0xff, 0xd9].map(() => 0),
      [],
    );
    expect(hashOf(frame(), scan([1]), coded(1), table, scan([1]), coded(2), END)).toBeDefined();
    const ended = jpegSegment(0xfe, Buffer.from([0xff, 0xd9]));
    expect(hashOf(frame(), scan([1]), coded(1), ended, scan([1]), coded(2), END)).not.toBe(
      hashOf(frame(), scan([1]), coded(1), ended, scan([1]), coded(7), END),
    );
  });

  it.each([0xe0, 0xe1, 0xed, 0xef, 0xfe])('leaves out metadata: marker %i', (marker) => {
    expect(hashOf(jpegSegment(marker, Buffer.from('x')), frame(), scan([1]), coded(1, 2, 3), END)).toBe(plain);
  });

  it.each([0xdf, 0xee, 0xf0, 0xfd])('takes all others along: marker %i', (marker) => {
    const other = hashOf(jpegSegment(marker, Buffer.from('x')), frame(), scan([1]), coded(1, 2, 3), END);
    expect(other).toBeDefined();
    expect(other).not.toBe(plain);
  });

  it('passes over bytes that fill up to a marker', () => {
    expect(hashOf(coded(0xff, 0xff), frame(), scan([1]), coded(1, 2, 3), END)).toBe(plain);
    expect(hashOf(frame(), scan([1]), coded(1, 2, 3, 0xff, 0xff), END)).toBeDefined();
  });

  it('is unknown of a file that is cut anywhere before its end', () => {
    const whole = fileOf(frame(), scan([1]), coded(1, 0xff, 0, 3), END);
    for (let end = 0; end < whole.length; end++) expect(imageDataSha256(whole.subarray(0, end)), `${end}`).toBeNull();
    expect(imageDataSha256(whole)).not.toBeNull();
  });

  const riff = (
    chunks: readonly (readonly [string, readonly number[]])[],
    { size = 0, end = [] as number[] } = {},
  ): Buffer => {
    const parts = chunks.map(([type, data]) => {
      const head = Buffer.alloc(8);
      head.write(type, 'latin1');
      head.writeUInt32LE(data.length, 4);
      return Buffer.concat([head, Buffer.from(data), Buffer.alloc(data.length & 1)]);
    });
    const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
    const head = Buffer.alloc(8);
    head.write('RIFF');
    head.writeUInt32LE(body.length + size, 4);
    return Buffer.concat([head, body, Buffer.from(end)]);
  };
  const hex = (bytes: Buffer): string | undefined => {
    const hash = imageDataSha256(bytes);
    return hash === null ? undefined : Buffer.from(hash).toString('hex');
  };

  it('of a WebP is that of its picture chunks, up to the end that the file declares', () => {
    const one = hex(riff([['VP8 ', [1, 2, 3]]]));
    expect(one).toBeDefined();
    expect(
      hex(
        riff([
          ['VP8 ', [1, 2, 3]],
          ['EXIF', [5, 6]],
        ]),
      ),
    ).toBe(one);
    expect(
      hex(
        riff([
          ['XMP ', [5]],
          ['VP8 ', [1, 2, 3]],
        ]),
      ),
    ).toBe(one);
    expect(hex(riff([['VP8 ', [1, 2, 3]]], { end: [7, 7, 7, 7, 7, 7, 7, 7, 7] }))).toBe(one);
    expect(hex(riff([['VP8L', [1, 2, 3]]]))).not.toBe(one);
    expect(hex(riff([['VP8 ', [1, 2, 4]]]))).not.toBe(one);
    expect(
      hex(
        riff([
          ['VP8 ', [1, 2, 3]],
          ['ALPH', [1]],
        ]),
      ),
    ).not.toBe(one);
    expect(hex(riff([['VP8 ', [1, 2, 3]]], { size: 1 }))).toBeUndefined();
    expect(hex(riff([['EXIF', [1, 2]]]))).toBeUndefined();
    const cut = riff([['VP8 ', [1, 2, 3, 4]]]);
    cut.writeUInt32LE(5, 16);
    expect(hex(cut)).toBeUndefined();
    cut.writeUInt32LE(4, 16);
    expect(hex(cut)).toBeDefined();
  });
});
