// Values at each bound that the formats set, and one beyond: what a reader takes on one side it must refuse on the other.
import { describe, expect, it } from 'vitest';
import { jpegSegment } from '../../test-files.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { COLOURS, type FrameParts, fileOf, frame, GREY, huffman, quantisation, scan } from './test-jpeg.ts';

const isRead = (...segments: readonly Buffer[]): boolean => readJpegHeader(fileOf(...segments)) !== null;

/** EXIF with entries of tag, type, count and a short value each. */
const exif = (
  order: 'II' | 'MM',
  entries: readonly (readonly [number, number, number, number])[],
  { start = 8, room = 0 } = {},
): Buffer => {
  const tiff = Buffer.alloc(start + 2 + 12 * entries.length + room);
  const little = order === 'II';
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  tiff.write(order, 0, 'latin1');
  short(42, 2);
  long(start, 4);
  short(entries.length, start);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = start + 2 + 12 * index;
    short(tag, at);
    short(type, at + 2);
    long(count, at + 4);
    short(value, at + 8);
  }
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
};
const turnedBy = (orientation: number, order: 'II' | 'MM' = 'II'): Buffer => exif(order, [[0x112, 3, 1, orientation]]);

describe('the header of a JPEG', () => {
  it.each([
    ['a baseline frame', { marker: 0xc0 }, true],
    ['an extended one', { marker: 0xc1 }, true],
    ['a progressive one', { marker: 0xc2 }, true],
    ['a lossless one', { marker: 0xc3 }, false],
    ['a marker before the first frame', { marker: 0xbf }, false],
    ['seven bits', { bits: 7 }, false],
    ['twelve bits', { bits: 12 }, false],
    ['no width', { width: 0 }, false],
    ['one column', { width: 1 }, true],
    ['the widest', { width: 65_500 }, true],
    ['one column more', { width: 65_501 }, false],
    ['no height', { height: 0 }, false],
    ['one row', { height: 1 }, true],
    ['the highest', { height: 65_500 }, true],
    ['one row more', { height: 65_501 }, false],
    ['no factor across', { components: [[1, 0x01, 0]] }, false],
    ['no factor down', { components: [[1, 0x10, 0]] }, false],
    ['four across', { components: [[1, 0x41, 0]] }, true],
    ['five across', { components: [[1, 0x51, 0]] }, false],
    ['four down', { components: [[1, 0x14, 0]] }, true],
    ['five down', { components: [[1, 0x15, 0]] }, false],
    ['the last table', { components: [[1, 0x11, 3]] }, true],
    ['one table more', { components: [[1, 0x11, 4]] }, false],
    ['a byte too many', { more: [0] }, false],
  ] as const)('of %s', (_what, parts: FrameParts, isTaken) => {
    expect(isRead(frame(parts), scan([1]))).toBe(isTaken);
  });

  it.each([
    [1, true],
    [2, false],
    [3, true],
    [4, true],
    [5, false],
  ])('of %i components', (count, isTaken) => {
    const ids = Array.from({ length: count }, (_, index) => index + 1);
    const components = ids.map((id) => [id, 0x11, 0] as const);
    expect(isRead(frame({ components }), scan(ids))).toBe(isTaken);
    if (count > 1)
      expect(isRead(frame({ components: components.map(([, ...rest]) => [1, ...rest] as const) }), scan(ids))).toBe(
        false,
      );
  });

  it.each([
    ['all', [1, 2, 3], {}, 0xc0, true],
    ['some', [1], {}, 0xc0, false],
    ['some of a progressive file', [1], {}, 0xc2, true],
    ['all of a progressive file', [1, 2, 3], {}, 0xc2, true],
    ['one twice', [1, 2, 2], {}, 0xc0, false],
    ['one that there is not', [1, 2, 4], {}, 0xc0, false],
    ['none', [], {}, 0xc2, false],
    ['more than there are', [1, 2, 3, 4], {}, 0xc2, false],
    ['all, and a byte', [1, 2, 3], { more: [0] }, 0xc0, false],
  ])('whose scan speaks of %s', (_what, ids, more, marker, isTaken) => {
    expect(isRead(frame({ marker, components: COLOURS }), scan(ids, more))).toBe(isTaken);
  });

  it.each([
    ['tables of one and two bytes', quantisation([0, 0], [1, 3]), true],
    ['a table of three bytes', quantisation([2, 0]), false],
    ['the fifth table', quantisation([0, 4]), false],
    ['a table that is cut', jpegSegment(0xdb, Buffer.alloc(64)), false],
    ['no table', jpegSegment(0xdb, Buffer.alloc(0)), true],
    ['a code', huffman(0, [1]), true],
    ['the last code of the second kind', huffman(0x13, [1]), true],
    ['a code of a third kind', huffman(0x20, [1]), false],
    ['the fifth code', huffman(4, [1]), false],
    ['256 values', huffman(0, [128, 128]), true],
    ['257 values', huffman(0, [128, 129]), false],
    ['a code and a byte', huffman(0, [1], [0]), false],
    ['an interval', jpegSegment(0xdd, Buffer.alloc(2)), true],
    ['an interval of one byte', jpegSegment(0xdd, Buffer.alloc(1)), false],
    ['an interval of three bytes', jpegSegment(0xdd, Buffer.alloc(3)), false],
    ['the first application segment', jpegSegment(0xe0, Buffer.from('JFIF')), true],
    ['the last one', jpegSegment(0xef, Buffer.from('x')), true],
    ['the code before them', jpegSegment(0xdf, Buffer.from('x')), false],
    ['the code behind them', jpegSegment(0xf0, Buffer.from('x')), false],
    ['a comment', jpegSegment(0xfe, Buffer.from('x')), true],
    ['the code before a comment', jpegSegment(0xfd, Buffer.from('x')), false],
    ['an XMP segment', jpegSegment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0')), true],
    ['a second frame', frame(), false],
    ['a gain map', jpegSegment(0xe1, Buffer.from('x http://ns.adobe.com/hdr-gain-map/1.0/')), false],
    ['a gain map of ISO', jpegSegment(0xe2, Buffer.from('urn:iso:std:iso:ts:21496:-1\0')), false],
  ])('with %s', (_what, segment, isTaken) => {
    expect(isRead(segment, frame(), scan([1]))).toBe(isTaken);
  });

  it('with no more segments than a file may have, and none without a frame or scan', () => {
    const many = (count: number): Buffer[] => Array(count).fill(jpegSegment(0xfe, Buffer.from('x')));
    expect(isRead(...many(498), frame(), scan([1]))).toBe(true);
    expect(isRead(...many(499), frame(), scan([1]))).toBe(false);
    expect([isRead(scan([1])), isRead(frame()), isRead()]).toEqual([false, false, false]);
  });

  it('looks behind the scan for a gain map only where there is a second picture', () => {
    const behind = Buffer.from('urn:iso:std:iso:ts:21496:-1');
    expect(isRead(frame(), scan([1]), behind)).toBe(true);
    expect(isRead(jpegSegment(0xe2, Buffer.from('MPF\0')), frame(), scan([1]), behind)).toBe(false);
    expect(isRead(jpegSegment(0xe2, Buffer.from('MPF\0')), frame(), scan([1]))).toBe(true);
    expect(isRead(jpegSegment(0xe2, Buffer.from('MPX\0')), frame(), scan([1]), behind)).toBe(true);
  });

  it('is not read of a file that is cut anywhere before the end of its scan’s header', () => {
    const whole = fileOf(quantisation([0, 0]), turnedBy(6), frame({ components: COLOURS }), scan([1, 2, 3]));
    for (let end = 2; end < whole.length; end++) expect(readJpegHeader(whole.subarray(0, end)), `${end}`).toBeNull();
    expect(readJpegHeader(whole)).toMatchObject({ width: 16, height: 8, autoOrient: { width: 8, height: 16 } });
  });

  it('returns how colours are stored', () => {
    const four = [1, 2, 3, 4].map((id) => [id, 0x11, 0] as const);
    const read = (components: FrameParts['components'] = [], marker = 0xc0) =>
      readJpegHeader(fileOf(frame({ components, marker }), scan(components.map(([id]) => id))));
    expect(read(GREY)).toMatchObject({
      space: 'b-w',
      chromaSubsampling: '4:4:4',
      isProgressive: false,
      hasAlpha: false,
    });
    expect(read(COLOURS, 0xc2)).toMatchObject({ space: 'srgb', chromaSubsampling: '4:2:0', isProgressive: true });
    expect(read([[1, 0x12, 0]])).toMatchObject({ chromaSubsampling: '4:2:0' });
    expect(read([[1, 0x21, 0]])).toMatchObject({ chromaSubsampling: '4:2:0' });
    expect(read(four)).toMatchObject({ space: 'cmyk', chromaSubsampling: '4:4:4:4' });
  });
});

describe('the orientation in the header of a JPEG', () => {
  const read = (...segments: readonly Buffer[]) => readJpegHeader(fileOf(...segments, frame(), scan([1])));

  it.each(['II', 'MM'] as const)('turns the size from five to eight, and is refused beyond: %s', (order) => {
    for (const orientation of [1, 2, 3, 4])
      expect(read(turnedBy(orientation, order))?.autoOrient).toEqual({ width: 16, height: 8 });
    for (const orientation of [5, 6, 7, 8])
      expect(read(turnedBy(orientation, order))?.autoOrient).toEqual({ width: 8, height: 16 });
    for (const orientation of [0, 9]) expect(read(turnedBy(orientation, order))).toBeNull();
  });

  it.each([
    ['another type', exif('MM', [[0x112, 4, 1, 6]]), false],
    ['two values', exif('MM', [[0x112, 3, 2, 6]]), false],
    ['no value', exif('MM', [[0x112, 3, 0, 6]]), false],
    [
      'said twice',
      exif('II', [
        [0x112, 3, 1, 6],
        [0x112, 3, 1, 6],
      ]),
      false,
    ],
    ['another tag', exif('II', [[0x113, 3, 1, 6]]), true],
    ['the tag before', exif('II', [[0x111, 3, 1, 6]]), true],
    ['no tags, and too short for one', exif('II', []), false],
    ['no tags', exif('II', [], { room: 4 }), true],
    ['a directory within the head', exif('II', [[0x112, 3, 1, 6]], { start: 7 }), false],
    ['a directory further behind', exif('II', [[0x112, 3, 1, 6]], { start: 20 }), true],
    ['no EXIF', jpegSegment(0xe1, Buffer.from('Exif\0\x01II*\0\x08\0\0\0\0\0\0\0\0\0')), false],
    ['another byte order', jpegSegment(0xe1, Buffer.from('Exif\0\0IM*\0\x08\0\0\0\0\0\0\0\0\0')), false],
    ['something that begins alike', jpegSegment(0xe1, Buffer.from('Exi')), true],
  ])('is plain or not: %s', (_what, segment, isTaken) => {
    expect(read(segment) !== null).toBe(isTaken);
  });

  it('is refused where a directory leads out of the segment, or EXIF comes twice', () => {
    const one = turnedBy(6);
    expect(read(one, one)).toBeNull();
    const start = 4 + 6;
    for (const [at, value, isTaken] of [
      [start + 4, 8, true],
      [start + 4, one.length - start - 1, false],
      [start + 4, one.length, false],
      [start + 8, 1, true],
      [start + 8, 2, false],
    ] as const) {
      const changed = Buffer.from(one);
      changed.writeUInt16LE(value, at);
      expect(read(changed) !== null, `${value} at ${at}`).toBe(isTaken);
    }
  });
});
