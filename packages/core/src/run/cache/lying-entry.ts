import type { FileState } from '../../file/seen-files.ts';
import type { TextTable } from '../memory/text-table.ts';
import type { CacheEntry } from './cache-entry.ts';
import { type EntryShape, keptAt } from './entry-shape.ts';
import type { RowStore } from './row-store.ts';

/** An entry as it lies among others, without what was found: each part is made when it is asked for. */
export class LyingEntry implements Pick<CacheEntry, 'stat' | 'sha256' | 'key'> {
  readonly #row: number;
  readonly #store: RowStore;
  readonly #texts: TextTable;
  readonly #shape: EntryShape;

  constructor(row: number, store: RowStore, texts: TextTable, shape: EntryShape) {
    this.#row = row;
    this.#store = store;
    this.#texts = texts;
    this.#shape = shape;
  }

  get stat(): FileState {
    return this.#store.stateOf(this.#row);
  }

  isInState(state: FileState): boolean {
    return this.#store.isInState(this.#row, state);
  }

  get sha256(): string {
    return this.#texts.value(this.#store.idAt(this.#row, 1));
  }

  get key(): string {
    const [own, rules] = [2, 3].map((place) => this.#texts.value(this.#store.idAt(this.#row, place)));
    return rules === null ? own : `${own} ${rules}`;
  }

  get asOf(): string | undefined {
    return this.#texts.value(this.#store.idAt(this.#row, 4)) ?? undefined;
  }

  get isJudged(): boolean {
    return this.#shape.verdicts !== undefined;
  }

  /** Ids of what is kept, and whether it is a value or a reason why there is none. */
  get kept(): EntryShape['kept'] {
    return this.#shape.kept;
  }

  /** The number of the text of what is kept, by its position. */
  keptText(position: number): number {
    return this.#store.idAt(this.#row, keptAt(this.#shape.verdicts) + position);
  }
}
