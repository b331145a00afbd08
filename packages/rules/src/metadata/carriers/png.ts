import { inflateSync } from 'node:zlib';
import { type CarrierWalk, type Position, startsWith } from './carrier.ts';
import { readExifBlock, readPhotoshop } from './exif-block.ts';
import { walkTrailer } from './trailer.ts';

/** Chunks of the picture itself and of how its colours are meant (PNG third edition, APNG): no words about it. */
const TECHNICAL: ReadonlySet<string> = new Set([
  ...[
    'IHDR',
    'PLTE',
    'IDAT',
    'tRNS',
    'cHRM',
    'gAMA',
    'sBIT',
    'sRGB',
    'cICP',
    'mDCV',
    'cLLI',
    'mDCv',
    'cLLi',
    'bKGD',
    'hIST',
    'pHYs',
  ],
  ...[
    'sPLT',
    'acTL',
    'fcTL',
    'fdAT',
    'oFFs',
    'pCAL',
    'sCAL',
    'sTER',
    'gIFg',
    'tIME',
    'vpAg',
    'iDOT',
    'orNT',
    'CgBI',
    'caNv',
  ],
]);

const MAX_CHUNKS = 20_000;
const XMP_KEYWORD = 'XML:com.adobe.xmp';
/** `Raw profile type exif`: a block in hexadecimal digits in a text chunk, as ImageMagick wrote it for long. */
const RAW_PROFILE = /^Raw profile type (\S+)$/i;

/** Every block of metadata of a PNG: text chunks of three kinds, EXIF, ICC, JUMBF, raw profiles, unknown chunks, and data behind its end. */
export const walkPng = (walk: CarrierWalk, at: Position, bytes: Buffer): void => {
  let offset = 8;
  for (let count = 0; offset + 12 <= bytes.length; count++) {
    if (count >= MAX_CHUNKS) {
      walk.add(at, 'other', 'PNG chunks', bytes.subarray(offset), {
        problem: `there are more than ${MAX_CHUNKS}`,
        hides: true,
      });
      return;
    }
    const length = bytes.readUInt32BE(offset);
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    if (type === 'IEND') {
      walkTrailer(walk, at, bytes.subarray(offset + 12));
      return;
    }
    const data = bytes.subarray(offset + 8, offset + 8 + length);
    if (!TECHNICAL.has(type)) addChunk(walk, at, type, data);
    offset += 12 + length;
  }
  walk.cutOff(at, 'the PNG');
};

const addChunk = (walk: CarrierWalk, at: Position, type: string, data: Buffer): void => {
  if (type === 'eXIf' || type === 'exIf') readExifBlock(walk, at, `EXIF in chunk ${type}`, data);
  else if (type === 'caBX') walk.add(at, 'c2pa', 'JUMBF in chunk caBX', data);
  else if (type === 'iCCP') addProfile(walk, at, data);
  else if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') addText(walk, at, textOf(walk, type, data));
  else walk.addUnknown(at, `chunk ${type.replace(/[^\w]/g, '?')}`, data);
};

interface TextChunk {
  readonly type: string;
  readonly keyword: string;
  /** UTF-8; empty where it cannot be unpacked. */
  readonly text: Buffer;
  readonly problem?: string;
}

const EMPTY = Buffer.alloc(0);

/** Keyword and text of a text chunk, unpacked within the walk's bounds. */
const textOf = (walk: CarrierWalk, type: string, data: Buffer): TextChunk => {
  const end = data.indexOf(0);
  const keyword = data.toString('latin1', 0, Math.min(end < 0 ? data.length : end, 79));
  const chunk = (text: Buffer): TextChunk => ({ type, keyword, text });
  if (end < 0) return { ...chunk(EMPTY), problem: 'it has no keyword' };
  // Text is Latin-1 but in iTXt; a packet of XMP is UTF-8 wherever a program has put it.
  const words = (text: Buffer): Buffer =>
    keyword === XMP_KEYWORD ? text : Buffer.from(text.toString('latin1'), 'utf8');
  if (type === 'tEXt') return chunk(words(data.subarray(end + 1)));
  const isPacked = type === 'zTXt' || data[end + 1] === 1;
  const start = type === 'zTXt' ? end + 2 : endOfHeader(data, end + 3);
  const body = data.subarray(start);
  if (!isPacked) return chunk(body);
  const unpacked = unpack(walk, body);
  if (typeof unpacked === 'string') return { ...chunk(EMPTY), problem: unpacked };
  return chunk(type === 'zTXt' ? words(unpacked) : unpacked);
};

/** iTXt: behind its two flags a language and a translated keyword, each ended by a zero. */
const endOfHeader = (data: Buffer, start: number): number => {
  const language = data.indexOf(0, start);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0 ? data.length : translated + 1;
};

const unpack = (walk: CarrierWalk, packed: Buffer): Buffer | string => {
  const { room } = walk;
  if (room === 0) return 'the file unpacks to more than is read';
  try {
    const unpacked = inflateSync(packed, { maxOutputLength: room });
    walk.spend(unpacked.length);
    return unpacked;
  } catch (error) {
    const isLarge = error instanceof RangeError;
    if (isLarge) walk.spend(room);
    return isLarge ? `it unpacks to more than ${room} bytes` : 'it cannot be unpacked';
  }
};

const addProfile = (walk: CarrierWalk, at: Position, data: Buffer): void => {
  const end = data.indexOf(0);
  const unpacked = end < 0 ? 'it has no name' : unpack(walk, data.subarray(end + 2));
  if (typeof unpacked === 'string') walk.add(at, 'icc', 'ICC profile in chunk iCCP', EMPTY, { problem: unpacked });
  else walk.add(at, 'icc', 'ICC profile in chunk iCCP', unpacked);
};

const addText = (walk: CarrierWalk, at: Position, { type, keyword, text, problem }: TextChunk): void => {
  const place = `chunk ${type} “${keyword}”`;
  if (problem !== undefined) walk.add(at, 'text', place, text, { keyword, problem });
  else if (keyword === XMP_KEYWORD) walk.add(at, 'xmp', `XMP in chunk ${type}`, text);
  else if (RAW_PROFILE.test(keyword)) addRawProfile(walk, at, place, { keyword, text });
  else walk.add(at, 'text', place, text, { keyword });
};

/** A newline, a name, a newline, the length, a newline, then hexadecimal digits. */
const addRawProfile = (
  walk: CarrierWalk,
  at: Position,
  place: string,
  { keyword, text }: { readonly keyword: string; readonly text: Buffer },
): void => {
  const kind = RAW_PROFILE.exec(keyword)?.[1]?.toLowerCase() ?? '';
  const body = /^[^\n\d][^\n]*\n\s*(\d+)\s([\s\da-f]*)$/i.exec(text.toString('latin1').trimStart());
  const bytes = Buffer.from((body?.[2] ?? '').replace(/\s+/g, ''), 'hex');
  if (body === null || bytes.length !== Number(body[1])) {
    walk.add(at, 'other', place, text, { problem: 'the profile is damaged' });
  } else if (kind === 'exif' || (kind === 'app1' && startsWith(bytes, 'Exif')))
    readExifBlock(walk, at, `EXIF in ${place}`, bytes);
  else if (kind === 'app1' || kind === 'xmp') walk.add(at, 'xmp', `XMP in ${place}`, withoutIdentifier(bytes));
  else if (kind === 'iptc' || kind === '8bim') addPhotoshop(walk, at, place, bytes);
  else if (kind === 'icc' || kind === 'icm') walk.add(at, 'icc', `ICC profile in ${place}`, bytes);
  else walk.addUnknown(at, place, bytes);
};

const XMP = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const withoutIdentifier = (bytes: Buffer): Buffer => (startsWith(bytes, XMP) ? bytes.subarray(XMP.length) : bytes);

const addPhotoshop = (walk: CarrierWalk, at: Position, place: string, bytes: Buffer): void => {
  const resources = startsWith(bytes, 'Photoshop 3.0\0') ? bytes.subarray(14) : bytes;
  if (startsWith(resources, '8BIM')) readPhotoshop(walk, at, `Photoshop resources in ${place}`, resources);
  else walk.add(at, 'iptc', `IPTC in ${place}`, resources);
};
