import { Reader } from './carrier.ts';
import type { DirectoryEntry } from './directories.ts';

const MAX_VALUES = 1000;
const MAX_TEXT = 20_000;

/** The numbers of an entry; rationals as quotients, `NaN` for 0/0. Empty for text and blocks. */
export const numbersOf = ({ type, count, bytes }: DirectoryEntry, little: boolean): readonly number[] => {
  const reader = new Reader(bytes, little);
  const read = READERS[type];
  if (read === undefined) return [];
  const values: number[] = [];
  for (let i = 0; i < Math.min(count, MAX_VALUES); i++) {
    const value = read(reader, i);
    if (value === undefined) break;
    values.push(value);
  }
  return values;
};

type Read = (reader: Reader, i: number) => number | undefined;

const signed = (value: number | undefined, bits: number): number | undefined =>
  value === undefined ? undefined : value >= 2 ** (bits - 1) ? value - 2 ** bits : value;

const quotient = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a / b;

const READERS: Readonly<Record<number, Read>> = {
  1: (reader, i) => reader.u8(i),
  3: (reader, i) => reader.u16(2 * i),
  4: (reader, i) => reader.u32(4 * i),
  5: (reader, i) => quotient(reader.u32(8 * i), reader.u32(8 * i + 4)),
  6: (reader, i) => signed(reader.u8(i), 8),
  8: (reader, i) => signed(reader.u16(2 * i), 16),
  9: (reader, i) => signed(reader.u32(4 * i), 32),
  10: (reader, i) => quotient(signed(reader.u32(8 * i), 32), signed(reader.u32(8 * i + 4), 32)),
  13: (reader, i) => reader.u32(4 * i),
};

/** Windows' own tags: UTF-16, little endian, whatever the order of the block. */
const WINDOWS_TEXT: readonly number[] = [0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f];
const USER_COMMENT = 0x9286;

/** The text of an entry, trimmed; empty where it holds none. Latin-1 where it is not valid UTF-8. */
export const textOf = ({ tag, type, bytes }: DirectoryEntry, little: boolean): string => {
  if (WINDOWS_TEXT.includes(tag)) return clean(new TextDecoder('utf-16le').decode(bytes.subarray(0, MAX_TEXT)));
  if (tag === USER_COMMENT) return userComment(bytes.subarray(0, MAX_TEXT), little);
  return type === 2 || type === 129 || (type === 7 && isPrintable(bytes)) ? clean(decode(bytes)) : '';
};

const clean = (text: string): string => text.replace(/\0[\s\S]*$/, '').trim();

const decode = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  const text = bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, MAX_TEXT));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return text.toString('latin1');
  }
};

const isPrintable = (bytes: Buffer): boolean =>
  bytes.length > 0 && bytes.subarray(0, 200).every((byte) => byte === 0 || byte === 9 || byte === 10 || byte >= 0x20);

/** Eight bytes that name its characters, then the text (EXIF 3.0, 4.6.6). */
const userComment = (bytes: Buffer, little: boolean): string => {
  const code = bytes.toString('latin1', 0, 8);
  const body = bytes.subarray(8);
  if (!code.startsWith('UNICODE'))
    return clean(decode(code.startsWith('ASCII') ? body : isPrintable(body) ? body : body.subarray(0, 0)));
  const hasZeroFirst = body[0] === 0;
  const order =
    body[0] === 0xfe || hasZeroFirst ? 'utf-16be' : body[1] === 0 ? 'utf-16le' : little ? 'utf-16le' : 'utf-16be';
  return clean(new TextDecoder(order).decode(body.subarray(0, body.length & ~1)));
};
