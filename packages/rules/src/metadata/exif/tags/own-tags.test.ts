import { describe, expect, it } from 'vitest';
import { tiffOf } from '../../../image/test-files.ts';
import { findCarriers } from '../../carriers/find-carriers.ts';
import { readMetadata } from '../../reading/metadata.ts';
import { exifOf } from '../exif-fact.ts';

/** The value of a tag, in a type of one's own: type, count, bytes. */
type Odd = readonly [tag: number, type: number, count: number, data: Buffer];

/** A directory of one byte order whose values lie behind it. */
const directory = (entries: readonly Odd[], offset: number, little: boolean): Buffer => {
  const table = Buffer.alloc(2 + 12 * entries.length + 4);
  const u16 = (value: number, at: number) => (little ? table.writeUInt16LE(value, at) : table.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? table.writeUInt32LE(value, at) : table.writeUInt32BE(value, at));
  u16(entries.length, 0);
  const behind: Buffer[] = [];
  let end = offset + table.length;
  entries.forEach(([tag, type, count, data], i) => {
    const at = 2 + 12 * i;
    u16(tag, at);
    u16(type, at + 2);
    u32(count, at + 4);
    if (data.length <= 4) data.copy(table, at + 8);
    else {
      u32(end, at + 8);
      behind.push(data);
      end += data.length;
    }
  });
  return Buffer.concat([table, ...behind]);
};

const tiffWith = (entries: readonly Odd[], little = true): Buffer =>
  Buffer.concat([
    little ? Buffer.from('II*\0\x08\0\0\0', 'latin1') : Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    directory(entries, 8, little),
  ]);

const header = { format: 'tiff', width: 1, height: 1, metadata: null, problem: null } as const;
const factOf = (bytes: Buffer, format: 'tiff' | 'raw' = 'tiff') =>
  exifOf(readMetadata(findCarriers(bytes, format)), { ...header, format });

const shorts = (...values: readonly number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

describe('tags in types that they should not have', () => {
  it.each([
    ['two numbers where one should be', [40962, 3, 2, shorts(100, 0)], { width: 100 }],
    ['a number as text', [34855, 2, 4, Buffer.from('400\0')], { iso: 400 }],
    ['a float', [33437, 11, 1, Buffer.from(Float32Array.of(2.5).buffer)], { aperture: 2.5 }],
    ['a double', [33434, 12, 1, Buffer.from(Float64Array.of(0.125).buffer)], { exposureTime: 0.125 }],
    ['text as bytes of no type', [271, 7, 4, Buffer.from('Acme')], { make: 'Acme' }],
    ['text without its zero', [271, 2, 4, Buffer.from('Acme')], { make: 'Acme' }],
    ['text behind a zero', [271, 2, 8, Buffer.from('Acme\0\0xx')], { make: 'Acme' }],
    ['two notices', [33432, 2, 10, Buffer.from('Ann\0Bureau')], { copyright: 'Ann Bureau' }],
    ['an editor’s notice alone', [33432, 2, 9, Buffer.from(' \0Bureau\0')], { copyright: 'Bureau' }],
    ['a number without a divisor', [33437, 5, 1, Buffer.alloc(8)], { aperture: null }],
  ] as const)('are read: %s', async (_name, entry, expected) => {
    expect(await factOf(tiffWith([entry]))).toMatchObject(expected);
  });

  it('are read in big endian', async () => {
    expect(await factOf(tiffWith([[40962, 3, 1, Buffer.from([1, 2])]], false))).toMatchObject({ width: 258 });
  });
});

describe('a position', () => {
  const degrees = (last: number): Buffer => Buffer.from(Uint32Array.of(51, 1, 30, 1, 36, last).buffer);
  const gps = (ref: string, last = 1): Buffer => tiffOf({ 34853: { 1: ref, 2: degrees(last) } });

  it('is negative in the south, and has no number where a part has none', async () => {
    // tiffOf gives bytes no type of numbers: such a value is none.
    expect((await factOf(gps('S'))).gps).toMatchObject({ present: true, latitude: null });
    const entries = (ref: string, last: number): readonly Odd[] => [
      [1, 2, 2, Buffer.from(`${ref}\0`)],
      [2, 5, 3, degrees(last)],
    ];
    const placed = async (ref: string, last: number) => {
      const inner = directory(entries(ref, last), 26, true);
      const outer = directory([[34853, 4, 1, Buffer.from(Uint32Array.of(26).buffer)]], 8, true);
      return (await factOf(Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), outer, inner]))).gps;
    };
    expect(await placed('S', 1)).toMatchObject({ present: true, latitude: -51.51 });
    expect(await placed('N', 1)).toMatchObject({ present: true, latitude: 51.51 });
    expect(await placed('N', 0)).toMatchObject({ present: true, latitude: null });
  });
});

describe('camera raw', () => {
  it('reads the directories of a CR3, which lie in boxes of their own', async () => {
    const canon = Buffer.concat([
      Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'),
      box('CMT1', tiffOf({ 271: 'Canon', 272: 'EOS' })),
      box('CMT2', tiffOf({ 36867: '2026:05:01 10:20:30', 42033: '4711', 34855: 400 })),
      box('CMT3', Buffer.from('maker')),
    ]);
    const cr3 = Buffer.concat([box('ftyp', Buffer.from('crx \0\0\0\0')), box('moov', box('uuid', canon))]);
    expect(await factOf(cr3, 'raw')).toMatchObject({
      make: 'Canon',
      model: 'EOS',
      capturedAt: '2026-05-01T10:20:30',
      iso: 400,
      serialNumber: true,
      makerNote: true,
    });
  });

  it('reads the JPEG in a raw file of Panasonic where the file itself is silent', async () => {
    const jpeg = Buffer.concat([
      Buffer.from('ffd8ffe1', 'hex'),
      Buffer.from([0, 8 + tiffOf({ 34665: { 33437: 4 } }).length]),
      Buffer.from('Exif\0\0', 'latin1'),
      tiffOf({ 34665: { 33437: 4 } }),
      Buffer.from('ffd9', 'hex'),
    ]);
    const raw = tiffWith([
      [23, 3, 1, shorts(80)],
      [46, 7, jpeg.length, jpeg],
      [271, 2, 10, Buffer.from('Panasonic\0')],
    ]);
    raw.write('IIU\0', 'latin1');
    expect(await factOf(raw, 'raw')).toMatchObject({ make: 'Panasonic', iso: 80, aperture: 4 });
  });
});
