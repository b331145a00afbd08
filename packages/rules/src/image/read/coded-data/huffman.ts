/** Bits of a code per table lookup: the length of most codes of a picture. */
const SHORT_BITS = 9;
const MOST_BITS = 16;

/** The codes of one Huffman table of a JPEG (ITU-T T.81, annex C). */
export interface HuffmanTable {
  /** By the next 9 bits: length of the code × 256 + its value; 0 where it is longer, or none. */
  readonly short: Uint16Array;
  /** By length: the first number of 16 bits that begins with no code of this length or a shorter one. */
  readonly ends: Int32Array;
  /** By length: what is taken from a code to get its place among the values. */
  readonly offsets: Int32Array;
  readonly values: Uint8Array;
}

/** Builds the table of a DHT segment: 16 counts, and the values. Null if there are more codes of a length than its bits allow. */
export const huffmanTableOf = (counts: Uint8Array, values: Uint8Array): HuffmanTable | null => {
  const short = new Uint16Array(1 << SHORT_BITS);
  const ends = new Int32Array(MOST_BITS + 1);
  const offsets = new Int32Array(MOST_BITS + 1);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    const count = counts[length - 1] ?? 0;
    offsets[length] = code - place;
    for (let i = 0; i < count; i++, code++, place++) {
      if (length > SHORT_BITS) continue;
      const first = code << (SHORT_BITS - length);
      short.fill((length << 8) | (values[place] ?? 0), first, first + (1 << (SHORT_BITS - length)));
    }
    if (code > 1 << length) return null;
    ends[length] = code << (MOST_BITS - length);
    code <<= 1;
  }
  return { short, ends, offsets, values };
};

/** The code that 16 bits begin with: its length × 256 + its value; 0 where there is none. */
export const codeAt = (table: HuffmanTable, bits: number): number => {
  const known = table.short[bits >> (MOST_BITS - SHORT_BITS)] ?? 0;
  return known === 0 ? longCodeAt(table, bits) : known;
};

const longCodeAt = ({ ends, offsets, values }: HuffmanTable, bits: number): number => {
  for (let length = SHORT_BITS + 1; length <= MOST_BITS; length++) {
    if (bits >= (ends[length] ?? 0)) continue;
    return (length << 8) | (values[(bits >> (MOST_BITS - length)) - (offsets[length] ?? 0)] ?? 0);
  }
  return 0;
};
