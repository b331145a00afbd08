import { ListingLintError } from '../model/error.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import type { Dependencies } from './memory/dependencies.ts';

/** Who requests a value: its node in the graph of waits, and the dependencies that the value is added to. */
export interface Requester {
  readonly node: string | undefined;
  readonly dependencies: Dependencies;
}

/** Returns the node of a subject's fact or resource in the graph of waits. */
export const nodeOf = (subject: Subject, what: string): string => `${subjectKey(subject)}\0${what}`;

/** Graph of waits between facts and resources, to detect cycles: a value that waits for itself would never arrive. */
export class Waits {
  readonly #waits = new Map<string, Set<string>>();

  /**
   * Returns the result of `made`, while `requester` (undefined: a rule) waits for the node `wanted`; `name` is for messages. Throws
   * `fact-unavailable` if `wanted` already waits for the requester.
   */
  async for<T>(requester: string | undefined, wanted: string, name: string, made: () => Promise<T>): Promise<T> {
    if (requester === undefined) return made();
    if (wanted === requester || (this.#waits.has(wanted) && this.#reaches(wanted, requester, new Set()))) {
      throw new ListingLintError('fact-unavailable', `${name} asks for itself`);
    }
    const waits = this.#waits.get(requester) ?? new Set();
    this.#waits.set(requester, waits.add(wanted));
    try {
      return await made();
    } finally {
      waits.delete(wanted);
      if (waits.size === 0) this.#waits.delete(requester);
    }
  }

  #reaches(from: string, wanted: string, seen: Set<string>): boolean {
    if (from === wanted) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(this.#waits.get(from) ?? [])].some((next) => this.#reaches(next, wanted, seen));
  }
}
