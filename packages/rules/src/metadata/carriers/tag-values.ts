import { LIMITS, Reader } from './carrier.ts';
import type { DirectoryEntry } from './directories.ts';
import { textOfBytes } from './text-bytes.ts';

const MAX_VALUES = 1000;

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
  11: (reader, i) => reader.float(4 * i),
  12: (reader, i) => reader.double(8 * i),
  13: (reader, i) => reader.u32(4 * i),
};

/** Windows' own tags: UTF-16, little endian, whatever the order of the block. */
const WINDOWS_TEXT: readonly number[] = [0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f];
const USER_COMMENT = 0x9286;
const COPYRIGHT = 0x8298;

/** Whether an entry is a text longer than the bound. */
export const isCutValue = ({ tag, type, bytes }: DirectoryEntry): boolean =>
  bytes.length > LIMITS.text && (type === 2 || type === 129 || tag === USER_COMMENT || WINDOWS_TEXT.includes(tag));

/** Bytes of a tag that does not declare text, which are taken for text where all of them are printable. */
export const LEAST_TEXT = 8;
/** Eight bytes that name the characters behind them (EXIF 3.0, 4.6.6). */
const CODE = /^(?:ASCII\0{3}|UNICODE\0|JIS\0{5})/;

/** The text of an entry, trimmed; empty where it holds none. Latin-1 where it is not valid UTF-8. */
export const textOf = ({ tag, type, bytes }: DirectoryEntry, little: boolean): string => {
  if (WINDOWS_TEXT.includes(tag)) return clean(new TextDecoder('utf-16le').decode(bytes.subarray(0, LIMITS.text)));
  if (tag === USER_COMMENT) return userComment(bytes.subarray(0, LIMITS.text), little);
  if (tag === COPYRIGHT) return copyright(bytes.subarray(0, LIMITS.text));
  if (type === 2 || type === 129) return clean(decode(bytes));
  if (type !== 7 && (type !== 1 || bytes.length < LEAST_TEXT)) return '';
  if (CODE.test(bytes.toString('latin1', 0, 8))) return userComment(bytes.subarray(0, LIMITS.text), little);
  return isPrintable(bytes) ? clean(decode(bytes)) : '';
};

const clean = (text: string): string => text.replace(/\0[\s\S]*$/, '').trim();

const decode = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  // UTF-16, where a type of single bytes is declared.
  if (end === 1 && bytes[3] === 0) return textOfBytes(bytes);
  const text = bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, LIMITS.text));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return text.toString('latin1');
  }
};

const isPrintable = (bytes: Buffer): boolean =>
  bytes.length > 0 &&
  bytes.subarray(0, 200).every((byte) => byte === 0 || byte === 9 || byte === 10 || byte === 13 || byte >= 0x20);

/** The photographer's notice and the editor's, each ended by zero; the first is a blank where there is only the second. */
const copyright = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  const parts = end < 0 ? [bytes] : [bytes.subarray(0, end), bytes.subarray(end + 1)];
  return parts
    .map((part) => clean(decode(part)))
    .filter((part) => part !== '')
    .join('\n');
};

/** Eight bytes that name its characters, then the text (EXIF 3.0, 4.6.6); blanks may stand for zeros, and without a name all is text. */
const userComment = (bytes: Buffer, little: boolean): string => {
  const code = bytes.toString('latin1', 0, 8);
  const body = bytes.subarray(8);
  if (/^UNICODE[\0 ]$/.test(code)) return utf16(body, little);
  if (/^JIS[\0 ]{5}$/.test(code)) return clean(new TextDecoder('iso-2022-jp').decode(body));
  if (/^(?:ASCII)?(?:\0|[\0 ]+$)/.test(code)) return clean(decode(body));
  return isPrintable(bytes) ? clean(decode(bytes)) : '';
};

const utf16 = (body: Buffer, little: boolean): string => {
  const hasZeroFirst = body[0] === 0;
  const order =
    body[0] === 0xfe || hasZeroFirst ? 'utf-16be' : body[1] === 0 ? 'utf-16le' : little ? 'utf-16le' : 'utf-16be';
  return clean(new TextDecoder(order).decode(body.subarray(0, body.length & ~1)));
};
