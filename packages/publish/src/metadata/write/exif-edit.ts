import { type Directory, type DirectoryEntry, isTiff, readDirectories } from '@listing-lint/rules/metadata';

export interface ExifEdit {
  /** Whether a tag of a directory goes; whole directories by their pointer (`IFD0`, 0x8825). */
  readonly removes: (directory: string, entry: DirectoryEntry) => boolean;
  /** Whether the embedded thumbnail (IFD1 with its picture) goes. */
  readonly removesThumbnail: boolean;
  /** The thumbnail, a JPEG, edited; not longer than it was. */
  readonly editsThumbnail: (jpeg: Buffer) => Buffer;
}

/** Tags that point to directories. */
const DIRECTORIES: Readonly<Record<number, string>> = { 34665: 'ExifIFD', 34853: 'GPS', 40965: 'Interop' };

/**
 * An EXIF block of the same length without the tags that go: their entries are taken out of their directories, their values filled with
 * zeros, and nothing else moves, so that maker notes with offsets of their own stay whole. Throws for a block that cannot be followed to
 * its end, and where a value that goes shares its bytes with one that stays.
 */
export const editExif = (tiff: Buffer, { removes, removesThumbnail, editsThumbnail }: ExifEdit): Buffer => {
  const { directories, problem, little } = readDirectories(tiff);
  if (!isTiff(tiff) || problem !== null)
    throw new Error(`the EXIF block cannot be edited: ${problem ?? 'it is no TIFF structure'}`);
  const gone = goneDirectories(directories, removes, removesThumbnail);
  const out = Buffer.from(tiff);
  const keeps: (readonly [start: number, end: number])[] = [];
  const clears: (readonly [start: number, end: number])[] = [];
  for (const directory of directories) {
    const isGone = gone.has(directory.name);
    const removed = directory.entries.filter((entry) => isGone || removes(directory.name, entry));
    for (const entry of directory.entries) {
      if (entry.bytes.length > 4) (removed.includes(entry) ? clears : keeps).push(extentOf(entry));
    }
    if (isGone) clears.push([directory.offset, directory.offset + 2 + 12 * directory.entries.length + 4]);
    else if (removed.length > 0) takeOut(out, directory, removed, little);
  }
  if (gone.has('IFD1')) {
    clears.push(...thumbnailExtents(directories, little));
    endChain(out, directories);
  }
  for (const [start, end] of clears) {
    if (keeps.some(([from, to]) => from < end && start < to))
      throw new Error('the EXIF block cannot be edited: values in it share their bytes');
    out.fill(0, start, end);
  }
  if (!gone.has('IFD1')) editThumbnail(out, directories, little, editsThumbnail);
  return out;
};

/** Writes the edited thumbnail where it lies; what is left over behind it becomes zeros. */
const editThumbnail = (
  out: Buffer,
  directories: readonly Directory[],
  little: boolean,
  edits: ExifEdit['editsThumbnail'],
): void => {
  const [extent] = thumbnailExtents(directories, little);
  const length = directories.find(({ name }) => name === 'IFD1')?.entries.find(({ tag }) => tag === THUMBNAIL_LENGTH);
  if (extent === undefined || length === undefined) return;
  const [start, end] = extent;
  const thumbnail = Buffer.from(out.subarray(start, end));
  if (thumbnail.length < end - start || thumbnail[0] !== 0xff || thumbnail[1] !== 0xd8) return;
  const edited = edits(thumbnail);
  if (edited.equals(thumbnail)) return;
  if (edited.length > thumbnail.length) throw new Error('the thumbnail has no room for the change');
  out.fill(0, start, end);
  edited.copy(out, start);
  if (little) out.writeUInt32LE(edited.length, length.offset);
  else out.writeUInt32BE(edited.length, length.offset);
};

const extentOf = ({ offset, bytes }: DirectoryEntry): readonly [number, number] => [offset, offset + bytes.length];

/** Directories that go as a whole: those whose pointer goes, and the thumbnail's. */
const goneDirectories = (
  directories: readonly Directory[],
  removes: ExifEdit['removes'],
  removesThumbnail: boolean,
): ReadonlySet<string> => {
  const gone = new Set<string>(removesThumbnail ? ['IFD1'] : []);
  for (const { name, entries } of directories) {
    for (const entry of entries) {
      const target = DIRECTORIES[entry.tag];
      if (target !== undefined && removes(name, entry)) gone.add(target);
    }
  }
  return gone;
};

/** Writes a directory's table again without some of its entries; what is left over at its end becomes zeros. */
const takeOut = (
  out: Buffer,
  { offset, entries }: Directory,
  removed: readonly DirectoryEntry[],
  little: boolean,
): void => {
  const table = Buffer.from(out.subarray(offset, offset + 2 + 12 * entries.length + 4));
  const kept = entries.flatMap((entry, i) =>
    removed.includes(entry) ? [] : [table.subarray(2 + 12 * i, 14 + 12 * i)],
  );
  const fresh = Buffer.alloc(table.length);
  if (little) fresh.writeUInt16LE(kept.length, 0);
  else fresh.writeUInt16BE(kept.length, 0);
  Buffer.concat([...kept, table.subarray(table.length - 4)]).copy(fresh, 2);
  fresh.copy(out, offset);
};

const THUMBNAIL_OFFSET = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;

const thumbnailExtents = (directories: readonly Directory[], little: boolean): (readonly [number, number])[] => {
  const entries = directories.find(({ name }) => name === 'IFD1')?.entries ?? [];
  const value = (tag: number): number | undefined => {
    const bytes = entries.find((entry) => entry.tag === tag)?.bytes;
    return bytes === undefined || bytes.length < 4 ? undefined : little ? bytes.readUInt32LE(0) : bytes.readUInt32BE(0);
  };
  const [start, length] = [value(THUMBNAIL_OFFSET), value(THUMBNAIL_LENGTH)];
  return start === undefined || length === undefined ? [] : [[start, start + length]];
};

/** Lets the chain of directories end with the first. */
const endChain = (out: Buffer, directories: readonly Directory[]): void => {
  const first = directories.find(({ name }) => name === 'IFD0');
  if (first === undefined) return;
  const count = out[0] === 0x49 ? out.readUInt16LE(first.offset) : out.readUInt16BE(first.offset);
  out.writeUInt32LE(0, first.offset + 2 + 12 * count);
};
