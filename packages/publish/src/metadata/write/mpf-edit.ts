import { readDirectories, segmentsOf, startsWith } from '@listing-lint/rules/metadata';

const MP_ENTRIES = 0xb002;
const ENTRY = 16;

/** Where the picture ended in a file before it was written anew, and where it ends now. */
interface Ends {
  readonly old: Buffer;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * Brings the index of a multi-picture file (CIPA DC-007) in step after its first picture has grown or shrunk: offsets count from the
 * index itself, so that they change by what changed between it and the end of the first picture.
 */
export const movedPictures = (file: Buffer, { old, oldEnd, newEnd }: Ends): Buffer => {
  const [before, after] = [indexOf(old), indexOf(file)];
  if (before === null || after === null) return file;
  const shift = newEnd - after.start - (oldEnd - before.start);
  const { little, directories } = readDirectories(after.tiff);
  const entries = directories.flatMap((directory) => directory.entries).find(({ tag }) => tag === MP_ENTRIES);
  if (entries === undefined) return file;
  const out = Buffer.from(file);
  for (let at = entries.offset; at + ENTRY <= entries.offset + entries.bytes.length; at += ENTRY) {
    const place = after.start + at;
    const read = (offset: number): number =>
      little ? out.readUInt32LE(place + offset) : out.readUInt32BE(place + offset);
    const write = (value: number, offset: number): void => {
      if (little) out.writeUInt32LE(value, place + offset);
      else out.writeUInt32BE(value, place + offset);
    };
    // The first picture is at offset 0, and its size is its own.
    if (read(8) === 0) write(read(4) + newEnd - oldEnd, 4);
    else write(read(8) + shift, 8);
  }
  return out;
};

const indexOf = (bytes: Buffer): { readonly start: number; readonly tiff: Buffer } | null => {
  const segment = segmentsOf(bytes).segments.find(({ marker, data }) => marker === 0xe2 && startsWith(data, 'MPF\0'));
  return segment === undefined ? null : { start: segment.start + 8, tiff: segment.data.subarray(4) };
};
