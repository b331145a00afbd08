/** How many zeros the data of a whole WebP end with at most. Of 475 as demo catalogues publish them none has more than 38. */
const MOST_ZEROS = {
  /** Of VP8 per macroblock of 16 × 16 px: in a plain picture libwebp writes .025, of whatever size and colour. */
  perMacroblock: 0.125,
  /** In any case. */
  inAll: 64,
};

/**
 * Whether zeros replace the data of a WebP from a place on, as a download or a disk leaves them that stopped: a decoder takes them for a plain area. `pixels`
 * are width × height of its header.
 */
export const isZeroedWebp = (bytes: Buffer, pixels: number): boolean => {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const most = Math.max(MOST_ZEROS.inAll, (MOST_ZEROS.perMacroblock * pixels) / 256);
  for (let at = 12; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const next = at + 8 + bytes.readUInt32LE(at + 4);
    if (type === '\0\0\0\0') return true;
    if (PICTURE_CHUNKS.has(type) && zerosBefore(bytes, Math.min(next, end), at + 8) > most) return true;
    at = next + (next & 1);
  }
  return false;
};

const PICTURE_CHUNKS: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ANMF']);

const zerosBefore = (bytes: Buffer, end: number, start: number): number => {
  let at = end;
  while (at > start && bytes[at - 1] === 0) at--;
  return end - at;
};
