import type { FileState } from '../../file/seen-files.ts';
import type { CheckedBytes } from '../../text/sections.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import { ShortTexts } from '../memory/short-texts.ts';
import type { LazySnapshot } from '../memory/spill-store.ts';
import { TextTable } from '../memory/text-table.ts';
import type { StoredFact } from '../stored-facts.ts';
import { type CacheEntry, NO_FILE, type PlainEntries, type Settled } from './cache-entry.ts';
import { decodeRows, type EntryChanges, encodeRows } from './entry-bytes.ts';
import {
  type EntryShape,
  factsOf,
  halvesOf,
  packEntry,
  present,
  settledLength,
  storedFactsStart,
} from './entry-shape.ts';
import { EntryView } from './entry-view.ts';
import { NamedRows, type Rows } from './named-rows.ts';
import { type OpenRow, type RowPattern, RowStore } from './row-store.ts';
import { textAt } from './text-at.ts';

/** The stored form that the entries were read from. */
interface Origin {
  /** Subject of each row. */
  readonly names: readonly string[];
  /** Number of texts. */
  readonly texts: number;
  readonly base: CheckedBytes;
}

/** If more than this share of the entries changed, all are written again, without texts that no entry uses any more. */
const MOST_CHANGED = 0.125;

/** Compact cache entries in memory and as bytes. Parts are decoded when they are read; unchanged entries are written as they were read. */
export class PackedEntries {
  readonly #texts: TextTable;
  readonly #store: RowStore;
  readonly #origin: Origin | undefined;
  /** Verdict lists shared by all entries of a pattern. */
  readonly #verdicts = new WeakMap<RowPattern, readonly RuleVerdict[]>();
  /** Settled verdicts shared by all entries of a pattern. */
  readonly #settled = new WeakMap<RowPattern, Settled>();
  /** The row of each subject. Its text ids: shape, sha256, both halves of the key, asOf; if judged, the rest of the judgement, file and verdicts; then the stored facts, the facts of the second pass, and the date and verdicts that are settled. */
  readonly #rows: Rows;

  private constructor(texts: TextTable, store: RowStore, origin?: Origin) {
    this.#texts = texts;
    this.#store = store;
    this.#origin = origin;
    // Keys that were read are in memory already.
    this.#rows = origin === undefined ? new NamedRows() : new Map();
  }

  static empty(): PackedEntries {
    return new PackedEntries(new TextTable(undefined, new ShortTexts()), new RowStore());
  }

  static of(plain: PlainEntries): PackedEntries {
    const packed = PackedEntries.empty();
    for (const [subject, entry] of Object.entries(plain)) packed.put(subject, entry);
    return packed;
  }

  /** Returns an empty set that shares the texts, so that entries can be taken over. */
  successor(): PackedEntries {
    return new PackedEntries(this.#texts, this.#store, this.#origin);
  }

  put(subject: string, entry: CacheEntry): void {
    const { stat, sha256, key, asOf = null, judgement, settled } = entry;
    const { shape, values } = packEntry(entry, subject);
    const row = this.#store.begin();
    row.common(this.#texts.id(shape));
    row.own(this.#texts.id(sha256));
    for (const [half, of] of halvesOf(key)) row[of](this.#texts.id(half));
    row.common(this.#texts.id(asOf));
    if (judgement !== undefined) {
      const { verdicts, file = null, ...rest } = judgement;
      const isPlain = rest.boxes.length === 0 && rest.caveats.length === 0;
      row[isPlain ? 'common' : 'own'](this.#texts.id(rest));
      row[shape.isOfFile === true ? 'common' : 'own'](this.#texts.id(shape.isOfFile === true ? null : file));
      this.#addVerdicts(row, verdicts);
    }
    for (const value of values) row[value === undefined ? 'common' : 'own'](this.#texts.id(value));
    this.#addSettled(row, settled);
    this.#rows.set(subject, row.end(stat));
  }

  /** Replaces the settled verdicts of an entry; does nothing if there is no entry. */
  settle(subject: string, settled: Settled | undefined): void {
    const row = this.#rows.get(subject);
    if (row === undefined) return;
    const { settled: before, ...shape } = this.#shapeOf(row);
    if (before === undefined && settled === undefined) return;
    const now = settled?.verdicts.length;
    const next = this.#store.begin();
    next.common(this.#texts.id(now === undefined ? shape : { ...shape, settled: now }));
    next.copy(row, 1, this.#store.patternOf(row).ids.length - settledLength(before));
    this.#addSettled(next, settled);
    this.#rows.set(subject, next.end(this.#store.stateOf(row)));
  }

  /** Returns the settled verdicts of the second pass; undefined if they are not cached. */
  settledOf(subject: string): Settled | undefined {
    const row = this.#rows.get(subject);
    const settled = row === undefined ? undefined : this.#shapeOf(row).settled;
    if (row === undefined || settled === undefined) return undefined;
    const pattern = this.#store.patternOf(row);
    const known = this.#settled.get(pattern);
    if (known !== undefined) return known;
    const read = this.#reader(row, pattern.ids.length - settledLength(settled));
    const made: Settled = { ...present('asOf', read()), verdicts: Array.from({ length: settled }, read) };
    if (made.verdicts.every(({ message }) => message === '')) this.#settled.set(pattern, made);
    return made;
  }

  #addSettled(row: OpenRow, settled: Settled | undefined): void {
    if (settled === undefined) return;
    row.common(this.#texts.id(settled.asOf ?? null));
    this.#addVerdicts(row, settled.verdicts);
  }

  /** Most verdicts say that a rule passed or does not apply: many pictures share these. */
  #addVerdicts(row: OpenRow, verdicts: readonly RuleVerdict[]): void {
    for (const verdict of verdicts) {
      const id = this.#texts.id(verdict);
      if (verdict.message === '') row.common(id);
      else row.own(id);
    }
  }

  /** Whether there is an entry for the subject's file. */
  isOfFile(subject: string): boolean {
    const row = this.#rows.get(subject);
    return row !== undefined && !this.#store.isInState(row, NO_FILE);
  }

  /** Whether an entry is identical to the one in `from`, except for the times of its file. */
  isTaken(subject: string, from: PackedEntries): boolean {
    const [row, other] = [this.#rows.get(subject), from.#rows.get(subject)];
    return row !== undefined && other !== undefined && this.#store === from.#store && this.#store.isOfOne(row, other);
  }

  /** Keys of the subjects. */
  get subjects(): Iterable<string> {
    return this.#rows.keys();
  }

  /** Copies an entry from a set that shares the texts; its file is the same, except for its times. */
  take(subject: string, from: PackedEntries, stat?: FileState): void {
    const row = from.#rows.get(subject);
    if (row === undefined) return;
    const isSame = stat === undefined || this.#store.isInState(row, stat);
    this.#rows.set(subject, isSame ? row : this.#store.restated(row, stat));
  }

  has(subject: string): boolean {
    return this.#rows.has(subject);
  }

  /** Texts of the entries and of the stored facts of their subjects. */
  get texts(): TextTable {
    return this.#texts;
  }

  /** Returns a view of an entry, to decide whether it is valid: nothing else of it is decoded. */
  about(subject: string): EntryView | undefined {
    const row = this.#rows.get(subject);
    return row === undefined ? undefined : new EntryView(row, this.#store, this.#texts, this.#shapeOf(row));
  }

  /** Returns the judgement of a subject; undefined if it was only compared with. */
  judgementOf(subject: string): Omit<Judgement, 'subject'> | undefined {
    const row = this.#rows.get(subject);
    const { verdicts, isOfFile } = row === undefined ? {} : this.#shapeOf(row);
    if (row === undefined || verdicts === undefined) return undefined;
    const read = this.#reader(row, 5);
    const [rest, said] = [read(), read()];
    const file = isOfFile === true ? { file: this.#fileOf(row) } : present('file', said);
    const pattern = this.#store.patternOf(row);
    const known = this.#verdicts.get(pattern);
    if (known !== undefined) return { ...rest, ...file, verdicts: known };
    const list: readonly RuleVerdict[] = Array.from({ length: verdicts }, read);
    if (list.every(({ message }) => message === '')) this.#verdicts.set(pattern, list);
    return { ...rest, ...file, verdicts: list };
  }

  /** Returns an entry without the facts of the second pass and the settled verdicts. */
  get(subject: string): Omit<CacheEntry, 'snapshot' | 'settled'> | undefined {
    const about = this.about(subject);
    if (about === undefined) return undefined;
    const { stat, sha256, key, asOf } = about;
    const judgement = this.judgementOf(subject);
    const values = about.storedFacts.map(([id, isValue], position): [string, StoredFact] => {
      const value = this.#texts.value(about.storedTextId(position));
      return [id, isValue ? { value } : value];
    });
    return {
      stat,
      sha256,
      key,
      ...(asOf === undefined ? {} : { asOf }),
      ...(judgement && { judgement }),
      kept: Object.fromEntries(values),
    };
  }

  /** Returns a lazy snapshot of the facts of the second pass; undefined if there are none. */
  snapshotOf(subject: string): LazySnapshot | undefined {
    const row = this.#rows.get(subject);
    if (row === undefined) return undefined;
    const { verdicts, kept: stored, facts } = this.#shapeOf(row);
    if (facts === undefined) return undefined;
    return () => ({
      facts: factsOf(facts, subject, this.#reader(row, storedFactsStart(verdicts) + stored.length), () =>
        this.#fileOf(row),
      ),
    });
  }

  /** Returns a whole entry. */
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

  /** Returns all entries as bytes, for `decode`. */
  encode(): Buffer {
    return encodeRows(this.#rows, [], { store: this.#store, texts: this.#texts });
  }

  /** Returns the changes since the entries were read, for `decode`; undefined if they were not read, or too many changed. */
  encodeChanges(): EntryChanges | undefined {
    if (this.#origin === undefined) return undefined;
    const { names, texts, base } = this.#origin;
    // Rows that were read have the first numbers, in the order of their names.
    const changed = new Map([...this.#rows].filter(([, row]) => row >= names.length));
    const gone = names.filter((subject) => !this.#rows.has(subject));
    if (changed.size + gone.length > MOST_CHANGED * names.length) return undefined;
    return { base, changes: encodeRows(changed, gone, { store: this.#store, texts: this.#texts, from: texts }) };
  }

  /**
   * Reads what `encode` wrote, and later changes. `base`: the bytes on disk that the changes refer to. Throws a `RangeError` or `SyntaxError` for
   * anything else.
   */
  static decode(
    bytes: Buffer,
    since?: { readonly base: CheckedBytes; readonly changes: Buffer | undefined },
  ): PackedEntries {
    const { names, columns, texts } = decodeRows(bytes);
    const table = new TextTable(texts, new ShortTexts());
    const store = new RowStore();
    store.append(columns);
    const packed = new PackedEntries(table, store, since && { names, texts: table.size, base: since.base });
    for (const [row, name] of names.entries()) packed.#rows.set(name, row);
    if (since?.changes === undefined) return packed;
    const later = decodeRows(since.changes);
    table.append(later.texts);
    for (const subject of later.gone) packed.#rows.delete(subject);
    store.append(later.columns);
    for (const [row, name] of later.names.entries()) packed.#rows.set(name, names.length + row);
    return packed;
  }

  /** Returns the entry's file record. */
  #fileOf(row: number): NonNullable<Judgement['file']> {
    return { sha256: this.#texts.value(this.#store.idAt(row, 1)), bytes: this.#store.stateOf(row)[0] };
  }

  #shapeOf(row: number): EntryShape {
    return textAt(this.#store, this.#texts, row, 0);
  }

  #reader(row: number, from: number): () => ReturnType<typeof JSON.parse> {
    let next = from;
    return () => textAt(this.#store, this.#texts, row, next++);
  }
}

export const packedEntries = (entries: PackedEntries | PlainEntries): PackedEntries =>
  entries instanceof PackedEntries ? entries : PackedEntries.of(entries);
