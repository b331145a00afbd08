import type { FileState } from '../../file/seen-files.ts';
import type { TextTable, WrittenTexts } from '../memory/text-table.ts';

/** Stands in a pattern for a number that is the row's own. */
export const OWN_TEXT = 0xffffffff;

/** Numbers of texts that many entries have in common, one object for all of them; `OWN_TEXT` where each has one of its own. */
export type RowPattern = readonly number[];

/** An entry in little memory: the state of its file, and the numbers of its texts. */
export interface Row {
  readonly stat: FileState;
  readonly pattern: RowPattern;
  /** For the places that the pattern leaves open. */
  readonly own: readonly number[];
}

/** All numbers of a row. */
export const idsOf = ({ pattern, own }: Row): number[] => {
  const ids = pattern.slice();
  for (let place = 0, next = 0; next < own.length; place++) if (ids[place] === OWN_TEXT) ids[place] = own[next++] ?? -1;
  return ids;
};

/** Rows by their subjects, with the texts that they brought along. */
export interface ReadRows {
  readonly rows: ReadonlyMap<string, Row>;
  /** Subjects of which there is nothing any more. */
  readonly gone: readonly string[];
  readonly texts: WrittenTexts;
}

const MAGIC = 'LLCP';

/**
 * `"LLCP"`, numbers of entries, of texts, of patterns, of all numbers of patterns and of entries, bytes of the names (u32, little-endian each); the pattern of each entry, how
 * many numbers each pattern has, how many bytes each text has, the numbers of patterns and those of entries (u32 each), the states (four f64 an entry), the names of the
 * subjects and of those that are gone (JSON), the texts (JSON, UTF-8), of which each is used. Texts whose number is below `from` are not written: they lie elsewhere.
 */
export const encodeRows = (
  rows: ReadonlyMap<string, Row>,
  gone: readonly string[],
  texts: TextTable,
  from = 0,
): Buffer => {
  const all = [...rows.values()];
  const patterns = new Map<RowPattern, number>();
  for (const { pattern } of all) if (!patterns.has(pattern)) patterns.set(pattern, patterns.size);
  const { used, renumber } = renumbering(texts.size, from);
  const common = [...patterns.keys()].flatMap((pattern) => pattern.map(renumber));
  const own = all.flatMap((row) => row.own.map(renumber));
  const names = Buffer.from(JSON.stringify([[...rows.keys()], gone]), 'utf8');
  const words = [
    [all.length, used.length, patterns.size, common.length, own.length, names.length],
    all.map(({ pattern }) => patterns.get(pattern) ?? 0),
    [...patterns.keys()].map(({ length }) => length),
    used.map((id) => texts.lengthOf(id)),
    common,
    own,
  ];
  const textBytes = used.reduce((sum, id) => sum + texts.lengthOf(id), 0);
  const wordCount = words.reduce((sum, { length }) => sum + length, 0);
  const bytes = Buffer.allocUnsafe(MAGIC.length + 4 * wordCount + 32 * all.length + names.length + textBytes);
  let at = bytes.write(MAGIC, 'latin1');
  for (const part of words) for (const word of part) at = bytes.writeUInt32LE(word, at);
  for (const { stat } of all) for (const number of stat) at = bytes.writeDoubleLE(number, at);
  at += names.copy(bytes, at);
  for (const id of used) at = texts.copyTo(bytes, at, id);
  return bytes;
};

/** Reads what `encodeRows` wrote. Throws a `RangeError` or `SyntaxError` for anything else. */
export const decodeRows = (bytes: Buffer): ReadRows => {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('these are no entries');
  let at = MAGIC.length;
  const words = (count: number): Uint32Array => {
    if (at + 4 * count > bytes.length) throw new RangeError('the entries are cut');
    const read = new Uint32Array(count);
    for (let k = 0; k < count; k++, at += 4) read[k] = bytes.readUInt32LE(at);
    return read;
  };
  const [rowCount = 0, textCount = 0, patternCount = 0, commonCount = 0, ownCount = 0, nameBytes = 0] = words(6);
  const [patternOf, patternLengths, lengths] = [words(rowCount), words(patternCount), words(textCount)];
  const [common, own] = [words(commonCount), words(ownCount)];
  const statesAt = at;
  const namesAt = statesAt + 32 * rowCount;
  const [names, gone]: readonly [readonly string[], readonly string[]] = JSON.parse(
    bytes.toString('utf8', namesAt, namesAt + nameBytes),
  );
  if (names.length !== rowCount) throw new RangeError('an entry has no name');
  const patterns = cutBy(patternLengths, common);
  const open = patterns.map((pattern) => pattern.reduce((sum, id) => sum + Number(id === OWN_TEXT), 0));
  const owns = cutBy(
    Uint32Array.from(patternOf, (pattern) => open[pattern] ?? Number.NaN),
    own,
  );
  const rows = new Map<string, Row>();
  names.forEach((name, row) => {
    const part = (k: number): number => bytes.readDoubleLE(statesAt + 8 * (4 * row + k));
    const pattern = patterns[patternOf[row] ?? -1];
    if (pattern === undefined) throw new RangeError('an entry has no pattern');
    rows.set(name, { stat: [part(0), part(1), part(2), part(3)], pattern, own: owns[row] ?? [] });
  });
  return { rows, gone, texts: { bytes: bytes.subarray(namesAt + nameBytes), lengths } };
};

/** Numbers in lists of these lengths. */
const cutBy = (lengths: Uint32Array, numbers: Uint32Array): readonly (readonly number[])[] => {
  const lists: number[][] = [];
  let next = 0;
  for (const length of lengths) {
    const list: number[] = [];
    for (const end = next + length; next < end; next++) list.push(numbers[next] ?? 0);
    lists.push(list.slice());
  }
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
