/** What was found last in some bytes: scan data are looked through by several readers of one file. */
const lately = new WeakMap<Uint8Array, { readonly start: number; readonly next: number }>();
/** Fewer bytes are looked through again. */
const LEAST_REMEMBERED = 1024;

/**
 * The place, from `start` on, of the next marker of a JPEG that is no part of scan data (ITU-T T.81, B.1.1): no stuffed byte, no fill byte, no restart.
 * −1 where none follows whole.
 */
export const nextMarker = (bytes: Uint8Array, start: number): number => {
  const known = lately.get(bytes);
  if (known?.start === start) return known.next;
  const next = lookedFor(bytes, start);
  if (next < 0 || next - start > LEAST_REMEMBERED) lately.set(bytes, { start, next });
  return next;
};

const lookedFor = (bytes: Uint8Array, start: number): number => {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0) {
    const marker = bytes[at + 1];
    if (marker === undefined) return -1;
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at;
    at = bytes.indexOf(0xff, marker === 0xff ? at + 1 : at + 2);
  }
  return -1;
};
