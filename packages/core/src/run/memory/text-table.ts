import { grown } from '../../file/growing.ts';
import { emptySlots, hashOfBytes, laySlot, needsSlots } from '../../file/open-slots.ts';
import type { ShortTexts } from './short-texts.ts';

type Parsed = ReturnType<typeof JSON.parse>;

/** Texts that were written before: their UTF-8, one behind the other, and how many bytes each has. */
export interface WrittenTexts {
  readonly bytes: Buffer;
  readonly lengths: readonly number[] | Uint32Array;
}

/** Texts that come are written into pieces of so many bytes, or of their own size. */
const PIECE_BYTES = 1 << 18;

/**
 * Values as JSON, each text once, known by its number, some in short where that is asked for. What pictures have in common (most verdicts, many values) takes no memory for each, and of
 * each text that is its own nothing but its bytes lies in memory, outside of V8's heap.
 */
export class TextTable {
  readonly #pieces: Buffer[] = [];
  /** Of each piece how many bytes of texts lie before it. */
  readonly #before: number[] = [];
  /** How many bytes of the last piece are taken. */
  #taken = 0;
  /** Of each text how many bytes of texts lie before it, and behind the last one those of all. */
  #starts = new Uint32Array(1);
  #hashes = new Uint32Array(0);
  /** How many texts have their hash. */
  #hashed = 0;
  /** Numbers of texts, and one, by their hash: made when a text first asks for its number. */
  #slots = new Uint32Array(0);
  #size = 0;
  /** Values that are asked for more than once: one object for all who ask, which nobody changes. */
  readonly #values = new Map<number, Parsed>();
  readonly #numbers = new WeakMap<object, number>();
  #asked = new Uint8Array(0);
  readonly #short: ShortTexts | undefined;
  #from = 0;
  #to = 0;

  /** `short`: what is of one shape is written in. Throws a `RangeError` where the lengths are not those of the bytes. */
  constructor(written?: WrittenTexts, short?: ShortTexts) {
    this.#short = short;
    if (written !== undefined) this.append(written);
  }

  /** Takes over texts that were written before, in their order; each is one that is not here yet. Throws a `RangeError` where they are cut. */
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

  /** How many bytes all of them take here. */
  get keptBytes(): number {
    return this.#starts[this.#size] ?? 0;
  }

  /** The number of a value's text. */
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
    const kept = this.#shorten({ value, text, piece, start, length });
    this.#starts = grown(this.#starts, this.#size + 2);
    this.#hashes = grown(this.#hashes, this.#size + 1);
    this.#hashes[this.#size] = hash;
    this.#place(kept);
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
    const piece = this.#pieceOf(id);
    const start = this.#from;
    const end = this.#to;
    if (piece[start] === QUOTE && piece[end - 1] === QUOTE && end - start > 1) {
      // What JSON escapes nothing of is the text itself: hashes, fingerprints.
      const inside = piece.toString('utf8', start + 1, end - 1);
      if (!inside.includes('\\')) return inside;
    }
    const kept = piece.subarray(start, end);
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
    const kept = this.#keptOf(id);
    return this.#short !== undefined && isShort(kept) ? this.#short.lengthOf(kept) : kept.length;
  }

  /** Writes it into `target`; gives where it ends there. */
  copyTo(target: Buffer, at: number, id: number): number {
    return at + this.bytesOf(id).copy(target, at);
  }

  /** As it lies here. */
  #keptOf(id: number): Buffer {
    return this.#pieceOf(id).subarray(this.#from, this.#to);
  }

  /** The piece that it lies in, and in `#from` and `#to` where. */
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

  /** The next bytes that are taken of the last piece are those of the next text. */
  #place(bytes: number): void {
    this.#taken += bytes;
    this.#size++;
    this.#starts[this.#size] = (this.#starts[this.#size - 1] ?? 0) + bytes;
  }

  /** A piece that has room behind what is taken of it. */
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
    const kept = this.#keptOf(id);
    if (this.#short !== undefined && isShort(kept)) return this.#short.of(value, text)?.equals(kept) === true;
    return kept.compare(piece, start, start + length) === 0;
  }

  /** Makes room for more texts, and puts all of them in. */
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

/** A text that asks for its number, with its JSON where there is room for it. */
interface ComingText {
  readonly value: unknown;
  readonly text: string;
  readonly piece: Buffer;
  readonly start: number;
  readonly length: number;
}

const NO_BYTES = Buffer.alloc(0);
const QUOTE = 0x22;

/** JSON begins with none of the bytes that a short text begins with. */
const LEAST_OF_JSON = 0x20;
const isShort = (kept: Buffer): boolean => (kept[0] ?? LEAST_OF_JSON) < LEAST_OF_JSON;
/** So many times a text has come again before its value is held: what only some have in common takes more as an object than it takes to look it up. */
const OFTEN = 40;

/** The text of a value for which JSON has none. */
const NOTHING = '';
