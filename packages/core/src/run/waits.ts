import { ListingLintError } from '../model/error.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import type { Dependencies } from './memory/dependencies.ts';

/** What waits for something, among those that wait, and depends on what that depends on. */
export interface Asker {
  readonly node: string | undefined;
  readonly dependencies: Dependencies;
}

/** What is called by that name of a subject, among those that wait. */
export const nodeOf = (subject: Subject, what: string): string => `${subjectKey(subject)}\0${what}`;

/** Who waits for whom: what waits for itself, through whatever else, would wait for ever. */
export class Waits {
  readonly #waits = new Map<string, Set<string>>();

  /**
   * Gives what `made` will give, while `asker` (undefined: a rule) waits for `wanted`, which is called `name`. Throws `fact-unavailable`
   * where that waits for the asker already.
   */
  async for<T>(asker: string | undefined, wanted: string, name: string, made: () => Promise<T>): Promise<T> {
    if (asker === undefined) return made();
    if (wanted === asker || (this.#waits.has(wanted) && this.#reaches(wanted, asker, new Set()))) {
      throw new ListingLintError('fact-unavailable', `${name} asks for itself`);
    }
    const waits = this.#waits.get(asker) ?? new Set();
    this.#waits.set(asker, waits.add(wanted));
    try {
      return await made();
    } finally {
      waits.delete(wanted);
      if (waits.size === 0) this.#waits.delete(asker);
    }
  }

  #reaches(from: string, wanted: string, seen: Set<string>): boolean {
    if (from === wanted) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(this.#waits.get(from) ?? [])].some((next) => this.#reaches(next, wanted, seen));
  }
}
