import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { areaTable } from './area-table.ts';
import type { Pixels8, RgbaPixels } from './reducer.ts';
import { createWasmReducer } from './reducer-wasm.ts';
import { createJsReducer } from './testing/reducer-js.ts';

const plain = createJsReducer();
const wasm = createWasmReducer();
const side = fc.integer({ min: 1, max: 90 });
const smaller = fc.double({ min: 0.01, max: 1, noNaN: true });
const sizes = fc.tuple(side, side, smaller, smaller).map(([width, height, across, down]) => ({
  ...{ width, height },
  target: { width: Math.max(1, Math.round(width * across)), height: Math.max(1, Math.round(height * down)) },
}));
/** Noise with a third of it white: the largest sums come of neighbours that are. */
const noise = (seed: number, width: number, height: number): Pixels8 => {
  const random = seededRandom(seed);
  const value = (): number => (random() < 0.3 ? 255 : Math.floor(random() * 256));
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, value) };
};

/** The same with opacities behind, a third of them full and a third none. */
const veiled = (seed: number, width: number, height: number): RgbaPixels => {
  const random = seededRandom(seed);
  const opacity = (): number => [0, 255, Math.floor(random() * 256)][Math.floor(random() * 3)] ?? 0;
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? opacity() : Math.floor(random() * 256),
  );
  return { width, height, rgba };
};

describe('area tables', () => {
  it('count every part of the line, and all of it, within half a step of rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), smaller, fc.constantFrom(256, 16_384), (n, share, whole) => {
        const size = Math.max(1, Math.round(n * share));
        const { taps, first, weights } = areaTable(n, size, whole);
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let k = 0; k < taps; k++) {
            const weight = weights[i * taps + k] ?? 0;
            const at = (first[i] ?? 0) + k;
            const from = (i * n) / size;
            const covered = Math.max(0, Math.min(at + 1, from + n / size) - Math.max(at, from));
            expect(Math.abs(weight - (whole * covered * size) / n)).toBeLessThanOrEqual(1.001);
            expect(at).toBeLessThan(n);
            sum += weight;
          }
          expect(sum).toBe(whole);
        }
      }),
    );
  });
});

describe('a picture reduced', () => {
  it('has the mean of each block where the sides are divided evenly, within rounding', () => {
    const image = noise(7, 60, 45);
    const { data } = plain.reduce(image, { width: 20, height: 9 });
    for (let y = 0; y < 9; y++) {
      for (let x = 0; x < 20; x++) {
        let sum = 0;
        for (let v = 0; v < 5; v++)
          for (let u = 0; u < 3; u++) sum += image.data[3 * ((5 * y + v) * 60 + 3 * x + u) + 1] ?? 0;
        expect(Math.abs((data[3 * (20 * y + x) + 1] ?? 0) - sum / 15)).toBeLessThan(2);
      }
    }
  });
  it('stays as it is at its own size, and white where it is white', () => {
    const image = noise(8, 31, 17);
    expect(Buffer.compare(plain.reduce(image, image).data, image.data)).toBe(0);
    const white = { width: 200, height: 97, data: new Uint8Array(200 * 97 * 3).fill(255) };
    expect(plain.reduce(white, { width: 131, height: 60 }).data.every((value) => value === 255)).toBe(true);
  });
  it('is what libvips shows on white where it has opacities: each value at each of them', async () => {
    const rgba = Uint8Array.from({ length: 4 * 256 * 256 }, (_, i) =>
      i % 4 === 3 ? (i >> 2) % 256 : ((i >> 10) + 85 * (i % 4)) % 256,
    );
    const image = { width: 256, height: 256, rgba };
    const theirs = await sharp(rgba, { raw: { width: 256, height: 256, channels: 4 } })
      .flatten({ background: '#ffffff' })
      .raw()
      .toBuffer();
    expect(Buffer.compare(plain.onWhite(image).data, theirs)).toBe(0);
    const target = { width: 100, height: 90 };
    const reduced = plain.reduce({ width: 256, height: 256, data: theirs }, target).data;
    expect(Buffer.compare(plain.reduce(image, target).data, reduced)).toBe(0);
  });
  it('is near to what libvips makes of it', async () => {
    const photo = noise(9, 40, 30);
    const large = await sharp(photo.data, { raw: { width: 40, height: 30, channels: 3 } })
      .resize({ width: 800, height: 600 })
      .raw()
      .toBuffer();
    const ours = plain.reduce({ width: 800, height: 600, data: large }, { width: 512, height: 384 }).data;
    const theirs = await sharp(large, { raw: { width: 800, height: 600, channels: 3 } })
      .resize({ width: 512, height: 384, kernel: 'cubic' })
      .raw()
      .toBuffer();
    expect(ours.every((value, i) => Math.abs(value - (theirs[i] ?? 0)) < 6)).toBe(true);
  });
});

describe('the WebAssembly reducer', () => {
  it('gives the bytes of its JavaScript twin', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), ({ width, height, target }, seed) => {
        const image = noise(seed, width, height);
        expect(Buffer.compare(wasm.reduce(image, target).data, plain.reduce(image, target).data)).toBe(0);
      }),
    );
  });
  it('the same where a side is halved, or both are', () => {
    for (let width = 2; width <= 40; width += 2)
      for (const height of [1, 2, 3, 4, 5, 6, 33, 34, 2048]) {
        const image = noise(width + height, width, height);
        for (const down of new Set([Math.ceil(height / 2), Math.floor(height / 2) || 1, height])) {
          const target = { width: width / 2, height: down };
          expect(Buffer.compare(wasm.reduce(image, target).data, plain.reduce(image, target).data)).toBe(0);
        }
      }
  });
  it('the same where pixels have opacities, reduced, halved or as they are', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), ({ width, height, target }, seed) => {
        const image = veiled(seed, width, height);
        for (const to of [target, { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }])
          expect(Buffer.compare(wasm.reduce(image, to).data, plain.reduce(image, to).data)).toBe(0);
        expect(Buffer.compare(wasm.onWhite(image).data, plain.onWhite(image).data)).toBe(0);
      }),
    );
    const large = veiled(5, 1201, 700);
    const even = { width: 800, height: 466 };
    expect(wasm.reduceTwice(large, even)).toEqual(plain.reduceTwice(large, even));
    expect(Buffer.compare(wasm.onWhite(large).data, plain.onWhite(large).data)).toBe(0);
  });
  it('the same over many bands', () => {
    for (const [width, height] of [
      [1274, 801],
      [30_000, 7],
      [5, 20_000],
    ] as const) {
      const image = noise(width, width, height);
      const target = { width: Math.ceil(width / 1.6), height: Math.ceil(height / 1.7) };
      expect(Buffer.compare(wasm.reduce(image, target).data, plain.reduce(image, target).data)).toBe(0);
    }
  });
});
