import { endianness } from 'node:os';
import { utf8Of } from '../../file/utf8.ts';
import type { CheckedBytes } from '../../text/sections.ts';
import type { TextTable, WrittenTexts } from '../memory/text-table.ts';
import type { Rows } from './named-rows.ts';
import { OWN_TEXT, type RowColumns, type RowPattern, type RowStore } from './row-store.ts';

/** Rows with their subjects, and the texts that they brought along. */
export interface ReadRows {
  /** Subjects of the rows. */
  readonly names: readonly string[];
  readonly columns: RowColumns;
  /** Subjects of which there is nothing any more. */
  readonly gone: readonly string[];
  readonly texts: WrittenTexts;
}

/** What has changed since entries were read, and how these lie on disk. */
export interface EntryChanges {
  readonly base: CheckedBytes;
  readonly changes: Buffer;
}

const MAGIC = 'LLCP';

/**
 * `"LLCP"`, numbers of entries, of texts, of patterns, of all numbers of patterns and of entries, bytes of the names (u32, little-endian each); the pattern of each entry, how
 * many numbers each pattern has, how many bytes each text has, the numbers of patterns and those of entries (u32 each), the states (four f64 an entry), the names of the
 * subjects and of those that are gone (JSON), the texts (JSON, UTF-8), of which each is used. Texts whose number is below `from` are not written: they lie elsewhere.
 */
export const encodeRows = (
  rows: Rows,
  gone: readonly string[],
  { store, texts, from = 0 }: { readonly store: RowStore; readonly texts: TextTable; readonly from?: number },
): Buffer => {
  const patterns = new Map<RowPattern, number>();
  for (const row of rows.values()) {
    const pattern = store.patternOf(row);
    if (!patterns.has(pattern)) patterns.set(pattern, patterns.size);
  }
  const { used, renumber } = renumbering(texts.size, from);
  const common = [...patterns.keys()].flatMap(({ ids }) => ids.map(renumber));
  const ownCount = sumOf(rows.values(), (row) => store.patternOf(row).ownCount);
  const own = new Uint32Array(ownCount);
  const [patternOf, states] = [new Uint32Array(rows.size), new Float64Array(4 * rows.size)];
  let [next, row] = [0, 0];
  for (const each of rows.values()) {
    for (const id of store.ownOf(each)) own[next++] = renumber(id);
    patternOf[row] = patterns.get(store.patternOf(each)) ?? 0;
    states.set(store.stateOf(each), 4 * row++);
  }
  const names = utf8Of(JSON.stringify([[...rows.keys()], gone]));
  const textBytes = Buffer.allocUnsafe(sumOf(used, (id) => texts.lengthOf(id)));
  let at = 0;
  for (const id of used) at = texts.copyTo(textBytes, at, id);
  return Buffer.concat([
    Buffer.from(MAGIC, 'latin1'),
    bytesOf(Uint32Array.of(rows.size, used.length, patterns.size, common.length, ownCount, names.length)),
    bytesOf(patternOf),
    bytesOf(Uint32Array.from(patterns.keys(), ({ ids }) => ids.length)),
    bytesOf(Uint32Array.from(used, (id) => texts.lengthOf(id))),
    bytesOf(Uint32Array.from(common)),
    bytesOf(own),
    bytesOf(states),
    names,
    textBytes,
  ]);
};

/** Reads what `encodeRows` wrote. Throws a `RangeError` or `SyntaxError` for anything else. */
export const decodeRows = (bytes: Buffer): ReadRows => {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('these are no entries');
  let at = MAGIC.length;
  const part = (length: number): ArrayBuffer => {
    if (at + length > bytes.length) throw new RangeError('the entries are cut');
    const start = bytes.byteOffset + at;
    at += length;
    const copy = new Uint8Array(length);
    copy.set(new Uint8Array(bytes.buffer, start, length));
    return copy.buffer;
  };
  const words = (count: number): Uint32Array<ArrayBuffer> => new Uint32Array(inOrder(part(4 * count), 4));
  const [rowCount = 0, textCount = 0, patternCount = 0, commonCount = 0, ownCount = 0, nameBytes = 0] = words(6);
  const [patternOf, patternLengths, lengths] = [words(rowCount), words(patternCount), words(textCount)];
  const [common, own] = [words(commonCount), words(ownCount)];
  const states = new Float64Array(inOrder(part(32 * rowCount), 8));
  const [names, gone]: readonly [readonly string[], readonly string[]] = JSON.parse(
    bytes.toString('utf8', at, at + nameBytes),
  );
  if (names.length !== rowCount) throw new RangeError('an entry has no name');
  const columns = { states, patterns: cutBy(patternLengths, common), patternOf, own };
  return { names, columns, gone, texts: { bytes: bytes.subarray(at + nameBytes), lengths } };
};

const IS_BIG = endianness() === 'BE';

/** Numbers of so many bytes as they lie in a file, little-endian, made this machine's, or the other way round. */
const inOrder = (buffer: ArrayBuffer, width: 4 | 8): ArrayBuffer => {
  if (!IS_BIG) return buffer;
  const bytes = Buffer.from(buffer);
  if (width === 4) bytes.swap32();
  else bytes.swap64();
  return buffer;
};

/** As they lie in a file; nobody else has the numbers. */
const bytesOf = (numbers: Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): Buffer =>
  Buffer.from(inOrder(numbers.buffer, numbers instanceof Uint32Array ? 4 : 8));

const sumOf = <T>(all: Iterable<T>, of: (each: T) => number): number => {
  let sum = 0;
  for (const each of all) sum += of(each);
  return sum;
};

/** Numbers in lists of these lengths. */
const cutBy = (lengths: Uint32Array, numbers: Uint32Array): readonly (readonly number[])[] => {
  let next = 0;
  const lists = Array.from(lengths, (length) => {
    const list = [...numbers.subarray(next, next + length)];
    next += length;
    return list;
  });
  if (next !== numbers.length) throw new RangeError('something is left over');
  return lists;
};

/** Gives those below `from` as they are, the others as numbers of the texts that are used alone, in the order in which these are met. */
const renumbering = (
  texts: number,
  from: number,
): { readonly used: readonly number[]; readonly renumber: (id: number) => number } => {
  const positions = new Int32Array(texts).fill(-1);
  const used: number[] = [];
  const renumber = (id: number): number => {
    if (id < from || id === OWN_TEXT) return id;
    if (positions[id] === -1) {
      positions[id] = from + used.length;
      used.push(id);
    }
    return positions[id] ?? -1;
  };
  return { used, renumber };
};
