import { grown } from '../../file/growing.ts';
import { emptySlots, hashOfBytes, laySlot, needsSlots } from '../../file/open-slots.ts';
import type { ShortTexts } from './short-texts.ts';

type Parsed = ReturnType<typeof JSON.parse>;

/** Texts that were written before: their UTF-8, concatenated, and the length of each in bytes. */
export interface WrittenTexts {
  readonly bytes: Buffer;
  readonly lengths: readonly number[] | Uint32Array;
}

/** Size in bytes of the pieces that new texts are written into; a longer text gets a piece of its own. */
const PIECE_BYTES = 1 << 18;

/**
 * Interns values as JSON texts: each text is stored once and has an id; `short` shortens texts of some forms. Values that pictures share (most verdicts) take memory once, and
 * every other text takes only its bytes, outside of V8's heap.
 */
export class TextTable {
  readonly #pieces: Buffer[] = [];
  /** For each piece, the number of bytes in the pieces before it. */
  readonly #before: number[] = [];
  /** Used bytes of the last piece. */
  #taken = 0;
  /** Offset of each text in bytes, and at the end the total. */
  #starts = new Uint32Array(1);
  #hashes = new Uint32Array(0);
  /** Number of texts with a hash. */
  #hashed = 0;
  /** Hash table of text ids plus one, built when the first id is looked up. */
  #slots = new Uint32Array(0);
  #size = 0;
  /** Values that are read more than once: one shared object, which must not be changed. */
  readonly #values = new Map<number, Parsed>();
  readonly #numbers = new WeakMap<object, number>();
  #lookups = new Uint8Array(0);
  readonly #short: ShortTexts | undefined;
  #from = 0;
  #to = 0;

  /** `short`: shortens texts of one form. Throws a `RangeError` if the lengths do not add up to the bytes. */
  constructor(written?: WrittenTexts, short?: ShortTexts) {
    this.#short = short;
    if (written !== undefined) this.append(written);
  }

  /** Appends texts that were written before, in their order; none may be in the table yet. Throws a `RangeError` if they are truncated. */
  append({ bytes, lengths }: WrittenTexts): void {
    this.#addPiece(bytes);
    this.#starts = grown(this.#starts, this.#size + lengths.length + 1);
    for (const length of lengths) this.#place(length);
    if (this.#taken !== bytes.length) throw new RangeError('the texts are cut');
    if (this.#slots.length > 0) this.#fillSlots();
  }

  get size(): number {
    return this.#size;
  }

  /** Size of all texts in bytes, as stored. */
  get storedBytes(): number {
    return this.#starts[this.#size] ?? 0;
  }

  /** Returns the id of a value's text, and adds the text if it is new. */
  id(value: unknown): number {
    const isObject = typeof value === 'object' && value !== null;
    const same = isObject ? this.#numbers.get(value) : undefined;
    if (same !== undefined) return same;
    const text = JSON.stringify(value) ?? NOTHING;
    const piece = this.#pieceFor(3 * text.length);
    const [start, length] = [this.#taken, piece.write(text, this.#taken, 'utf8')];
    const hash = hashOfBytes(piece, start, start + length);
    if (needsSlots(this.#slots, this.#size)) this.#fillSlots();
    let slot = hash % this.#slots.length;
    for (let known = this.#slots[slot] ?? 0; known > 0; known = this.#slots[slot] ?? 0) {
      if (this.#hashes[known - 1] === hash && this.#isText(known - 1, { value, text, piece, start, length })) {
        if (isObject) this.#seeAgain(known - 1, value);
        return known - 1;
      }
      slot = (slot + 1) % this.#slots.length;
    }
    const stored = this.#shorten({ value, text, piece, start, length });
    this.#starts = grown(this.#starts, this.#size + 2);
    this.#hashes = grown(this.#hashes, this.#size + 1);
    this.#hashes[this.#size] = hash;
    this.#place(stored);
    this.#hashed = this.#size;
    this.#slots[slot] = this.#size;
    return this.#size - 1;
  }

  /** Replaces the JSON by its short form, if there is one. Returns the number of bytes stored. */
  #shorten({ value, text, piece, start, length }: ComingText): number {
    const short = this.#short?.of(value, text);
    if (short === undefined) this.#short?.learn(value, text);
    return short === undefined ? length : short.copy(piece, start);
  }

  /** Caches the object of a value that many share; a value that comes only a few times is not cached. */
  #seeAgain(id: number, value: object): void {
    if (this.#values.has(id)) return;
    this.#lookups = grown(this.#lookups, this.#size);
    const times = (this.#lookups[id] ?? 0) + 1;
    this.#lookups[id] = Math.min(times, OFTEN);
    if (times < OFTEN) return;
    this.#values.set(id, value);
    this.#numbers.set(value, id);
  }

  /** Returns the value of an id. Throws a `RangeError` if there is none. */
  value(id: number): Parsed {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const value = this.#read(id);
    if (typeof value === 'object' && value !== null) {
      this.#lookups = grown(this.#lookups, this.#size);
      if ((this.#lookups[id] ?? 0) > 0) this.#values.set(id, value);
      else this.#lookups[id] = 1;
    }
    return value;
  }

  #read(id: number): Parsed {
    const piece = this.#pieceOf(id);
    const start = this.#from;
    const end = this.#to;
    if (piece[start] === QUOTE && piece[end - 1] === QUOTE && end - start > 1) {
      // A string without escapes is its own JSON: hashes, fingerprints.
      const inside = piece.toString('utf8', start + 1, end - 1);
      if (!inside.includes('\\')) return inside;
    }
    const stored = piece.subarray(start, end);
    if (this.#short !== undefined && isShort(stored)) return this.#short.valueOf(stored);
    const text = stored.toString('utf8');
    return text === NOTHING ? undefined : JSON.parse(text);
  }

  /** Returns the text of an id in UTF-8. Throws a `RangeError` if there is none. */
  bytesOf(id: number): Buffer {
    const stored = this.#storedBytesOf(id);
    return this.#short !== undefined && isShort(stored) ? Buffer.from(this.#short.textOf(stored)) : stored;
  }

  /** Returns the length of `bytesOf(id)`. */
  lengthOf(id: number): number {
    const stored = this.#storedBytesOf(id);
    return this.#short !== undefined && isShort(stored) ? this.#short.lengthOf(stored) : stored.length;
  }

  /** Writes the text into `target`; returns the end offset. */
  copyTo(target: Buffer, at: number, id: number): number {
    return at + this.bytesOf(id).copy(target, at);
  }

  /** Returns the bytes of a text as stored. */
  #storedBytesOf(id: number): Buffer {
    return this.#pieceOf(id).subarray(this.#from, this.#to);
  }

  /** Returns the piece with the text, and sets `#from` and `#to` to its offsets there. */
  #pieceOf(id: number): Buffer {
    if (id < 0 || id >= this.#size) throw new RangeError('a text is missing');
    const start = this.#starts[id] ?? 0;
    const end = this.#starts[id + 1] ?? 0;
    let piece = 0;
    let above = this.#pieces.length;
    while (above - piece > 1) {
      const middle = (piece + above) >> 1;
      if ((this.#before[middle] ?? 0) <= start) piece = middle;
      else above = middle;
    }
    const before = this.#before[piece] ?? 0;
    this.#from = start - before;
    this.#to = end - before;
    return this.#pieces[piece] ?? NO_BYTES;
  }

  /** Adds the next `bytes` bytes of the last piece as a text. */
  #place(bytes: number): void {
    this.#taken += bytes;
    this.#size++;
    this.#starts[this.#size] = (this.#starts[this.#size - 1] ?? 0) + bytes;
  }

  /** Returns a piece with at least `bytes` free bytes. */
  #pieceFor(bytes: number): Buffer {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length - this.#taken >= bytes) return last;
    const next = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, bytes));
    this.#addPiece(next);
    return next;
  }

  #addPiece(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#before.push(this.#starts[this.#size] ?? 0);
    this.#taken = 0;
  }

  #isText(id: number, { value, text, piece, start, length }: ComingText): boolean {
    const stored = this.#storedBytesOf(id);
    if (this.#short !== undefined && isShort(stored)) return this.#short.of(value, text)?.equals(stored) === true;
    return stored.compare(piece, start, start + length) === 0;
  }

  /** Rebuilds the hash table with room for more texts. */
  #fillSlots(): void {
    this.#hashes = grown(this.#hashes, this.#size);
    for (let id = this.#hashed; id < this.#size; id++) {
      const bytes = this.bytesOf(id);
      this.#hashes[id] = hashOfBytes(bytes, 0, bytes.length);
    }
    this.#hashed = this.#size;
    this.#slots = emptySlots(this.#size);
    for (let id = 0; id < this.#size; id++) laySlot(this.#slots, this.#hashes[id] ?? 0, id + 1);
  }
}

/** A text whose id is looked up; its JSON is in `piece` already. */
interface ComingText {
  readonly value: unknown;
  readonly text: string;
  readonly piece: Buffer;
  readonly start: number;
  readonly length: number;
}

const NO_BYTES = Buffer.alloc(0);
const QUOTE = 0x22;

/** Short texts begin with a byte below this, JSON never does. */
const LEAST_OF_JSON = 0x20;
const isShort = (stored: Buffer): boolean => (stored[0] ?? LEAST_OF_JSON) < LEAST_OF_JSON;
/** A value is cached after this many lookups: for fewer, the object costs more memory than the lookups cost time. */
const OFTEN = 40;

/** Text of a value that JSON cannot express (undefined). */
const NOTHING = '';
