import type { Resolved } from '../evaluate/evaluate.ts';
import { operandAt, operandValue, toJson } from '../evaluate/operand.ts';
import type { ErrorCode } from '../model/error.ts';
import type { Kept } from '../model/fact.ts';
import type { Subject } from '../model/subject.ts';
import { compareText } from '../text/compare.ts';

/** Facts that are kept of every subject, for facts that look at the whole set. */
export class KeptFacts {
  readonly #byFact = new Map<string, Map<string, Kept<unknown>>>();
  readonly #timed = new Set<string>();

  /** `timed`: the value depends on today. */
  put({ scope, path }: Subject, id: string, value: Kept<unknown>, timed: boolean): void {
    const key = keyOf(scope, id);
    const byPath = this.#byFact.get(key) ?? new Map<string, Kept<unknown>>();
    this.#byFact.set(key, byPath.set(path, value));
    if (timed) this.#timed.add(key);
  }

  /** A value of this fact, by its key of `timedKeys`, depends on today. */
  markTimed(key: string): void {
    this.#timed.add(key);
  }

  /** Of all that depend on today. */
  get timedKeys(): readonly string[] {
    return [...this.#timed];
  }

  /** All are in: puts each fact's in order of path. */
  complete(): void {
    for (const [key, byPath] of this.#byFact) {
      this.#byFact.set(key, new Map([...byPath].sort(([a], [b]) => compareText(a, b))));
    }
  }

  /** By path. */
  of(scope: string, id: string): ReadonlyMap<string, Kept<unknown>> {
    return this.#byFact.get(keyOf(scope, id)) ?? new Map();
  }

  /** Whether one of these values depends on today. */
  isTimed(scope: string, id: string): boolean {
    return this.#timed.has(keyOf(scope, id));
  }

  /** Why values could not be had, each reason once; undefined for a bug. */
  codes(): ReadonlySet<ErrorCode | undefined> {
    const codes = new Set<ErrorCode | undefined>();
    for (const byPath of this.#byFact.values()) {
      for (const kept of byPath.values()) if ('error' in kept) codes.add(kept.code);
    }
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
