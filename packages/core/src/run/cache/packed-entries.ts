import type { FileState } from '../../file/seen-files.ts';
import type { Kept } from '../../model/fact.ts';
import type { CheckedBytes } from '../../text/sections.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import type { LaterSnapshot } from '../memory/shelf.ts';
import { ShortTexts } from '../memory/short-texts.ts';
import { TextTable } from '../memory/text-table.ts';
import { type CacheEntry, NO_FILE, type PlainEntries, type Settled } from './cache-entry.ts';
import { decodeRows, type EntryChanges, encodeRows } from './entry-bytes.ts';
import { type EntryShape, factsOf, halvesOf, keptAt, laidEntry, present, settledLength } from './entry-shape.ts';
import { LyingEntry } from './lying-entry.ts';
import { NamedRows, type Rows } from './named-rows.ts';
import { type OpenRow, type RowPattern, RowStore } from './row-store.ts';
import { textAt } from './text-at.ts';

/** How entries lay on disk when they were read. */
interface Origin {
  /** Of each row its subject. */
  readonly names: readonly string[];
  /** How many texts they had. */
  readonly texts: number;
  readonly lying: CheckedBytes;
}

/** Of more changes than this share all entries are written anew, without what nobody has any more. */
const MOST_CHANGED = 0.125;

/** Entries of a cache in little memory, and as bytes: nothing of one is made before it is asked for, and what has not changed is written as it was read. */
export class PackedEntries {
  readonly #texts: TextTable;
  readonly #store: RowStore;
  readonly #origin: Origin | undefined;
  /** Of patterns that hold all verdicts of their entries: one list for all of these. */
  readonly #verdicts = new WeakMap<RowPattern, readonly RuleVerdict[]>();
  /** The same of what is settled. */
  readonly #settled = new WeakMap<RowPattern, Settled>();
  /** The row of each subject. Its numbers of texts: shape, sha256, both halves of the key, asOf, where it was judged the rest of the judgement, file and verdicts; then what is kept, then the facts, then the date and verdicts of what is settled. */
  readonly #rows: Rows;

  private constructor(texts: TextTable, store: RowStore, origin?: Origin) {
    this.#texts = texts;
    this.#store = store;
    this.#origin = origin;
    // Keys that were read are at hand.
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

  /** None yet, of the same texts: entries can be taken over. */
  successor(): PackedEntries {
    return new PackedEntries(this.#texts, this.#store, this.#origin);
  }

  put(subject: string, entry: CacheEntry): void {
    const { stat, sha256, key, asOf = null, judgement, settled } = entry;
    const { shape, values } = laidEntry(entry, subject);
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

  /** Puts what the second pass came to in place of what an entry holds of that; nothing where there is no entry. */
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

  /** What the second pass came to; undefined where that is not remembered. */
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

  /** Most say that a rule holds, or does not apply: of many pictures the same. */
  #addVerdicts(row: OpenRow, verdicts: readonly RuleVerdict[]): void {
    for (const verdict of verdicts) {
      const id = this.#texts.id(verdict);
      if (verdict.message === '') row.common(id);
      else row.own(id);
    }
  }

  /** Whether there is an entry that says what was found of a file. */
  isOfFile(subject: string): boolean {
    const row = this.#rows.get(subject);
    return row !== undefined && !this.#store.isInState(row, NO_FILE);
  }

  /** Whether an entry is the very one that others hold, but for its times. */
  isTaken(subject: string, from: PackedEntries): boolean {
    const [row, other] = [this.#rows.get(subject), from.#rows.get(subject)];
    return row !== undefined && other !== undefined && this.#store === from.#store && this.#store.isOfOne(row, other);
  }

  /** Whose they are. */
  get subjects(): Iterable<string> {
    return this.#rows.keys();
  }

  /** Takes an entry over from those that it has its texts in common with; its file is what it was, but for its times. */
  take(subject: string, from: PackedEntries, stat?: FileState): void {
    const row = from.#rows.get(subject);
    if (row === undefined) return;
    const isSame = stat === undefined || this.#store.isInState(row, stat);
    this.#rows.set(subject, isSame ? row : this.#store.restated(row, stat));
  }

  has(subject: string): boolean {
    return this.#rows.has(subject);
  }

  /** Where texts of entries lie, and of what is kept of their subjects. */
  get texts(): TextTable {
    return this.#texts;
  }

  /** What says whether an entry stands: nothing of what was found is made for it. */
  about(subject: string): LyingEntry | undefined {
    const row = this.#rows.get(subject);
    return row === undefined ? undefined : new LyingEntry(row, this.#store, this.#texts, this.#shapeOf(row));
  }

  /** What was judged of a subject; undefined where it was only compared with. */
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

  /** All of an entry but the facts for the second pass, and what that came to. */
  get(subject: string): Omit<CacheEntry, 'snapshot' | 'settled'> | undefined {
    const about = this.about(subject);
    if (about === undefined) return undefined;
    const { stat, sha256, key, asOf } = about;
    const judgement = this.judgementOf(subject);
    const values = about.kept.map(([id, isValue], position): [string, Kept<unknown>] => {
      const value = this.#texts.value(about.keptText(position));
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

  /** The facts for the second pass, made when they are asked for; undefined where it has none. */
  snapshotOf(subject: string): LaterSnapshot | undefined {
    const row = this.#rows.get(subject);
    if (row === undefined) return undefined;
    const { verdicts, kept, facts } = this.#shapeOf(row);
    if (facts === undefined) return undefined;
    return () => ({
      facts: factsOf(facts, subject, this.#reader(row, keptAt(verdicts) + kept.length), () => this.#fileOf(row)),
    });
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
    return encodeRows(this.#rows, [], { store: this.#store, texts: this.#texts });
  }

  /** What is another since they were read, for `decode`; undefined where they were not read, or much is: that is written whole. */
  encodeChanges(): EntryChanges | undefined {
    if (this.#origin === undefined) return undefined;
    const { names, texts, lying } = this.#origin;
    // Rows that were read have the first numbers, in the order of their names.
    const changed = new Map([...this.#rows].filter(([, row]) => row >= names.length));
    const gone = names.filter((subject) => !this.#rows.has(subject));
    if (changed.size + gone.length > MOST_CHANGED * names.length) return undefined;
    return { lying, changes: encodeRows(changed, gone, { store: this.#store, texts: this.#texts, from: texts }) };
  }

  /**
   * Reads what `encode` wrote, and what has changed since. `lying`: how the first lies on disk. Throws a `RangeError` or `SyntaxError` for
   * anything else.
   */
  static decode(
    bytes: Buffer,
    since?: { readonly lying: CheckedBytes; readonly changes: Buffer | undefined },
  ): PackedEntries {
    const { names, columns, texts } = decodeRows(bytes);
    const table = new TextTable(texts, new ShortTexts());
    const store = new RowStore();
    store.append(columns);
    const packed = new PackedEntries(table, store, since && { names, texts: table.size, lying: since.lying });
    for (const [row, name] of names.entries()) packed.#rows.set(name, row);
    if (since?.changes === undefined) return packed;
    const later = decodeRows(since.changes);
    table.append(later.texts);
    for (const subject of later.gone) packed.#rows.delete(subject);
    store.append(later.columns);
    for (const [row, name] of later.names.entries()) packed.#rows.set(name, names.length + row);
    return packed;
  }

  /** The file by what the entry itself says of it. */
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
