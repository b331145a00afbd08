import { createHash } from 'node:crypto';
import { type Directory, type DirectoryEntry, readDirectories } from './directories.ts';

const SUBFILE_TYPE = 254;
/** Where strips and tiles lie, and how long they are (TIFF 6.0, sections 3 and 15). */
const DATA = [
  { offsets: 273, lengths: 279 },
  { offsets: 324, lengths: 325 },
] as const;
/** Tags that say what a decoder makes of the data: sizes, depths, compression, colours, predictor, tables. */
const DECODING: ReadonlySet<number> = new Set([
  ...[256, 257, 258, 259, 262, 263, 266, 277, 278, 279, 284, 292, 293, 301, 317, 318, 319, 320, 322, 323, 325],
  ...[332, 333, 334, 338, 339, 340, 341, 347, 512, 515, 519, 520, 521, 529, 530, 531, 532],
]);

/**
 * A hash over the pages of a TIFF: the strips or tiles of every directory that is no reduced copy of another, and the tags that say how they are
 * decoded. Null where a page cannot be followed, or where the data overlap by more than the file is long.
 */
export const tiffPictureData = (bytes: Buffer): string | null => {
  const { directories, little, problem } = readDirectories(bytes);
  const pages = directories.filter((directory) => isPage(directory, little));
  if (problem !== null || pages.length === 0) return null;
  const hash = createHash('sha256');
  let left = 2 * bytes.length;
  for (const { entries } of pages) {
    hash.update('page\n');
    for (const { tag, type, bytes: value, isCut } of entries) {
      if (isCut) return null;
      if (DECODING.has(tag)) hash.update(`${tag} ${type} ${value.length}\n`).update(value);
    }
    for (const { offsets, lengths } of DATA) {
      const numbers = (wanted: number): readonly number[] => {
        const entry = entries.find(({ tag }) => tag === wanted);
        return entry === undefined ? [] : placesOf(entry, little);
      };
      const [starts, sizes] = [numbers(offsets), numbers(lengths)];
      if (starts.length !== sizes.length) return null;
      for (const [i, start] of starts.entries()) {
        const size = sizes[i] ?? 0;
        left -= size;
        if (start + size > bytes.length || left < 0) return null;
        hash.update(bytes.subarray(start, start + size));
      }
    }
  }
  return hash.digest('hex');
};

/** A directory with strips or tiles of its own that is no smaller copy of another. */
const isPage = ({ name, entries }: Directory, little: boolean): boolean => {
  if (!/^(?:IFD|SubIFD)/.test(name) || !DATA.some(({ offsets }) => entries.some(({ tag }) => tag === offsets)))
    return false;
  const kind = entries.find(({ tag }) => tag === SUBFILE_TYPE);
  const [value = 0] = kind === undefined ? [] : placesOf(kind, little);
  return (value & 1) === 0;
};

const [SHORT, LONG] = [3, 4];

/** All numbers of an entry of 16 or 32 bits, however many; none of another type. */
const placesOf = ({ type, bytes }: DirectoryEntry, little: boolean): readonly number[] => {
  if (type !== SHORT && type !== LONG) return [];
  const size = type === SHORT ? 2 : 4;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) =>
    type === SHORT ? view.getUint16(size * i, little) : view.getUint32(size * i, little),
  );
};
