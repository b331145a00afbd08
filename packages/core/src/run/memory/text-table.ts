import { randomInt } from 'node:crypto';
import { grown } from './growing.ts';
import type { ShortTexts } from './short-texts.ts';

type Parsed = ReturnType<typeof JSON.parse>;

/** Texts that were written before: their UTF-8, one behind the other, and how many bytes each has. */
export interface WrittenTexts {
  readonly bytes: Buffer;
  readonly lengths: readonly number[] | Uint32Array;
}

/** Where a text lies, in numbers of `#places`. */
const PLACE = 4;

/** Texts that come are written into pieces of so many bytes, or of their own size. */
const PIECE_BYTES = 1 << 20;

/**
 * Values as JSON, each text once, known by its number, some in short where that is asked for. What pictures have in common (most verdicts, many values) takes no memory for each, and of
 * each text that is its own nothing but its bytes lies in memory, outside of V8's heap.
 */
export class TextTable {
  readonly #pieces: Buffer[] = [];
  /** How many bytes of the last piece are taken. */
  #taken = 0;
  /** Of each text: its piece, where it starts there, how many bytes it has there, and how many as JSON. */
  #places = new Uint32Array(0);
  #hashes = new Uint32Array(0);
  /** How many texts have their hash. */
  #hashed = 0;
  /** Numbers of texts, and one, by their hash (open addressing): made when a text first asks for its number. */
  #slots = new Uint32Array(0);
  #size = 0;
  /** Values that are asked for more than once: one object for all who ask, which nobody changes. */
  readonly #values = new Map<number, Parsed>();
  readonly #numbers = new WeakMap<object, number>();
  #asked = new Uint8Array(0);
  readonly #short: ShortTexts | undefined;

  /** `short`: what is of one shape is written in. Throws a `RangeError` where the lengths are not those of the bytes. */
  constructor(written?: WrittenTexts, short?: ShortTexts) {
    this.#short = short;
    if (written !== undefined) this.append(written);
  }

  /** Takes over texts that were written before, in their order; each is one that is not here yet. Throws a `RangeError` where they are cut. */
  append({ bytes, lengths }: WrittenTexts): void {
    this.#pieces.push(bytes);
    this.#taken = bytes.length;
    let start = 0;
    this.#places = grown(this.#places, PLACE * (this.#size + lengths.length));
    for (const length of lengths) {
      this.#place(start, length);
      start += length;
    }
    if (start !== bytes.length) throw new RangeError('the texts are cut');
    if (this.#slots.length > 0) this.#fillSlots();
  }

  get size(): number {
    return this.#size;
  }

  /** How many bytes all of them take here. */
  get keptBytes(): number {
    let sum = 0;
    for (let id = 0; id < this.#size; id++) sum += this.#places[PLACE * id + 2] ?? 0;
    return sum;
  }

  /** The number of a value's text. */
  id(value: unknown): number {
    const isObject = typeof value === 'object' && value !== null;
    const same = isObject ? this.#numbers.get(value) : undefined;
    if (same !== undefined) return same;
    const text = JSON.stringify(value) ?? NOTHING;
    const piece = this.#pieceFor(3 * text.length);
    const [start, length] = [this.#taken, piece.write(text, this.#taken, 'utf8')];
    const hash = hashOf(piece, start, start + length);
    if (2 * (this.#size + 1) > this.#slots.length) this.#fillSlots();
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let known = this.#slots[slot] ?? 0; known > 0; known = this.#slots[slot] ?? 0) {
      if (this.#hashes[known - 1] === hash && this.#isText(known - 1, { value, text, piece, start, length })) {
        if (isObject) this.#seeAgain(known - 1, value);
        return known - 1;
      }
      slot = (slot + 1) & mask;
    }
    const kept = this.#shorten({ value, text, piece, start, length });
    this.#taken += kept;
    this.#places = grown(this.#places, PLACE * (this.#size + 1));
    this.#hashes = grown(this.#hashes, this.#size + 1);
    this.#hashes[this.#size] = hash;
    this.#place(start, kept, length);
    this.#hashed = this.#size;
    this.#slots[slot] = this.#size;
    return this.#size - 1;
  }

  /** Writes the short text over the JSON, where there is one; how many bytes are kept. */
  #shorten({ value, text, piece, start, length }: ComingText): number {
    const short = this.#short?.of(value, text);
    if (short === undefined) this.#short?.learn(value, text);
    return short === undefined ? length : short.copy(piece, start);
  }

  /** What many have in common is known by its object from then on; what one subject has twice is not held for it. */
  #seeAgain(id: number, value: object): void {
    if (this.#values.has(id)) return;
    this.#asked = grown(this.#asked, this.#size);
    const times = (this.#asked[id] ?? 0) + 1;
    this.#asked[id] = Math.min(times, OFTEN);
    if (times < OFTEN) return;
    this.#values.set(id, value);
    this.#numbers.set(value, id);
  }

  /** The value of a number. Throws a `RangeError` where there is none. */
  value(id: number): Parsed {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const value = this.#read(id);
    if (typeof value === 'object' && value !== null) {
      this.#asked = grown(this.#asked, this.#size);
      if ((this.#asked[id] ?? 0) > 0) this.#values.set(id, value);
      else this.#asked[id] = 1;
    }
    return value;
  }

  #read(id: number): Parsed {
    const kept = this.#keptOf(id);
    if (this.#short !== undefined && isShort(kept)) return this.#short.valueOf(kept);
    const text = kept.toString('utf8');
    return text === NOTHING ? undefined : JSON.parse(text);
  }

  /** The text of a number, in UTF-8. Throws a `RangeError` where there is none. */
  bytesOf(id: number): Buffer {
    const kept = this.#keptOf(id);
    return this.#short !== undefined && isShort(kept) ? Buffer.from(this.#short.textOf(kept)) : kept;
  }

  /** How many bytes that has. */
  lengthOf(id: number): number {
    return this.#places[PLACE * id + 3] ?? 0;
  }

  /** Writes it into `target`; gives where it ends there. */
  copyTo(target: Buffer, at: number, id: number): number {
    return at + this.bytesOf(id).copy(target, at);
  }

  /** As it lies here. */
  #keptOf(id: number): Buffer {
    const start = this.#places[PLACE * id + 1] ?? 0;
    return this.#pieceOf(id).subarray(start, start + (this.#places[PLACE * id + 2] ?? 0));
  }

  #place(start: number, kept: number, length = kept): void {
    const at = PLACE * this.#size;
    this.#places[at] = this.#pieces.length - 1;
    this.#places[at + 1] = start;
    this.#places[at + 2] = kept;
    this.#places[at + 3] = length;
    this.#size++;
  }

  #pieceOf(id: number): Buffer {
    const piece = id >= 0 && id < this.#size ? this.#pieces[this.#places[PLACE * id] ?? -1] : undefined;
    if (piece === undefined) throw new RangeError('a text is missing');
    return piece;
  }

  /** A piece that has room behind what is taken of it. */
  #pieceFor(bytes: number): Buffer {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length - this.#taken >= bytes) return last;
    const next = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes));
    this.#pieces.push(next);
    this.#taken = 0;
    return next;
  }

  #isText(id: number, { value, text, piece, start, length }: ComingText): boolean {
    if (this.lengthOf(id) !== length) return false;
    const kept = this.#keptOf(id);
    if (this.#short !== undefined && isShort(kept)) return this.#short.of(value, text)?.equals(kept) === true;
    return kept.compare(piece, start, start + length) === 0;
  }

  /** Makes room for as many texts again, and puts all of them in. */
  #fillSlots(): void {
    this.#hashes = grown(this.#hashes, this.#size);
    for (let id = this.#hashed; id < this.#size; id++) {
      const start = this.#places[PLACE * id + 1] ?? 0;
      this.#hashes[id] = hashOf(this.#pieceOf(id), start, start + this.lengthOf(id));
    }
    this.#hashed = this.#size;
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(4 * (this.#size + 1) + LEAST_SLOTS)));
    const mask = this.#slots.length - 1;
    for (let id = 0; id < this.#size; id++) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id + 1;
    }
  }
}

/** A text that asks for its number, with its JSON where there is room for it. */
interface ComingText {
  readonly value: unknown;
  readonly text: string;
  readonly piece: Buffer;
  readonly start: number;
  readonly length: number;
}

const LEAST_SLOTS = 64;

/** JSON begins with none of the bytes that a short text begins with. */
const LEAST_OF_JSON = 0x20;
const isShort = (kept: Buffer): boolean => (kept[0] ?? LEAST_OF_JSON) < LEAST_OF_JSON;
/** So many times a text has come again before its value is held. */
const OFTEN = 3;

/** Begins otherwise in each process, so that nobody can name pictures whose texts have one hash. */
const SEED = randomInt(2 ** 32);

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
const hashOf = (bytes: Buffer, start: number, end: number): number => {
  let hash = SEED;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
};

/** The text of a value for which JSON has none. */
const NOTHING = '';
