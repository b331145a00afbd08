import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameWhiteness } from './background.ts';
import type { RgbImage } from './read/raster.ts';

const picture = (width: number, height: number, at: (x: number, y: number) => number): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) data.fill(at(i % width, Math.floor(i / width)), 3 * i, 3 * i + 3);
  return { width, height, data };
};

describe('frameWhiteness', () => {
  it('sees only the frame and the corners', () => {
    const product = picture(200, 100, (x, y) => (x > 20 && x < 180 && y > 10 && y < 90 ? 60 : 255));
    expect(frameWhiteness(product)).toEqual({ frame: 1, corner: 1 });
    const oneCorner = picture(200, 100, (x, y) => (x < 4 && y < 4 ? 60 : 255));
    const { frame, corner } = frameWhiteness(oneCorner);
    expect(corner).toBe(0);
    expect(frame).toBeGreaterThan(0.97);
    expect(frame).toBeLessThan(1);
  });

  it('takes 250 for white and 249 for not', () => {
    expect(frameWhiteness(picture(50, 50, () => 250)).frame).toBe(1);
    expect(frameWhiteness(picture(50, 50, () => 249)).frame).toBe(0);
  });

  it('gives shares that agree with counting pixel by pixel, for any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 1, max: 130 }),
        fc.integer(),
        (width, height, seed) => {
          const image = picture(width, height, (x, y) => (((x * 31 + y * 17 + seed) >>> 0) % 3 === 0 ? 255 : 0));
          const short = Math.min(width, height);
          const band = Math.min(Math.max(1, Math.round(short * 0.02)), Math.ceil(short / 2));
          let white = 0;
          let all = 0;
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              if (x >= band && x < width - band && y >= band && y < height - band) continue;
              all++;
              if (image.data[3 * (y * width + x)] === 255) white++;
            }
          }
          expect(frameWhiteness(image).frame).toBeCloseTo(white / all, 12);
        },
      ),
    );
  });
});

it('a pixel is white where all three of its colours are', () => {
  const coloured = (...colour: readonly [number, number, number]): RgbImage => ({
    width: 40,
    height: 40,
    data: Uint8Array.from({ length: 3 * 40 * 40 }, (_, i) => colour[i % 3] ?? 0),
  });
  expect(
    [coloured(255, 255, 0), coloured(0, 0, 255), coloured(255, 0, 255)].map((each) => frameWhiteness(each).frame),
  ).toEqual([0, 0, 0]);
  expect(frameWhiteness(coloured(255, 250, 251)).frame).toBe(1);
});
