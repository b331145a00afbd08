import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../image/read/raster.ts';
import { seededRandom } from '../../kernel/random.ts';
import { areaMap, jaroszMap, wholeLineMap } from '../fingerprint/line-maps.ts';
import { seededScene } from '../test-scenes.ts';
import { GRID, type HeldPicture, WHOLE } from './kernel.ts';
import { createJsPictureKernel } from './kernel-js.ts';
import { createWasmPictureKernel } from './kernel-wasm.ts';

const wasm = createWasmPictureKernel();
const noise = (seed: number, width: number, height: number): RgbImage => {
  const random = seededRandom(seed);
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256)) };
};
const side = fc.integer({ min: 1, max: 150 });
const picture = fc.tuple(fc.integer(), side, side).map(([seed, width, height]) => noise(seed, width, height));

describe('whole line maps', () => {
  it('keep the sum of the weights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1024 }), (n) => {
        for (const map of [wholeLineMap(areaMap(n, 64)), wholeLineMap(jaroszMap(n))]) {
          for (let i = 0; i < map.size; i++) {
            const row = map.weights.subarray(map.offset[i], map.offset[i + 1]);
            if (row.reduce((a, b) => a + b, 0) !== WHOLE) return false;
          }
        }
        return true;
      }),
    );
  });
});

describe.skipIf(wasm === undefined)('the WebAssembly kernel gives the numbers of its JavaScript twin', () => {
  const both = (image: RgbImage, limit: number, check: (a: HeldPicture, b: HeldPicture) => void): void => {
    if (!wasm) throw new Error('skipped');
    const fast = wasm.hold(image, limit);
    const plain = createJsPictureKernel().hold(image, limit);
    check(fast.full, plain.full);
    check(fast.working, plain.working);
  };
  it('halved pictures', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 20, max: 150 }), (image, limit) => {
        both(image, limit, (a, b) => {
          expect([a.image.width, a.image.height]).toEqual([b.image.width, b.image.height]);
          expect(Buffer.compare(a.image.data, b.image.data)).toBe(0);
        });
      }),
    );
  });
  it.each([
    [1024, 683],
    [1023, 301],
    [701, 1001],
    [30_000, 9],
  ])('halved pictures of %i × %i, which are put into memory band by band', (width, height) => {
    const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * i * 31 + (i >> 5)) & 255);
    both({ width, height, data }, Math.ceil(Math.max(width, height) / 2), (a, b) => {
      expect([a.image.width, a.image.height]).toEqual([b.image.width, b.image.height]);
      expect(Buffer.compare(a.image.data, b.image.data)).toBe(0);
      const [down, across] = [wholeLineMap(areaMap(a.image.height, 64)), areaMap(a.image.width, 64)];
      if (a.image.height >= 64) expect(a.lumaGrid(down, across)).toEqual(b.lumaGrid(down, across));
    });
  });
  it('luma grids and the colours of cells', () => {
    fc.assert(
      fc.property(picture, fc.nat(100), fc.nat(100), (image, left, top) => {
        both(image, 80, (a, b) => {
          const { width, height } = a.image;
          const [x, y] = [left % width, top % height];
          const down = wholeLineMap(areaMap(height, 64, y, height - y));
          const across = areaMap(width, 64, x, width - x);
          expect(a.lumaGrid(down, across)).toEqual(b.lumaGrid(down, across));
          const cells = areaMap(width, 8, x, width - x);
          expect(a.channelCells(cells)).toEqual(b.channelCells(cells));
          const reference = wholeLineMap(jaroszMap(height));
          expect(a.lumaGrid(reference, jaroszMap(width))).toEqual(b.lumaGrid(reference, jaroszMap(width)));
        });
      }),
      { numRuns: 60 },
    );
  });
  it('coefficients and gradients of a grid', () => {
    const plain = createJsPictureKernel();
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom([64, 16], [48, 8]), (seed, [window = 0, frequencies = 0]) => {
        const random = seededRandom(seed);
        const grid = Float64Array.from({ length: GRID * GRID }, () => 255 * random());
        const rows = Float64Array.from({ length: window * frequencies }, () => random() - 0.5);
        const waves = { window, frequencies, rows };
        const corners = [...new Set([0, GRID - window])];
        expect(wasm?.coefficients(grid, waves, corners, corners)).toEqual(
          plain.coefficients(grid, waves, corners, corners),
        );
        expect(wasm?.gradient(grid)).toBe(plain.gradient(grid));
      }),
      { numRuns: 20 },
    );
  });
  it('medians of lines', () => {
    fc.assert(
      fc.property(picture, fc.nat(1000), fc.boolean(), (image, at, isRow) => {
        both(image, 1000, (a, b) => {
          const { width, height } = image;
          const start = isRow ? 3 * width * (at % height) : 3 * (at % width);
          const [step, length] = isRow ? [3, width] : [3 * width, height];
          const count = Math.min(65, length);
          expect(a.medians(start, step, length, count)).toEqual(b.medians(start, step, length, count));
        });
      }),
    );
  });
  it('counts of differing values', () => {
    fc.assert(
      fc.property(
        picture,
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 120 }),
        (image, level, tolerance) => {
          const colour = [level, 255 - level, level >> 1] as const;
          both(image, 1000, (a, b) => {
            for (let y = 0; y < image.height; y += 7) {
              expect(a.differingInRow(0, y, image.width, colour, tolerance)).toBe(
                b.differingInRow(0, y, image.width, colour, tolerance),
              );
            }
            for (let x = 0; x < image.width; x += 11) {
              expect([...a.differingInColumns(x, 0, image.height, colour, tolerance)]).toEqual([
                ...b.differingInColumns(x, 0, image.height, colour, tolerance),
              ]);
            }
          });
        },
      ),
      { numRuns: 40 },
    );
  });
  it('a large scene', () => {
    both(seededScene(1, 1024, 683), 512, (a, b) => expect(Buffer.compare(a.image.data, b.image.data)).toBe(0));
  });
});
