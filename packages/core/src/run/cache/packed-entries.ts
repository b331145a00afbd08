import type { FileState } from '../../file/seen-files.ts';
import type { Kept } from '../../model/fact.ts';
import type { Judgement } from '../judge.ts';
import type { FactSnapshot } from '../memory/fact-memo.ts';
import type { LaterSnapshot } from '../memory/shelf.ts';
import { TextTable } from '../memory/text-table.ts';
import type { CacheEntry, PlainEntries, Settled } from './cache-entry.ts';

/** What the texts of an entry say, one after the other; most entries of a run have one shape. */
interface Shape {
  /** Number of verdicts; absent where it was not judged. */
  readonly verdicts?: number;
  /** Ids of what is kept, and whether each is a value or says why there is none. */
  readonly kept: readonly (readonly [string, boolean])[];
  readonly facts?: readonly (readonly [Pick<FactSnapshot, 'id' | 'params' | 'timed'>, boolean])[];
  /** Number of verdicts over the set. */
  readonly settled?: number;
}

/** Numbers of texts: shape, sha256, key, asOf, where it was judged the rest of the judgement, file and verdicts; then what is kept, then the facts, then the date and verdicts of what is settled. */
interface Row {
  readonly stat: FileState;
  readonly ids: readonly number[] | Uint32Array;
}

/** Entries of a cache in little memory, and as bytes: nothing of one is made before it is asked for, and what has not changed is written as it was read. */
export class PackedEntries {
  readonly #texts: TextTable;
  readonly #rows = new Map<string, Row>();

  private constructor(texts: TextTable) {
    this.#texts = texts;
  }

  static empty(): PackedEntries {
    return new PackedEntries(new TextTable());
  }

  static of(plain: PlainEntries): PackedEntries {
    const packed = PackedEntries.empty();
    for (const [subject, entry] of Object.entries(plain)) packed.put(subject, entry);
    return packed;
  }

  /** None yet, of the same texts: entries can be taken over. */
  successor(): PackedEntries {
    return new PackedEntries(this.#texts);
  }

  put(subject: string, entry: CacheEntry): void {
    const { stat, sha256, key, asOf = null, judgement, kept, snapshot, settled } = entry;
    const values = Object.values(kept);
    const texts = this.#texts;
    const ids = [texts.id(shapeOf(entry)), texts.id(sha256), texts.id(key), texts.id(asOf)];
    if (judgement !== undefined) {
      const { verdicts, file = null, ...rest } = judgement;
      ids.push(texts.id(rest), texts.id(file), ...verdicts.map((verdict) => texts.id(verdict)));
    }
    for (const value of values) ids.push(texts.id('value' in value ? value.value : value));
    for (const fact of snapshot?.facts ?? []) {
      if ('value' in fact) ids.push(texts.id(fact.value));
      else ids.push(texts.id({ error: fact.error, code: fact.code }));
    }
    this.#rows.set(subject, { stat, ids: [...ids, ...this.#settledIds(settled)] });
  }

  /** Puts what the second pass came to in place of what an entry holds of that; nothing where there is no entry. */
  settle(subject: string, settled: Settled | undefined): void {
    const row = this.#rows.get(subject);
    if (row === undefined) return;
    const { settled: before, ...shape }: Shape = this.#texts.value(row.ids[0] ?? -1);
    if (before === undefined && settled === undefined) return;
    const own = row.ids.slice(1, row.ids.length - settledLength(before));
    const [now, ids] = [settled?.verdicts.length, this.#settledIds(settled)];
    const id = this.#texts.id(now === undefined ? shape : { ...shape, settled: now });
    this.#rows.set(subject, { ...row, ids: [id, ...own, ...ids] });
  }

  /** What the second pass came to; undefined where that is not remembered. */
  settledOf(subject: string): Settled | undefined {
    const row = this.#rows.get(subject);
    const { settled }: Pick<Shape, 'settled'> = row === undefined ? {} : this.#texts.value(row.ids[0] ?? -1);
    if (row === undefined || settled === undefined) return undefined;
    const read = this.#reader(row, row.ids.length - settledLength(settled));
    return { ...present('asOf', read()), verdicts: Array.from({ length: settled }, read) };
  }

  #settledIds(settled: Settled | undefined): readonly number[] {
    if (settled === undefined) return [];
    return [settled.asOf ?? null, ...settled.verdicts].map((part) => this.#texts.id(part));
  }

  /** Whether there is an entry that says what was found of a file. */
  isOfFile(subject: string): boolean {
    return this.#rows.get(subject)?.stat.some((part) => part !== 0) === true;
  }

  /** Whether an entry is the very one that others hold, but for its times. */
  isTaken(subject: string, from: PackedEntries): boolean {
    const row = this.#rows.get(subject);
    return row !== undefined && row.ids === from.#rows.get(subject)?.ids;
  }

  /** Whose they are. */
  get subjects(): Iterable<string> {
    return this.#rows.keys();
  }

  /** Takes an entry over from those that it has its texts in common with; its file is what it was, but for its times. */
  take(subject: string, from: PackedEntries, stat?: FileState): void {
    const row = from.#rows.get(subject);
    if (row !== undefined) this.#rows.set(subject, stat === undefined ? row : { ...row, stat });
  }

  has(subject: string): boolean {
    return this.#rows.has(subject);
  }

  /** All of an entry but the facts for the second pass, and what that came to. */
  get(subject: string): Omit<CacheEntry, 'snapshot' | 'settled'> | undefined {
    const row = this.#rows.get(subject);
    if (row === undefined) return undefined;
    const read = this.#reader(row);
    const shape: Shape = read();
    const about = { stat: row.stat, sha256: read(), key: read(), ...present('asOf', read()) };
    const judgement = (verdicts: number): Omit<Judgement, 'subject'> => {
      const rest = read();
      return { ...rest, ...present('file', read()), verdicts: Array.from({ length: verdicts }, read) };
    };
    const judged = shape.verdicts === undefined ? {} : { judgement: judgement(shape.verdicts) };
    const kept = shape.kept.map(([id, isValue]): [string, Kept<unknown>] => [id, isValue ? { value: read() } : read()]);
    return { ...about, ...judged, kept: Object.fromEntries(kept) };
  }

  /** The facts for the second pass, made when they are asked for; undefined where it has none. */
  snapshotOf(subject: string): LaterSnapshot | undefined {
    const row = this.#rows.get(subject);
    if (row === undefined) return undefined;
    const { verdicts, kept, facts }: Shape = this.#texts.value(row.ids[0] ?? -1);
    if (facts === undefined) return undefined;
    return () => {
      const read = this.#reader(row, 4 + (verdicts === undefined ? 0 : 2 + verdicts) + kept.length);
      return {
        facts: facts.map(([about, isValue]): FactSnapshot => ({ ...about, ...(isValue ? { value: read() } : read()) })),
      };
    };
  }

  /** All of an entry. */
  whole(subject: string): CacheEntry | undefined {
    const entry = this.get(subject);
    if (entry === undefined) return undefined;
    const [snapshot, settled] = [this.snapshotOf(subject), this.settledOf(subject)];
    return {
      ...entry,
      ...(snapshot === undefined ? {} : { snapshot: snapshot() }),
      ...(settled === undefined ? {} : { settled }),
    };
  }

  toJSON(): PlainEntries {
    const plain: { [subject: string]: CacheEntry } = Object.create(null);
    for (const subject of this.#rows.keys()) {
      const entry = this.whole(subject);
      if (entry !== undefined) plain[subject] = entry;
    }
    return plain;
  }

  /**
   * `"LLCP"`, numbers of entries, of texts, of all numbers of entries, bytes of the names (u32, little-endian each); how many numbers each entry
   * has, how many bytes each text has, the numbers (u32 each), the states (four f64 an entry), the names of the subjects (JSON), the texts
   * (JSON, UTF-8), of which each is used.
   */
  encode(): Buffer {
    const texts = this.#texts;
    const rows = [...this.#rows.values()];
    const { ids, used } = renumbered(rows, texts.size);
    const lengths = Uint32Array.from(used, (id) => texts.lengthOf(id));
    const names = Buffer.from(JSON.stringify([...this.#rows.keys()]), 'utf8');
    const words = [rows.length, used.length, ids.length, names.length];
    const head = MAGIC.length + 4 * (words.length + rows.length + used.length + ids.length) + 32 * rows.length;
    const bytes = Buffer.allocUnsafe(head + names.length + lengths.reduce((sum, length) => sum + length, 0));
    let at = bytes.write(MAGIC, 'latin1');
    const write = (word: number): void => {
      at = bytes.writeUInt32LE(word, at);
    };
    words.forEach(write);
    for (const row of rows) write(row.ids.length);
    lengths.forEach(write);
    ids.forEach(write);
    for (const { stat } of rows) for (const number of stat) at = bytes.writeDoubleLE(number, at);
    at += names.copy(bytes, at);
    for (const id of used) at = texts.copyTo(bytes, at, id);
    return bytes;
  }

  /** Reads what `encode` wrote. Throws a `RangeError` or `SyntaxError` for anything else. */
  static decode(bytes: Buffer): PackedEntries {
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
    const [rowLengths, textLengths, ids] = [words(rowCount), words(textCount), words(idCount)];
    const statesAt = at;
    const namesAt = statesAt + 32 * rowCount;
    const names: readonly string[] = JSON.parse(bytes.toString('utf8', namesAt, namesAt + nameBytes));
    if (names.length !== rowCount) throw new RangeError('an entry has no name');
    const texts = { bytes: bytes.subarray(namesAt + nameBytes), lengths: textLengths };
    const packed = new PackedEntries(new TextTable(texts));
    let next = 0;
    names.forEach((name, row) => {
      const end = next + (rowLengths[row] ?? 0);
      const part = (k: number): number => bytes.readDoubleLE(statesAt + 8 * (4 * row + k));
      packed.#rows.set(name, { stat: [part(0), part(1), part(2), part(3)], ids: ids.subarray(next, end) });
      next = end;
    });
    if (next !== idCount) throw new RangeError('something is left over');
    return packed;
  }

  #reader({ ids }: Row, from = 0): () => ReturnType<typeof JSON.parse> {
    let next = from;
    return () => this.#texts.value(ids[next++] ?? -1);
  }
}

export const packedEntries = (entries: PackedEntries | PlainEntries): PackedEntries =>
  entries instanceof PackedEntries ? entries : PackedEntries.of(entries);

const MAGIC = 'LLCP';

const settledLength = (verdicts: number | undefined): number => (verdicts === undefined ? 0 : 1 + verdicts);

const shapeOf = ({ judgement, kept, snapshot, settled }: CacheEntry): Shape => ({
  ...(judgement === undefined ? {} : { verdicts: judgement.verdicts.length }),
  kept: Object.entries(kept).map(([id, value]) => [id, 'value' in value]),
  ...(snapshot === undefined
    ? {}
    : {
        facts: snapshot.facts.map((fact) => {
          const { id, params, timed } = fact;
          return [{ id, params, ...(timed === undefined ? {} : { timed }) }, 'value' in fact];
        }),
      }),
  ...(settled === undefined ? {} : { settled: settled.verdicts.length }),
});

/** All numbers of rows, of the texts that they use alone, in the order in which these are met. */
const renumbered = (
  rows: readonly Row[],
  texts: number,
): { readonly ids: Uint32Array; readonly used: readonly number[] } => {
  const positions = new Int32Array(texts).fill(-1);
  const used: number[] = [];
  const ids = new Uint32Array(rows.reduce((sum, row) => sum + row.ids.length, 0));
  let count = 0;
  for (const row of rows) {
    for (const id of row.ids) {
      if (positions[id] === -1) {
        positions[id] = used.length;
        used.push(id);
      }
      ids[count++] = positions[id] ?? -1;
    }
  }
  return { ids, used };
};

const present = (key: string, value: unknown): object => (value === null ? {} : { [key]: value });
