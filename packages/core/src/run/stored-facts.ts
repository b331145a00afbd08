import type { Resolved } from '../evaluate/evaluate.ts';
import { operandAt, operandValue, toJson } from '../evaluate/operand.ts';
import type { ErrorCode } from '../model/error.ts';
import type { Kept } from '../model/fact.ts';
import type { Subject } from '../model/subject.ts';
import type { SubjectSet } from './discover.ts';
import { BySubject } from './memory/subject-order.ts';
import { TextTable } from './memory/text-table.ts';

/** A fact of one subject: its value, or the error that explains why there is none. */
export type StoredFact = Kept<unknown>;

/** Texts of at least this many characters are stored as bytes, outside of V8's heap: there is one for every picture. */
const LONG_TEXT = 100;

/** A value, or the error that explains why there is none, by the id of its text. */
interface StoredText {
  readonly texts: TextTable;
  readonly text: number;
  readonly isValue: boolean;
}

/** Facts that are stored for every subject, for facts that compare the whole set. */
export class StoredFacts {
  readonly #texts: TextTable;
  readonly #subjects: SubjectSet;
  readonly #byFact = new Map<string, ValuesOfFact>();
  readonly #timed = new Set<string>();

  /** `texts`: the table of long values; a cache of the run shares it. */
  constructor(subjects: SubjectSet, texts = new TextTable()) {
    this.#subjects = subjects;
    this.#texts = texts;
  }

  /** `timed`: the value depends on today. */
  put({ scope, path }: Subject, id: string, fact: StoredFact, timed: boolean): void {
    const isLong = 'value' in fact && typeof fact.value === 'string' && fact.value.length >= LONG_TEXT;
    this.#valuesOf(scope, id).put(path, isLong ? this.#texts.id(fact.value) : fact);
    if (timed) this.#timed.add(keyOf(scope, id));
  }

  /** As `put`, for a value or error that is in a text table already. */
  putText({ scope, path }: Subject, id: string, { texts, text, isValue }: StoredText, timed: boolean): void {
    const fact = isValue && texts === this.#texts ? text : isValue ? { value: texts.value(text) } : texts.value(text);
    this.#valuesOf(scope, id).put(path, fact);
    if (timed) this.#timed.add(keyOf(scope, id));
  }

  #valuesOf(scope: string, id: string): ValuesOfFact {
    const key = keyOf(scope, id);
    const known = this.#byFact.get(key);
    if (known !== undefined) return known;
    const values = new ValuesOfFact(this.#texts, scope, this.#subjects.get(scope) ?? []);
    this.#byFact.set(key, values);
    return values;
  }

  /** Notes that a value of this fact (a key of `timedKeys`) depends on today. */
  markTimed(key: string): void {
    this.#timed.add(key);
  }

  /** Keys of the facts with a value that depends on today. */
  get timedKeys(): readonly string[] {
    return [...this.#timed];
  }

  /** Returns the stored values of a fact, by path, in order of path. */
  of(scope: string, id: string): ReadonlyMap<string, StoredFact> {
    return this.#byFact.get(keyOf(scope, id)) ?? NONE;
  }

  /** Whether one of the fact's values depends on today. */
  isTimed(scope: string, id: string): boolean {
    return this.#timed.has(keyOf(scope, id));
  }

  /** Returns the codes of all errors, each once; undefined stands for a bug. */
  codes(): ReadonlySet<ErrorCode | undefined> {
    const codes = new Set<ErrorCode | undefined>();
    for (const values of this.#byFact.values()) values.addCodes(codes);
    return codes;
  }

  /** Drops all facts. */
  clear(): void {
    this.#byFact.clear();
  }

  /** Returns the stored facts of one subject, by fact id. */
  ofSubject({ scope, path }: Subject, ids: readonly string[]): { readonly [id: string]: StoredFact } {
    return Object.fromEntries(
      ids.flatMap((id) => {
        const fact = this.of(scope, id).get(path);
        return fact === undefined ? [] : [[id, fact]];
      }),
    );
  }
}

/** The values of one fact, by path. */
class ValuesOfFact implements ReadonlyMap<string, StoredFact> {
  readonly #texts: TextTable;
  readonly #scope: string;
  /** Of long values the number of their text. */
  readonly #values: BySubject<StoredFact | number>;

  constructor(texts: TextTable, scope: string, subjects: readonly Subject[]) {
    this.#texts = texts;
    this.#scope = scope;
    this.#values = new BySubject(new Map([[scope, subjects]]));
  }

  put(path: string, fact: StoredFact | number): void {
    this.#values.set({ scope: this.#scope, path }, fact);
  }

  addCodes(codes: Set<ErrorCode | undefined>): void {
    for (const [, fact] of this.#values) if (typeof fact === 'object' && 'error' in fact) codes.add(fact.code);
  }

  get size(): number {
    return [...this.#values].length;
  }

  has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  get(path: string): StoredFact | undefined {
    const fact = this.#values.get({ scope: this.#scope, path });
    return fact === undefined ? undefined : this.#read(fact);
  }

  *keys(): MapIterator<string> {
    for (const [path] of this.entries()) yield path;
  }

  *values(): MapIterator<StoredFact> {
    for (const [, fact] of this.entries()) yield fact;
  }

  *entries(): MapIterator<[string, StoredFact]> {
    for (const [{ path }, fact] of this.#values) yield [path, this.#read(fact)];
  }

  #read(fact: StoredFact | number): StoredFact {
    return typeof fact === 'number' ? { value: this.#texts.value(fact) } : fact;
  }

  [Symbol.iterator](): MapIterator<[string, StoredFact]> {
    return this.entries();
  }

  forEach(each: (fact: StoredFact, path: string, map: ReadonlyMap<string, StoredFact>) => void): void {
    for (const [path, fact] of this.entries()) each(fact, path, this);
  }
}

const NONE: ReadonlyMap<string, StoredFact> = new Map();

const keyOf = (scope: string, id: string): string => `${scope}\0${id}`;

/** Returns what is stored of a resolved fact: the whole value, or the part at `path`. */
export const storedFactOf = (resolved: Resolved, path: string | undefined): StoredFact => {
  if ('unknown' in resolved) {
    return { error: resolved.unknown, ...(resolved.code === undefined ? {} : { code: resolved.code }) };
  }
  return {
    value: path === undefined ? resolved.value : operandValue(operandAt({ value: toJson(resolved.value) }, path)),
  };
};
