import type { FactSnapshot, Snapshot } from './fact-memo.ts';

/** Snapshots of subjects that wait for the second pass, in little memory: each value is a text, and texts that subjects have in common stand once. */
export class Shelf {
  readonly #texts: string[] = [];
  readonly #ids = new Map<string, number>();
  /** Values of texts that several subjects have: one object for all of them, which nobody changes. */
  readonly #shared: unknown[] = [];
  /** Two texts a fact: what is said of it, and its value. */
  readonly #rows = new Map<string, readonly number[] | Snapshot>();

  /** Lays it there as it is: of what was remembered, texts are shared already. */
  hold(key: string, snapshot: Snapshot): void {
    this.#rows.set(key, snapshot);
  }

  put(key: string, { facts }: Snapshot): void {
    this.#rows.set(
      key,
      facts.flatMap((fact) => {
        const { value, ...about } = { value: undefined, ...fact };
        return [this.#id(about), this.#id(value)];
      }),
    );
  }

  /** Takes it from the shelf. */
  take(key: string): Snapshot | undefined {
    const row = this.#rows.get(key);
    if (row === undefined) return undefined;
    this.#rows.delete(key);
    if ('facts' in row) return row;
    const facts: FactSnapshot[] = [];
    for (let k = 0; k < row.length; k += 2) {
      const [about, value] = [this.#value(row[k]), this.#value(row[k + 1])];
      facts.push('error' in about ? about : { ...about, value });
    }
    return { facts };
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  delete(key: string): void {
    this.#rows.delete(key);
  }

  #id(value: unknown): number {
    const text = JSON.stringify(value) ?? NOTHING;
    const known = this.#ids.get(text);
    if (known !== undefined) {
      this.#shared[known] ??= value;
      return known;
    }
    this.#ids.set(text, this.#texts.length);
    this.#texts.push(text);
    return this.#texts.length - 1;
  }

  #value(id: number | undefined): ReturnType<typeof JSON.parse> {
    const shared = this.#shared[id ?? -1];
    if (shared !== undefined) return shared;
    const text = this.#texts[id ?? -1];
    return text === undefined || text === NOTHING ? undefined : JSON.parse(text);
  }
}

/** Of a value that JSON has no text for. */
const NOTHING = '';
