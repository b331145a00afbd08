// Sums of pictures that lie on each other: both kernels give the same numbers, to the last bit, also where a map leads far out, behind, or to a half.

import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellMask, COLOUR_SUMS, LUMA_SUMS, type MapTerms } from './kernel.ts';
import { createWasmFeatureKernel } from './kernel-wasm.ts';
import { createJsFeatureKernel } from './testing/kernel-js.ts';

type Random = () => number;
const plain = createJsFeatureKernel();
const wasm = createWasmFeatureKernel();
const SAME: MapTerms = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

const noise = (random: Random, length: number): Uint8Array => Uint8Array.from({ length }, () => 256 * random());
const sizeOf = (random: Random) => ({ width: 1 + Math.floor(90 * random()), height: 1 + Math.floor(90 * random()) });
const grey = (random: Random): GreyImage => {
  const { width, height } = sizeOf(random);
  return { width, height, data: noise(random, width * height) };
};
const colours = (random: Random): RgbImage => {
  const { width, height } = sizeOf(random);
  return { width, height, data: noise(random, 3 * width * height) };
};

const mapOf = (random: Random): MapTerms => {
  const kind = Math.floor(5 * random());
  // Halves and whole numbers lie on what is rounded and on edges.
  const step = (most: number): number => Math.round(2 * most * (2 * random() - 1)) / 2;
  if (kind === 0) return { ...SAME, c: step(20), f: step(20) };
  const affine = { ...SAME, a: 1.5 * random(), b: random() - 0.5, c: step(20), d: random() - 0.5, e: 1.5 * random() };
  if (kind === 1) return { ...affine, f: 20 * random() };
  // Some of these have their vanishing line within the picture, one leads nowhere.
  if (kind < 4) return { ...affine, f: step(9), g: 0.04 * (random() - 0.5), h: 0.04 * (random() - 0.5) };
  return { ...affine, f: [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300][Math.floor(4 * random())] ?? 0 };
};
const maskOf = (random: Random, { width, height }: { width: number; height: number }): CellMask | null => {
  if (random() < 0.3) return null;
  const [columns, rows] = [Math.floor(width / 4), Math.floor(height / 4)];
  return { columns, rows, cells: Uint8Array.from({ length: columns * rows }, () => Math.floor(3 * random())) };
};

describe('block sums of registered pictures', () => {
  it('are the same by either kernel', { tags: 'full' }, () => {
    let counted = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed);
        const by = 2 ** Math.floor(3 * random());
        const [ours, theirs] = [
          { level: grey(random), by },
          { level: grey(random), by: 2 ** Math.floor(3 * random()) },
        ];
        const map = mapOf(random);
        const mask = maskOf(random, { width: by * ours.level.width, height: by * ours.level.height });
        const sums = plain.lumaSums(ours, theirs, map, mask);
        expect(wasm.lumaSums(ours, theirs, map, mask)).toEqual(sums);
        const [own, their] = [colours(random), colours(random)];
        const ownMask = maskOf(random, own);
        const lights = plain.colourSums(own, their, map, ownMask);
        expect(wasm.colourSums(own, their, map, ownMask)).toEqual(lights);
        for (let at = 0; at < sums.length; at += LUMA_SUMS) counted += sums[at] ?? 0;
        for (let at = 0; at < lights.length; at += COLOUR_SUMS) counted += lights[at] ?? 0;
      }),
    );
    expect(counted).toBeGreaterThan(20_000);
  });

  it('know plain cells from others, the same by either kernel', () => {
    const counts = [0, 0];
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed);
        const colour = [60, 130, 240].map((value) => Math.round(value * random()));
        const picture = colours(random);
        // About the colour but for some specks.
        picture.data.forEach((value, k) => {
          if (random() < 0.98) picture.data[k] = Math.max(0, Math.min(255, (colour[k % 3] ?? 0) + (value % 43) - 21));
        });
        const query = { colour, tolerance: 20, mostSpecks: 1 + Math.floor(3 * random()) };
        const cells = plain.plainCells(picture, query);
        expect(wasm.plainCells(picture, query)).toEqual(cells);
        for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
      }),
    );
    expect(Math.min(...counts)).toBeGreaterThan(500);
  });

  it('give the same pixels of what a map leads to, between those of another picture', () => {
    let between = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed);
        const [width, height] = [2 + Math.floor(60 * random()), 2 + Math.floor(60 * random())];
        const picture = { width, height, data: noise(random, 3 * width * height) };
        const [map, size] = [mapOf(random), sizeOf(random)];
        const seen = plain.sampled(picture, map, size);
        expect(wasm.sampled(picture, map, size)).toEqual(seen);
        if (new Set(seen.data).size > 50) between++;
      }),
    );
    expect(between).toBeGreaterThan(80);
    const data = Uint8Array.of(0, 0, 0, 100, 100, 100, 50, 50, 50, 150, 150, 151);
    const half = { ...SAME, c: 0.5, f: 0.5 };
    const one = wasm.sampled({ width: 2, height: 2, data }, half, { width: 1, height: 1 });
    expect([...one.data]).toEqual([75, 75, 75]);
  });

  it('speak of a block by every second pixel of every second row', () => {
    const data = Uint8Array.from({ length: 32 * 32 }, (_, i) => i % 251);
    const sums = wasm.lumaSums(
      { level: { width: 32, height: 32, data }, by: 1 },
      { level: { width: 32, height: 32, data }, by: 1 },
      SAME,
      null,
    );
    // Three pixels at each edge say nothing: of the first block 39 of 64 are left.
    expect([sums[0], sums.length]).toEqual([39, 4 * LUMA_SUMS]);
    expect([sums[1], sums[3]]).toEqual([sums[2], sums[4]]);
  });
});
