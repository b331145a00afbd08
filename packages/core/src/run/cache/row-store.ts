import { grown } from '../../file/growing.ts';
import type { FileState } from '../../file/seen-files.ts';

/** Stands in a pattern for a number that is the row's own. */
export const OWN_TEXT = 0xffffffff;

/** Numbers of texts that many entries have in common, one object for all of them; `OWN_TEXT` where each has one of its own. */
export interface RowPattern {
  readonly ids: readonly number[];
  /** Of each place, how many before it are the row's own. */
  readonly before: readonly number[];
  readonly ownCount: number;
  /** Values of its texts by their indexes, as far as they have been read. */
  readonly values: unknown[];
}

/** The numbers of a row, while they come. */
export interface OpenRow {
  /** Of a text that many rows have in common. */
  readonly common: (id: number) => void;
  /** Of a text that this row alone has, most likely. */
  readonly own: (id: number) => void;
  /** Takes over places of another row. */
  readonly copy: (row: number, from: number, to: number) => void;
  /** The number of the row. */
  readonly end: (state: FileState) => number;
}

/** Rows as columns, one behind the other. */
export interface RowColumns {
  /** Four numbers a row, as `FileState`. */
  readonly states: Float64Array<ArrayBuffer>;
  readonly patterns: readonly (readonly number[])[];
  /** Of each row the position of its pattern among these. */
  readonly patternOf: Uint32Array<ArrayBuffer>;
  /** Numbers for the places that the patterns leave open, row after row. */
  readonly own: Uint32Array<ArrayBuffer>;
}

/** Entries in little memory, known by their numbers: of each the state of its file, and the numbers of its texts. What was found of most pictures differs in a few texts. */
export class RowStore {
  #size = 0;
  #states = new Float64Array(0);
  #patternOf = new Uint32Array(0);
  /** Where the own numbers of a row begin. */
  #ownAt = new Uint32Array(0);
  #own = new Uint32Array(0);
  #ownSize = 0;
  readonly #patterns: RowPattern[] = [];
  readonly #known = new Map<string, number>();
  readonly #open = { pattern: [] as number[], own: [] as number[] };
  readonly #row: OpenRow;

  constructor() {
    const { pattern, own } = this.#open;
    const add = (id: number): void => {
      pattern.push(OWN_TEXT);
      own.push(id);
    };
    this.#row = {
      common: (id) => {
        pattern.push(id);
      },
      own: add,
      copy: (row, from, to) => {
        const { ids } = this.patternOf(row);
        for (let place = from; place < to; place++) {
          const id = ids[place] ?? -1;
          if (id === OWN_TEXT) add(this.idAt(row, place));
          else pattern.push(id);
        }
      },
      end: (state) => {
        const at = this.#ownSize;
        this.#own = grown(this.#own, at + own.length);
        this.#own.set(own, at);
        this.#ownSize += own.length;
        return this.#add(state, this.#numberOf(pattern), at);
      },
    };
  }

  /** A row to which numbers are given one after the other: the one begun before has ended. */
  begin(): OpenRow {
    this.#open.pattern.length = 0;
    this.#open.own.length = 0;
    return this.#row;
  }

  /** A row with the texts of another, and another state. */
  restated(row: number, state: FileState): number {
    return this.#add(state, this.#patternOf[row] ?? 0, this.#ownAt[row] ?? 0);
  }

  /** Takes over rows; the first one gets the number that is `size` before. Throws a `RangeError` where they do not fit together. */
  append({ states, patterns, patternOf, own }: RowColumns): void {
    const numbers = patterns.map((pattern) => this.#numberOf(pattern));
    const rows = patternOf.length;
    this.#states = grown(this.#states, 4 * (this.#size + rows));
    this.#states.set(states, 4 * this.#size);
    this.#patternOf = grown(this.#patternOf, this.#size + rows);
    this.#ownAt = grown(this.#ownAt, this.#size + rows);
    this.#own = grown(this.#own, this.#ownSize + own.length);
    this.#own.set(own, this.#ownSize);
    let at = this.#ownSize;
    for (const position of patternOf) {
      const pattern = numbers[position];
      if (pattern === undefined) throw new RangeError('an entry has no pattern');
      this.#patternOf[this.#size] = pattern;
      this.#ownAt[this.#size++] = at;
      at += this.#patterns[pattern]?.ownCount ?? 0;
    }
    this.#ownSize += own.length;
    if (at !== this.#ownSize) throw new RangeError('something is left over, or missing');
  }

  get size(): number {
    return this.#size;
  }

  patternOf(row: number): RowPattern {
    const pattern = this.#patterns[this.#patternOf[row] ?? -1];
    if (pattern === undefined) throw new RangeError('there is no such row');
    return pattern;
  }

  /** The number of a text by its place; -1 where the row has none. */
  idAt(row: number, place: number): number {
    const { ids, before } = this.patternOf(row);
    const id = ids[place] ?? -1;
    return id === OWN_TEXT ? (this.#own[(this.#ownAt[row] ?? 0) + (before[place] ?? 0)] ?? -1) : id;
  }

  /** The numbers that are its own. */
  ownOf(row: number): Uint32Array {
    const at = this.#ownAt[row] ?? 0;
    return this.#own.subarray(at, at + this.patternOf(row).ownCount);
  }

  /** Whether one row was made of the other: they may differ in their states alone. */
  isOfOne(row: number, other: number): boolean {
    return this.#ownAt[row] === this.#ownAt[other];
  }

  stateOf(row: number): FileState {
    const at = 4 * row;
    const states = this.#states;
    return [states[at] ?? 0, states[at + 1] ?? 0, states[at + 2] ?? 0, states[at + 3] ?? 0];
  }

  isInState(row: number, state: FileState): boolean {
    for (let part = 0; part < 4; part++) if (this.#states[4 * row + part] !== state[part]) return false;
    return true;
  }

  #add(state: FileState, pattern: number, ownAt: number): number {
    this.#states = grown(this.#states, 4 * (this.#size + 1));
    this.#states.set(state, 4 * this.#size);
    this.#patternOf = grown(this.#patternOf, this.#size + 1);
    this.#patternOf[this.#size] = pattern;
    this.#ownAt = grown(this.#ownAt, this.#size + 1);
    this.#ownAt[this.#size] = ownAt;
    return this.#size++;
  }

  #numberOf(pattern: readonly number[]): number {
    const name = pattern.join();
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const before: number[] = [];
    let ownCount = 0;
    for (const id of pattern) {
      before.push(ownCount);
      if (id === OWN_TEXT) ownCount++;
    }
    this.#known.set(name, this.#patterns.length);
    this.#patterns.push({ ids: pattern.slice(), before, ownCount, values: [] });
    return this.#patterns.length - 1;
  }
}
