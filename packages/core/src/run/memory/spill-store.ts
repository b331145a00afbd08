import type { FactSnapshot, Snapshot } from './fact-memo.ts';
import { TextTable } from './text-table.ts';

/** Creates a snapshot on demand. */
export type LazySnapshot = () => Snapshot;

/** The first snapshots are stored as objects, some kilobytes each: that is faster than packing and unpacking them. */
const MOST_UNPACKED = 1000;

/** Compact store for the snapshots of subjects that wait for the second pass. */
export class SpillStore {
  readonly #texts = new TextTable();
  readonly #snapshots = new Map<string, LazySnapshot | Snapshot>();
  #unpacked = 0;

  put(key: string, snapshot: Snapshot): void {
    if (this.#unpacked < MOST_UNPACKED) {
      this.#unpacked++;
      this.hold(key, snapshot);
      return;
    }
    const { facts } = snapshot;
    // Two texts a fact: its description and its value.
    const ids = facts.flatMap((fact) => {
      const { value, ...about } = { value: undefined, ...fact };
      return [this.#texts.id(about), this.#texts.id(value)];
    });
    this.hold(key, () => this.#snapshotOf(ids));
  }

  /** Stores a snapshot as it is, or one that the caller creates on demand. */
  hold(key: string, snapshot: LazySnapshot | Snapshot): void {
    this.#snapshots.set(key, snapshot);
  }

  /** Removes a snapshot and returns it; undefined if there is none. */
  take(key: string): Snapshot | undefined {
    const snapshot = this.#snapshots.get(key);
    this.#snapshots.delete(key);
    return typeof snapshot === 'function' ? snapshot() : snapshot;
  }

  has(key: string): boolean {
    return this.#snapshots.has(key);
  }

  delete(key: string): void {
    this.#snapshots.delete(key);
  }

  #snapshotOf(ids: readonly number[]): Snapshot {
    const facts: FactSnapshot[] = [];
    for (let k = 0; k < ids.length; k += 2) {
      const [about, value] = [this.#texts.value(ids[k] ?? -1), this.#texts.value(ids[k + 1] ?? -1)];
      facts.push('error' in about ? about : { ...about, value });
    }
    return { facts };
  }
}
