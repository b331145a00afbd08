import { createHash, type Hash, hash as hashOf } from 'node:crypto';
import { nextMarker } from './headers/jpeg-marker.ts';

/** Bytes of an image-data hash. */
export const IMAGE_DATA_BYTES = 10;

/** The first 10 bytes of `imageDataSha256`: enough to find copies. */
export const imageDataHash = (bytes: Uint8Array): Uint8Array | null =>
  imageDataSha256(bytes)?.subarray(0, IMAGE_DATA_BYTES) ?? null;

/**
 * SHA-256, 32 bytes, over the compressed picture alone: JPEG without its APPn (but APP14) and COM segments, PNG and WebP without the chunks that
 * hold metadata, so that it survives edits of EXIF, XMP and IPTC. Null for other formats and for files that do not parse to the end.
 */
export const imageDataSha256 = (bytes: Uint8Array): Uint8Array | null => {
  if (isJpeg(bytes)) return hashJpeg(bytes);
  const hash = createHash('sha256');
  const done = isPng(bytes) ? hashPng(bytes, hash) : isWebp(bytes) ? hashWebp(bytes, hash) : false;
  return done ? hash.digest() : null;
};

const startsWith = (bytes: Uint8Array, offset: number, signature: string): boolean =>
  [...signature].every((character, i) => bytes[offset + i] === character.charCodeAt(0));
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;
const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, 0, '\x89PNG\r\n\x1a\n');
const isWebp = (bytes: Uint8Array): boolean => startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP');

const u16 = (bytes: Uint8Array, offset: number): number => ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
const u32 = (bytes: Uint8Array, offset: number): number => u16(bytes, offset) * 65536 + u16(bytes, offset + 2);
const u32le = (bytes: Uint8Array, offset: number): number =>
  ((bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8) | ((bytes[offset + 2] ?? 0) << 16)) +
  (bytes[offset + 3] ?? 0) * 0x1000000;

/** Every segment but APPn (but Adobe's APP14, which says how to read the colours) and COM; from SOS on, all up to EOI. */
const hashJpeg = (bytes: Uint8Array): Uint8Array | null => {
  const stretches: Uint8Array[] = [];
  // Contiguous counted ranges from `begin` on are one range: of most files the metadata come first, and all else is one.
  let begin = 2;
  let at = 2;
  const endAt = (end: number, next: number): void => {
    if (end > begin) stretches.push(bytes.subarray(begin, end));
    begin = next;
  };
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      endAt(at, at + 1);
      at++;
      continue;
    }
    const end = at + 2 + u16(bytes, at + 2);
    if (end > bytes.length) return null;
    if (marker === 0xda) {
      const last = endOfScans(bytes, end);
      if (last < 0) return null;
      endAt(last, last);
      return hashOfAll(stretches);
    }
    const metadata = (marker >= 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
    if (metadata) endAt(at, end);
    at = end;
  }
  return null;
};

const hashOfAll = ([first, ...more]: readonly Uint8Array[]): Uint8Array | null => {
  if (first === undefined) return null;
  if (more.length === 0) return hashOf('sha256', first, 'buffer');
  const hash = createHash('sha256').update(first);
  for (const stretch of more) hash.update(stretch);
  return hash.digest();
};

/** The place of the EOI marker that ends the picture; between scans of a progressive file lie tables, which belong to it. */
const endOfScans = (bytes: Uint8Array, start: number): number => {
  let at = start;
  while (at + 1 < bytes.length) {
    const next = nextMarker(bytes, at);
    if (next < 0 || bytes[next + 1] === 0xd9) return next;
    at = next + 2 + u16(bytes, next + 2);
  }
  return -1;
};

const PNG_PICTURE = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'acTL', 'fcTL', 'fdAT']);
const hashPng = (bytes: Uint8Array, hash: Hash): boolean => {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + u32(bytes, at);
    if (end > bytes.length) return false;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IEND') return true;
    // The length is left out: an encoder may cut the same IDAT stream elsewhere.
    if (PNG_PICTURE.has(type)) {
      if (type !== 'IDAT') hash.update(type);
      hash.update(bytes.subarray(at + 8, end - 4));
    }
    at = end;
  }
  return false;
};

const WEBP_PICTURE = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANMF', 'ANIM']);
/** Up to the end that the file declares: bytes behind it are not the picture. */
const hashWebp = (file: Uint8Array, hash: Hash): boolean => {
  const bytes = file.subarray(0, 8 + u32le(file, 4));
  if (bytes.length < 8 + u32le(file, 4)) return false;
  let at = 12;
  let seen = false;
  while (at + 8 <= bytes.length) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = u32le(bytes, at + 4);
    if (at + 8 + size > bytes.length) return false;
    if (WEBP_PICTURE.has(type)) {
      seen = true;
      hash.update(type);
      hash.update(bytes.subarray(at + 8, at + 8 + size));
    }
    at += 8 + size + (size & 1);
  }
  return seen;
};
