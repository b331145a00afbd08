import type { FileState } from '../../file/seen-files.ts';
import type { TextTable } from '../memory/text-table.ts';
import { type CacheEntry, OF_GROUP } from './cache-entry.ts';
import { type EntryShape, storedFactsStart } from './entry-shape.ts';
import type { RowStore } from './row-store.ts';
import { textAt } from './text-at.ts';

/** View of a packed entry: each part is decoded when it is read. */
export class EntryView implements Pick<CacheEntry, 'stat' | 'sha256' | 'key'> {
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

  /** Whether the entry is of a subject without content. */
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

  /** Ids of the stored facts, and whether each is a value (`true`) or an error. */
  get storedFacts(): EntryShape['kept'] {
    return this.#shape.kept;
  }

  /** Returns the id of the text of a stored fact, by its position in `storedFacts`. */
  storedTextId(position: number): number {
    return this.#store.idAt(this.#row, storedFactsStart(this.#shape.verdicts) + position);
  }
}
