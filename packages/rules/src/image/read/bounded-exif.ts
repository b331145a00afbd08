import { ListingLintError } from '@listing-lint/core/plugin';

/** Tags that point to the directories of EXIF, GPS and interoperability (EXIF 3.0, 4.6.3). */
const POINTERS: ReadonlySet<number> = new Set([0x8769, 0x8825, 0xa005]);
const HEADERS = ['II*\0', 'MM\0*'].map((header) => Buffer.from(header, 'latin1'));
/** Tags that libexif reads behind pointers, each time that it follows one: 20,000 take it 10 ms. Cameras write about 100. */
const MOST_VISITS = 20_000;
/** Tags that are looked at in all, so that a file of nothing but headers takes no time either. */
const MOST_TAGS = 1_000_000;

/**
 * Throws `content-unreadable` for a file whose EXIF libexif, and with it sharp, would walk over and over: it follows every pointer of every directory,
 * so that 5,400 pointers to a directory of 5,400 tags take 10 s. TIFF structures are searched for in all bytes, as every container has EXIF as it is.
 */
export const refuseLoopingExif = (bytes: Uint8Array): void => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const left = { tags: MOST_TAGS, visits: MOST_VISITS };
  for (const header of HEADERS)
    for (let at = file.indexOf(header); at >= 0; at = file.indexOf(header, at + 1)) walk(file.subarray(at), left);
};

const walk = (tiff: Buffer, left: { tags: number; visits: number }): void => {
  const little = tiff[0] === 0x49;
  const u16 = (at: number): number =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const u32 = (at: number): number =>
    at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const endOf = (directory: number): number => Math.min(directory + 2 + 12 * u16(directory), tiff.length);
  const first = u32(4);
  const open = [first, u32(endOf(first))];
  for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
    for (let entry = directory + 2; entry < endOf(directory); entry += 12) {
      if (--left.tags < 0) throw looping();
      if (!POINTERS.has(u16(entry))) continue;
      const target = u32(entry + 8);
      left.visits -= 1 + Math.max(0, endOf(target) - target) / 12;
      if (left.visits < 0) throw looping();
      open.push(target);
    }
  }
};

const looping = (): ListingLintError =>
  new ListingLintError('content-unreadable', 'its EXIF directories refer to each other over and over');
