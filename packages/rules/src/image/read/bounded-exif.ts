import { ListingLintError } from '@listing-lint/core/plugin';

/** Tags that point to the directories of EXIF, GPS and interoperability (EXIF 3.0, 4.6.3). */
const POINTERS: ReadonlySet<number> = new Set([0x8769, 0x8825, 0xa005]);
const HEADERS = ['II*\0', 'MM\0*'].map((header) => Buffer.from(header, 'latin1'));
/** Tags that libexif reads behind pointers, each time that it follows one: 20,000 take it 10 ms. Cameras write about 100. */
const MOST_VISITS = 20_000;
/** Most tags that are read, so that a file of nothing but headers takes no time either. */
const MOST_TAGS = 1_000_000;

/**
 * Throws `content-unreadable` for a file whose EXIF libexif, and with it sharp, would walk over and over: it follows every pointer of every directory,
 * so that 5,400 pointers to a directory of 5,400 tags take 10 s. TIFF structures are searched for in all bytes, as every container has EXIF as it is, but for
 * HEIF and AVIF, which may put it together of several parts: such a file is refused, too.
 */
export const refuseLoopingExif = (bytes: Uint8Array): void => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const left = { tags: MOST_TAGS, visits: MOST_VISITS };
  for (const header of HEADERS) for (const at of placesOf(file, header)) walk(file.subarray(at), left);
  if (file.toString('latin1', 4, 8) === 'ftyp' && isExifSplit(file))
    throw new ListingLintError('content-unreadable', 'its EXIF is split over several parts of the file');
};

function* placesOf(file: Buffer, bytes: Buffer | string): Generator<number> {
  for (let at = file.indexOf(bytes, 0, 'latin1'); at >= 0; at = file.indexOf(bytes, at + 1, 'latin1')) yield at;
}

/** Whether an `iloc` box (ISO/IEC 14496-12, 8.11.3) puts an item of type `Exif` together of several extents, or of another item. */
const isExifSplit = (file: Buffer): boolean => {
  const ids = new Set<number>();
  for (const at of placesOf(file, 'infe')) {
    const long = file[at + 4] === 3 ? 2 : 0;
    if (file.toString('latin1', at + 12 + long, at + 16 + long) === 'Exif') ids.add(uint(file, at + 8, 2 + long));
  }
  if (ids.size === 0) return false;
  for (const at of placesOf(file, 'iloc')) if (splitsAnyOf(ids, file.subarray(at + 4))) return true;
  return false;
};

const splitsAnyOf = (ids: ReadonlySet<number>, box: Buffer): boolean => {
  const [version = 0, sizes = 0, more = 0] = [box[0], box[4], box[5]];
  const [wide, hasMethod] = [version === 2 ? 4 : 2, version > 0];
  const extent = (sizes >> 4) + (sizes & 15) + (hasMethod ? more & 15 : 0);
  const count = uint(box, 6, wide);
  let at = 6 + wide;
  for (let item = 0; item < count && at < box.length; item++) {
    const id = uint(box, at, wide);
    const isOfItem = hasMethod && (uint(box, at + wide, 2) & 15) > 1;
    at += wide + (hasMethod ? 2 : 0) + 2 + (more >> 4);
    const extents = uint(box, at, 2);
    if (ids.has(id) && (extents > 1 || isOfItem)) return true;
    at += 2 + extents * extent;
  }
  return false;
};

/** Big-endian; 0 behind the end. */
const uint = (bytes: Buffer, at: number, size: number): number =>
  at + size > bytes.length ? 0 : bytes.readUIntBE(at, size);

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
