import type { FactSnapshot, Snapshot } from './fact-memo.ts';
import { TextTable } from './text-table.ts';

/** A snapshot that is made when it is asked for. */
export type LaterSnapshot = () => Snapshot;

/** So many snapshots lie here as they came, some kilobytes each: to write them in short and read them again takes longer. */
const FEW = 1000;

/** Snapshots of subjects that wait for the second pass, in little memory. */
export class Shelf {
  readonly #texts = new TextTable();
  readonly #later = new Map<string, LaterSnapshot | Snapshot>();
  #few = 0;

  put(key: string, snapshot: Snapshot): void {
    if (this.#few < FEW) {
      this.#few++;
      this.hold(key, snapshot);
      return;
    }
    const { facts } = snapshot;
    // Two texts a fact: what is said of it, and its value.
    const ids = facts.flatMap((fact) => {
      const { value, ...about } = { value: undefined, ...fact };
      return [this.#texts.id(about), this.#texts.id(value)];
    });
    this.hold(key, () => this.#snapshotOf(ids));
  }

  /** One that is kept in little memory elsewhere, or as it is. */
  hold(key: string, later: LaterSnapshot | Snapshot): void {
    this.#later.set(key, later);
  }

  /** Takes it from the shelf. */
  take(key: string): Snapshot | undefined {
    const later = this.#later.get(key);
    this.#later.delete(key);
    return typeof later === 'function' ? later() : later;
  }

  has(key: string): boolean {
    return this.#later.has(key);
  }

  delete(key: string): void {
    this.#later.delete(key);
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
