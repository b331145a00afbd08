// Values at each bound that the formats set, and one beyond: what a reader takes on one side it must refuse on the other.
import { describe, expect, it } from 'vitest';
import { sniff } from './container.ts';

describe('the kind of a file', () => {
  const box = (size: number, brands: string): Buffer =>
    Buffer.concat([Buffer.from([0, 0, size >> 8, size & 255]), Buffer.from(`ftyp${brands}`, 'latin1')]);

  it.each([
    ['a brand within the box', box(24, 'mp42\0\0\0\0isomavif'), 'avif'],
    ['one behind its end', box(20, 'mp42\0\0\0\0isomavif'), 'unknown'],
    ['one that is cut', box(24, 'mp42\0\0\0\0isomavi'), 'unknown'],
    ['a box that says less than it must', box(0, 'heic\0\0\0\0'), 'heic'],
    ['the version is no brand', box(16, 'mp42avif'), 'unknown'],
    ['brands up to 256 bytes', box(256, `mp42\0\0\0\0${'isom'.repeat(59)}avif`), 'avif'],
    ['brands beyond', box(260, `mp42\0\0\0\0${'isom'.repeat(60)}avif`), 'unknown'],
    ['Canon’s in the second place', box(24, 'mp42\0\0\0\0crx isom'), 'unknown'],
  ])('by brands: %s', (_what, bytes, kind) => {
    expect(sniff(bytes, '')).toBe(kind);
  });

  it.each(['heic', 'heix', 'hevc', 'heim', 'heis', 'hevx', 'mif1', 'msf1', 'avif', 'avis'])('knows %s', (brand) => {
    expect(sniff(box(16, `${brand}\0\0\0\0`), '')).toBe(brand.startsWith('avi') ? 'avif' : 'heic');
  });

  it.each([12, 40, 52, 56, 64, 108, 124])('knows a bitmap by the size of its header: %i', (size) => {
    const bitmap = Buffer.alloc(26);
    bitmap.write('BM');
    bitmap.writeUInt32LE(size, 14);
    expect(sniff(bitmap, '')).toBe('bmp');
    expect(sniff(bitmap.subarray(0, 25), '')).toBe('unknown');
    bitmap.writeUInt32LE(size + 1, 14);
    expect(sniff(bitmap, '')).toBe('unknown');
  });

  it.each([
    [[], 'unknown'],
    [[0xff, 0xd8, 0xff], 'unknown'],
    [[0xff, 0xd8, 0xff, 0], 'jpeg'],
    [[0xff, 0xd8, 0, 0], 'unknown'],
    [[0xff, 0xd9, 0xff, 0], 'unknown'],
    [[0xfe, 0xd8, 0xff, 0], 'unknown'],
    [[0xff, 0x0a, 0, 0], 'jxl'],
    [[0xfe, 0x0a, 0, 0], 'unknown'],
    [[...Buffer.from('II+\0')], 'tiff'],
    [[...Buffer.from('MM\0+')], 'tiff'],
    [[...Buffer.from('IIRS')], 'raw'],
    [[...Buffer.from('RIFF\0\0\0\0WEBP')], 'webp'],
    [[...Buffer.from('RIFF\0\0\0\0WAVE')], 'unknown'],
    [[...Buffer.from('\0\0\0\x0cJXL \r\n\x87\n', 'latin1')], 'jxl'],
    [[...Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1')], 'jp2'],
    [[...Buffer.from('\xef\xbb\xbf\n <SVG>', 'latin1')], 'svg'],
    [[...Buffer.from(`${' '.repeat(60)}<svg>`)], 'svg'],
    [[...Buffer.from(`${' '.repeat(61)}<svg>`)], 'unknown'],
  ])('by first bytes: %j is %s', (bytes, kind) => {
    expect(sniff(Buffer.from(bytes), '')).toBe(kind);
  });

  /** A TIFF with entries of tag and a short value each. */
  const tiff = (
    order: 'II' | 'MM',
    entries: readonly (readonly [number, number])[],
    claimed = entries.length,
  ): Buffer => {
    const bytes = Buffer.alloc(10 + 12 * entries.length);
    const little = order === 'II';
    const short = (value: number, at: number) =>
      little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
    bytes.write(order);
    short(42, 2);
    if (little) bytes.writeUInt32LE(8, 4);
    else bytes.writeUInt32BE(8, 4);
    short(claimed, 8);
    for (const [index, [tag, value]] of entries.entries()) {
      short(tag, 10 + 12 * index);
      if (little) bytes.writeUInt32LE(value, 10 + 12 * index + 8);
      else if (tag === 0xfe) bytes.writeUInt32BE(value, 10 + 12 * index + 8);
      else bytes.writeUInt16BE(value, 10 + 12 * index + 8);
    }
    return bytes;
  };
  it.each(['II', 'MM'] as const)('of a TIFF: raw by what its first directory says, %s', (order) => {
    const kinds = (...entries: (readonly [number, number])[]) => sniff(tiff(order, entries), '');
    expect(kinds([0xc612, 1])).toBe('raw');
    expect(kinds([0x100, 1], [0x106, 32803])).toBe('raw');
    expect(kinds([0x106, 34892])).toBe('raw');
    expect(kinds([0x106, 2])).toBe('tiff');
    expect(kinds([0x107, 32803])).toBe('tiff');
    expect(kinds([0xfe, 1], [0x14a, 9])).toBe('raw');
    expect(kinds([0xfe, 3], [0x14a, 9])).toBe('raw');
    expect(kinds([0xfe, 2], [0x14a, 9])).toBe('tiff');
    expect(kinds([0xfe, 1])).toBe('tiff');
    expect(kinds([0x14a, 9])).toBe('tiff');
    expect(sniff(tiff(order, [[0xc612, 1]], 0), '')).toBe('tiff');
    expect(sniff(tiff(order, [[0x100, 1]], 60_000), '')).toBe('tiff');
    const long = Array.from({ length: 512 }, () => [0x100, 1] as const);
    expect(kinds(...long.slice(1), [0xc612, 1])).toBe('raw');
    expect(kinds(...long, [0xc612, 1])).toBe('tiff');
  });

  it('of a TIFF whose directory ends with the file', () => {
    for (const order of ['II', 'MM'] as const) {
      const bytes = tiff(order, [[0xc612, 0]]);
      expect(sniff(bytes.subarray(0, 12), '')).toBe('raw');
      expect(sniff(bytes.subarray(0, 11), '')).toBe('tiff');
    }
  });
});
