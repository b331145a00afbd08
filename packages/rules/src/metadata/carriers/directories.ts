import { Reader } from './carrier.ts';

/** One tag of a TIFF directory. */
export interface DirectoryEntry {
  readonly tag: number;
  /** TIFF field type, 1–13. */
  readonly type: number;
  readonly count: number;
  /** Where its value begins in the block; within the directory itself for up to four bytes. */
  readonly offset: number;
  /** Its value's bytes, a view; shorter than declared where the block is cut. */
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

export interface Directory {
  /** `IFD0`, `IFD1`, `ExifIFD`, `GPS`, `Interop`, `SubIFD 1`, … */
  readonly name: string;
  /** Where it begins in the block. */
  readonly offset: number;
  readonly entries: readonly DirectoryEntry[];
}

/** The directories of a TIFF structure (TIFF 6.0, EXIF 3.0). */
export interface TiffStructure {
  readonly little: boolean;
  readonly directories: readonly Directory[];
  /** Why some of it could not be followed; null when all was. */
  readonly problem: string | null;
  /** It has more tags than are read, or values that lie over each other: no other reader should be given it. */
  readonly isExcessive: boolean;
}

const SIZES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  129: 1,
};

const POINTERS: Readonly<Record<number, string>> = { 34665: 'ExifIFD', 34853: 'GPS', 40965: 'Interop' };
const SUB_DIRECTORIES = 0x014a;

const MAX_DIRECTORIES = 64;
const MAX_ENTRIES = 1000;

/** Whether bytes begin as a TIFF structure does. */
export const isTiff = (bytes: Buffer): boolean => {
  const head = bytes.toString('latin1', 0, 4);
  return head === 'II*\0' || head === 'MM\0*';
};

interface Pointer {
  readonly name: string;
  readonly offset: number;
  /** Whether further directories are chained to it. */
  readonly isChained: boolean;
}

/**
 * Reads every directory of a TIFF structure: the chain of IFDs, and those that tags point to. Follows no offset twice; truncation, more than
 * 64 directories of 1000 tags, or overlapping values (more than twice the structure's length) are reported in `problem`. Canon's CR3 has each directory in a block of its own: `firstName` says which it is.
 */
export const readDirectories = (tiff: Buffer, firstName = 'IFD0'): TiffStructure => {
  const little = tiff[0] === 0x49;
  const reader = new Reader(tiff, little);
  const first = isTiff(tiff) ? reader.u32(4) : undefined;
  if (first === undefined) return { little, directories: [], problem: 'it is no TIFF structure', isExcessive: false };
  const directories: Directory[] = [];
  const seen = new Set<number>();
  const room = roomIn(tiff);
  const problems: string[] = [];
  let isExcessive = false;
  const queue: Pointer[] = [{ name: firstName, offset: first, isChained: firstName === 'IFD0' }];
  let chain = 0;
  let subs = 0;
  for (let pointer = queue.shift(); pointer !== undefined; pointer = queue.shift()) {
    const { name, offset, isChained } = pointer;
    if (seen.has(offset)) continue;
    if (directories.length >= MAX_DIRECTORIES) {
      problems.push(`it has more than ${MAX_DIRECTORIES} directories`);
      break;
    }
    seen.add(offset);
    const read = readEntries(reader, offset, room);
    if (read.problem !== null) problems.push(`${name}: ${read.problem}`);
    isExcessive ||= read.isExcessive;
    directories.push({ name, offset, entries: read.entries });
    for (const { tag, bytes, type } of read.entries) {
      const target = POINTERS[tag];
      if (target !== undefined) {
        const at = new Reader(bytes, little).u32(0);
        if (at !== undefined && at > 0) queue.push({ name: target, offset: at, isChained: false });
      } else if (tag === SUB_DIRECTORIES && (type === 4 || type === 13)) {
        for (const at of offsetsOf(bytes, little))
          queue.push({ name: `SubIFD ${++subs}`, offset: at, isChained: false });
      }
    }
    if (isChained && read.next !== undefined && read.next > 0) {
      queue.push({ name: `IFD${++chain}`, offset: read.next, isChained: true });
    }
  }
  return { little, directories, problem: problems[0] ?? null, isExcessive };
};

/** The 32-bit values of an entry. */
const offsetsOf = (bytes: Buffer, little: boolean): readonly number[] => {
  const reader = new Reader(bytes, little);
  return Array.from({ length: Math.min(MAX_DIRECTORIES, bytes.length >> 2) }, (_, i) => reader.u32(4 * i) ?? 0).filter(
    (offset) => offset > 0,
  );
};

/** The entries of the one directory at an offset of a block, such as of a maker note; what is cut is left out. */
export const entriesAt = (bytes: Buffer, offset: number, little: boolean): readonly DirectoryEntry[] =>
  readEntries(new Reader(bytes, little), offset, roomIn(bytes)).entries;

/** Bytes that the values of a structure may have: some share theirs, and those of a damaged directory are anywhere. */
const roomIn = ({ length }: Buffer): { bytes: number } => ({ bytes: 2 * length + 65_536 });

interface Entries {
  readonly entries: readonly DirectoryEntry[];
  readonly next: number | undefined;
  readonly problem: string | null;
  readonly isExcessive: boolean;
}

/** `room`: how many bytes the values of all directories may still have. */
const readEntries = (reader: Reader, offset: number, room: { bytes: number }): Entries => {
  const count = reader.u16(offset);
  if (count === undefined)
    return { entries: [], next: undefined, problem: 'it lies beyond the end', isExcessive: false };
  const entries: DirectoryEntry[] = [];
  let problem: string | null = count > MAX_ENTRIES ? `it declares ${count} tags` : null;
  for (let i = 0; i < Math.min(count, MAX_ENTRIES); i++) {
    const entry = readEntry(reader, offset + 2 + 12 * i);
    if (entry === undefined) {
      problem ??= 'it is cut';
      break;
    }
    room.bytes -= entry.bytes.length > 4 ? entry.bytes.length : 0;
    if (room.bytes < 0) {
      problem ??= 'its values lie over each other';
      break;
    }
    if (entry.isCut) problem ??= `tag 0x${entry.tag.toString(16)} is cut`;
    entries.push(entry);
  }
  return {
    entries,
    next: reader.u32(offset + 2 + 12 * count),
    problem,
    isExcessive: (count > MAX_ENTRIES && entries.length === MAX_ENTRIES) || room.bytes < 0,
  };
};

const readEntry = (reader: Reader, at: number): DirectoryEntry | undefined => {
  const [tag, type, count] = [reader.u16(at), reader.u16(at + 2), reader.u32(at + 4)];
  if (tag === undefined || type === undefined || count === undefined) return undefined;
  const length = (SIZES[type] ?? 0) * count;
  const start = length <= 4 ? at + 8 : (reader.u32(at + 8) ?? reader.bytes.length);
  const bytes = reader.bytes.subarray(start, start + length);
  return { tag, type, count, offset: start, bytes, isCut: bytes.length < length };
};

/** The first number of an entry of type BYTE, SHORT or LONG; undefined for others. */
export const numberOf = ({ type, bytes }: DirectoryEntry, little: boolean): number | undefined => {
  const reader = new Reader(bytes, little);
  if (type === 1 || type === 7) return reader.u8(0);
  if (type === 3) return reader.u16(0);
  return type === 4 || type === 13 ? reader.u32(0) : undefined;
};
