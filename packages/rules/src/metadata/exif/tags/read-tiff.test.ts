import { describe, expect, it } from 'vitest';
import { NO_TAGS, readTiff } from './read-tiff.ts';

type Entry = readonly [tag: number, type: number, count: number, value: Buffer];

/** A TIFF structure of one directory whose values all lie in their entries, or behind it. */
const tiff = (entries: readonly Entry[], more: readonly Entry[] = []): Buffer => {
  const size = (list: readonly Entry[]): number => 2 + 12 * list.length + 4;
  const secondAt = 8 + size(entries);
  const values: Buffer[] = [];
  let valuesAt = secondAt + (more.length > 0 ? size(more) : 0);
  const directory = (list: readonly Entry[]): Buffer => {
    const bytes = Buffer.alloc(size(list));
    bytes.writeUInt16LE(list.length, 0);
    list.forEach(([tag, type, count, value], index) => {
      const at = 2 + 12 * index;
      bytes.writeUInt16LE(tag, at);
      bytes.writeUInt16LE(type, at + 2);
      bytes.writeUInt32LE(count, at + 4);
      if (value.length <= 4) value.copy(bytes, at + 8);
      else {
        bytes.writeUInt32LE(valuesAt, at + 8);
        values.push(value);
        valuesAt += value.length;
      }
    });
    return bytes;
  };
  const first = directory(entries.map((each) => (each[0] === EXIF_POINTER ? [each[0], 4, 1, long(secondAt)] : each)));
  const second = more.length > 0 ? directory(more) : Buffer.alloc(0);
  return Buffer.concat([Buffer.from('49492a0008000000', 'hex'), first, second, ...values]);
};
const EXIF_POINTER = 0x8769;
const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const text = (tag: number, value: string): Entry => [tag, 2, value.length + 1, Buffer.from(`${value}\0`)];

describe('the tags of a TIFF structure', () => {
  it('are as they are written: a date stays a text', async () => {
    const tags = await readTiff(tiff([text(0x0132, '2026:03:01 10:00:00')]));
    expect(tags).toMatchObject({ ifd0: { ModifyDate: '2026:03:01 10:00:00' }, makerNote: false, error: null });
  });

  it('say whether there is a maker note', async () => {
    const pointer: Entry = [EXIF_POINTER, 4, 1, Buffer.alloc(4)];
    const date = text(0x9003, '2026:03:01 10:00:00');
    const note: Entry = [0x927c, 7, 8, Buffer.from('Acme\0\0\0\0')];
    expect(await readTiff(tiff([pointer], [date]))).toMatchObject({
      exif: { DateTimeOriginal: '2026:03:01 10:00:00' },
      makerNote: false,
    });
    expect((await readTiff(tiff([pointer], [date, note]))).makerNote).toBe(true);
  });

  it.each([
    ['a header and an empty directory', '49492a00080000000000', null],
    ['the same and zeros behind it', '49492a0008000000000000000000', null],
    ['the same of the other byte order', '4d4d002a0000000800000000', null],
    ['a directory that is cut', '49492a0008000000', 'some'],
    ['an empty directory that another follows', '49492a0008000000000001000000', 'some'],
    ['zeros', '0000000000000000000000000000', 'some'],
  ])('are none in %s', async (_what, hex, error) => {
    const tags = await readTiff(Buffer.from(hex, 'hex'));
    expect(tags).toEqual({ ...NO_TAGS, error: error === null ? null : expect.any(String) });
  });
});
