import { createHash } from 'node:crypto';
import { type CarrierWalk, LIMITS, type Position, Reader, startsWith } from './carrier.ts';
import { readExifBlock, readPhotoshop } from './exif-block.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { walkTrailer } from './trailer.ts';

/** How a JPEG is built, for what it says of the programs that wrote it. Orders and counts are of the file's own picture. */
export interface JpegStructure {
  /** Names of the segments before the first scan, in order: `JFIF`, `EXIF`, `DQT`, `APP13 Photoshop`, … */
  readonly segments: readonly string[];
  /** Bytes of the quantisation tables (DQT), one a table, in order of the file. */
  readonly quantisation: readonly Buffer[];
  /** Bytes of the Huffman tables (DHT), one a table: class and id, sixteen counts, the values. */
  readonly huffman: readonly Buffer[];
  readonly progressive: boolean;
  /** Length of the file up to its end-of-image marker; null where that is missing. */
  readonly end: number | null;
}

const START_OF_SCAN = 0xda;
const EXIF = 'Exif\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const EXTENDED_XMP = 'http://ns.adobe.com/xmp/extension/\0';
const ICC = 'ICC_PROFILE\0';
const PHOTOSHOP = 'Photoshop 3.0\0';
/** Before version 3, with eight bytes more behind it. */
const OLD_PHOTOSHOP = 'Adobe_Photoshop2.5:';
const OLD_PHOTOSHOP_LENGTH = 27;
/** A comment of ArcSoft's PhotoStudio, in UTF-16. */
const UNICODE = 'UNICODE\0';

/** Application segments that hold nothing but how to read the picture: marker, identifier, and the bytes that such a segment has at most. */
const TECHNICAL: readonly (readonly [number, string, number])[] = [
  [0xed, 'Adobe_CM', 32],
  [0xee, 'Adobe', 16],
  [0xe2, 'urn:iso:std:iso:ts:21496:-1\0', 1024],
];

/**
 * Every block of metadata of a JPEG (ITU-T T.81, annex B): all segments before, between and after its scans, packets that are spread over
 * several of them put together, and data behind the end of the picture. `bytes` begin with SOI.
 */
export const walkJpeg = (walk: CarrierWalk, at: Position, bytes: Buffer): JpegStructure => {
  const { segments, end } = segmentsOf(bytes);
  const parts = new SegmentParts();
  let applications = 0;
  for (const segment of segments) {
    const { marker, data } = segment;
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    if (isApplication) applications++;
    const name = isApplication ? `APP${marker - 0xe0} segment (no. ${applications})` : 'comment';
    if (marker === 0xfe) walk.add(at, 'text', 'JPEG comment', data, { keyword: 'Comment' });
    else if (isApplication && !parts.take(segment, name)) addApplication(walk, at, segment, name);
  }
  parts.addTo(walk, at);
  // Metadata stand before the first scan.
  if (end === null && segments.every(({ marker }) => marker !== START_OF_SCAN)) walk.cutOff(at, 'the JPEG');
  if (end !== null) walkTrailer(walk, at, bytes.subarray(end));
  return structureOf(segments, end);
};

const addApplication = (walk: CarrierWalk, at: Position, { marker, data }: Segment, name: string): void => {
  if (data.every((byte) => byte === 0)) return;
  const isTechnical = TECHNICAL.some(
    ([number, prefix, length]) => marker === number && data.length <= length && startsWith(data, prefix),
  );
  if (isTechnical || (marker === 0xe0 && addJfif(walk, at, data)) || (marker === 0xec && addDucky(walk, at, data)))
    return;
  if (marker === 0xea && startsWith(data, UNICODE))
    walk.add(at, 'text', `comment in ${name}`, Buffer.from(utf16(data.subarray(UNICODE.length))), {
      keyword: 'Comment',
    });
  else if (marker === 0xed && startsWith(data, OLD_PHOTOSHOP))
    readPhotoshop(walk, at, `Photoshop resources in ${name}`, data.subarray(OLD_PHOTOSHOP_LENGTH));
  else if (marker === 0xe0 && startsWith(data, 'JFXX\0\x10'))
    walk.add(at, 'picture', `JFXX thumbnail in ${name}`, data.subarray(6));
  else if (marker === 0xe1 && startsWith(data, XMP)) walk.add(at, 'xmp', `XMP in ${name}`, data.subarray(XMP.length));
  else walk.addUnknown(at, `${name} ${signatureOf(data)}`.trim(), data);
};

/** The readable beginning of a block that is not known. */
const signatureOf = (data: Buffer): string => {
  const text = /^[\x20-\x7e]{2,24}/.exec(data.toString('latin1', 0, 24))?.[0];
  return text === undefined ? '' : `“${text}”`;
};

/** JFIF, with the uncompressed thumbnail that may stand behind its header: three bytes a pixel. `false` for anything else. */
const addJfif = (walk: CarrierWalk, at: Position, data: Buffer): boolean => {
  const length = 14 + 3 * (data[12] ?? 0) * (data[13] ?? 0);
  if (!startsWith(data, 'JFIF\0') || data.subarray(length).some((byte) => byte !== 0)) return false;
  if (length > 14) walk.add(at, 'picture', 'JFIF thumbnail', data.subarray(14, length), { keyword: 'rgb' });
  return true;
};

const DUCKY_TEXTS: Readonly<Record<number, string>> = { 2: 'Comment', 3: 'Copyright' };

/** What Photoshop's "Save for Web" writes: quality, and as texts in UTF-16 a comment and a copyright line. `false` where it holds anything else. */
const addDucky = (walk: CarrierWalk, at: Position, data: Buffer): boolean => {
  if (!startsWith(data, 'Ducky')) return false;
  const reader = new Reader(data, false);
  for (let offset = 5; offset < data.length; ) {
    const [tag, length] = [reader.u16(offset), reader.u16(offset + 2)];
    if (tag === 0 || (tag === undefined && data[offset] === 0)) break;
    if (tag === undefined || length === undefined || tag > 3 || offset + 4 + length > data.length) return false;
    const keyword = DUCKY_TEXTS[tag];
    // Behind the number of its characters.
    const text = utf16(data.subarray(offset + 8, offset + 4 + length));
    if (keyword !== undefined && text !== '')
      walk.add(at, 'text', `${keyword.toLowerCase()} in APP12 “Ducky”`, Buffer.from(text), { keyword });
    offset += 4 + length;
  }
  return true;
};

const utf16 = (bytes: Buffer): string =>
  new TextDecoder('utf-16be').decode(bytes.subarray(0, bytes.length & ~1)).replace(/\0+$/, '');

/** Packets that a JPEG spreads over several segments: EXIF, extended XMP, ICC, Photoshop's resources, JUMBF. */
class SegmentParts {
  readonly #exif: { readonly name: string; readonly parts: Buffer[] }[] = [];
  readonly #extended = new Map<string, { offset: number; total: number; data: Buffer }[]>();
  readonly #icc: Buffer[] = [];
  readonly #photoshop: Buffer[] = [];
  readonly #jumbf = new Map<number, Buffer[]>();

  /** Takes a segment that is part of such a packet; `false` where it is none. */
  take({ marker, data }: Segment, name: string): boolean {
    if (marker === 0xe1 && startsWith(data, EXIF)) return this.#takeExif(data.subarray(6), name);
    if (marker === 0xe1 && startsWith(data, EXTENDED_XMP))
      return this.#takeExtended(data.subarray(EXTENDED_XMP.length));
    if (marker === 0xe2 && startsWith(data, ICC)) return this.#icc.push(data.subarray(ICC.length)) > 0;
    if (marker === 0xed && startsWith(data, PHOTOSHOP))
      return this.#photoshop.push(data.subarray(PHOTOSHOP.length)) > 0;
    if (marker === 0xeb && startsWith(data, 'JP') && data.length > 16) return this.#takeJumbf(data);
    // The index of the pictures behind the end, which are walked anyway.
    return marker === 0xe2 && startsWith(data, 'MPF\0');
  }

  /** A segment that begins as no TIFF structure does goes on with the one before it (EXIF of more than 64 kB). */
  #takeExif(data: Buffer, name: string): true {
    const last = this.#exif.at(-1);
    const begins = ['II', 'MM'].includes(data.toString('latin1', 0, 2));
    if (begins || last === undefined) this.#exif.push({ name, parts: [data] });
    else last.parts.push(data);
    return true;
  }

  #takeExtended(data: Buffer): true {
    const guid = data.toString('latin1', 0, 32);
    const chunks = this.#extended.get(guid) ?? [];
    if (data.length >= 40)
      chunks.push({ total: data.readUInt32BE(32), offset: data.readUInt32BE(36), data: data.subarray(40) });
    this.#extended.set(guid, chunks);
    return true;
  }

  #takeJumbf(data: Buffer): true {
    const instance = data.readUInt16BE(2);
    const parts = this.#jumbf.get(instance) ?? [];
    parts.push(data.subarray(4));
    this.#jumbf.set(instance, parts);
    return true;
  }

  addTo(walk: CarrierWalk, at: Position): void {
    for (const { name, parts } of this.#exif) readExifBlock(walk, at, `EXIF in ${name}`, joined(parts));
    for (const [guid, chunks] of this.#extended) addExtendedXmp(walk, at, guid, chunks);
    if (this.#icc.length > 0) walk.add(at, 'icc', 'ICC profile', joined(iccParts(this.#icc)));
    if (this.#photoshop.length > 0) readPhotoshop(walk, at, 'Photoshop resources', joined(this.#photoshop));
    for (const parts of this.#jumbf.values()) walk.add(at, 'c2pa', 'JUMBF in APP11', jumbfOf(parts));
  }
}

const joined = (parts: readonly Buffer[]): Buffer => (parts.length === 1 ? (parts[0] ?? NONE) : Buffer.concat(parts));
const NONE = Buffer.alloc(0);

/** Chunks of an ICC profile in the order of their numbers. */
const iccParts = (parts: readonly Buffer[]): Buffer[] =>
  [...parts].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)).map((part) => part.subarray(2));

/** A JUMBF superbox: each segment behind the first repeats the header of the box (ISO/IEC 19566-5, annex D). */
const jumbfOf = (parts: readonly Buffer[]): Buffer => {
  const ordered = [...parts].sort((a, b) => a.readUInt32BE(0) - b.readUInt32BE(0)).map((part) => part.subarray(4));
  const header = ordered[0]?.readUInt32BE(0) === 1 ? 16 : 8;
  return Buffer.concat(ordered.map((part, i) => (i === 0 ? part : part.subarray(header))));
};

/** Extended XMP (XMP specification part 3): chunks of one packet, named by the MD5 of the whole. */
const addExtendedXmp = (
  walk: CarrierWalk,
  at: Position,
  guid: string,
  chunks: readonly { offset: number; total: number; data: Buffer }[],
): void => {
  const total = chunks[0]?.total ?? 0;
  const add = (bytes: Buffer, problem?: string): void => {
    walk.add(at, 'xmp', 'extended XMP', bytes, problem === undefined ? {} : { problem });
  };
  const held = chunks.reduce((sum, { data }) => sum + data.length, 0);
  if (total > LIMITS.packet) add(NONE, `it has ${total} bytes, more than the ${LIMITS.packet} that are read`);
  else if (held < total || total === 0) add(NONE, 'parts of it are missing');
  else {
    const packet = Buffer.alloc(total);
    for (const { offset, data } of chunks) if (offset < total) data.copy(packet, offset);
    const isWhole = createHash('md5').update(packet).digest('hex').toUpperCase() === guid.toUpperCase();
    add(packet, isWhole ? undefined : 'it does not agree with its own digest');
  }
};

const MARKERS: Readonly<Record<number, string>> = {
  192: 'SOF0',
  193: 'SOF1',
  194: 'SOF2',
  196: 'DHT',
  218: 'SOS',
  219: 'DQT',
  221: 'DRI',
  254: 'COM',
};

const nameOf = ({ marker, data }: Segment): string => {
  if (marker < 0xe0 || marker > 0xef) return MARKERS[marker] ?? `0x${marker.toString(16)}`;
  const identifier = /^[A-Za-z][\w .:/-]{1,11}/.exec(data.toString('latin1', 0, 12))?.[0] ?? '';
  return `APP${marker - 0xe0} ${identifier}`.trim();
};

const structureOf = (segments: readonly Segment[], end: number | null): JpegStructure => {
  const firstScan = segments.findIndex(({ marker }) => marker === START_OF_SCAN);
  const head = firstScan < 0 ? segments : segments.slice(0, firstScan);
  return {
    segments: head.slice(0, 100).map(nameOf),
    quantisation: head.filter(({ marker }) => marker === 0xdb).flatMap(({ data }) => quantisationTables(data)),
    huffman: head.filter(({ marker }) => marker === 0xc4).flatMap(({ data }) => huffmanTables(data)),
    progressive: head.some(({ marker }) => marker === 0xc2),
    end,
  };
};

const quantisationTables = (data: Buffer): Buffer[] => {
  const tables: Buffer[] = [];
  for (let at = 0; at < data.length; ) {
    const size = (data[at] ?? 0) >> 4 === 0 ? 64 : 128;
    tables.push(data.subarray(at, at + 1 + size));
    at += 1 + size;
  }
  return tables;
};

const huffmanTables = (data: Buffer): Buffer[] => {
  const tables: Buffer[] = [];
  for (let at = 0; at + 17 <= data.length; ) {
    const size = data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    tables.push(data.subarray(at, at + 17 + size));
    at += 17 + size;
  }
  return tables;
};
