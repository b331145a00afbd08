import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel.ts';
import { jsPointSearch } from './point-search-js.ts';
import { wasmPointSearch } from './point-search-wasm.ts';
import { bitsHeld, type PointQueries, type PointSearch, type PointSource, type QueryBounds } from './point-space.ts';
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

/** Of pictures of one to four points each, and one that has none. */
const firstsOf = (count: number): Uint32Array => {
  const firsts = [0, 0];
  for (let k = 0; (firsts.at(-1) ?? 0) < count; k++) firsts.push(Math.min(count, (firsts.at(-1) ?? 0) + 1 + (k % 4)));
  return Uint32Array.from(firsts);
};

/** All hits of a search. */
const hitsOf = (search: PointSearch, queries: PointQueries, bounds: QueryBounds): readonly (readonly number[])[] => {
  const hits: (readonly number[])[] = [];
  search.near(queries, bounds, ({ count, queries: of, points, owners, distances }) => {
    for (let k = 0; k < count; k++) hits.push([of[k] ?? -1, points[k] ?? -1, owners[k] ?? -1, distances[k] ?? -1]);
  });
  return hits;
};

const marginsOf = (count: number, seed: number): Uint8Array => {
  const random = seededRandom(seed + 2);
  return Uint8Array.from({ length: COMPARISONS * count }, () => random() * 12);
};

/** With so many of them held, of half the bits or of all. */
const sourceOf = (descriptors: Uint32Array, held: readonly number[] | null = null): PointSource => ({
  count: descriptors.length / DESCRIPTOR_WORDS,
  firsts: firstsOf(descriptors.length / DESCRIPTOR_WORDS),
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
          const queries = { descriptors: crowds(seed, 12), margins: marginsOf(12, seed) };
          const bounds = { reach: REACH, mostInBucket: 60 };
          for (const held of [null, HELD]) {
            const source = sourceOf(descriptors, held);
            const [plain, wasm] = [jsPointSearch(source, bounds), wasmPointSearch(source, bounds)];
            for (const { margins, ...limit } of [
              { most },
              { most: Number.MAX_SAFE_INTEGER },
              { most: Number.MAX_SAFE_INTEGER, margins: queries.margins },
            ]) {
              const hits = hitsOf(plain, { ...queries, margins }, limit);
              const ofEach = Array.from({ length: 12 }, (_, k) => hits.filter(([query]) => query === k).length);
              expect(Math.max(...ofEach)).toBeLessThanOrEqual(limit.most);
              expect(
                hits.filter(([, point = 0, owner = 0, distance = 0]) => {
                  const [first = 0, end = 0] = source.firsts.subarray(owner, owner + 2);
                  return distance > REACH || point < first || point >= end;
                }),
              ).toEqual([]);
              if (wasm !== undefined) expect(hitsOf(wasm, { ...queries, margins }, limit)).toEqual(hits);
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
  it('are returned for more queries than a batch, and more of them than a batch', () => {
    const descriptors = crowds(6, 300);
    const source = sourceOf(descriptors);
    const [queries, limit] = [{ descriptors: crowds(6, 600) }, { most: Number.MAX_SAFE_INTEGER }];
    const bounds = { reach: 60, mostInBucket: 300 };
    const hits = hitsOf(jsPointSearch(source, bounds), queries, limit);
    expect(hits.length).toBeGreaterThan(2 ** 14);
    const wasm = wasmPointSearch(source, bounds);
    // Joined, as a list of so many lists takes long to be compared.
    if (wasm !== undefined) expect(hitsOf(wasm, queries, limit).join(' ')).toBe(hits.join(' '));
  });
  it('are stored in three bytes each', () => {
    const points = new Uint8Array(2 * POINT_BYTES);
    const most = 2 ** 24 - 1;
    putPoint(points, 0, most);
    putPoint(points, 1, 0x12_34_56);
    expect([pointAt(points, 0), pointAt(points, 1)]).toEqual([most, 0x12_34_56]);
  });
  it('are found at all, itself among them', () => {
    const descriptors = crowds(5, 40);
    const search = jsPointSearch(sourceOf(descriptors), { reach: REACH, mostInBucket: 60 });
    const hits = hitsOf(search, { descriptors }, { most: Number.MAX_SAFE_INTEGER });
    const found = hits.filter(([query]) => query === 9).map(([, point]) => point);
    expect(found.length).toBeGreaterThan(1);
    expect(found).toContain(9);
  });
});
