/** A 256-bit hash as eight words; bit `k` is bit `k & 31` of word `k >> 5`. */
export type Hash256 = Uint32Array;

export const HASH_BITS = 256;
export const HASH_WORDS = 8;
export const HASH_BYTES = 32;

/** Number of set bits of a 32-bit integer (Hacker's Delight, 5–2). */
export const popcount32 = (value: number): number => {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Hamming distance of two hashes, 0–256 bits. */
export const hamming = (left: Hash256, right: Hash256): number => {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS; word++) distance += popcount32((left[word] ?? 0) ^ (right[word] ?? 0));
  return distance;
};

/** 64 hex digits, the highest bit first: the text form of PDQ's interchange files. */
/** The distance of a hash from the one that begins at `offset` in others, or some number above `limit` as soon as that is sure. */
export const distanceUpTo = (hashes: Uint32Array, offset: number, hash: Hash256, limit: number): number => {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS; word += 2) {
    distance +=
      popcount32((hashes[offset + word] ?? 0) ^ (hash[word] ?? 0)) +
      popcount32((hashes[offset + word + 1] ?? 0) ^ (hash[word + 1] ?? 0));
    if (distance > limit) return distance;
  }
  return distance;
};

export const hashToHex = (hash: Hash256): string => {
  let hex = '';
  for (let word = HASH_WORDS - 1; word >= 0; word--) hex += (hash[word] ?? 0).toString(16).padStart(8, '0');
  return hex;
};

/** The hash of 64 hex digits; undefined for any other text. */
export const hashFromHex = (hex: string): Hash256 | undefined => {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return undefined;
  const hash = new Uint32Array(HASH_WORDS);
  for (let word = 0; word < HASH_WORDS; word++) {
    hash[HASH_WORDS - 1 - word] = Number.parseInt(hex.slice(word * 8, word * 8 + 8), 16);
  }
  return hash;
};

/** Writes a hash as 32 bytes, little-endian words. */
export const writeHash = (bytes: Uint8Array, offset: number, hash: Hash256): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let word = 0; word < HASH_WORDS; word++) view.setUint32(offset + 4 * word, hash[word] ?? 0, true);
};

/** Reads what `writeHash` wrote. */
export const readHash = (bytes: Uint8Array, offset: number): Hash256 => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const hash = new Uint32Array(HASH_WORDS);
  for (let word = 0; word < HASH_WORDS; word++) hash[word] = view.getUint32(offset + 4 * word, true);
  return hash;
};
