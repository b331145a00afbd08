import { describe, expect, it } from 'vitest';
import { type Raster, reduced } from './reduced.ts';

const raster = (
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number],
): Raster => {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colourAt(x, y), 3 * (y * width + x));
  return { data, width, height };
};

describe('reduced', () => {
  it('leaves a picture that is small enough as it is', () => {
    const picture = raster(8, 4, () => [1, 2, 3]);
    expect(reduced(picture, 8)).toBe(picture);
  });

  it('keeps the ratio, and at least one pixel', () => {
    expect(
      reduced(
        raster(1000, 300, () => [0, 0, 0]),
        640,
      ),
    ).toMatchObject({ width: 640, height: 192 });
    expect(
      reduced(
        raster(2000, 1, () => [0, 0, 0]),
        640,
      ),
    ).toMatchObject({ width: 640, height: 1 });
  });

  it('means whole areas', () => {
    const half = reduced(
      raster(4, 4, (x, y) => [x < 2 ? 0 : 200, y < 2 ? 10 : 30, 7]),
      2,
    );
    expect([...half.data]).toEqual([0, 10, 7, 200, 10, 7, 0, 30, 7, 200, 30, 7]);
  });

  it('shares a pixel across two', () => {
    const two = reduced(
      raster(3, 3, (x) => [x === 1 ? 90 : 0, 0, 0]),
      2,
    );
    expect([...two.data].filter((_, at) => at % 3 === 0)).toEqual([30, 30, 30, 30]);
  });

  it.each([30, 17, 9, 4])('gives what the areas mean, of 37×23 px with a longest side of %i', (side) => {
    const picture = raster(37, 23, (x, y) => [(x * 91 + y * 57) % 256, (x * x + 13 * y) % 256, (x * y) % 256]);
    const small = reduced(picture, side);
    const overlap = (i: number, k: number, ratio: number): number =>
      Math.max(0, Math.min(i + 1, (k + 1) * ratio) - Math.max(i, k * ratio));
    const [across, down] = [picture.width / small.width, picture.height / small.height];
    for (let at = 0; at < small.data.length; at++) {
      const [channel, u, v] = [at % 3, Math.floor(at / 3) % small.width, Math.floor(at / 3 / small.width)];
      let sum = 0;
      for (let y = 0; y < picture.height; y++) {
        for (let x = 0; x < picture.width; x++) {
          sum +=
            overlap(x, u, across) * overlap(y, v, down) * (picture.data[3 * (y * picture.width + x) + channel] ?? 0);
        }
      }
      expect(Math.abs((small.data[at] ?? 0) - sum / (across * down))).toBeLessThanOrEqual(0.5001);
    }
  });
});
