import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { type Hash256, hamming } from '../hash256/hash256.ts';
import { buildHashIndex, indexHashes, LARGEST_RADIUS, packHashes } from './hash-index.ts';
import { decodeHashes, encodeHashes } from './hash-index-file.ts';

const random = seededRandom(7);
const randomHash = (): Hash256 => Uint32Array.from({ length: 8 }, () => Math.floor(random() * 4294967296));
const flipped = (hash: Hash256, bits: number): Hash256 => {
  const out = Uint32Array.from(hash);
  const places = new Set<number>();
  while (places.size < bits) places.add(Math.floor(random() * 256));
  for (const bit of places) out[bit >> 5] = ((out[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0;
  return out;
};
const brute = (hashes: readonly Hash256[], query: Hash256, radius: number): string =>
  hashes.flatMap((hash, id) => (hamming(hash, query) <= radius ? [`${id}:${hamming(hash, query)}`] : [])).join();
const viaIndex = (index: ReturnType<typeof buildHashIndex>, query: Hash256, radius: number): string =>
  index
    .query(query, radius)
    .sort((a, b) => a.id - b.id)
    .map(({ id, distance }) => `${id}:${distance}`)
    .join();

describe('hash index', () => {
  const seeds = Array.from({ length: 300 }, randomHash);
  const hashes = seeds.flatMap((hash) => [hash, flipped(hash, 20), flipped(hash, 45)]);
  const index = buildHashIndex(packHashes(hashes));

  it('finds exactly what a scan finds, at every radius', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: seeds.length - 1 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: LARGEST_RADIUS }),
        (seed, bits, radius) => {
          const query = flipped(seeds[seed] ?? randomHash(), bits);
          expect(viaIndex(index, query, radius)).toBe(brute(hashes, query, radius));
        },
      ),
    );
  });
  it('is exact when the bits that differ are spread evenly over the bands', () => {
    const hash = randomHash();
    for (const radius of [31, 40]) {
      const query = Uint32Array.from(hash);
      for (let k = 0; k < radius; k++) {
        const bit = (k % 16) * 16 + Math.floor(k / 16);
        query[bit >> 5] = ((query[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0;
      }
      expect(buildHashIndex(hash).query(query, radius)).toEqual([{ id: 0, distance: radius }]);
      expect(buildHashIndex(hash).query(query, radius - 1)).toEqual([]);
    }
  });
  it('answers the same whether it scans few hashes or indexes many', () => {
    const many = Array.from({ length: 1001 }, (_, i) => hashes[i % hashes.length] ?? randomHash());
    for (const list of [hashes.slice(0, 1), hashes, many]) {
      const query = flipped(hashes[0] ?? randomHash(), 25);
      expect(viaIndex(indexHashes(packHashes(list)), query, 31)).toBe(brute(list, query, 31));
    }
  });
  it('is empty for no hashes and refuses a radius beyond its bands', () => {
    expect(buildHashIndex(new Uint32Array(0)).query(randomHash(), 31)).toEqual([]);
    expect(() => index.query(randomHash(), LARGEST_RADIUS + 1)).toThrow(/exact up to 47/);
  });
});

describe('the file of an index', () => {
  const hashes = packHashes(Array.from({ length: 5 }, randomHash));
  it('reads back', () => {
    expect([...decodeHashes(encodeHashes(hashes))]).toEqual([...hashes]);
    expect(decodeHashes(encodeHashes(new Uint32Array(0)))).toHaveLength(0);
  });
  it('notices any changed byte, a cut, and another version', () => {
    const bytes = encodeHashes(hashes);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(() => decodeHashes(damaged)).toThrow(/cannot be read/);
      }),
    );
    for (const length of [0, 3, 20, bytes.length - 1]) {
      expect(() => decodeHashes(bytes.subarray(0, length))).toThrow(/cannot be read/);
    }
  });
});
