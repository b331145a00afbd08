import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../image/read/raster.ts';
import { seededRandom } from '../../kernel/random.ts';
import { seededScene } from '../test-scenes.ts';
import { type Edges, GRID, type GridMaps, type HeldPicture, type LumaGrid, WHOLE } from './kernel.ts';
import { createWasmPictureKernel } from './kernel-wasm.ts';
import { areaMap, composeMaps, jaroszMap, wholeLineMap } from './line-maps.ts';
import { createJsPictureKernel } from './testing/kernel-js.ts';

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

describe('the WebAssembly kernel gives the numbers of its JavaScript twin', () => {
  /** The maps of PDQ of a picture, optionally shrunk first. */
  const mapsOf = ({ width, height }: RgbImage, scale = 1): GridMaps => {
    const mapOf = (n: number) => {
      const size = Math.max(1, Math.round(n * scale));
      return size === n ? jaroszMap(n) : composeMaps(jaroszMap(size), areaMap(n, size));
    };
    return { down: wholeLineMap(mapOf(height)), across: mapOf(width) };
  };
  const both = (
    image: RgbImage,
    limit: number,
    check: (a: HeldPicture, b: HeldPicture, grids: readonly [LumaGrid, LumaGrid]) => void,
    maps = mapsOf(image),
  ): void => {
    const fast = wasm.hold(image, limit, maps);
    const plain = createJsPictureKernel().hold(image, limit, maps);
    check(fast.working, plain.working, [fast.reference, plain.reference]);
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
  ])('a picture of %i × %i, which is put into memory band by band', (width, height) => {
    const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * i * 31 + (i >> 5)) & 255);
    const image = { width, height, data };
    for (const scale of [1, 0.5]) {
      both(
        image,
        Math.ceil(Math.max(width, height) / 2),
        (a, b, [reference, other]) => {
          expect([a.image.width, a.image.height]).toEqual([b.image.width, b.image.height]);
          expect(Buffer.compare(a.image.data, b.image.data)).toBe(0);
          expect(reference.values()).toEqual(other.values());
          const all = { left: 0, top: 0, right: a.image.width, bottom: a.image.height };
          expect(a.grid(all).values()).toEqual(b.grid(all).values());
        },
        mapsOf(image, scale),
      );
    }
  });
  it('luma grids and the colours of cells, of boxes however small', () => {
    const edges = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000));
    fc.assert(
      fc.property(picture, edges, fc.integer({ min: 40, max: 160 }), (image, [x, y, w, h], limit) => {
        both(image, limit, (a, b, [reference, other]) => {
          const { width, height } = a.image;
          const [left, top] = [x % width, y % height];
          const box: Edges = {
            left,
            top,
            right: left + 1 + (w % (width - left)),
            bottom: top + 1 + (h % (height - top)),
          };
          const [fast, plain] = [a.gridAndCells(box), b.gridAndCells(box)];
          expect(fast.grid.values()).toEqual(plain.grid.values());
          expect(fast.cells).toEqual(plain.cells);
          expect(a.grid(box).values()).toEqual(plain.grid.values());
          expect(reference.values()).toEqual(other.values());
        });
      }),
    );
  });
  it('coefficients, their signs, and gradients of a grid', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom([64, 16], [48, 8]), (seed, [window = 0, frequencies = 0]) => {
        const random = seededRandom(seed);
        const rows = Float64Array.from({ length: window * frequencies }, () => random() - 0.5);
        const waves = { window, frequencies, rows };
        const corners = [...new Set([0, GRID - window])];
        both(noise(seed, 100, 90), 512, (_a, _b, [fast, plain]) => {
          const made = [fast, plain].map((grid) => {
            const coefficients = grid.coefficients(waves, corners, corners);
            const values = coefficients.values();
            return { values, signs: coefficients.above(0), above: coefficients.above(values[7] ?? 0) };
          });
          expect(made[0]).toEqual(made[1]);
          expect(made[0]?.values).toHaveLength(256);
          expect(fast.gradient()).toBe(plain.gradient());
        });
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
  it('plain lines from each side', () => {
    const level = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(picture, level, level, fc.nat(40), fc.nat(60), (image, value, noisy, share, inset) => {
        // A plain border of some width, with specks in it, around noise.
        const { width, height } = image;
        const border = inset % Math.ceil(Math.min(width, height) / 2);
        const colour = [value, 255 - value, value >> 1] as const;
        const random = seededRandom(noisy);
        for (let p = 0; p < width * height; p++) {
          const [x, y] = [p % width, Math.floor(p / width)];
          const isInside = x >= border && x < width - border && y >= border && y < height - border;
          if (!isInside && random() > share / 400) image.data.set(colour, 3 * p);
        }
        both(image, 1000, (a, b) => {
          for (const isRow of [true, false]) {
            const [depth, length] = isRow ? [height, width] : [width, height];
            for (const skipped of [0, 3, 17].filter((lines) => lines < depth)) {
              for (const step of [1, -1] as const) {
                const start = Math.min(inset % 7, length - 1);
                const line = step === 1 ? skipped : depth - 1 - skipped;
                const lines = { isRow, line, step, most: depth - skipped, start, length: length - start };
                const plainness = { colour, tolerance: noisy % 60, allowed: Math.floor(length / 20) };
                expect(a.plainLines(lines, plainness)).toBe(b.plainLines(lines, plainness));
              }
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });
  it('regions within borders and backgrounds of several colours, with specks and soft edges', { tags: 'full' }, () => {
    const level = fc.integer({ min: 0, max: 255 });
    const border = fc.tuple(fc.nat(25), level, fc.nat(12), fc.nat(6));
    const size = fc.integer({ min: 1, max: 110 });
    let [framed, peeled, plain] = [0, 0, 0];
    fc.assert(
      fc.property(fc.integer(), size, size, fc.array(border, { maxLength: 5 }), (seed, w, h, borders) => {
        const random = seededRandom(seed);
        let image =
          random() < 0.15 ? { width: w, height: h, data: new Uint8Array(3 * w * h).fill(90) } : noise(seed, w, h);
        for (const [most, value, noisy, specks] of borders) {
          // Each side has a width of its own.
          const [top, right, bottom, left] = [0, 1, 2, 3].map(() =>
            random() < 0.2 ? 0 : most + Math.floor(random() * 9),
          );
          const width = image.width + (left ?? 0) + (right ?? 0);
          const height = image.height + (top ?? 0) + (bottom ?? 0);
          const data = new Uint8Array(3 * width * height);
          for (let k = 0; k < data.length; k++) {
            const speck = random() < specks / 1000 ? 120 : 0;
            data[k] = Math.min(255, Math.max(0, value + (k % 3) * 20 + Math.floor(random() * noisy) + speck));
          }
          for (let y = 0; y < image.height; y++) {
            const row = image.data.subarray(3 * y * image.width, 3 * (y + 1) * image.width);
            data.set(row, 3 * ((y + (top ?? 0)) * width + (left ?? 0)));
          }
          image = { width, height, data };
        }
        both(image, 4000, (a, b) => {
          const regions = b.regions();
          expect(a.regions()).toEqual(regions);
          if (regions.background === null) plain++;
          else framed++;
          if (JSON.stringify(regions.inner) !== JSON.stringify(regions.content)) peeled++;
        });
      }),
    );
    expect(Math.min(framed, peeled, plain)).toBeGreaterThan(20);
  });
  it('a large scene', () => {
    both(seededScene(1, 1024, 683), 512, (a, b) => expect(Buffer.compare(a.image.data, b.image.data)).toBe(0));
  });
});
