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
import { type LazySnapshot, SpillStore } from './spill-store.ts';

/** Facts of each subject: a memo while it is processed, a snapshot in the spill store while it waits. */
export class Memos {
  readonly #memos = new Map<string, FactMemo>();
  readonly #spillStore = new SpillStore();
  readonly #find: (scope: string, id: string) => FactEntry | undefined;

  readonly #cached: (key: string) => LazySnapshot | undefined;

  /** `find` looks up a fact by id; `cached` a snapshot that the cache holds, which is not stored here again. */
  constructor(
    find: (scope: string, id: string) => FactEntry | undefined,
    cached: (key: string) => LazySnapshot | undefined = () => undefined,
  ) {
    this.#find = find;
    this.#cached = cached;
  }

  /** Returns the memo of a subject, empty if nothing is known of it. */
  of(subject: Subject): FactMemo {
    const key = subjectKey(subject);
    const known = this.#memos.get(key);
    if (known !== undefined) return known;
    const memo = newFactMemo();
    this.#memos.set(key, memo);
    const snapshot = this.#spillStore.take(key) ?? this.#cached(key)?.();
    if (snapshot !== undefined) this.#restoreTo(memo, subject, snapshot);
    return memo;
  }

  /** Returns the memo of a subject; undefined if nothing is known of it. */
  known(subject: Subject): FactMemo | undefined {
    const key = subjectKey(subject);
    const isKnown = this.#memos.has(key) || this.#spillStore.has(key) || this.#cached(key) !== undefined;
    return isKnown ? this.of(subject) : undefined;
  }

  /** Restores the facts of a subject from a snapshot. */
  restore(subject: Subject, snapshot: LazySnapshot): void {
    const key = subjectKey(subject);
    const memo = this.#memos.get(key);
    if (memo !== undefined) this.#restoreTo(memo, subject, snapshot());
    else if (this.#cached(key) === undefined) this.#spillStore.hold(key, snapshot);
  }

  /**
   * Releases the resources of a subject and moves its facts to the spill store until one is queried: many subjects wait for the second pass, and
   * the memo of one takes several times the memory of its snapshot. `lazy`: the snapshot, if the cache holds it.
   */
  spill(subject: Subject, lazy?: LazySnapshot): void {
    const key = subjectKey(subject);
    const memo = this.#memos.get(key);
    if (memo === undefined) return;
    dropResources(memo);
    if (lazy === undefined) {
      const snapshot = snapshotOf(memo);
      // Facts computed from neighbours may hold more than JSON can, and are stored as they are.
      const held = snapshot ?? heldSnapshotOf(memo);
      if (held === undefined) return;
      if (snapshot === undefined) this.#spillStore.hold(key, held);
      else this.#spillStore.put(key, snapshot);
    } else if (this.#cached(key) === undefined) this.#spillStore.hold(key, lazy);
    this.#memos.delete(key);
  }

  delete(subject: Subject): void {
    const key = subjectKey(subject);
    const memo = this.#memos.get(key);
    if (memo !== undefined) dropResources(memo);
    this.#memos.delete(key);
    this.#spillStore.delete(key);
  }

  #restoreTo(memo: FactMemo, { scope }: Subject, snapshot: Snapshot): void {
    restoreTo(memo, snapshot, (id) => this.#find(scope, id));
  }
}
