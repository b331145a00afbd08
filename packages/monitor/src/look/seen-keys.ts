import { createHash } from 'node:crypto';

/** 16 MB: of five million keys one in some thousands that were not put in passes for one that was. */
const BITS = 2 ** 27;
const PROBES = 4;

/** Which pictures were looked at, in memory that does not grow with their number: a Bloom filter (Bloom 1970). */
export class SeenKeys {
  private bits: Uint32Array | undefined;

  add(key: string): void {
    this.bits ??= new Uint32Array(BITS / 32);
    for (const at of placesOf(key)) this.bits[at >>> 5] = (this.bits[at >>> 5] ?? 0) | (1 << (at & 31));
  }

  has(key: string): boolean {
    const { bits } = this;
    return bits !== undefined && placesOf(key).every((at) => ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0);
  }
}

const placesOf = (key: string): readonly number[] => {
  const digest = createHash('sha1').update(key).digest();
  return Array.from({ length: PROBES }, (_, probe) => digest.readUInt32LE(probe * 4) % BITS);
};
