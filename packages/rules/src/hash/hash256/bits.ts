/** Writes whole numbers of up to 30 bits one after the other, the lowest bit first; those beyond their width are cut to it. */
export type WriteBits = (value: number, bits: number) => void;
export type ReadBits = (bits: number) => number;

/** Writes from byte `at` on; the bytes must be zero. */
export const bitWriter = (bytes: Uint8Array, at: number): WriteBits => {
  let next = at * 8;
  return (value, bits) => {
    for (let i = 0; i < bits; i++, next++) {
      if ((value >>> i) & 1) bytes[next >> 3] = (bytes[next >> 3] ?? 0) | (1 << (next & 7));
    }
  };
};

/** Reads what `bitWriter` wrote. */
export const bitReader = (bytes: Uint8Array, at: number): ReadBits => {
  let next = at * 8;
  return (bits) => {
    let value = 0;
    for (let i = 0; i < bits; i++, next++) value |= (((bytes[next >> 3] ?? 0) >> (next & 7)) & 1) << i;
    return value;
  };
};
