import sharp from 'sharp';
import { expect, it } from 'vitest';
import { greyPng, jpegSegment, thumbnailSegment, withSegments } from '../../test-files.ts';
import { readHeader } from '../header.ts';
import { pngChunk } from '../headers/png-chunk.ts';
import { furtherPictures } from './further-pictures.ts';

const picture = (width: number, height: number, { grey = false, progressive = false } = {}): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .toColourspace(grey ? 'b-w' : 'srgb')
    .jpeg({ progressive })
    .toBuffer();
const [main, other, slow, larger, smaller, preview, grey, small] = await Promise.all([
  picture(100, 80),
  picture(80, 100),
  picture(100, 80, { progressive: true }),
  picture(200, 160),
  picture(80, 80),
  picture(79, 80),
  picture(100, 80, { grey: true }),
  picture(40, 30, { grey: true }),
]);
const uint32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
/** A WebP with data in a chunk behind its picture. */
const withChunk = (webp: Buffer, data: Buffer): Buffer => {
  const even = Buffer.concat([data, Buffer.alloc(data.length % 2)]);
  const chunks = Buffer.concat([webp.subarray(8), Buffer.from('EXIF'), uint32(data.length), even]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(chunks.length), chunks]);
};
const marked = (data: string): Buffer => withSegments(other, [jpegSegment(0xe1, Buffer.from(data, 'latin1'))]);
const layer = (type: string): Buffer =>
  marked(`http://ns.adobe.com/xap/1.0/\0<apdi:AuxiliaryImageType>${type}</apdi:AuxiliaryImageType>`);

const furtherOf = async (file: Buffer) => furtherPictures(file, await readHeader(file, ''));

it.each<[string, number | null, readonly Buffer[]]>([
  ['nothing', 0, []],
  ['another picture', 1, [other]],
  ['a larger one', 1, [larger]],
  ['two, the first progressive', 2, [slow, other]],
  ['one behind zeros and a film', 1, [Buffer.alloc(512), Buffer.from('....ftypmp42\xff\xd8\xff\x01', 'latin1'), other]],
  ['one with a thumbnail of its own', 1, [withSegments(other, [thumbnailSegment({ 271: 'Acme' }, other)])]],
  ['80 % of its pixels', 1, [smaller]],
  ['less, as previews have', 0, [preview, small]],
  [
    'the gain map of Ultra HDR',
    0,
    [marked('http://ns.adobe.com/xap/1.0/\0<x hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"/>')],
  ],
  ['one of ISO 21496-1', 0, [withSegments(other, [jpegSegment(0xe2, Buffer.from('urn:iso:std:iso:ts:21496:-1\0'))])]],
  ['a matte of Apple', 0, [layer('urn:com:apple:photo:2018:aux:portraiteffectsmatte')]],
  ['a large grey one', null, [grey]],
  ['a large grey one and another', 1, [grey, other]],
  [
    'bytes between the segments of what begins as one',
    0,
    [other.subarray(0, 20), Buffer.from('junk'), other.subarray(20)],
  ],
  ['a beginning that is cut off', 0, [other.subarray(0, 100)]],
])('a JPEG followed by %s has %s further pictures', async (_what, count, parts) => {
  for (const first of [main, slow, withSegments(main, [thumbnailSegment({ 271: 'Acme' }, other)])])
    expect(await furtherOf(Buffer.concat([first, ...parts]))).toMatchObject({ count, areAll: true });
});

it.each<[string, Buffer]>([
  ['PNG', greyPng(8, 8, [pngChunk('eXIf', other)])],
  ['WebP', withChunk(await sharp(main).webp().toBuffer(), other)],
])('a thumbnail within a %s is no further picture', async (_format, file) => {
  expect(await furtherOf(file)).toMatchObject({ count: 0 });
  expect(await furtherOf(Buffer.concat([file, other]))).toMatchObject({ count: 1, starts: [file.length] });
});

it('a grey picture behind a grey one is one', async () => {
  expect(await furtherOf(Buffer.concat([grey, grey]))).toMatchObject({ count: 1 });
});

it('where they begin is said, of those that may be depth maps too', async () => {
  const { starts } = await furtherOf(Buffer.concat([main, grey, preview, other]));
  const first = main.length + grey.length + preview.length;
  expect(starts).toEqual([main.length, first]);
});

it('more segments than are read hide no picture', async () => {
  const comments = Array.from({ length: 501 }, () => jpegSegment(0xfe, Buffer.from('x')));
  expect(await furtherOf(Buffer.concat([withSegments(main, comments), other]))).toMatchObject({ count: 1 });
  const behind = await furtherOf(Buffer.concat([main, withSegments(other, comments)]));
  expect(behind).toMatchObject({ count: null, starts: [main.length] });
});

it('more beginnings than the bound leave it open', async () => {
  const starts = Buffer.alloc(3 * 1001, Buffer.from([0xff, 0xd8, 0xff]));
  expect(await furtherOf(Buffer.concat([main, starts]))).toMatchObject({ count: null, areAll: false });
  expect(await furtherOf(Buffer.concat([main, other, starts]))).toMatchObject({ count: 1, areAll: false });
});
