import { crc32 } from 'node:zlib';
import type { PictureHeader } from './picture-header.ts';

/** Names of chunks, and of the header its place: PNG, third edition, 5 and 11. */
const FIRST = 8;
const NAME_BYTES = 4;
const AROUND = 12;
const MOST_CHUNKS = 8;
const MOST_SIDE = 65_500;

/** The bits of a colour type (11.2.1). */
const COLOURED = 2;
const WITH_ALPHA = 4;
/** The gamma of sRGB, 1/2.2 × 100,000 (11.3.2.5). */
const GAMMA_OF_SRGB = 45_455;

/** Chunks before the pixels that do not change the header's data if they are valid; each may be there once. */
const HARMLESS: Readonly<Record<string, (data: Buffer) => boolean>> = {
  pHYs: (data) => data.length === 9 && (data[8] ?? 2) <= 1 && isPositive(data, 0) && isPositive(data, 4),
  sRGB: (data) => data.length === 1 && (data[0] ?? 4) <= 3,
  gAMA: (data) => data.length === 4 && data.readUInt32BE(0) === GAMMA_OF_SRGB,
};

const isPositive = (data: Buffer, at: number): boolean => data.readInt32BE(at) > 0;

/**
 * The header of a PNG as libpng and libvips read it: of eight bits a sample, without palette, profile, texts, EXIF and frames. It spares the way to another
 * thread and back, half a millisecond. Null for whatever is not as plain as that: what such a file is, sharp says. `bytes` begin with the signature.
 */
export const readPngHeader = (bytes: Buffer): PictureHeader | null => {
  const header = chunkAt(bytes, FIRST);
  if (header?.name !== 'IHDR' || header.data.length !== 13) return null;
  const seen = new Set<string>();
  for (let at = FIRST + AROUND + header.data.length, count = 0; count < MOST_CHUNKS; count++) {
    // Of the pixels the sum is not worked out: no reader of headers does.
    if (nameAt(bytes, at) === 'IDAT') return isWithin(bytes, at) ? headerOf(header.data) : null;
    const chunk = chunkAt(bytes, at);
    if (chunk === null || seen.has(chunk.name) || HARMLESS[chunk.name]?.(chunk.data) !== true) return null;
    seen.add(chunk.name);
    at += AROUND + chunk.data.length;
  }
  return null;
};

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
}

const nameAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at + NAME_BYTES, at + 2 * NAME_BYTES);

/** Whether a chunk that holds something begins and ends in the file. */
const isWithin = (bytes: Buffer, at: number): boolean => {
  if (at + AROUND > bytes.length) return false;
  const length = bytes.readUInt32BE(at);
  return length > 0 && at + AROUND + length <= bytes.length;
};

/** Null where the chunk leads out of the file, or its sum is not its own. */
const chunkAt = (bytes: Buffer, at: number): Chunk | null => {
  if (!isWithin(bytes, at)) return null;
  const end = at + 2 * NAME_BYTES + bytes.readUInt32BE(at);
  const isSound = bytes.readUInt32BE(end) === crc32(bytes.subarray(at + NAME_BYTES, end));
  return isSound ? { name: nameAt(bytes, at), data: bytes.subarray(at + 2 * NAME_BYTES, end) } : null;
};

const headerOf = (data: Buffer): PictureHeader | null => {
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [bits, colour = 1, compression, filter, interlace = 2] = data.subarray(8);
  const isUsual = bits === 8 && compression === 0 && filter === 0 && interlace <= 1;
  const isPlain = (colour & ~(COLOURED | WITH_ALPHA)) === 0;
  if (!isUsual || !isPlain || width < 1 || width > MOST_SIDE || height < 1 || height > MOST_SIDE) return null;
  return {
    ...{ width, height, autoOrient: { width, height } },
    space: (colour & COLOURED) === 0 ? 'b-w' : 'srgb',
    ...{ depth: 'uchar', bitsPerSample: bits, hasAlpha: (colour & WITH_ALPHA) !== 0, isProgressive: interlace === 1 },
  };
};
