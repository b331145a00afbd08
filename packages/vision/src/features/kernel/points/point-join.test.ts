import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESCRIPTOR_WORDS } from '../kernel.ts';
import { distanceBetween, type JoinSource, jsPointJoin, type PointJoin, wasmPointJoin } from './point-join.ts';

const REACH = 36;
const BITS = [
  [3, 64, 130, 255],
  [0, 31, 32, 200],
  [7, 90, 141, 222],
];

/** Descriptors in crowds: each is one of a few with some bits turned. */
const crowds = (seed: number, count: number, crowdsOf = 6): Uint32Array => {
  const random = seededRandom(seed);
  const middles = Uint32Array.from({ length: crowdsOf * DESCRIPTOR_WORDS }, () => random() * 2 ** 32);
  return Uint32Array.from({ length: count * DESCRIPTOR_WORDS }, (_, k) => {
    const crowd = Math.floor(k / DESCRIPTOR_WORDS) % crowdsOf;
    const word = middles[crowd * DESCRIPTOR_WORDS + (k % DESCRIPTOR_WORDS)] ?? 0;
    return (word ^ (random() < 0.5 ? 1 << Math.floor(random() * 32) : 0)) >>> 0;
  });
};

const sourceOf = (descriptors: Uint32Array, mostQueries: number): JoinSource => ({
  count: descriptors.length / DESCRIPTOR_WORDS,
  bits: BITS,
  lay: (put) => put(0, descriptors),
  mostQueries,
});

/** Query, point and distance of what a join finds, in order, of queries that have few. */
const joined = (
  { near, found: { pairs, foundCounts: counts } }: PointJoin,
  descriptors: Uint32Array,
  limits: Uint32Array,
  most: number,
) => {
  const count = near({ descriptors, limits });
  return Array.from({ length: count }, (_, k) => {
    const both = pairs[2 * k] ?? 0;
    return [both >>> 8, pairs[2 * k + 1] ?? 0, both & 255] as const;
  })
    .filter(([query]) => (counts[query] ?? 0) <= most)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
};

describe('points that look like ones of many queries', () => {
  it('are the same from WebAssembly and JavaScript, none twice, before their limits, and what every pair says', {
    tags: 'full',
  }, () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (seed, count, queryCount) => {
          const descriptors = crowds(seed, count);
          const queries = crowds(seed, queryCount);
          const limits = Uint32Array.from({ length: queryCount }, (_, k) => Math.floor((count * (k + 1)) / queryCount));
          for (const [most, mostInBucket] of [
            [200, 300],
            [3, 300],
            [200, 20],
          ] as const) {
            const bounds = { reach: REACH, mostInBucket, most };
            const plain = jsPointJoin(sourceOf(descriptors, queryCount), bounds);
            const wasm = wasmPointJoin(sourceOf(descriptors, queryCount), bounds);
            const first = joined(plain, queries, limits, most);
            if (wasm !== undefined) {
              expect(joined(wasm, queries, limits, most)).toEqual(first);
              expect([...wasm.found.foundCounts.subarray(0, queryCount)]).toEqual([
                ...plain.found.foundCounts.subarray(0, queryCount),
              ]);
              // Nothing of a query stays for the next.
              expect(joined(wasm, queries, limits, most)).toEqual(first);
            }
            seen += first.length;
            expect(new Set(first.map(([query, point]) => `${query} ${point}`)).size).toBe(first.length);
            for (const [query, point, distance] of first) {
              expect(point).toBeLessThan(limits[query] ?? 0);
              expect(distance).toBe(distanceBetween(queries, query, descriptors, point));
            }
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(1000);
  });
});
