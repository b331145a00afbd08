import { loadSharp } from '../load-sharp.ts';

/** Zeros that the data of a complete WebP may end with unasked: of 475 as demo catalogues publish them none has more than 38. */
const USUAL_ZEROS = 64;
/** Zeros of those that are left out to see whether they were needed; encoders write a few bytes more than a decoder takes. */
const LEFT_OUT = 32;

/**
 * Whether zeros replace the data of a still WebP from a place on, as a download or a disk leaves them that stopped. A decoder takes them for a plain area. In a plain
 * picture they may be just that, up to 75 KB; but then all of them are needed, and libwebp refuses the file with fewer.
 */
export const isZeroFilledWebp = async (bytes: Buffer, pixelLimit: number): Promise<boolean> => {
  const shorter = withFewerZeros(bytes);
  if (shorter === null) return false;
  const sharp = await loadSharp();
  return sharp(shorter, { limitInputPixels: pixelLimit, failOn: 'error' })
    .resize(1, 1, { fit: 'fill' })
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );
};

/** The file with fewer zeros at the end of its picture chunk (RIFF container, VP8 or VP8L); null where it has no more than usual. */
const withFewerZeros = (bytes: Buffer): Buffer | null => {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size;
    if (!['VP8 ', 'VP8L'].includes(bytes.toString('latin1', at, at + 4))) {
      at = end + (size & 1);
      continue;
    }
    const zeros = bytes.subarray(Math.max(at + 8, end - USUAL_ZEROS - 1), end);
    if (end > bytes.length || zeros.length <= USUAL_ZEROS || zeros.some((byte) => byte !== 0)) return null;
    const shorter = Buffer.concat([bytes.subarray(0, end - LEFT_OUT), bytes.subarray(end)]);
    shorter.writeUInt32LE(size - LEFT_OUT, at + 4);
    shorter.writeUInt32LE(bytes.readUInt32LE(4) - LEFT_OUT, 4);
    return shorter;
  }
  return null;
};
