/** Finds rows by the first four bytes of something that each has, such as a SHA-256: an open table, eight bytes a row. */
export class RecordTable {
  readonly #slots: Uint32Array;
  readonly #mask: number;
  readonly #wordOf: (row: number) => number;

  /** `wordOf` gives those four bytes as a number. */
  constructor(rows: Iterable<number>, count: number, wordOf: (row: number) => number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * count)));
    this.#slots = new Uint32Array(size);
    this.#mask = size - 1;
    this.#wordOf = wordOf;
    for (const row of rows) {
      let at = slotOf(wordOf(row)) & this.#mask;
      while (this.#slots[at] !== 0) at = (at + 1) & this.#mask;
      this.#slots[at] = row + 1;
    }
  }

  /** Rows with this word, and perhaps others. */
  of(word: number): readonly number[] {
    const found: number[] = [];
    for (let at = slotOf(word) & this.#mask; ; at = (at + 1) & this.#mask) {
      const slot = this.#slots[at] ?? 0;
      if (slot === 0) return found;
      if (this.#wordOf(slot - 1) === word) found.push(slot - 1);
    }
  }
}

/** Words are parts of hashes, but whoever sends pictures may choose them. */
const slotOf = (word: number): number => Math.imul(word ^ (word >>> 15), 0x2c1b3c6d) >>> 0;
