import type { CarrierWalk, Position } from './carrier.ts';
import { readExifBlock } from './exif-block.ts';
import { walkTrailer } from './trailer.ts';

const TECHNICAL: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
const MAX_CHUNKS = 20_000;

/** Every block of metadata of a WebP (RIFF): EXIF, XMP, ICC, C2PA, unknown chunks, and data behind its end. */
export const walkWebp = (walk: CarrierWalk, at: Position, bytes: Buffer): void => {
  const stated = 8 + bytes.readUInt32LE(4);
  const end = Math.min(bytes.length, stated);
  let offset = 12;
  for (let count = 0; count < MAX_CHUNKS && offset + 8 <= end; count++) {
    const type = bytes.toString('latin1', offset, offset + 4);
    const size = bytes.readUInt32LE(offset + 4);
    const data = bytes.subarray(offset + 8, Math.min(end, offset + 8 + size));
    if (type === 'EXIF') readExifBlock(walk, at, 'EXIF in chunk EXIF', data);
    else if (type === 'XMP ') walk.add(at, 'xmp', 'XMP in chunk XMP', data);
    else if (type === 'ICCP') walk.add(at, 'icc', 'ICC profile in chunk ICCP', data);
    else if (type === 'C2PA') walk.add(at, 'c2pa', 'JUMBF in chunk C2PA', data);
    else if (type === 'LIST' && data.toString('latin1', 0, 4) === 'INFO') addInfo(walk, at, data.subarray(4));
    else if (!TECHNICAL.has(type)) {
      const name = type.replace(/[^\w]/g, '?');
      walk.addUnknown(at, `chunk ${name}`, data, `XMP in chunk ${name}`);
    }
    offset += 8 + size + (size & 1);
  }
  walkTrailer(walk, at, bytes.subarray(end));
  // The one byte that makes a length even is left away by some programs.
  if (stated > bytes.length + 1) walk.cutOff(at, 'the WebP');
};

/** RIFF's list of texts: `ICOP` the copyright line, `IART` the artist, `INAM` the title, `ICMT` a comment (Multimedia Programming Interface 1.0). */
const addInfo = (walk: CarrierWalk, at: Position, list: Buffer): void => {
  let offset = 0;
  for (let count = 0; count < MAX_CHUNKS && offset + 8 <= list.length; count++) {
    const keyword = list.toString('latin1', offset, offset + 4).replace(/[^\w]/g, '?');
    const size = list.readUInt32LE(offset + 4);
    const end = offset + 8 + size;
    if (end > list.length) break;
    walk.add(at, 'text', `${keyword} in chunk LIST`, withoutZeros(list.subarray(offset + 8, end)), { keyword });
    offset = end + (size & 1);
  }
  if (offset < list.length)
    walk.add(at, 'other', 'the rest of chunk LIST', list.subarray(offset), { problem: 'it is cut or damaged' });
};

const withoutZeros = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(0);
  return bytes.subarray(end).every((byte) => byte === 0) && end >= 0 ? bytes.subarray(0, end) : bytes;
};
