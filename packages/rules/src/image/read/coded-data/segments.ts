import { nextMarker } from '../headers/jpeg-marker.ts';

/** Markers of ITU-T T.81, table B.1. */
export const MARKER = {
  huffman: 0xc4,
  end: 0xd9,
  scan: 0xda,
  quantisation: 0xdb,
  height: 0xdc,
  interval: 0xdd,
} as const;

/** Whether a marker is that of a frame, of whatever coding (SOF0 to SOF15). */
export const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== MARKER.huffman && marker !== 0xc8 && marker !== 0xcc;

/** A marker segment of a JPEG (ITU-T T.81, B.1.1.4). */
export interface JpegSegment {
  readonly marker: number;
  /** Without marker and length. */
  readonly data: Uint8Array;
  /** Bytes of the file that are the entropy-coded data behind SOS; empty of other segments. */
  readonly start: number;
  readonly end: number;
}

/** Why the segments of a file end without EOI: its bytes do, or something else than a marker follows a segment. */
export type SegmentFault = 'cut off' | 'no marker';

/**
 * Calls `visit` with the segments of a JPEG in order until it returns a value, which it must for EOI. Returns that value, or why no EOI was reached.
 * `bytes` begin with SOI.
 */
export const visitSegments = <T>(
  bytes: Uint8Array,
  visit: (segment: JpegSegment) => T | undefined,
): T | SegmentFault => {
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return 'no marker';
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = marker === MARKER.end ? 0 : ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const start = at + 2 + length;
    const end = marker === MARKER.scan ? nextMarker(bytes, start) : start;
    if (end < 0 || end > bytes.length) return 'cut off';
    const found = visit({ marker, data: bytes.subarray(at + 4, start), start, end });
    if (found !== undefined) return found;
    at = end;
  }
  return 'cut off';
};
