import { type FileState, isSameState } from '../../file/seen-files.ts';
import type { Kept } from '../../model/fact.ts';
import type { CheckedBytes } from '../../text/sections.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import type { FactSnapshot } from '../memory/fact-memo.ts';
import type { LaterSnapshot } from '../memory/shelf.ts';
import { ShortTexts } from '../memory/short-texts.ts';
import { TextTable } from '../memory/text-table.ts';
import type { CacheEntry, PlainEntries, Settled } from './cache-entry.ts';
import { decodeRows, encodeRows, idsOf, type Row, type RowPattern } from './entry-bytes.ts';
import { type EntryShape, keptAt, settledLength, shapeOf } from './entry-shape.ts';
import { type OpenRow, RowPatterns } from './row-patterns.ts';

/** An entry without what was found. */
export interface EntryAbout extends Pick<CacheEntry, 'stat' | 'sha256' | 'key' | 'asOf'> {
  readonly isJudged: boolean;
  /** What is kept: the number of its text, which is a value or says why there is none. */
  readonly kept: readonly { readonly id: string; readonly isValue: boolean; readonly text: number }[];
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
  readonly #patterns: RowPatterns;
  readonly #origin: Origin | undefined;
  /** Of patterns that hold all verdicts of their entries: one list for all of these. */
  readonly #verdicts = new WeakMap<RowPattern, readonly RuleVerdict[]>();
  /** The entry whose numbers were asked for last: what is asked of it comes in turns. */
  #last: { readonly row: Row; readonly ids: readonly number[] } | undefined;
  /** Numbers of texts: shape, sha256, key, asOf, where it was judged the rest of the judgement, file and verdicts; then what is kept, then the facts, then the date and verdicts of what is settled. */
  readonly #rows = new Map<string, Row>();

  private constructor(texts: TextTable, patterns: RowPatterns, origin?: Origin) {
    this.#texts = texts;
    this.#patterns = patterns;
    this.#origin = origin;
  }

  static empty(): PackedEntries {
    return new PackedEntries(new TextTable(undefined, new ShortTexts()), new RowPatterns());
  }

  static of(plain: PlainEntries): PackedEntries {
    const packed = PackedEntries.empty();
    for (const [subject, entry] of Object.entries(plain)) packed.put(subject, entry);
    return packed;
  }

  /** None yet, of the same texts: entries can be taken over. */
  successor(): PackedEntries {
    return new PackedEntries(this.#texts, this.#patterns, this.#origin);
  }

  put(subject: string, entry: CacheEntry): void {
    const { stat, sha256, key, asOf = null, judgement, kept, snapshot, settled } = entry;
    const row = this.#patterns.begin();
    row.common(this.#texts.id(shapeOf(entry)));
    row.own(this.#texts.id(sha256), this.#texts.id(key));
    row.common(this.#texts.id(asOf));
    if (judgement !== undefined) {
      const { verdicts, file = null, ...rest } = judgement;
      const isPlain = rest.boxes.length === 0 && rest.caveats.length === 0;
      row[isPlain ? 'common' : 'own'](this.#texts.id(rest));
      row.own(this.#texts.id(file));
      this.#addVerdicts(row, verdicts);
    }
    for (const value of Object.values(kept)) row.own(this.#texts.id('value' in value ? value.value : value));
    for (const fact of snapshot?.facts ?? [])
      row.own(this.#texts.id('value' in fact ? fact.value : { error: fact.error, code: fact.code }));
    this.#addSettled(row, settled);
    this.#rows.set(subject, { stat, ...row.end() });
  }

  /** Puts what the second pass came to in place of what an entry holds of that; nothing where there is no entry. */
  settle(subject: string, settled: Settled | undefined): void {
    const row = this.#rows.get(subject);
    if (row === undefined) return;
    const { settled: before, ...shape }: EntryShape = this.#texts.value(row.pattern[0] ?? -1);
    if (before === undefined && settled === undefined) return;
    const now = settled?.verdicts.length;
    const next = this.#patterns.begin();
    next.common(this.#texts.id(now === undefined ? shape : { ...shape, settled: now }));
    next.copy(row, 1, row.pattern.length - settledLength(before));
    this.#addSettled(next, settled);
    this.#rows.set(subject, { stat: row.stat, ...next.end() });
  }

  /** What the second pass came to; undefined where that is not remembered. */
  settledOf(subject: string): Settled | undefined {
    const row = this.#rows.get(subject);
    const { settled }: Pick<EntryShape, 'settled'> = row === undefined ? {} : this.#texts.value(row.pattern[0] ?? -1);
    if (row === undefined || settled === undefined) return undefined;
    const read = this.#reader(row, row.pattern.length - settledLength(settled));
    return { ...present('asOf', read()), verdicts: Array.from({ length: settled }, read) };
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
    return this.#rows.get(subject)?.stat.some((part) => part !== 0) === true;
  }

  /** Whether an entry is the very one that others hold, but for its times. */
  isTaken(subject: string, from: PackedEntries): boolean {
    const row = this.#rows.get(subject);
    return row !== undefined && row.own === from.#rows.get(subject)?.own;
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

  /** Where texts of entries lie, and of what is kept of their subjects. */
  get texts(): TextTable {
    return this.#texts;
  }

  /** What says whether an entry stands: nothing of what was found is made for it. */
  about(subject: string): EntryAbout | undefined {
    const row = this.#rows.get(subject);
    if (row === undefined) return undefined;
    const { verdicts, kept }: EntryShape = this.#texts.value(row.pattern[0] ?? -1);
    const ids = this.#idsOf(row);
    const [sha256, key, asOf] = [1, 2, 3].map((place) => this.#texts.value(ids[place] ?? -1));
    const at = keptAt(verdicts);
    return {
      stat: row.stat,
      sha256,
      key,
      ...present('asOf', asOf),
      isJudged: verdicts !== undefined,
      kept: kept.map(([id, isValue], k) => ({ id, isValue, text: ids[at + k] ?? -1 })),
    };
  }

  /** What was judged of a subject; undefined where it was only compared with. */
  judgementOf(subject: string): Omit<Judgement, 'subject'> | undefined {
    const row = this.#rows.get(subject);
    const { verdicts }: Partial<EntryShape> = row === undefined ? {} : this.#texts.value(row.pattern[0] ?? -1);
    if (row === undefined || verdicts === undefined) return undefined;
    const read = this.#reader(row, 4);
    const rest = read();
    const file = present('file', read());
    const known = this.#verdicts.get(row.pattern);
    if (known !== undefined) return { ...rest, ...file, verdicts: known };
    const list: readonly RuleVerdict[] = Array.from({ length: verdicts }, read);
    if (list.every(({ message }) => message === '')) this.#verdicts.set(row.pattern, list);
    return { ...rest, ...file, verdicts: list };
  }

  /** All of an entry but the facts for the second pass, and what that came to. */
  get(subject: string): Omit<CacheEntry, 'snapshot' | 'settled'> | undefined {
    const about = this.about(subject);
    if (about === undefined) return undefined;
    const { isJudged: _, kept, ...rest } = about;
    const judgement = this.judgementOf(subject);
    const values = kept.map(({ id, isValue, text }): [string, Kept<unknown>] => {
      const value = this.#texts.value(text);
      return [id, isValue ? { value } : value];
    });
    return { ...rest, ...(judgement && { judgement }), kept: Object.fromEntries(values) };
  }

  /** The facts for the second pass, made when they are asked for; undefined where it has none. */
  snapshotOf(subject: string): LaterSnapshot | undefined {
    const row = this.#rows.get(subject);
    if (row === undefined) return undefined;
    const { verdicts, kept, facts }: EntryShape = this.#texts.value(row.pattern[0] ?? -1);
    if (facts === undefined) return undefined;
    return () => {
      const read = this.#reader(row, keptAt(verdicts) + kept.length);
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
    const table = new TextTable(texts, new ShortTexts());
    const origin = since && { rows, texts: table.size, lying: since.lying };
    const packed = new PackedEntries(table, new RowPatterns(), origin);
    for (const [subject, row] of rows) packed.#rows.set(subject, row);
    if (since?.changes === undefined) return packed;
    const later = decodeRows(since.changes);
    table.append(later.texts);
    for (const subject of later.gone) packed.#rows.delete(subject);
    for (const [subject, row] of later.rows) packed.#rows.set(subject, row);
    return packed;
  }

  #idsOf(row: Row): readonly number[] {
    if (this.#last?.row !== row) this.#last = { row, ids: idsOf(row) };
    return this.#last.ids;
  }

  #reader(row: Row, from = 0): () => ReturnType<typeof JSON.parse> {
    const ids = this.#idsOf(row);
    let next = from;
    return () => this.#texts.value(ids[next++] ?? -1);
  }
}

export const packedEntries = (entries: PackedEntries | PlainEntries): PackedEntries =>
  entries instanceof PackedEntries ? entries : PackedEntries.of(entries);

const present = (key: string, value: unknown): object => (value === null ? {} : { [key]: value });
