import type { Resolved } from '../evaluate/evaluate.ts';
import { operandAt, operandValue, toJson } from '../evaluate/operand.ts';
import type { ErrorCode } from '../model/error.ts';
import type { Kept } from '../model/fact.ts';
import type { Subject } from '../model/subject.ts';
import type { SubjectSet } from './discover.ts';
import { BySubject } from './memory/subject-order.ts';
import { TextTable } from './memory/text-table.ts';

/** A text of at least so many characters is kept as bytes, outside of V8's heap: there is one of every picture. */
const LONG_TEXT = 100;

/** A value, or a reason why there is none, by the number of its text. */
interface LyingValue {
  readonly texts: TextTable;
  readonly text: number;
  readonly isValue: boolean;
}

/** Facts that are kept of every subject, for facts that look at the whole set. */
export class KeptFacts {
  readonly #texts: TextTable;
  readonly #subjects: SubjectSet;
  readonly #byFact = new Map<string, KeptValues>();
  readonly #timed = new Set<string>();

  /** `texts`: where long values lie; a cache of the run has them there as well. */
  constructor(subjects: SubjectSet, texts = new TextTable()) {
    this.#subjects = subjects;
    this.#texts = texts;
  }

  /** `timed`: the value depends on today. */
  put({ scope, path }: Subject, id: string, kept: Kept<unknown>, timed: boolean): void {
    const isLong = 'value' in kept && typeof kept.value === 'string' && kept.value.length >= LONG_TEXT;
    this.#valuesOf(scope, id).put(path, isLong ? this.#texts.id(kept.value) : kept);
    if (timed) this.#timed.add(keyOf(scope, id));
  }

  /** As `put`, of a value, or a reason why there is none, that lies among texts already. */
  putText({ scope, path }: Subject, id: string, { texts, text, isValue }: LyingValue, timed: boolean): void {
    const kept = isValue && texts === this.#texts ? text : isValue ? { value: texts.value(text) } : texts.value(text);
    this.#valuesOf(scope, id).put(path, kept);
    if (timed) this.#timed.add(keyOf(scope, id));
  }

  #valuesOf(scope: string, id: string): KeptValues {
    const key = keyOf(scope, id);
    const known = this.#byFact.get(key);
    if (known !== undefined) return known;
    const values = new KeptValues(this.#texts, scope, this.#subjects.get(scope) ?? []);
    this.#byFact.set(key, values);
    return values;
  }

  /** A value of this fact, by its key of `timedKeys`, depends on today. */
  markTimed(key: string): void {
    this.#timed.add(key);
  }

  /** Of all that depend on today. */
  get timedKeys(): readonly string[] {
    return [...this.#timed];
  }

  /** By path, in its order. */
  of(scope: string, id: string): ReadonlyMap<string, Kept<unknown>> {
    return this.#byFact.get(keyOf(scope, id)) ?? NONE;
  }

  /** Whether one of these values depends on today. */
  isTimed(scope: string, id: string): boolean {
    return this.#timed.has(keyOf(scope, id));
  }

  /** Why values could not be had, each reason once; undefined for a bug. */
  codes(): ReadonlySet<ErrorCode | undefined> {
    const codes = new Set<ErrorCode | undefined>();
    for (const values of this.#byFact.values()) values.addCodes(codes);
    return codes;
  }

  /** Lets all of them go. */
  clear(): void {
    this.#byFact.clear();
  }

  /** Those of one subject, by fact. */
  ofSubject({ scope, path }: Subject, ids: readonly string[]): { readonly [id: string]: Kept<unknown> } {
    return Object.fromEntries(
      ids.flatMap((id) => {
        const kept = this.of(scope, id).get(path);
        return kept === undefined ? [] : [[id, kept]];
      }),
    );
  }
}

/** Of one fact, by path. */
class KeptValues implements ReadonlyMap<string, Kept<unknown>> {
  readonly #texts: TextTable;
  readonly #scope: string;
  /** Of long values the number of their text. */
  readonly #values: BySubject<Kept<unknown> | number>;

  constructor(texts: TextTable, scope: string, subjects: readonly Subject[]) {
    this.#texts = texts;
    this.#scope = scope;
    this.#values = new BySubject(new Map([[scope, subjects]]));
  }

  put(path: string, kept: Kept<unknown> | number): void {
    this.#values.set({ scope: this.#scope, path }, kept);
  }

  addCodes(codes: Set<ErrorCode | undefined>): void {
    for (const [, kept] of this.#values) if (typeof kept === 'object' && 'error' in kept) codes.add(kept.code);
  }

  get size(): number {
    return [...this.#values].length;
  }

  has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  get(path: string): Kept<unknown> | undefined {
    const kept = this.#values.get({ scope: this.#scope, path });
    return kept === undefined ? undefined : this.#read(kept);
  }

  *keys(): MapIterator<string> {
    for (const [path] of this.entries()) yield path;
  }

  *values(): MapIterator<Kept<unknown>> {
    for (const [, kept] of this.entries()) yield kept;
  }

  *entries(): MapIterator<[string, Kept<unknown>]> {
    for (const [{ path }, kept] of this.#values) yield [path, this.#read(kept)];
  }

  #read(kept: Kept<unknown> | number): Kept<unknown> {
    return typeof kept === 'number' ? { value: this.#texts.value(kept) } : kept;
  }

  [Symbol.iterator](): MapIterator<[string, Kept<unknown>]> {
    return this.entries();
  }

  forEach(each: (kept: Kept<unknown>, path: string, map: ReadonlyMap<string, Kept<unknown>>) => void): void {
    for (const [path, kept] of this.entries()) each(kept, path, this);
  }
}

const NONE: ReadonlyMap<string, Kept<unknown>> = new Map();

const keyOf = (scope: string, id: string): string => `${scope}\0${id}`;

/** What is kept of an answer: the whole value, or what lies at a path in it. */
export const keptAnswer = (resolved: Resolved, path: string | undefined): Kept<unknown> => {
  if ('unknown' in resolved) {
    return { error: resolved.unknown, ...(resolved.code === undefined ? {} : { code: resolved.code }) };
  }
  return {
    value: path === undefined ? resolved.value : operandValue(operandAt({ value: toJson(resolved.value) }, path)),
  };
};
