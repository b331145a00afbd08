import { expect, it } from 'vitest';
import { nameOfTag } from './statements.ts';

const UNDEFINED_TYPE = 7;
const entry = (tag: number, type: number, bytes: Buffer) => ({
  tag,
  type,
  count: bytes.length,
  offset: 0,
  bytes,
  isCut: false,
});

it.each([
  ['a latitude', 'GPS', entry(2, 1, Buffer.from([51, 30, 1])), 'GPS:GPSLatitude', '51 30 1'],
  ['a latitude in a type of no text', 'GPS', entry(2, UNDEFINED_TYPE, Buffer.from([1, 2])), 'GPS:GPSLatitude', '0102'],
  ['an empty latitude', 'GPS', entry(2, UNDEFINED_TYPE, Buffer.alloc(2)), 'GPS:GPSLatitude', ''],
  ['an artist', 'IFD0', entry(315, 2, Buffer.from('Ann\0')), 'IFD0:Artist', 'Ann'],
  ['an artist in a type of no text', 'IFD0', entry(315, UNDEFINED_TYPE, Buffer.from([1, 2])), 'IFD0:Artist', ''],
])('says what %s states', (_name, directory, tag, name, value) => {
  expect(nameOfTag(directory, tag, true)).toMatchObject({ name, value });
});
