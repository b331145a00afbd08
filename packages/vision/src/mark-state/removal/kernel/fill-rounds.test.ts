import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filled, filledEach } from '../fill.ts';
import { FILLED_AT_ONCE, fillRounds } from './fill-rounds.ts';
import { jsFillRounds } from './testing/fill-rounds-js.ts';

const side = fc.integer({ min: 3, max: 30 });

it('fills the same from WebAssembly and JavaScript, each patch as it is filled alone', () => {
  fc.assert(
    fc.property(fc.integer(), side, side, fc.integer({ min: 1, max: FILLED_AT_ONCE }), (seed, width, height, count) => {
      const random = seededRandom(seed);
      const mask = Uint8Array.from({ length: width * height }, () => (random() < 0.4 ? 1 : 0));
      const lumas = Array.from({ length: count }, () => Float32Array.from(mask, () => 255 * random()));
      const together = filledEach(lumas, width, mask);
      expect(together).toEqual(lumas.map((luma) => filled(luma, width, mask)));
      // What is not of the mask stays, and so does the border.
      for (const [k, luma] of lumas.entries()) {
        for (const [i, value] of luma.entries()) {
          const [x, y] = [i % width, Math.floor(i / width)];
          const isInside = x > 0 && y > 0 && x < width - 1 && y < height - 1;
          if (mask[i] === 0 || !isInside) expect(together[k]?.[i]).toBe(value);
        }
      }
      const all = Float32Array.from({ length: FILLED_AT_ONCE * mask.length }, () => 255 * random());
      const inside = [...mask.keys()].filter(
        (i) => mask[i] === 1 && i % width > 0 && i % width < width - 1 && i > width && i < width * (height - 1),
      );
      const patches = () => ({ all: all.slice(), pixels: Int32Array.from(inside), width });
      const [plain, simd] = [patches(), patches()];
      jsFillRounds(plain, 7);
      fillRounds(simd, 7);
      expect(simd.all).toEqual(plain.all);
    }),
    { numRuns: 60 },
  );
});

it('fills a hole in a slope as the slope goes', () => {
  const width = 15;
  const slope = Float32Array.from({ length: width * width }, (_, i) => 10 * (i % width));
  const mask = Uint8Array.from(slope, (_, i) =>
    Math.abs((i % width) - 7) <= 1 && Math.abs(i / width - 7) <= 2 ? 1 : 0,
  );
  const result = filled(slope, width, mask);
  for (const [i, value] of result.entries()) expect(value).toBeCloseTo(slope[i] ?? 0, 1);
});
