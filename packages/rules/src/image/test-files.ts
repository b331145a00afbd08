import { deflateSync } from 'node:zlib';
import { pngChunk } from './read/headers/png-chunk.ts';

/** Pieces of files for tests: containers built byte by byte, so that they can be as wrong as a test needs. */

/** A grey 1-bit PNG of the given size, with more chunks before its data. */
export const greyPng = (width: number, height: number, chunks: readonly Buffer[] = []): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...chunks,
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A JPEG marker segment. */
export const jpegSegment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** A JPEG with segments put in behind its first marker. */
export const withSegments = (jpeg: Buffer, segments: readonly Buffer[]): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

/** A value of a TIFF directory: text, a short number, whole rationals, bytes of no declared type, or another directory. */
type TiffValue = string | number | readonly number[] | Buffer | TiffDirectory;
export interface TiffDirectory {
  readonly [tag: number]: TiffValue;
}

/** A little-endian TIFF structure from tags by number; a directory as a value is put behind and pointed to. */
export const tiffOf = (directory: TiffDirectory): Buffer => {
  const header = Buffer.from('II*\0\x08\0\0\0', 'latin1');
  return Buffer.concat([header, directoryAt(directory, 8)]);
};

const DIRECTORY = 4;

/** A value that is put behind its table: TIFF type, count and bytes, which begin at `offset`. */
const encoded = (
  value: Exclude<TiffValue, number>,
  offset: number,
): { readonly type: number; readonly count: number; readonly data: Buffer } => {
  if (isRationals(value)) return { type: 5, count: value.length, data: rationalsOf(value) };
  if (Buffer.isBuffer(value)) return { type: 7, count: value.length, data: value };
  if (typeof value !== 'string') return { type: DIRECTORY, count: 1, data: directoryAt(value, offset) };
  const data = Buffer.from(`${value}\0`);
  return { type: 2, count: data.length, data };
};

const isRationals = (value: Exclude<TiffValue, number>): value is readonly number[] => Array.isArray(value);

const rationalsOf = (values: readonly number[]): Buffer => {
  const data = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    data.writeUInt32LE(value, 8 * i);
    data.writeUInt32LE(1, 8 * i + 4);
  });
  return data;
};

const directoryAt = (directory: TiffDirectory, offset: number): Buffer => {
  const entries = Object.entries(directory)
    .map(([tag, value]) => ({ tag: Number(tag), value }))
    .sort((a, b) => a.tag - b.tag);
  const table = Buffer.alloc(2 + 12 * entries.length + 4);
  table.writeUInt16LE(entries.length, 0);
  const behind: Buffer[] = [];
  let end = offset + table.length;
  entries.forEach(({ tag, value }, index) => {
    const at = 2 + 12 * index;
    table.writeUInt16LE(tag, at);
    if (typeof value === 'number') {
      table.writeUInt16LE(3, at + 2);
      table.writeUInt32LE(1, at + 4);
      table.writeUInt16LE(value, at + 8);
      return;
    }
    const { type, count, data } = encoded(value, end);
    table.writeUInt16LE(type, at + 2);
    table.writeUInt32LE(count, at + 4);
    if (type !== DIRECTORY && data.length <= 4) {
      data.copy(table, at + 8);
      return;
    }
    table.writeUInt32LE(end, at + 8);
    behind.push(data);
    end += data.length;
  });
  return Buffer.concat([table, ...behind]);
};

export const exifSegment = (directory: TiffDirectory): Buffer =>
  jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiffOf(directory)]));

export const xmpSegment = (xmp: string): Buffer =>
  jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`));

/** A Photoshop segment whose only resource is IPTC, of datasets `[record, dataset, bytes]`. */
export const iptcSegment = (datasets: readonly (readonly [number, number, Buffer])[]): Buffer => {
  const iptc = Buffer.concat(
    datasets.map(([record, dataset, data]) => {
      const head = Buffer.from([0x1c, record, dataset, 0, 0]);
      head.writeUInt16BE(data.length, 3);
      return Buffer.concat([head, data]);
    }),
  );
  const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iptc.length, 8);
  return jpegSegment(
    0xed,
    Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), head, iptc, Buffer.alloc(iptc.length % 2)]),
  );
};

/** EXIF whose first directory holds these tags (one or more), and whose IFD1 points to a thumbnail. */
export const thumbnailSegment = (directory: TiffDirectory, thumbnail: Buffer): Buffer => {
  const tiff = tiffOf(directory);
  const count = tiff.readUInt16LE(8);
  tiff.writeUInt32LE(tiff.length, 10 + 12 * count);
  const ifd1 = Buffer.alloc(2 + 24 + 4);
  ifd1.writeUInt16LE(2, 0);
  for (const [i, tag, value] of [
    [0, 0x0201, tiff.length + ifd1.length],
    [1, 0x0202, thumbnail.length],
  ] as const) {
    ifd1.writeUInt16LE(tag, 2 + 12 * i);
    ifd1.writeUInt16LE(4, 4 + 12 * i);
    ifd1.writeUInt32LE(1, 6 + 12 * i);
    ifd1.writeUInt32LE(value, 10 + 12 * i);
  }
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, ifd1, thumbnail]));
};
