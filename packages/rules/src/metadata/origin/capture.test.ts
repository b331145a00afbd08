import { describe, expect, it } from 'vitest';
import { COLOURS, END, fileOf, frame, huffman, quantisation, scan } from '../../image/read/headers/test-jpeg.ts';
import { exifSegment, xmpSegment } from '../../image/test-files.ts';
import { captureOf } from './capture.ts';

const body = [
  quantisation([0, 0], [0, 1]),
  frame({ components: COLOURS }),
  huffman(0, [0, 2]),
  huffman(0x11, [1, 1]),
  scan([1, 2, 3]),
  Buffer.from([0x12, 0xff, 0, 0x34]),
  END,
];
type Tags = Parameters<typeof exifSegment>[0];
const exif = (sub: Tags, main: Tags = {}): Buffer => exifSegment({ ...main, 34665: sub });
const xmp = (inner: string): Buffer =>
  xmpSegment(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:exifEX="http://cipa.jp/exif/1.0/" ${inner}/></rdf:RDF></x:xmpmeta>`,
  );
const of = (...segments: readonly Buffer[]) => captureOf(fileOf(...segments, ...body), 'a.jpg');

describe('when a file says it was taken', () => {
  const EXIF = 'EXIF DateTimeOriginal';
  it.each<[string, readonly Buffer[], string | null]>([
    ['by EXIF', [exif({ 36867: '2026:05:01 10:20:30' })], `2026-05-01T10:20:30 null ${EXIF}`],
    [
      'by EXIF, with an offset',
      [exif({ 36867: '2026:05:01 10:20:30', 36881: '+02:00' })],
      `2026-05-01T10:20:30 +02:00 ${EXIF}`,
    ],
    [
      'by EXIF before XMP',
      [exif({ 36867: '2026:05:01 10:20:30' }), xmp('exif:DateTimeOriginal="2020-01-01T00:00:00"')],
      `2026-05-01T10:20:30 null ${EXIF}`,
    ],
    [
      'by XMP',
      [xmp('exif:DateTimeOriginal="2026-05-01T10:20:30Z" photoshop:DateCreated="2020-01-01"')],
      '2026-05-01T10:20:30 +00:00 XMP exif:DateTimeOriginal',
    ],
    [
      'by XMP of another name',
      [xmp('photoshop:DateCreated="2026-05-01T10:20:30-07:00"')],
      '2026-05-01T10:20:30 -07:00 XMP photoshop:DateCreated',
    ],
    [
      'by the one that can be read',
      [xmp('exif:DateTimeOriginal="some day" photoshop:DateCreated="2026-05-01T10:20:30"')],
      '2026-05-01T10:20:30 null XMP photoshop:DateCreated',
    ],
    ['by none', [exif({ 36868: '2026:05:01 10:20:30' })], null],
    ['by nothing', [], null],
  ])('%s', async (_, segments, said) => {
    const { captured } = await of(...segments);
    expect(captured && `${captured.local} ${captured.offset} ${captured.source}`).toBe(said);
  });
});

describe('the number of a camera', () => {
  it.each<[string, readonly Buffer[], string | null]>([
    ['is the body’s', [exif({ 42033: 'BODY-1', 42037: 'LENS-1' })], 'BODY-1'],
    ['is not the lens’s', [exif({ 42037: 'LENS-1' })], null],
    ['is one in XMP', [xmp('aux:SerialNumber="X-1"')], 'X-1'],
    ['is not the lens’s in XMP', [xmp('aux:LensSerialNumber="L-1"')], null],
    ['is the body’s before another', [xmp('aux:SerialNumber="X-1" exifEX:BodySerialNumber="B-1"')], 'B-1'],
    ['is the body’s in EXIF before XMP', [exif({ 42033: 'BODY-1' }), xmp('aux:SerialNumber="X-1"')], 'BODY-1'],
    ['is none where there is none', [], null],
  ])('%s', async (_, segments, said) => {
    expect((await of(...segments)).serial).toBe(said);
  });
});

it('is of the picture whatever its metadata are', async () => {
  const [plain, described] = [await of(), await of(exif({ 42033: 'BODY-1' }, { 271: 'Acme', 272: 'One' }))];
  expect(plain.imageDataSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(described).toMatchObject({ make: 'Acme', model: 'One', imageDataSha256: plain.imageDataSha256 });
  expect(await captureOf(Buffer.from('nothing'), 'a.jpg')).toEqual({
    ...{ captured: null, make: null, model: null, serial: null, imageDataSha256: null },
  });
});
