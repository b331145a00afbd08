import { DESCRIPTOR_WORDS } from '../kernel.ts';

/** Values of a byte. */
const VALUES = 256;
const BYTES = 4 * DESCRIPTOR_WORDS;
/** Words of a descriptor of which half the bits are held. */
export const HELD_WORDS = DESCRIPTOR_WORDS / 2;

/** Lookup table from each byte of a descriptor to the stored one, whose bits are `held`, in order: `HELD_WORDS` words each, to be combined by OR. */
export const heldTable = (held: readonly number[]): Uint32Array => {
  const table = new Uint32Array(BYTES * VALUES * HELD_WORDS);
  for (const [k, bit] of held.entries()) {
    const [byte, mask] = [bit >> 3, 1 << (bit & 7)];
    for (let value = 0; value < VALUES; value++) {
      const at = HELD_WORDS * (VALUES * byte + value) + (k >> 5);
      if ((value & mask) !== 0) table[at] = ((table[at] ?? 0) | (1 << (k & 31))) >>> 0;
    }
  }
  return table;
};

/** The bits that are held of a descriptor, written to `out` as its descriptor `to`. */
export const holdBits = (
  descriptors: Uint32Array,
  at: number,
  held: readonly number[],
  [out, to]: readonly [Uint32Array, number],
): void => {
  for (let word = 0; word < HELD_WORDS; word++) out[HELD_WORDS * to + word] = 0;
  for (let k = 0; k < held.length; k++) {
    const bit = held[k] ?? 0;
    const value = ((descriptors[DESCRIPTOR_WORDS * at + (bit >> 5)] ?? 0) >>> (bit & 31)) & 1;
    const word = HELD_WORDS * to + (k >> 5);
    out[word] = ((out[word] ?? 0) | (value << (k & 31))) >>> 0;
  }
};
