import type { CarrierWalk, Position } from './carrier.ts';
import { segmentsOf } from './segments.ts';

const SOI = Buffer.from([0xff, 0xd8, 0xff]);
const MAX_PICTURES = 32;

/** A stretch of the data behind the end of a picture. */
export interface TrailerPart {
  readonly kind: 'padding' | 'picture' | 'other';
  readonly start: number;
  readonly end: number;
}

/**
 * Splits the data behind the end of a picture: further JPEGs (MPF, gain maps, bursts), padding of equal bytes, and all else (a
 * film of a motion photo, a maker's block).
 */
export const trailerParts = (bytes: Buffer): readonly TrailerPart[] => {
  const parts: TrailerPart[] = [];
  let start = 0;
  for (let count = 0; start < bytes.length; count++) {
    const next = count < MAX_PICTURES ? bytes.indexOf(SOI, start) : -1;
    const end = next < 0 ? bytes.length : next;
    if (end > start) parts.push({ kind: isPadding(bytes.subarray(start, end)) ? 'padding' : 'other', start, end });
    if (next < 0) break;
    start = next + pictureLength(bytes.subarray(next));
    parts.push({ kind: 'picture', start: next, end: start });
  }
  return parts;
};

/** Adds the data behind the end of a picture, without padding. */
export const walkTrailer = (walk: CarrierWalk, at: Position, bytes: Buffer): void => {
  let pictures = 1;
  for (const { kind, start, end } of trailerParts(bytes)) {
    const part = bytes.subarray(start, end);
    if (kind === 'picture') walk.add(at, 'picture', `picture ${++pictures} after the end`, part);
    else if (kind === 'other') {
      const place = `${part.length} bytes after the end of the picture`;
      walk.add(at, 'other', place, part, { problem: 'what they hold is not known' });
      const record = iptcIn(part);
      if (record !== null) walk.add(at, 'iptc', `IPTC in ${place}`, record);
    }
  }
};

/** An IPTC record as AFCP and FotoStation put it there: its version comes first. Null where there is none. */
const iptcIn = (bytes: Buffer): Buffer | null => {
  const start = bytes.indexOf(IPTC_VERSION);
  if (start < 0) return null;
  let end = start;
  while (end + 5 <= bytes.length && bytes[end] === 0x1c && bytes.readUInt16BE(end + 3) < 0x8000)
    end += 5 + bytes.readUInt16BE(end + 3);
  return bytes.subarray(start, end);
};
/** Dataset 2:00, two bytes long. */
const IPTC_VERSION = Buffer.from([0x1c, 2, 0, 0, 2]);

const isPadding = (bytes: Buffer): boolean => {
  const first = bytes[0];
  return (
    first === undefined ||
    (bytes.length < 16 && bytes.every((byte) => byte <= 0x20)) ||
    bytes.every((byte) => byte === first)
  );
};

/** Bytes of a JPEG up to its own end-of-image marker; all that is left where it has none. */
const pictureLength = (bytes: Buffer): number => segmentsOf(bytes).end ?? bytes.length;
