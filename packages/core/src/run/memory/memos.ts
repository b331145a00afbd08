import { type Subject, subjectKey } from '../../model/subject.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import {
  dropResources,
  type FactMemo,
  heldSnapshotOf,
  newFactMemo,
  restoreTo,
  type Snapshot,
  snapshotOf,
} from './fact-memo.ts';
import { type LaterSnapshot, Shelf } from './shelf.ts';

/** What is known of each subject: a memo while somebody works on it, a snapshot on a shelf while it waits. */
export class Memos {
  readonly #memos = new Map<string, FactMemo>();
  readonly #shelf = new Shelf();
  readonly #find: (scope: string, id: string) => FactEntry | undefined;

  readonly #laid: (key: string) => LaterSnapshot | undefined;

  /** `find` says which fact has an id; `laid` what of a subject that waits lies elsewhere: that is not held here. */
  constructor(
    find: (scope: string, id: string) => FactEntry | undefined,
    laid: (key: string) => LaterSnapshot | undefined = () => undefined,
  ) {
    this.#find = find;
    this.#laid = laid;
  }

  /** The memo of a subject, empty where nothing is known of it. */
  of(subject: Subject): FactMemo {
    const key = subjectKey(subject);
    const known = this.#memos.get(key);
    if (known !== undefined) return known;
    const memo = newFactMemo();
    this.#memos.set(key, memo);
    const snapshot = this.#shelf.take(key) ?? this.#laid(key)?.();
    if (snapshot !== undefined) this.#restoreTo(memo, subject, snapshot);
    return memo;
  }

  /** Undefined where nothing is known of the subject. */
  known(subject: Subject): FactMemo | undefined {
    const key = subjectKey(subject);
    const isKnown = this.#memos.has(key) || this.#shelf.has(key) || this.#laid(key) !== undefined;
    return isKnown ? this.of(subject) : undefined;
  }

  /** Puts back what was found of a subject before. */
  restore(subject: Subject, later: LaterSnapshot): void {
    const key = subjectKey(subject);
    const memo = this.#memos.get(key);
    if (memo !== undefined) this.#restoreTo(memo, subject, later());
    else if (this.#laid(key) === undefined) this.#shelf.hold(key, later);
  }

  /**
   * Lets the large things of a subject go, and lays its facts aside until somebody asks for one: many subjects wait for the second pass, and what
   * is computed of one takes several times the memory of what it came to. `later`: all of them, where they are remembered elsewhere.
   */
  layAside(subject: Subject, later?: LaterSnapshot): void {
    const key = subjectKey(subject);
    const memo = this.#memos.get(key);
    if (memo === undefined) return;
    dropResources(memo);
    if (later === undefined) {
      const snapshot = snapshotOf(memo);
      // What one computed of its neighbours may be more than JSON says, and waits as it is.
      const held = snapshot ?? heldSnapshotOf(memo);
      if (held === undefined) return;
      if (snapshot === undefined) this.#shelf.hold(key, held);
      else this.#shelf.put(key, snapshot);
    } else if (this.#laid(key) === undefined) this.#shelf.hold(key, later);
    this.#memos.delete(key);
  }

  delete(subject: Subject): void {
    const key = subjectKey(subject);
    const memo = this.#memos.get(key);
    if (memo !== undefined) dropResources(memo);
    this.#memos.delete(key);
    this.#shelf.delete(key);
  }

  #restoreTo(memo: FactMemo, { scope }: Subject, snapshot: Snapshot): void {
    restoreTo(memo, snapshot, (id) => this.#find(scope, id));
  }
}
