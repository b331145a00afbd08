import type { GreyImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmFeatureKernel } from './kernel-wasm.ts';
import { createJsFeatureKernel } from './testing/kernel-js.ts';

const plain = createJsFeatureKernel();
const wasm = createWasmFeatureKernel();

/** Bands and columns of a few greys, some close to a bound, with specks: lines that are plain, or nearly so. */
const banded = (seed: number, width: number, height: number): GreyImage => {
  const random = seededRandom(seed);
  const greys = [0, 10, 11, 14, 15, 200, 214, 215, 240, 255];
  const grey = (): number => greys[Math.floor(random() * greys.length)] ?? 0;
  const data = new Uint8Array(width * height).fill(grey());
  for (let k = 0; k < 12; k++) {
    const [x, y] = [Math.floor(random() * width), Math.floor(random() * height)];
    const [w, h, value] = [1 + random() * width, 1 + random() * height, grey()];
    for (let row = y; row < Math.min(height, y + h); row++)
      data.fill(value, row * width + x, row * width + Math.min(width, x + Math.floor(w)));
  }
  for (let k = 0; k < (width * height) / 60; k++) data[Math.floor(random() * data.length)] = grey();
  return { width, height, data };
};

const SIZE = fc.integer({ min: 1, max: 150 });

describe('lines in WebAssembly', () => {
  it('are plain where they are in JavaScript', () => {
    let [even, all] = [0, 0];
    fc.assert(
      fc.property(
        fc.integer(),
        SIZE,
        SIZE,
        fc.boolean(),
        fc.constantFrom(0, 0.01, 0.1),
        (seed, width, height, isDown, specks) => {
          const picture = banded(seed, width, height);
          const random = seededRandom(seed + 1);
          const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
          const box = {
            ...{ left, top },
            right: left + 1 + Math.floor(random() * (width - left)),
            bottom: top + 1 + Math.floor(random() * (height - top)),
          };
          const query = { isDown, tolerance: 14, specks };
          const expected = plain.plainLines(picture, box, query);
          expect(wasm.plainLines(picture, box, query)).toEqual(expected);
          expect(expected.length).toBe(isDown ? box.bottom - top : box.right - left);
          for (const one of expected) even += one;
          all += expected.length;
        },
      ),
    );
    // Both kinds are among them.
    expect(even).toBeGreaterThan(all / 10);
    expect(even).toBeLessThan((9 * all) / 10);
  });
  it('step as they do in JavaScript', () => {
    let steps = 0;
    fc.assert(
      fc.property(fc.integer(), SIZE, SIZE, fc.constantFrom(0.02, 0.1, 0.6), (seed, width, height, window) => {
        const picture = banded(seed, width, height);
        const query = { step: 10, window, full: 0.7 };
        const runs = plain.stepRuns(picture, query);
        expect(wasm.stepRuns(picture, query)).toEqual(runs);
        expect([runs.rows.length, runs.columns.length]).toEqual([height, width]);
        steps += [...runs.rows.subarray(1), ...runs.columns.subarray(1)].filter((run) => run > 0).length;
      }),
    );
    expect(steps).toBeGreaterThan(1000);
  });
  it('are processed in JavaScript where they are too long', () => {
    const long = banded(3, 30_000, 3);
    for (const isDown of [true, false]) {
      const query = [
        { left: 0, top: 0, right: 30_000, bottom: 3 },
        { isDown, tolerance: 14, specks: 0.01 },
      ] as const;
      expect(wasm.plainLines(long, ...query)).toEqual(plain.plainLines(long, ...query));
    }
    expect(wasm.stepRuns(long, { step: 10, window: 0.02, full: 0.7 })).toEqual(
      plain.stepRuns(long, { step: 10, window: 0.02, full: 0.7 }),
    );
  });
});
