import { grown } from '../../file/growing.ts';
import type { FactSnapshot, Snapshot } from './fact-memo.ts';
import { TextTable } from './text-table.ts';

/** A snapshot that is made when it is asked for. */
export type LaterSnapshot = () => Snapshot;

/** Fewer snapshots lie here as they came, some kilobytes each: to write them in short and read them again takes longer. */
const MANY = 1000;

/** Snapshots of subjects that wait for the second pass, in little memory. */
export class Shelf {
  readonly #texts = new TextTable();
  /** Numbers of the texts of one snapshot behind those of the other. */
  #ids = new Uint32Array(0);
  #taken = 0;
  readonly #later = new Map<string, LaterSnapshot | Snapshot>();
  /** Those that lie as they came; undefined since there are many. */
  #asTheyCame: Set<string> | undefined = new Set();

  put(key: string, snapshot: Snapshot): void {
    const few = this.#asTheyCame;
    this.hold(key, few === undefined ? this.#inShort(snapshot) : snapshot);
    if (few === undefined || few.add(key).size < MANY) return;
    this.#asTheyCame = undefined;
    for (const each of few) {
      const lying = this.#later.get(each);
      if (typeof lying === 'object') this.hold(each, this.#inShort(lying));
    }
  }

  #inShort({ facts }: Snapshot): LaterSnapshot {
    // Two texts a fact: what is said of it, and its value.
    const ids = facts.flatMap((fact) => {
      const { value, ...about } = { value: undefined, ...fact };
      return [this.#texts.id(about), this.#texts.id(value)];
    });
    const from = this.#taken;
    this.#taken += ids.length;
    this.#ids = grown(this.#ids, this.#taken);
    this.#ids.set(ids, from);
    const to = this.#taken;
    return () => this.#snapshotOf(this.#ids.subarray(from, to));
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

  #snapshotOf(ids: Uint32Array): Snapshot {
    const facts: FactSnapshot[] = [];
    for (let k = 0; k < ids.length; k += 2) {
      const [about, value] = [this.#texts.value(ids[k] ?? -1), this.#texts.value(ids[k + 1] ?? -1)];
      facts.push('error' in about ? about : { ...about, value });
    }
    return { facts };
  }
}
