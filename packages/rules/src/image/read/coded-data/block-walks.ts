import { type CodedBits, peek, take, takeSigned } from './coded-bits.ts';
import { codeAt, type HuffmanTable } from './huffman.ts';

/**
 * Parses blocks of a JPEG without decoding pixels, by the decoding procedures of ITU-T T.81 (F.2 and G.2). Each consumes one block of a scan and
 * returns whether an encoder may have written it.
 */

/** Bits of numbers that pixels of 8 bits can lead to (F.1.2.1 and F.1.2.2). */
const MOST_MEAN_BITS = 11;
const MOST_DETAIL_BITS = 10;

/** The difference that a block's mean has to the one before; null where no code stands there. */
export const takeMean = (from: CodedBits, table: HuffmanTable): number | null => {
  const code = codeAt(table, peek(from));
  const size = code & 0xff;
  if (code === 0 || size > MOST_MEAN_BITS) return null;
  from.at += code >> 8;
  return size === 0 ? 0 : takeSigned(from, size);
};

/** All of a block but its mean, in a file of one pass. */
export const takeDetail = (from: CodedBits, table: HuffmanTable): boolean => {
  for (let k = 1; k < 64; k++) {
    const code = codeAt(table, peek(from));
    if (code === 0) return false;
    const size = code & 15;
    const zeros = (code >> 4) & 15;
    if (size > MOST_DETAIL_BITS) return false;
    from.at += (code >> 8) + size;
    if (size === 0 && zeros < 15) return true;
    k += zeros;
    if (k > 63) return false;
  }
  return true;
};

/** A stretch of a progressive picture's coefficients: of one block from `first` to `last`, and how many blocks more have none. */
export interface Band {
  readonly first: number;
  readonly last: number;
  readonly table: HuffmanTable;
  /** Two words of 64 bits a block: coefficients that are not 0. */
  readonly known: Uint32Array;
  /** Blocks to come that end before they begin (EOBRUN). */
  ended: number;
}

/** A stretch when it is written first, of a block that has not ended before. `block` is the block's number in `known`. */
export const takeBand = (from: CodedBits, band: Band, block: number): boolean => {
  for (let k = band.first; k <= band.last; k++) {
    const code = codeAt(band.table, peek(from));
    const size = code & 15;
    const zeros = (code >> 4) & 15;
    if (code === 0 || size > MOST_DETAIL_BITS) return false;
    from.at += code >> 8;
    if (size === 0 && zeros < 15) {
      band.ended = (1 << zeros) + (zeros === 0 ? 0 : take(from, zeros)) - 1;
      return true;
    }
    k += zeros;
    if (k > band.last) return false;
    from.at += size;
    if (size > 0) note(band.known, block, k);
  }
  return true;
};

/** A stretch that is written again with one bit more. */
export const refineBand = (from: CodedBits, band: Band, block: number): boolean => {
  let k = band.first;
  if (band.ended === 0) {
    for (; k <= band.last; k++) {
      const code = codeAt(band.table, peek(from));
      if (code === 0) return false;
      from.at += code >> 8;
      const size = code & 15;
      const zeros = (code >> 4) & 15;
      if (size > 1) return false;
      if (size === 0 && zeros < 15) {
        band.ended = (1 << zeros) + (zeros === 0 ? 0 : take(from, zeros));
        break;
      }
      from.at += size;
      k = refinedUntil(from, band, block, k, zeros);
      if (size > 0) {
        if (k > band.last) return false;
        note(band.known, block, k);
      }
    }
  }
  if (band.ended > 0) {
    from.at += knownFrom(band, block, k);
    band.ended--;
  }
  return true;
};

/** Takes a bit of each coefficient that is known, up to the one that is 0 after `zeros` more that are; the place of that one, or one behind the last. */
const refinedUntil = (from: CodedBits, { known, last }: Band, block: number, first: number, zeros: number): number => {
  let left = zeros;
  let k = first;
  for (; k <= last; k++) {
    if (isKnown(known, block, k)) from.at++;
    else if (left-- === 0) break;
  }
  return k;
};

/** How many coefficients from the `first` on are known. */
const knownFrom = ({ known, last }: Band, block: number, first: number): number => {
  const low = known[2 * block] ?? 0;
  const high = known[2 * block + 1] ?? 0;
  if ((low | high) === 0) return 0;
  return ones(low & maskOf(first, last)) + ones(high & maskOf(first - 32, last - 32));
};

/** The bits from `first` to `last` of a word; either may lie outside of it. */
const maskOf = (first: number, last: number): number =>
  last < 0 || first > 31 || first > last ? 0 : (-1 << Math.max(0, first)) & (-1 >>> (31 - Math.min(31, last)));

const ones = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

const note = (known: Uint32Array, block: number, k: number): void => {
  const word = 2 * block + (k >> 5);
  known[word] = (known[word] ?? 0) | (1 << (k & 31));
};

const isKnown = (known: Uint32Array, block: number, k: number): boolean =>
  (((known[2 * block + (k >> 5)] ?? 0) >>> (k & 31)) & 1) === 1;
