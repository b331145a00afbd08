import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { reducedFor, reducedTo } from '../read/pixels/reduced.ts';
import type { RgbImage } from '../read/raster.ts';
import { pictureReducer } from './reducer-wasm.ts';
import { createJsReducer } from './testing/reducer-js.ts';

const noise = (seed: number, width: number, height: number): RgbImage => {
  const random = seededRandom(seed);
  return { width, height, data: Uint8Array.from({ length: 3 * width * height }, () => Math.floor(256 * random())) };
};
const isSame = (a: RgbImage, b: RgbImage): boolean =>
  a.width === b.width && a.height === b.height && Buffer.compare(a.data, b.data) === 0;

describe('a picture reduced twice', () => {
  it('is what it is reduced once after the other, by either kind', { tags: 'full' }, () => {
    for (const [width, height, target] of [
      [1414, 1414, { width: 1024, height: 1024 }],
      [61, 90, { width: 60, height: 2 }],
      [40, 33, { width: 38, height: 30 }],
      [5000, 14, { width: 2500, height: 12 }],
    ] as const) {
      const image = noise(width, width, height);
      const plain = createJsReducer();
      const picture = plain.reduce(image, target);
      const half = plain.reduce(picture, { width: target.width / 2, height: target.height / 2 });
      for (const reducer of [plain, pictureReducer()]) {
        const both = reducer.reduceTwice(image, target);
        expect([isSame(both.picture, picture), isSame(both.half, half)], reducer.kind).toEqual([true, true]);
      }
    }
  });
  it('has its half taken once, which is whoever takes it', () => {
    const image = noise(3, 300, 200);
    const target = { width: 200, height: 134 };
    const half = pictureReducer().reduce(pictureReducer().reduce(image, target), { width: 100, height: 67 });
    for (let round = 0; round < 3; round++) {
      const picture = reducedFor(image, target);
      const [first, second] = [reducedTo(picture, 100), reducedTo(picture, 100)];
      expect([isSame(first, half), isSame(second, half)]).toEqual([true, true]);
      expect(first.data.buffer).not.toBe(second.data.buffer);
      // What is changed by whoever has one is not seen by the others.
      first.data.fill(0);
      expect(isSame(reducedTo(picture, 100), half)).toBe(true);
    }
  });
  it('is made with it only while halves are needed', () => {
    const image = noise(4, 300, 200);
    const target = { width: 200, height: 134 };
    let made = 0;
    const reducer = pictureReducer();
    const { reduceTwice } = reducer;
    Object.assign(reducer, {
      reduceTwice: (...args: Parameters<typeof reduceTwice>) => {
        made++;
        return reduceTwice(...args);
      },
    });
    try {
      reducedTo(reducedFor(image, target), 100);
      made = 0;
      for (let k = 0; k < 5; k++) reducedTo(reducedFor(image, target), 100);
      expect(made).toBe(5);
      for (let k = 0; k < 40; k++) reducedFor(image, target);
      expect(made).toBeLessThan(20);
      reducedFor(image, { width: 200, height: 133 });
      expect(made).toBeLessThan(20);
    } finally {
      Object.assign(reducer, { reduceTwice });
    }
  });
});
