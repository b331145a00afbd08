type Parsed = ReturnType<typeof JSON.parse>;

/** Texts that were written before: their UTF-8, one behind the other, and how many bytes each has. */
export interface WrittenTexts {
  readonly bytes: Buffer;
  readonly lengths: readonly number[] | Uint32Array;
}

/**
 * Values as JSON, each text once, known by its number. What pictures have in common (most verdicts, many values) takes no memory for each, and what
 * was written before is not looked at before it is asked for.
 */
export class TextTable {
  readonly #written: Buffer;
  /** Where each of the written texts ends. */
  readonly #ends: Float64Array;
  /** Those that have come since. */
  readonly #texts: string[] = [];
  /** Numbers of the written texts by a hash of their bytes, made when a text first asks for its number. */
  #writtenIds: ReadonlyMap<number, readonly number[]> | undefined;
  readonly #ids = new Map<string, number>();
  /** Values that are asked for more than once: one object for all who ask, which nobody changes. */
  readonly #values: Parsed[] = [];
  readonly #asked = new Set<number>();

  /** Throws a `RangeError` where the lengths are not those of the bytes. */
  constructor({ bytes, lengths }: WrittenTexts = { bytes: Buffer.alloc(0), lengths: [] }) {
    this.#written = bytes;
    let end = 0;
    this.#ends = Float64Array.from(lengths, (length) => {
      end += length;
      return end;
    });
    if (end !== bytes.length) throw new RangeError('the texts are cut');
  }

  /** Takes over texts that were written later, in their order; each is one that is not here yet. */
  append({ bytes, lengths }: WrittenTexts): void {
    let start = 0;
    for (const length of lengths) {
      const text = bytes.toString('utf8', start, start + length);
      start += length;
      this.#ids.set(text, this.size);
      this.#texts.push(text);
    }
    if (start !== bytes.length) throw new RangeError('the texts are cut');
  }

  get size(): number {
    return this.#ends.length + this.#texts.length;
  }

  /** The number of a value's text. */
  id(value: unknown): number {
    const text = JSON.stringify(value) ?? NOTHING;
    const known = this.#ids.get(text) ?? this.#writtenId(text);
    if (known !== undefined) {
      this.#values[known] ??= value;
      return known;
    }
    const id = this.size;
    this.#ids.set(text, id);
    this.#texts.push(text);
    return id;
  }

  /** The value of a number. Throws a `RangeError` where there is none. */
  value(id: number): Parsed {
    const known = this.#values[id];
    if (known !== undefined) return known;
    const text = this.#text(id);
    const value = text === NOTHING ? undefined : JSON.parse(text);
    if (this.#asked.has(id)) {
      this.#values[id] = value;
      this.#asked.delete(id);
    } else if (typeof value === 'object') this.#asked.add(id);
    return value;
  }

  /** The text of a number, in UTF-8. */
  bytesOf(id: number): Buffer {
    const end = this.#ends[id];
    return end === undefined
      ? Buffer.from(this.#text(id), 'utf8')
      : this.#written.subarray(id === 0 ? 0 : this.#ends[id - 1], end);
  }

  /** How many bytes that has. */
  lengthOf(id: number): number {
    const end = this.#ends[id];
    return end === undefined ? Buffer.byteLength(this.#text(id)) : end - (id === 0 ? 0 : (this.#ends[id - 1] ?? 0));
  }

  /** Writes it into `target`; gives where it ends there. */
  copyTo(target: Buffer, at: number, id: number): number {
    const end = this.#ends[id];
    if (end === undefined) return at + target.write(this.#text(id), at, 'utf8');
    return at + this.#written.copy(target, at, id === 0 ? 0 : this.#ends[id - 1], end);
  }

  #text(id: number): string {
    const text = id < this.#ends.length ? this.bytesOf(id).toString('utf8') : this.#texts[id - this.#ends.length];
    if (text === undefined) throw new RangeError('a text is missing');
    return text;
  }

  /** Most runs ask for few: written texts are told apart by their bytes, and none of them is made into a string for it. */
  #writtenId(text: string): number | undefined {
    if (this.#ends.length === 0) return undefined;
    this.#writtenIds ??= this.#hashed();
    const bytes = Buffer.from(text, 'utf8');
    const id = this.#writtenIds.get(hashOf(bytes, 0, bytes.length))?.find((each) => this.bytesOf(each).equals(bytes));
    if (id !== undefined) this.#ids.set(text, id);
    return id;
  }

  #hashed(): Map<number, number[]> {
    const ids = new Map<number, number[]>();
    let start = 0;
    this.#ends.forEach((end, id) => {
      const hash = hashOf(this.#written, start, end);
      const list = ids.get(hash);
      if (list === undefined) ids.set(hash, [id]);
      else list.push(id);
      start = end;
    });
    return ids;
  }
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
const hashOf = (bytes: Buffer, start: number, end: number): number => {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
};

/** The text of a value for which JSON has none. */
const NOTHING = '';
