import { describe, expect, it } from 'vitest';
import { boxMean } from './box-mean.ts';
import { seeded } from './random.ts';

const [WIDTH, HEIGHT] = [23, 17];
const noise = (): Float32Array => {
  const random = seeded('box mean');
  return Float32Array.from({ length: WIDTH * HEIGHT }, () => 255 * random());
};

/** The mean of the known pixels around one, by looking at each. */
const meanAround = (data: Float32Array, at: number, reach: number): number => {
  const [left, top] = [at % WIDTH, Math.floor(at / WIDTH)];
  const around = [...data].filter(
    (value, i) =>
      Math.abs((i % WIDTH) - left) <= reach && Math.abs(Math.floor(i / WIDTH) - top) <= reach && !Number.isNaN(value),
  );
  return around.reduce((sum, value) => sum + value, 0) / around.length;
};

describe('boxMean', () => {
  it.each([1, 2, 7, 30])('is the mean around each pixel, at edges of those that there are: reach %i', (reach) => {
    const data = noise();
    for (const [at, mean] of boxMean(data, WIDTH, HEIGHT, reach).entries())
      expect(Math.abs(mean - meanAround(data, at, reach))).toBeLessThan(1e-3);
  });
  it('leaves out pixels that are NaN', () => {
    const data = noise();
    data[5 * WIDTH + 11] = Number.NaN;
    for (const [at, mean] of boxMean(data, WIDTH, HEIGHT, 3).entries())
      expect(Math.abs(mean - meanAround(data, at, 3))).toBeLessThan(1e-3);
  });
  it('gives the very same numbers above a pixel that is NaN as where there is none', () => {
    const data = noise();
    const mean = boxMean(data, WIDTH, HEIGHT, 2);
    data[data.length - 1] = Number.NaN;
    const above = WIDTH * (HEIGHT - 3);
    expect(boxMean(data, WIDTH, HEIGHT, 2).subarray(0, above)).toEqual(mean.subarray(0, above));
  });
});
