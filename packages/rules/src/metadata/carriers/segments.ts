import { nextMarker } from '../../image/read/headers/jpeg-marker.ts';

/** A marker segment. */
export interface Segment {
  readonly marker: number;
  /** Where its marker begins, and where the next one may. */
  readonly start: number;
  readonly end: number;
  readonly data: Buffer;
}

const MAX_SEGMENTS = 5000;

/** The segments of a JPEG (scan data lie between them), and where its end-of-image marker ends; null where that is missing. Tolerates fill bytes and junk between segments. */
export const segmentsOf = (bytes: Buffer): { readonly segments: readonly Segment[]; readonly end: number | null } => {
  const segments: Segment[] = [];
  let at = 2;
  while (segments.length < MAX_SEGMENTS) {
    at = nextMarker(bytes, at);
    const marker = at < 0 ? undefined : bytes[at + 1];
    if (marker === undefined) return { segments, end: null };
    if (marker === 0xd9) return { segments, end: at + 2 };
    if (marker === 0x01 || marker === 0xd8) at += 2;
    else {
      if (at + 4 > bytes.length) return { segments, end: null };
      const next = at + 2 + Math.max(2, bytes.readUInt16BE(at + 2));
      segments.push({ marker, start: at, end: next, data: bytes.subarray(at + 4, next) });
      at = next;
    }
  }
  return { segments, end: null };
};
