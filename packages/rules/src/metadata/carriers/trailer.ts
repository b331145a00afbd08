import type { CarrierWalk, Position } from './carrier.ts';

const SOI = Buffer.from([0xff, 0xd8, 0xff]);
const MAX_PICTURES = 32;

/**
 * What lies behind the end of a picture: further JPEGs (MPF, gain maps, bursts), a film (motion photos), a maker's block. Padding of equal
 * bytes is nothing; all else is a carrier.
 */
export const walkTrailer = (walk: CarrierWalk, at: Position, bytes: Buffer): void => {
  let start = 0;
  for (let count = 0; start < bytes.length; count++) {
    const next = count < MAX_PICTURES ? bytes.indexOf(SOI, start) : -1;
    const end = next < 0 ? bytes.length : next;
    if (!isPadding(bytes.subarray(start, end))) {
      walk.add(at, 'other', `${end - start} bytes after the end of the picture`, bytes.subarray(start, end), {
        problem: 'what they hold is not known',
      });
    }
    if (next < 0) return;
    const length = pictureLength(bytes.subarray(next));
    walk.add(at, 'picture', `picture ${count + 2} after the end`, bytes.subarray(next, next + length));
    start = next + length;
  }
};

const isPadding = (bytes: Buffer): boolean => {
  const first = bytes[0];
  return (
    first === undefined ||
    (bytes.length < 16 && bytes.every((byte) => byte <= 0x20)) ||
    bytes.every((byte) => byte === first)
  );
};

/** Bytes of a JPEG up to its own end-of-image marker; all that is left where it has none. */
const pictureLength = (bytes: Buffer): number => {
  let at = 2;
  for (let count = 0; count < 100_000_000; count++) {
    at = bytes.indexOf(0xff, at);
    const marker = at < 0 ? undefined : bytes[at + 1];
    if (marker === undefined) return bytes.length;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      if (at + 4 > bytes.length) return bytes.length;
      at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
    }
  }
  return bytes.length;
};
