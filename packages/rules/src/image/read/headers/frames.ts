import type { ContainerFormat } from '../container.ts';

const MOST_CHUNKS = 20_000;

/**
 * How many pictures a PNG or AVIF shows one after the other, with one in front that only programs see which know no animations; 1 of a still one. libpng and
 * libheif read the first alone and do not say that there are others. APNG: PNG third edition, 11.3.7; image sequences: ISO/IEC 23008-12, 7.
 */
export const framesOf = (bytes: Buffer, format: ContainerFormat): number => {
  if (format === 'png') return framesOfPng(bytes);
  return format === 'avif' ? framesOfSequence(bytes) : 1;
};

const framesOfPng = (bytes: Buffer): number => {
  let frames: number | null = null;
  let isFirstDisplayed = false;
  let offset = 8;
  for (let count = 0; count < MOST_CHUNKS && offset + 12 <= bytes.length; count++) {
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    if (type === 'IDAT' || type === 'IEND') break;
    if (type === 'acTL') frames = bytes.readUInt32BE(offset + 8);
    // The picture of those that know no animations is its first frame only where that is said before it.
    if (type === 'fcTL') isFirstDisplayed = true;
    offset += 12 + bytes.readUInt32BE(offset);
  }
  if (frames === null) return 1;
  return Math.max(1, frames) + (isFirstDisplayed ? 0 : 1);
};

/** Returns the number of samples of the first track; at least two for a sequence. */
const framesOfSequence = (bytes: Buffer): number => {
  let offset = 0;
  for (let count = 0; count < MOST_CHUNKS && offset + 8 <= bytes.length; count++) {
    const declared = bytes.readUInt32BE(offset);
    const size = declared === 1 && offset + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(offset + 8)) : declared;
    if (bytes.toString('latin1', offset + 4, offset + 8) === 'moov') {
      const end = size < 8 ? bytes.length : offset + size;
      const at = bytes.subarray(0, end).indexOf('stsz', offset + 8, 'latin1');
      return at < 0 || at + 16 > bytes.length ? 2 : Math.max(2, bytes.readUInt32BE(at + 12));
    }
    if (size < 8) break;
    offset += size;
  }
  return 1;
};
