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

describe('EXIF of HEIF and AVIF', () => {
  const uint16 = (...values: readonly number[]): Buffer =>
    Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 255])));
  /** A box; its length is that of the whole. */
  const box = (type: string, ...parts: readonly Buffer[]): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
    return Buffer.concat([uint16(0, body.length + 4), body]);
  };
  const full = (version: number): Buffer => Buffer.from([version, 0, 0, 0]);
  const entry = (version: number, id: number, type: string): Buffer =>
    box('infe', full(version), ...(version === 3 ? [uint16(0)] : []), uint16(id, 0), Buffer.from(`${type}\0`));
  /** An item of `iloc`, with offsets and lengths of 4 bytes. */
  const item = (version: number, id: number, method: number, extents: number): Buffer =>
    Buffer.concat([
      ...(version === 2 ? [uint16(0)] : []),
      ...[uint16(id), ...(version > 0 ? [uint16(method)] : []), uint16(0, extents), Buffer.alloc(8 * extents, 9)],
    ]);
  const heif = (version: number, method: number, extents: number): Buffer => {
    const count = version === 2 ? uint16(0, 2) : uint16(2);
    const items = [item(version, 1, 0, 3), item(version, 2, method, extents)];
    return Buffer.concat([
      box('ftyp', Buffer.from('heic\0\0\0\0')),
      box('meta', full(0), entry(2, 1, 'hvc1'), entry(version === 2 ? 3 : 2, 2, 'Exif')),
      box('iloc', full(version), Buffer.from([0x44, 0]), count, ...items),
    ]);
  };

  it.each([0, 1, 2])('is refused where iloc of version %d splits it, and no picture is', (version) => {
    expect(() => refuseLoopingExif(heif(version, 0, 2))).toThrow('its EXIF is split over several parts of the file');
    refuseLoopingExif(heif(version, 0, 1));
    refuseLoopingExif(heif(version, 0, 2).subarray(0, -17));
  });

  it('is refused where it is a part of another item, and not where it is in idat', () => {
    expect(() => refuseLoopingExif(heif(1, 2, 1))).toThrow('its EXIF is split');
    refuseLoopingExif(heif(1, 1, 1));
  });
});
