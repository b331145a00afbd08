import type { GreyImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPARISONS, DESCRIPTOR_WORDS, PATTERN_TURNS } from './kernel.ts';
import { createWasmFeatureKernel } from './kernel-wasm.ts';
import { createJsFeatureKernel } from './testing/kernel-js.ts';

const plain = createJsFeatureKernel();
const wasm = createWasmFeatureKernel();

/** Rectangles of random greys under a little noise: edges, corners and flat parts. */
const scene = (seed: number, width: number, height: number): GreyImage => {
  const random = seededRandom(seed);
  const data = new Uint8Array(width * height).fill(random() * 255);
  for (let k = 0; k < 40; k++) {
    const [x, y] = [Math.floor(random() * width), Math.floor(random() * height)];
    const [w, h, grey] = [1 + random() * 40, 1 + random() * 40, random() * 255];
    for (let row = y; row < Math.min(height, y + h); row++)
      data.fill(grey, row * width + x, row * width + Math.min(width, x + w));
  }
  for (let i = 0; i < data.length; i++) data[i] = Math.max(0, Math.min(255, (data[i] ?? 0) + 8 * (random() - 0.5)));
  return { width, height, data };
};
const sizesOf = ({ width, height }: GreyImage) =>
  [0, 1, 2].map((level) => ({ width: Math.round(width / 1.2 ** level), height: Math.round(height / 1.2 ** level) }));

const ALL = { wanted: 2 ** 20, cells: 1 };
const SPREADS = [
  ALL,
  { wanted: 40, cells: 2 },
  { wanted: 12, cells: 8 },
  { wanted: 150, cells: 3 },
  { wanted: 1, cells: 1 },
];

/** Squares of twelve pixels, every sixteen, that are lighter than the gaps by this. */
const tiled = (side: number, lighter: (x: number, y: number) => number): GreyImage => ({
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return x % 16 < 12 && y % 16 < 12 ? 60 + lighter(x, y) : 60;
  }),
});

describe('the WebAssembly kernel of features', () => {
  it('gives the numbers of its JavaScript twin', { tags: 'full' }, () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 62, max: 190 }),
        fc.integer({ min: 62, max: 190 }),
        (seed, width, height) => {
          const picture = scene(seed, width, height);
          const sizes = sizesOf(picture);
          const kernels = [plain, wasm] as const;
          for (const kernel of kernels) kernel.hold(picture, sizes);
          expect(wasm.blurred(picture)).toEqual(plain.blurred(picture));
          expect(wasm.halved(picture)).toEqual(plain.halved(picture));
          expect(wasm.thinned(picture)).toEqual(plain.thinned(picture));
          const colours = {
            width: Math.floor(width / 3),
            height,
            data: picture.data.subarray(0, 3 * Math.floor(width / 3) * height),
          };
          expect(wasm.luma(colours)).toEqual(plain.luma(colours));
          for (const each of [picture, colours, { width: 3, height: 2, data: picture.data.slice(0, 18) }])
            expect(wasm.opened(each)).toEqual(plain.opened(each));
          for (const level of [0, 1, 2]) {
            for (const spread of SPREADS) {
              const [ours, theirs] = kernels.map((kernel) => kernel.keyPoints(level, 4, spread));
              expect(theirs).toEqual(ours);
            }
            const offsets = plain.keyPoints(level, 4, ALL).toSorted();
            const directions = Uint8Array.from(offsets, (_, k) => (k * 7) % PATTERN_TURNS);
            const [moments, others] = kernels.map((kernel) => kernel.moments(level, offsets));
            expect(others).toEqual(moments);
            const [descriptors, same] = kernels.map((kernel) => kernel.describe(level, offsets, directions));
            expect(same).toEqual(descriptors);
            const [margins, alike] = kernels.map((kernel) => kernel.margins(level, offsets, directions));
            expect(alike).toEqual(margins);
            expect(margins?.length).toBe(COMPARISONS * offsets.length);
            // What is darker by nothing is not darker.
            margins?.forEach((margin, k) => {
              if (margin === 0) expect(((descriptors?.[k >> 5] ?? 0) >>> (k & 31)) & 1).toBe(0);
            });
            const half = descriptors?.slice(0, DESCRIPTOR_WORDS * (offsets.length >> 1)) ?? new Uint32Array(0);
            const [near, nearToo] = kernels.map((kernel) => kernel.nearest(descriptors ?? half, half));
            expect(nearToo).toEqual(near);
            const both = kernels.map((kernel) => kernel.nearestBoth(descriptors ?? half, half));
            for (const ways of both)
              expect(ways).toEqual({ forth: near, back: plain.nearest(half, descriptors ?? half) });
          }
        },
      ),
      { numRuns: 15 },
    );
  });
  it('finds corners at all', () => {
    const picture = scene(3, 180, 150);
    plain.hold(picture, sizesOf(picture));
    expect(plain.keyPoints(0, 8, ALL).length).toBeGreaterThan(40);
  });
  it.each([
    ['javascript', plain],
    ['wasm-simd', wasm],
  ])(
    'gives the strongest, no more of a cell than it may have, and others where too few are left (%s)',
    (_kind, kernel) => {
      // Corners all over the upper left quarter, and the same, weaker, in the others.
      const picture = tiled(256, (x, y) => (x < 128 && y < 128 ? 120 : 40));
      kernel.hold(picture, [picture]);
      const pointsOf = (wanted: number): readonly (readonly [number, number])[] =>
        [...kernel.keyPoints(0, 8, { wanted, cells: 2 })].map((offset) => [offset % 256, Math.floor(offset / 256)]);
      const isUpperLeft = ([x, y]: readonly [number, number]): boolean => x < 128 && y < 128;
      const all = pointsOf(2 ** 20);
      const strong = all.filter(isUpperLeft).length;
      expect(all.slice(0, strong).every(isUpperLeft)).toBe(true);
      // Two and a half times its even share is the most of a cell: 13 of 20.
      const some = pointsOf(20);
      expect([some.length, some.filter(isUpperLeft).length]).toEqual([20, 13]);
      expect(some.slice(0, 13)).toEqual(all.slice(0, 13));
      // Of nearly all the other cells have too few.
      const most = pointsOf(all.length - 1);
      expect(most.length).toBe(all.length - 1);
      expect(new Set(most.map(String)).size).toBe(all.length - 1);
    },
  );
});
