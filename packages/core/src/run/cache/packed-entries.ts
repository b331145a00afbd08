import { type FileState, isSameState } from '../../file/seen-files.ts';
import type { Kept } from '../../model/fact.ts';
import type { CheckedBytes } from '../../text/sections.ts';
import type { Judgement } from '../judge.ts';
import type { FactSnapshot } from '../memory/fact-memo.ts';
import type { LaterSnapshot } from '../memory/shelf.ts';
import { TextTable } from '../memory/text-table.ts';
import type { CacheEntry, PlainEntries, Settled } from './cache-entry.ts';
import { decodeRows, encodeRows, type Row } from './entry-bytes.ts';

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

/** How entries lay on disk when they were read. */
interface Origin {
  readonly rows: ReadonlyMap<string, Row>;
  /** How many texts they had. */
  readonly texts: number;
  readonly lying: CheckedBytes;
}

/** What has changed since entries were read, and how these lie on disk. */
interface Changes {
  readonly lying: CheckedBytes;
  readonly changes: Buffer;
}

/** Of more changes than this share all entries are written anew, without what nobody has any more. */
const MOST_CHANGED = 0.125;

/** Entries of a cache in little memory, and as bytes: nothing of one is made before it is asked for, and what has not changed is written as it was read. */
export class PackedEntries {
  readonly #texts: TextTable;
  readonly #origin: Origin | undefined;
  /** Numbers of texts: shape, sha256, key, asOf, where it was judged the rest of the judgement, file and verdicts; then what is kept, then the facts, then the date and verdicts of what is settled. */
  readonly #rows = new Map<string, Row>();

  private constructor(texts: TextTable, origin?: Origin) {
    this.#texts = texts;
    this.#origin = origin;
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
    return new PackedEntries(this.#texts, this.#origin);
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
    if (row !== undefined)
      this.#rows.set(subject, stat === undefined || isSameState(stat, row.stat) ? row : { ...row, stat });
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

  /** All of them, as `decode` reads them. */
  encode(): Buffer {
    return encodeRows(this.#rows, [], this.#texts);
  }

  /** What is another since they were read, for `decode`; undefined where they were not read, or much is: that is written whole. */
  encodeChanges(): Changes | undefined {
    if (this.#origin === undefined) return undefined;
    const { rows, texts, lying } = this.#origin;
    const changed = new Map([...this.#rows].filter(([subject, row]) => rows.get(subject) !== row));
    const gone = [...rows.keys()].filter((subject) => !this.#rows.has(subject));
    if (changed.size + gone.length > MOST_CHANGED * rows.size) return undefined;
    return { lying, changes: encodeRows(changed, gone, this.#texts, texts) };
  }

  /**
   * Reads what `encode` wrote, and what has changed since. `lying`: how the first lies on disk. Throws a `RangeError` or `SyntaxError` for
   * anything else.
   */
  static decode(
    bytes: Buffer,
    since?: { readonly lying: CheckedBytes; readonly changes: Buffer | undefined },
  ): PackedEntries {
    const { rows, texts } = decodeRows(bytes);
    const table = new TextTable(texts);
    const origin = since && { rows, texts: table.size, lying: since.lying };
    const packed = new PackedEntries(table, origin);
    for (const [subject, row] of rows) packed.#rows.set(subject, row);
    if (since?.changes === undefined) return packed;
    const later = decodeRows(since.changes);
    table.append(later.texts);
    for (const subject of later.gone) packed.#rows.delete(subject);
    for (const [subject, row] of later.rows) packed.#rows.set(subject, row);
    return packed;
  }

  #reader({ ids }: Row, from = 0): () => ReturnType<typeof JSON.parse> {
    let next = from;
    return () => this.#texts.value(ids[next++] ?? -1);
  }
}

export const packedEntries = (entries: PackedEntries | PlainEntries): PackedEntries =>
  entries instanceof PackedEntries ? entries : PackedEntries.of(entries);

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

const present = (key: string, value: unknown): object => (value === null ? {} : { [key]: value });
