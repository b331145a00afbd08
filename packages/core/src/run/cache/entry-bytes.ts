import type { FileState } from '../../file/seen-files.ts';
import type { TextTable, WrittenTexts } from '../memory/text-table.ts';

/** An entry in little memory: the state of its file, and the numbers of its texts. */
export interface Row {
  readonly stat: FileState;
  readonly ids: readonly number[] | Uint32Array;
}

/** Rows by their subjects, with the texts that they brought along. */
export interface ReadRows {
  readonly rows: ReadonlyMap<string, Row>;
  /** Subjects of which there is nothing any more. */
  readonly gone: readonly string[];
  readonly texts: WrittenTexts;
}

const MAGIC = 'LLCP';

/**
 * `"LLCP"`, numbers of entries, of texts, of all numbers of entries, bytes of the names (u32, little-endian each); how many numbers each entry
 * has, how many bytes each text has, the numbers (u32 each), the states (four f64 an entry), the names of the subjects and of those that are gone
 * (JSON), the texts (JSON, UTF-8), of which each is used. Texts whose number is below `from` are not written: they lie elsewhere.
 */
export const encodeRows = (
  rows: ReadonlyMap<string, Row>,
  gone: readonly string[],
  texts: TextTable,
  from = 0,
): Buffer => {
  const all = [...rows.values()];
  const { ids, used } = renumbered(all, texts.size, from);
  const lengths = Uint32Array.from(used, (id) => texts.lengthOf(id));
  const names = Buffer.from(JSON.stringify([[...rows.keys()], gone]), 'utf8');
  const words = [all.length, used.length, ids.length, names.length];
  const head = MAGIC.length + 4 * (words.length + all.length + used.length + ids.length) + 32 * all.length;
  const bytes = Buffer.allocUnsafe(head + names.length + lengths.reduce((sum, length) => sum + length, 0));
  let at = bytes.write(MAGIC, 'latin1');
  const write = (word: number): void => {
    at = bytes.writeUInt32LE(word, at);
  };
  words.forEach(write);
  for (const row of all) write(row.ids.length);
  lengths.forEach(write);
  ids.forEach(write);
  for (const { stat } of all) for (const number of stat) at = bytes.writeDoubleLE(number, at);
  at += names.copy(bytes, at);
  for (const id of used) at = texts.copyTo(bytes, at, id);
  return bytes;
};

/** Reads what `encodeRows` wrote. Throws a `RangeError` or `SyntaxError` for anything else. */
export const decodeRows = (bytes: Buffer): ReadRows => {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('these are no entries');
  let at = MAGIC.length;
  const read = (): number => {
    const word = bytes.readUInt32LE(at);
    at += 4;
    return word;
  };
  const words = (count: number): Uint32Array => {
    if (at + 4 * count > bytes.length) throw new RangeError('the entries are cut');
    return new Uint32Array(count).map(read);
  };
  const [rowCount, textCount, idCount, nameBytes] = [read(), read(), read(), read()];
  const [rowLengths, lengths, ids] = [words(rowCount), words(textCount), words(idCount)];
  const statesAt = at;
  const namesAt = statesAt + 32 * rowCount;
  const [names, gone]: readonly [readonly string[], readonly string[]] = JSON.parse(
    bytes.toString('utf8', namesAt, namesAt + nameBytes),
  );
  if (names.length !== rowCount) throw new RangeError('an entry has no name');
  const rows = new Map<string, Row>();
  let next = 0;
  names.forEach((name, row) => {
    const end = next + (rowLengths[row] ?? 0);
    const part = (k: number): number => bytes.readDoubleLE(statesAt + 8 * (4 * row + k));
    rows.set(name, { stat: [part(0), part(1), part(2), part(3)], ids: ids.subarray(next, end) });
    next = end;
  });
  if (next !== idCount) throw new RangeError('something is left over');
  return { rows, gone, texts: { bytes: bytes.subarray(namesAt + nameBytes), lengths } };
};

/** All numbers of rows: those below `from` as they are, the others of the texts that are used alone, in the order in which these are met. */
const renumbered = (
  rows: readonly Row[],
  texts: number,
  from: number,
): { readonly ids: Uint32Array; readonly used: readonly number[] } => {
  const positions = new Int32Array(texts).fill(-1);
  const used: number[] = [];
  const ids = new Uint32Array(rows.reduce((sum, row) => sum + row.ids.length, 0));
  let count = 0;
  for (const row of rows) {
    for (const id of row.ids) {
      if (id < from) {
        ids[count++] = id;
        continue;
      }
      if (positions[id] === -1) {
        positions[id] = from + used.length;
        used.push(id);
      }
      ids[count++] = positions[id] ?? -1;
    }
  }
  return { ids, used };
};
