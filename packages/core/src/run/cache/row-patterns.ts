import { OWN_TEXT, type Row, type RowPattern } from './entry-bytes.ts';

/** The numbers of a row, while they come. */
export interface OpenRow {
  /** Of texts that many rows have in common. */
  readonly common: (id: number) => void;
  /** Of texts that this row alone has, most likely. */
  readonly own: (...ids: readonly number[]) => void;
  /** Takes over places of another row. */
  readonly copy: (row: Row, from: number, to: number) => void;
  readonly end: () => Pick<Row, 'pattern' | 'own'>;
}

/** Patterns of rows, each once: what was found of most pictures differs in a few texts. */
export class RowPatterns {
  readonly #known = new Map<string, RowPattern>();

  begin(): OpenRow {
    const pattern: number[] = [];
    const own: number[] = [];
    const add = (id: number): void => {
      pattern.push(OWN_TEXT);
      own.push(id);
    };
    return {
      common: (id) => {
        pattern.push(id);
      },
      own: (...ids) => ids.forEach(add),
      copy: (row, from, to) => {
        let next = 0;
        row.pattern.forEach((id, place) => {
          const known = id === OWN_TEXT ? row.own[next++] : undefined;
          if (place < from || place >= to) return;
          if (known === undefined) pattern.push(id);
          else add(known);
        });
      },
      end: () => ({ pattern: this.#once(pattern), own: own.slice() }),
    };
  }

  #once(pattern: readonly number[]): RowPattern {
    const name = pattern.join();
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const own = pattern.slice();
    this.#known.set(name, own);
    return own;
  }
}
