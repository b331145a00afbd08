import type { FileState } from '../../file/seen-files.ts';
import type { TextTable } from '../memory/text-table.ts';
import { type CacheEntry, OF_GROUP } from './cache-entry.ts';
import { type EntryShape, keptAt } from './entry-shape.ts';
import type { RowStore } from './row-store.ts';
import { textAt } from './text-at.ts';

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

  /** Of a subject without content. */
  get isOfGroup(): boolean {
    return this.isInState(OF_GROUP);
  }

  get sha256(): string {
    return this.#textAt(1);
  }

  get key(): string {
    const own = this.#textAt(2);
    const rules = this.#textAt(3);
    return rules === null ? own : `${own} ${rules}`;
  }

  get asOf(): string | undefined {
    return this.#textAt(4) ?? undefined;
  }

  #textAt(place: number): ReturnType<typeof JSON.parse> {
    return textAt(this.#store, this.#texts, this.#row, place);
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
