import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { greyPng, jpegSegment, withSegments } from '../test-files.ts';
import { refuseLoopingExif } from './bounded-exif.ts';
import { decodeCanonical } from './decode.ts';
import { readHeader } from './header.ts';
import { pngChunk } from './headers/png-chunk.ts';

const picture = sharp({ create: { width: 32, height: 24, channels: 3, background: '#468' } });
const [jpeg, webp] = await Promise.all([picture.clone().jpeg().toBuffer(), picture.clone().webp().toBuffer()]);

type Entry = readonly [tag: number, value: number];
/** A TIFF structure of directories that follow each other; a value counts directories from 0. */
const tiffOf = (directories: readonly (readonly Entry[])[], little = true): Buffer => {
  const starts = [8];
  for (const { length } of directories) starts.push((starts.at(-1) ?? 8) + 6 + 12 * length);
  const tiff = Buffer.alloc(starts.at(-1) ?? 8);
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  tiff.write(little ? 'II' : 'MM', 'latin1');
  short(42, 2);
  long(8, 4);
  for (const [i, entries] of directories.entries()) {
    const start = starts[i] ?? 0;
    short(entries.length, start);
    for (const [k, [tag, value]] of entries.entries()) {
      const at = start + 2 + 12 * k;
      short(tag, at);
      short(4, at + 2);
      long(1, at + 4);
      long([0x8769, 0x8825, 0xa005].includes(tag) ? (starts[value] ?? 0) : value, at + 8);
    }
  }
  return tiff;
};
const times = (count: number, entry: Entry): readonly Entry[] => Array.from({ length: count }, () => entry);
const ofItself = tiffOf([times(400, [0x8769, 0])]);

const riffChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
const containers: Readonly<Record<string, (tiff: Buffer) => Buffer>> = {
  JPEG: (tiff) => withSegments(jpeg, [jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]))]),
  PNG: (tiff) => greyPng(8, 8, [pngChunk('eXIf', tiff)]),
  WebP: (tiff) => {
    const flags = Buffer.from([8, 0, 0, 0, 31, 0, 0, 23, 0, 0]);
    const chunks = [riffChunk('VP8X', flags), webp.subarray(12), riffChunk('EXIF', tiff)];
    return riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
  },
};

describe.each(Object.entries(containers))('EXIF that points at itself in %s', (_name, put) => {
  it('is refused with its reason before libexif walks it', async () => {
    const { problem } = await readHeader(put(ofItself), '');
    expect(problem).toBe('its EXIF directories refer to each other over and over');
    await expect(decodeCanonical(put(ofItself))).rejects.toThrow(problem ?? '');
  });

  it('is read where it does not', async () => {
    const camera = [
      [
        [0x8769, 1],
        [0x8825, 2],
      ],
      times(60, [0x9003, 1]),
      times(20, [2, 1]),
    ] as const;
    expect((await readHeader(put(tiffOf(camera)), '')).problem).toBeNull();
  });
});

describe('the walk', () => {
  const refused = /refer to each other over and over/;
  it.each<[string, Buffer]>([
    ['two directories in a circle', tiffOf([[[0x8769, 1]], [[0x8825, 2]], [[0x8769, 1]]])],
    ['one large directory, pointed to often', tiffOf([times(40, [0x8769, 1]), times(600, [1, 1])])],
    ['big-endian', tiffOf([times(400, [0x8769, 0])], false)],
    ['as a second structure', Buffer.concat([tiffOf([[[1, 1]]]), ofItself])],
    [
      'nothing but headers',
      Buffer.concat(times(3000, [1, 1]).map(() => Buffer.from('II*\0\x08\0\0\0\xff\xff', 'latin1'))),
    ],
  ])('ends with a refusal of %s', (_what, bytes) => {
    expect(() => refuseLoopingExif(bytes)).toThrow(refused);
  });

  it('follows few pointers to one place, and takes one large directory', () => {
    refuseLoopingExif(tiffOf([times(30, [0x8769, 1]), times(600, [1, 1])]));
    refuseLoopingExif(tiffOf([times(60_000, [1, 1])]));
    refuseLoopingExif(tiffOf([times(60_000, [1, 1])]).subarray(0, 5));
    // A damaged pointer, behind which more tags are declared than the file holds.
    refuseLoopingExif(Buffer.concat([tiffOf([[[0x8769, 1]]]), Buffer.from([0xff, 0xff, 0, 0])]));
  });
});
