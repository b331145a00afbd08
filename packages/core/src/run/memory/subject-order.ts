import type { Subject } from '../../model/subject.ts';
import { compareText } from '../../text/compare.ts';
import type { SubjectSet } from '../discover.ts';

/** Where each of the subjects of one scope stands in their order: lists by that take less than tables by path. */
export class SubjectOrder {
  readonly #subjects: readonly Subject[];
  /** Usually the next one is requested. */
  #lately = -1;

  constructor(subjects: readonly Subject[]) {
    const isInOrder = subjects.every((subject, k) => k === 0 || compareText(pathAt(subjects, k - 1), subject.path) < 0);
    this.#subjects = isInOrder ? subjects : [...subjects].sort((a, b) => compareText(a.path, b.path));
  }

  /** -1 for none of them. */
  placeOf(path: string): number {
    if (this.#subjects[this.#lately]?.path === path) return this.#lately;
    if (this.#subjects[this.#lately + 1]?.path === path) return ++this.#lately;
    let [first, above] = [0, this.#subjects.length];
    while (first < above) {
      const middle = (first + above) >> 1;
      if (pathAt(this.#subjects, middle) < path) first = middle + 1;
      else above = middle;
    }
    return this.#subjects[first]?.path === path ? this.#note(first) : -1;
  }

  at(place: number): Subject {
    const subject = this.#subjects[place];
    if (subject === undefined) throw new RangeError('there is no such subject');
    return subject;
  }

  #note(place: number): number {
    this.#lately = place;
    return place;
  }
}

const pathAt = (subjects: readonly Subject[], place: number): string => subjects[place]?.path ?? '';

const NOTHING = Symbol();

type Named = Pick<Subject, 'scope' | 'path'>;

/** Something of each subject of a set: as a map, in a fifth of the memory. */
export class BySubject<T> {
  readonly #orders: ReadonlyMap<string, { readonly order: SubjectOrder; readonly values: (T | typeof NOTHING)[] }>;

  constructor(set: SubjectSet) {
    this.#orders = new Map(
      [...set].map(([scope, subjects]) => [
        scope,
        { order: new SubjectOrder(subjects), values: new Array(subjects.length).fill(NOTHING) },
      ]),
    );
  }

  get isEmpty(): boolean {
    return this[Symbol.iterator]().next().done === true;
  }

  get(subject: Named): T | undefined {
    const value = this.#valueOf(subject);
    return value === NOTHING ? undefined : value;
  }

  has(subject: Named): boolean {
    return this.#valueOf(subject) !== NOTHING;
  }

  /** Throws a `RangeError` for a subject that is not of the set. */
  set({ scope, path }: Named, value: T): void {
    const known = this.#orders.get(scope);
    const place = known?.order.placeOf(path) ?? -1;
    if (known === undefined || place < 0) throw new RangeError('the subject is not of the set');
    known.values[place] = value;
  }

  /** In the order of the set. */
  *[Symbol.iterator](): Iterator<readonly [Subject, T]> {
    for (const { order, values } of this.#orders.values())
      for (const [place, value] of values.entries()) if (value !== NOTHING) yield [order.at(place), value];
  }

  #valueOf({ scope, path }: Named): T | typeof NOTHING {
    const known = this.#orders.get(scope);
    const place = known?.order.placeOf(path) ?? -1;
    return known === undefined || place < 0 ? NOTHING : (known.values[place] as T | typeof NOTHING);
  }
}
