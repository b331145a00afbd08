/** Markers that were found in some bytes, by where the search began: several readers of a file look through its scan data. */
const found = new WeakMap<Uint8Array, Map<number, number>>();
/** Shorter searches are made again. */
const LEAST_REMEMBERED = 1024;
/** Of one file; a progressive one has some ten scans. */
const MOST_REMEMBERED = 100;

/**
 * The place, from `start` on, of the next marker of a JPEG that is no part of scan data (ITU-T T.81, B.1.1): no stuffed byte, no fill byte, no restart.
 * −1 where none follows whole.
 */
export const nextMarker = (bytes: Uint8Array, start: number): number => {
  const known = found.get(bytes);
  const place = known?.get(start);
  if (place !== undefined) return place;
  const next = searchMarker(bytes, start);
  if (next >= 0 && next - start <= LEAST_REMEMBERED) return next;
  if (known === undefined) found.set(bytes, new Map([[start, next]]));
  else if (known.size < MOST_REMEMBERED) known.set(start, next);
  return next;
};

const searchMarker = (bytes: Uint8Array, start: number): number => {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0) {
    const marker = bytes[at + 1];
    if (marker === undefined) return -1;
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at;
    at = bytes.indexOf(0xff, marker === 0xff ? at + 1 : at + 2);
  }
  return -1;
};
