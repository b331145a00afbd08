/** What is said of a manifest store whose parts claim more bytes than there are. */
const LIE = 'a part of it claims more bytes than there are';
const TOO_DEEP = 'its parts are nested too deep';
const TOO_MANY = 'it has too many parts';

const MOST_DEPTH = 32;
const MOST_PARTS = 200_000;

/**
 * Walks a manifest store (JUMBF, ISO/IEC 19566-5) by its boxes, and the CBOR in them by its items (RFC 8949), without making anything of it: what is wrong with
 * its lengths, or null. Costs no memory whatever they say; what passes can be handed to a parser that trusts them.
 */
export const lengthFault = (store: Uint8Array): string | null => {
  const budget = { parts: MOST_PARTS };
  return boxesFault(Buffer.from(store.buffer, store.byteOffset, store.byteLength), 0, budget);
};

interface Budget {
  parts: number;
}

const boxesFault = (bytes: Buffer, depth: number, budget: Budget): string | null => {
  if (depth > MOST_DEPTH) return TOO_DEEP;
  let at = 0;
  while (at < bytes.length) {
    if (--budget.parts < 0) return TOO_MANY;
    // Zeros behind the last box fill up what was reserved.
    if (bytes.length - at < 8) return bytes.subarray(at).every((byte) => byte === 0) ? null : LIE;
    const declared = bytes.readUInt32BE(at);
    if (declared === 0 && bytes.readUInt32BE(at + 4) === 0) return null;
    const header = declared === 1 ? 16 : 8;
    const size = declared === 0 ? bytes.length - at : declared === 1 ? longLength(bytes, at + 8) : declared;
    if (size < header || size > bytes.length - at) return LIE;
    const fault = bodyFault(
      bytes.toString('latin1', at + 4, at + 8),
      bytes.subarray(at + header, at + size),
      depth,
      budget,
    );
    if (fault !== null) return fault;
    at += size;
  }
  return null;
};

const longLength = (bytes: Buffer, at: number): number =>
  at + 8 > bytes.length ? Number.POSITIVE_INFINITY : bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);

const bodyFault = (type: string, body: Buffer, depth: number, budget: Budget): string | null => {
  if (type === 'jumb') return boxesFault(body, depth + 1, budget);
  return type === 'cbor' ? cborFault(body, budget) : null;
};

const cborFault = (bytes: Buffer, budget: Budget): string | null => {
  const walk = new CborWalk(bytes, budget);
  return walk.item(0) ?? null;
};

/** Reads the heads of CBOR items, one behind the other. */
class CborWalk {
  readonly #bytes: Buffer;
  readonly #budget: Budget;
  #at = 0;

  constructor(bytes: Buffer, budget: Budget) {
    this.#bytes = bytes;
    this.#budget = budget;
  }

  /** What is wrong with the next item; undefined where nothing is. */
  item(depth: number): string | undefined {
    if (depth > MOST_DEPTH) return TOO_DEEP;
    if (--this.#budget.parts < 0) return TOO_MANY;
    const first = this.#bytes[this.#at++];
    if (first === undefined) return LIE;
    const major = first >> 5;
    const length = this.#argument(first & 31);
    if (length === undefined) return LIE;
    if (length === null) return major >= 2 && major <= 5 ? this.#untilBreak(depth) : undefined;
    if (major === 2 || major === 3) return this.#skip(length);
    if (major === 4) return this.#items(length, depth);
    if (major === 5) return this.#items(2 * length, depth);
    return major === 6 ? this.item(depth + 1) : undefined;
  }

  /** The number in the head; null for an item without a length, undefined where the bytes end. */
  #argument(info: number): number | null | undefined {
    if (info < 24) return info;
    if (info === 31) return null;
    const width = { 24: 1, 25: 2, 26: 4, 27: 8 }[info];
    if (width === undefined || this.#at + width > this.#bytes.length) return undefined;
    const at = this.#at;
    this.#at += width;
    return width === 8 ? longLength(this.#bytes, at) : this.#bytes.readUIntBE(at, width);
  }

  #skip(length: number): string | undefined {
    if (length > this.#bytes.length - this.#at) return LIE;
    this.#at += length;
    return undefined;
  }

  /** Each item has a byte at least. */
  #items(count: number, depth: number): string | undefined {
    if (count > this.#bytes.length - this.#at) return LIE;
    for (let i = 0; i < count; i++) {
      const fault = this.item(depth + 1);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  #untilBreak(depth: number): string | undefined {
    for (;;) {
      if (this.#bytes[this.#at] === 0xff) {
        this.#at++;
        return undefined;
      }
      const fault = this.item(depth + 1);
      if (fault !== undefined) return fault;
    }
  }
}
