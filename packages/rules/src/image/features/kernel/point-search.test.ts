import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../kernel/random.ts';
import { DESCRIPTOR_WORDS } from './kernel.ts';
import { jsPointSearch } from './point-search-js.ts';
import { wasmPointSearch } from './point-search-wasm.ts';
import { bitsHeld, type PointSource } from './point-space.ts';
import { POINT_BYTES, pointAt, putPoint } from './point-tables.ts';

const REACH = 36;
const BITS = [
  [3, 64, 130, 255],
  [0, 31, 32, 200],
  [1, 65, 131, 254],
  [2, 66, 129, 201],
];
const HELD = bitsHeld(
  BITS,
  Array.from({ length: 256 }, (_, bit) => bit).filter((bit) => !BITS.flat().includes(bit)),
);

/** Descriptors in crowds: each is one of a few with some bits turned. */
const crowds = (seed: number, count: number): Uint32Array => {
  const random = seededRandom(seed);
  const middles = Uint32Array.from({ length: 4 * DESCRIPTOR_WORDS }, () => random() * 2 ** 32);
  return Uint32Array.from({ length: count * DESCRIPTOR_WORDS }, (_, k) => {
    const crowd = Math.floor(k / DESCRIPTOR_WORDS) % 4;
    const word = middles[crowd * DESCRIPTOR_WORDS + (k % DESCRIPTOR_WORDS)] ?? 0;
    return (word ^ (random() < 0.5 ? 1 << Math.floor(random() * 32) : 0)) >>> 0;
  });
};

/** With so many of them held, of half the bits or of all. */
const sourceOf = (descriptors: Uint32Array, held: readonly number[] | null = null): PointSource => ({
  count: descriptors.length / DESCRIPTOR_WORDS,
  bits: BITS,
  held,
  lay: (lay) => {
    const half = DESCRIPTOR_WORDS * Math.floor(descriptors.length / DESCRIPTOR_WORDS / 2);
    lay(0, descriptors.subarray(0, half));
    lay(half / DESCRIPTOR_WORDS, descriptors.subarray(half));
  },
});

describe('points that look like one', () => {
  it('are the same from WebAssembly and JavaScript, within reach, and none where there are too many', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (seed, count, most) => {
          const descriptors = crowds(seed, count);
          const margins = seededRandom(seed + 1);
          const own = Uint8Array.from({ length: 256 * count }, () => margins() * 12);
          const bounds = { reach: REACH, mostInBucket: 60 };
          for (const held of [null, HELD]) {
            const plain = jsPointSearch(sourceOf(descriptors, held), bounds);
            const wasm = wasmPointSearch(sourceOf(descriptors, held), bounds);
            for (let at = 0; at < count; at += 7) {
              for (const limit of [
                { most, end: count },
                { most: Number.MAX_SAFE_INTEGER, end: count },
                { most: Number.MAX_SAFE_INTEGER, end: count, margins: own },
                { most, end: Math.floor(count / 2) },
              ]) {
                const found = plain.near(descriptors, at, limit, limit.margins);
                const pairs = [...plain.found.pairs.slice(0, 2 * found)];
                expect(pairs.every((value, k) => k % 2 === 0 || value <= REACH)).toBe(true);
                expect(found).toBeLessThanOrEqual(limit.most);
                expect(pairs.every((value, k) => k % 2 === 1 || value < limit.end)).toBe(true);
                if (wasm === undefined) continue;
                expect(wasm.near(descriptors, at, limit, limit.margins)).toBe(found);
                expect([...wasm.found.pairs.slice(0, 2 * found)]).toEqual(pairs);
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
  it('are kept in three bytes each', () => {
    const points = new Uint8Array(2 * POINT_BYTES);
    const most = 2 ** 24 - 1;
    putPoint(points, 0, most);
    putPoint(points, 1, 0x12_34_56);
    expect([pointAt(points, 0), pointAt(points, 1)]).toEqual([most, 0x12_34_56]);
  });
  it('are found at all, itself among them', () => {
    const descriptors = crowds(5, 40);
    const search = jsPointSearch(sourceOf(descriptors), { reach: REACH, mostInBucket: 60 });
    const found = search.near(descriptors, 9, { most: Number.MAX_SAFE_INTEGER, end: 40 });
    expect(found).toBeGreaterThan(1);
    expect([...search.found.pairs.slice(0, 2 * found)].filter((_, k) => k % 2 === 0)).toContain(9);
  });
});
