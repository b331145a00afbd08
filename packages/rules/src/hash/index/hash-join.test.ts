import { expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { buildHashIndex, packHashes } from './hash-index.ts';
import { joinBands, joinHashes, scanPairs } from './hash-join.ts';
import type { Join } from './kernel/join.ts';
import { openWasmJoin } from './kernel/join-wasm.ts';

const { bands: wasmJoin, scan: wasmScan } = openWasmJoin();

const random = seededRandom(11);
const randomHash = (): Uint32Array => Uint32Array.from({ length: 8 }, () => Math.floor(random() * 4294967296));
const flipped = (hash: Uint32Array, bits: number): Uint32Array => {
  const out = Uint32Array.from(hash);
  for (let k = 0; k < bits; k++) {
    const bit = Math.floor(random() * 256);
    out[bit >> 5] = ((out[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0;
  }
  return out;
};
const seeds = Array.from({ length: 60 }, randomHash);
const family = (seed: Uint32Array): readonly Uint32Array[] => [0, 5, 20, 31, 40, 47].map((bits) => flipped(seed, bits));
const hashes = packHashes(seeds.flatMap(family));
const queries = seeds.flatMap((seed) => [seed, flipped(seed, 12)]);

it.each([0, 15, 31, 40, 47])('finds within %i bits what the index finds query by query, each pair once', (radius) => {
  const index = buildHashIndex(hashes);
  const from = Uint32Array.from(queries, (_, query) => (query % 3 === 0 ? 0 : query));
  const meant = queries.flatMap((hash, query) =>
    index
      .query(hash, radius)
      .filter(({ id }) => id >= (from[query] ?? 0))
      .map(({ id, distance }) => `${query} ${id} ${distance}`),
  );
  expect(meant.length).toBeGreaterThan(radius === 0 ? 20 : 60);
  // So few are compared one by one unless bands are forced.
  for (const join of [joinHashes, joinBands, wasmJoin, scanPairs, wasmScan]) {
    const found: string[] = [];
    join({ hashes: packHashes(queries), from }, hashes, radius, (query, id, distance) =>
      found.push(`${query} ${id} ${distance}`),
    );
    expect(found.sort()).toEqual(meant.sort());
  }
});

it('finds the same pairs in the same order in WebAssembly and in JavaScript, of many that are alike, too', () => {
  // More of one shape than are returned at once, and skipped ids.
  const alike = Array.from({ length: 120 }, () => flipped(seeds[0] ?? randomHash(), 6));
  const many = packHashes([
    ...alike,
    ...Array.from({ length: 900 }, randomHash),
    ...alike.map((hash) => flipped(hash, 3)),
  ]);
  const queries = {
    hashes: many,
    from: Uint32Array.from({ length: many.length / 8 }, (_, id) => (id % 2 === 0 ? id + 1 : 0)),
  };
  const pairsBy = (join: Join): readonly string[] => {
    const found: string[] = [];
    join(queries, many, 40, (query, id, distance) => found.push(`${query} ${id} ${distance}`));
    return found;
  };
  const meant = pairsBy(joinBands);
  expect(meant.length).toBeGreaterThan(40_000);
  expect(pairsBy(wasmJoin)).toEqual(meant);
  const scanned = pairsBy(scanPairs);
  expect(scanned.length).toBe(meant.length);
  expect(pairsBy(wasmScan)).toEqual(scanned);
});

it('finds nothing among nothing, and refuses a radius that bands cannot promise', () => {
  joinHashes({ hashes: hashes, from: new Uint32Array(hashes.length / 8) }, new Uint32Array(0), 31, () =>
    expect.unreachable(),
  );
  joinHashes({ hashes: new Uint32Array(0), from: new Uint32Array(0) }, hashes, 31, () => expect.unreachable());
  expect(() => joinHashes({ hashes, from: new Uint32Array(0) }, hashes, 48, () => undefined)).toThrow(/47/);
});
