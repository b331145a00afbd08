import type { CarrierWalk, Position } from './carrier.ts';
import { readExifBlock } from './exif-block.ts';
import { walkTrailer } from './trailer.ts';

const TECHNICAL: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
const MAX_CHUNKS = 20_000;

/** Every block of metadata of a WebP (RIFF): EXIF, XMP, ICC, C2PA, unknown chunks, what lies behind its end. */
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
    else if (!TECHNICAL.has(type))
      walk.add(at, 'other', `chunk ${type.replace(/[^\w]/g, '?')}`, data, { problem: 'what it holds is not known' });
    offset += 8 + size + (size & 1);
  }
  walkTrailer(walk, at, bytes.subarray(end));
  // The one byte that makes a length even is left away by some programs.
  if (stated > bytes.length + 1) walk.cutOff(at, 'the WebP');
};
