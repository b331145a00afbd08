import type { TreeEntry } from '../model/subject-kind.ts';

/** What a walk of a folder has found, until nobody asks for it any more: of tens of thousands of pictures that is not held while they are looked at. */
export class WalkedTree {
  #entries: readonly TreeEntry[] | undefined;

  constructor(entries: readonly TreeEntry[]) {
    this.#entries = entries;
  }

  get entries(): readonly TreeEntry[] {
    if (this.#entries === undefined) throw new Error('the names below the folder were let go');
    return this.#entries;
  }

  letGo(): void {
    this.#entries = undefined;
  }
}
