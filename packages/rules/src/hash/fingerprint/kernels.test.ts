import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { hamming, hashFromHex, hashToHex } from '../hash256/hash256.ts';
import type { HeldPicture, LineMap } from '../kernel/kernel.ts';
import { areaMap, composeMaps, jaroszMap } from '../kernel/line-maps.ts';
import { lumaGrid } from '../kernel/testing/grid-js.ts';
import { createJsPictureKernel, halve } from '../kernel/testing/kernel-js.ts';
import { seededScene, turned } from '../test-scenes.ts';
import { deltaE, GRID_CELLS, labOf } from './lab-grid.ts';
import { bitReader, bitWriter, packColours, unpackColours } from './packing.ts';
import { type Pdq, pdq, referenceMaps } from './pdq.ts';
import { windowedHash } from './windowed-hash.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });
const hash256 = fc.array(word, { minLength: 8, maxLength: 8 }).map((words) => Uint32Array.from(words));

describe('hash256', () => {
  it('counts differing bits as a loop over bits does', () => {
    fc.assert(
      fc.property(hash256, hash256, (a, b) => {
        let bits = 0;
        for (let k = 0; k < 256; k++) bits += (((a[k >> 5] ?? 0) ^ (b[k >> 5] ?? 0)) >>> (k & 31)) & 1;
        return hamming(a, b) === bits;
      }),
    );
  });
  it('reads back its hex text and refuses others', () => {
    fc.assert(fc.property(hash256, (a) => hamming(a, hashFromHex(hashToHex(a)) ?? new Uint32Array(8)) === 0));
    expect(hashFromHex('f'.repeat(63))).toBeUndefined();
    expect(hashFromHex('g'.repeat(64))).toBeUndefined();
  });
});

/** The published two passes, step by step. */
const jaroszByPasses = (line: readonly number[]): number[] => {
  const n = line.length;
  const window = Math.min(n, Math.floor((n + 127) / 128));
  const reach = (window + 2) >> 1;
  const pass = (input: readonly number[]): number[] =>
    input.map((_, i) => {
      const part = input.slice(Math.max(0, i + reach - window), Math.min(n, i + reach));
      return part.reduce((a, b) => a + b, 0) / part.length;
    });
  const smooth = pass(pass(line));
  return Array.from({ length: 64 }, (_, i) => smooth[Math.floor(((i + 0.5) * n) / 64)] ?? Number.NaN);
};

const applyMap = (map: LineMap, line: readonly number[]): number[] =>
  Array.from({ length: map.size }, (_, i) => {
    let sum = 0;
    for (let k = map.offset[i] ?? 0; k < (map.offset[i + 1] ?? 0); k++) {
      sum += (map.weights[k] ?? 0) * (line[(map.first[i] ?? 0) + k - (map.offset[i] ?? 0)] ?? Number.NaN);
    }
    return sum;
  });

const close = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) < 1e-6);
const byteLine = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 700 });

describe('line maps', () => {
  it('jaroszMap does what two box passes and sampling do', () => {
    fc.assert(fc.property(byteLine, (line) => close(applyMap(jaroszMap(line.length), line), jaroszByPasses(line))));
  });
  it('areaMap keeps the mean, also of a fractional stretch', () => {
    fc.assert(
      fc.property(byteLine, fc.integer({ min: 1, max: 64 }), (line, size) => {
        const means = applyMap(areaMap(line.length, size), line);
        const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
        return Math.abs(mean(means) - mean(line)) < 1e-6;
      }),
    );
  });
  it('composeMaps applies one after the other', () => {
    fc.assert(
      fc.property(byteLine, (line) => {
        const inner = areaMap(line.length, Math.max(1, line.length >> 1));
        const outer = jaroszMap(inner.size);
        return close(applyMap(composeMaps(outer, inner), line), applyMap(outer, applyMap(inner, line)));
      }),
    );
  });
  it('halve takes means of 2×2 pixels, the last line of an odd side twice', () => {
    const image: RgbImage = { width: 3, height: 1, data: Uint8Array.of(10, 0, 0, 21, 0, 0, 50, 4, 0) };
    expect([...halve(image).data]).toEqual([16, 0, 0, 50, 4, 0]);
  });
});

const holding = (image: RgbImage) =>
  createJsPictureKernel().hold(image, Number.POSITIVE_INFINITY, referenceMaps(image, image));
const held = (image: RgbImage): HeldPicture => holding(image).working;
const pdqOf = (image: RgbImage): Pdq => pdq(holding(image).reference);

describe('pdq', () => {
  it('sets half of the bits and rates a plain picture zero', () => {
    const scene = seededScene(1, 300, 200);
    const { hash, quality } = pdqOf(scene);
    expect(hamming(hash, new Uint32Array(8))).toBe(128);
    expect(quality).toBeGreaterThan(50);
    const plain = { width: 90, height: 90, data: new Uint8Array(24_300).fill(200) };
    expect(pdqOf(plain).quality).toBe(0);
  });
  it('survives JPEG at quality 30 and half size within 31 bits', async () => {
    const scene = seededScene(2, 800, 600);
    const bytes = await sharp(scene.data, { raw: { width: 800, height: 600, channels: 3 } })
      .resize(400)
      .jpeg({ quality: 30 })
      .toBuffer();
    const copy = await decodeCanonical(bytes);
    const other = seededScene(3, 800, 600);
    expect(hamming(pdqOf(scene).hash, pdqOf(copy).hash)).toBeLessThanOrEqual(31);
    expect(hamming(pdqOf(scene).hash, pdqOf(other).hash)).toBeGreaterThan(60);
  });
});

describe('windowed hash', () => {
  const gridOf = (image: RgbImage) => held(image).grid({ left: 0, top: 0, right: image.width, bottom: image.height });
  it.each(FORMS)('%s of the hash is the hash of the turned picture', (form) => {
    for (const window of ['flat', 'tapered'] as const) {
      for (const seed of [4, 5, 6]) {
        const scene = seededScene(seed, 203, 150);
        const hash = windowedHash(gridOf(scene), window);
        expect(hamming(turnHash(hash, form), windowedHash(gridOf(turned(scene, form)), window))).toBeLessThanOrEqual(2);
      }
    }
  });
  it('does not depend on brightness and contrast', () => {
    const grid = gridOf(seededScene(7, 200, 200));
    for (const window of ['flat', 'tapered'] as const) {
      const changed = windowedHash(lumaGrid(grid.values().map((value) => 20 + 0.6 * value)), window);
      expect(hamming(windowedHash(grid, window), changed)).toBeLessThanOrEqual(1);
    }
  });
  it('is undone by the inverse form', () => {
    fc.assert(
      fc.property(hash256, fc.constantFrom(...FORMS), (hash, form) => {
        return hamming(turnHash(turnHash(hash, form), inverseOf(form)), hash) === 0;
      }),
    );
  });
});

describe('the regions of a picture', () => {
  const framed = (inner: RgbImage, border: number, value: number): RgbImage => {
    const width = inner.width + 2 * border;
    const height = inner.height + 2 * border;
    const data = new Uint8Array(width * height * 3).fill(value);
    for (let y = 0; y < inner.height; y++) {
      const row = inner.data.subarray(y * inner.width * 3, (y + 1) * inner.width * 3);
      data.set(row, ((y + border) * width + border) * 3);
    }
    return { width, height, data };
  };
  const whole = { left: 0, top: 0, right: 120, bottom: 90 };
  it('distinguishes the border from the background within it', () => {
    const regions = held(framed(framed(seededScene(5, 120, 90), 20, 255), 10, 0)).regions();
    expect(regions.inner).toEqual({ left: 10, top: 10, right: 170, bottom: 140 });
    expect(regions.content).toEqual({ left: 30, top: 30, right: 150, bottom: 120 });
    expect(regions.background).toEqual([255, 255, 255]);
  });
  it('leaves a scene and a plain picture whole', () => {
    expect(held(seededScene(6, 120, 90)).regions()).toEqual({ inner: whole, content: whole, background: null });
    const plain = { width: 120, height: 90, data: new Uint8Array(32400).fill(90) };
    expect(held(plain).regions()).toEqual({ inner: whole, content: whole, background: null });
  });
});

describe('Lab', () => {
  it('knows white, black and red', () => {
    expect(deltaE(labOf(255, 255, 255), { l: 100, a: 0, b: 0 })).toBeLessThan(0.1);
    expect(labOf(0, 0, 0).l).toBeCloseTo(0);
    expect(deltaE(labOf(255, 0, 0), { l: 53.24, a: 80.09, b: 67.2 })).toBeLessThan(0.2);
  });
  it('packs the colours of a grid with a small error', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const colour = fc.tuple(byte, byte, byte).map(([r, g, b]) => labOf(r, g, b));
    const cells = fc.array(colour, { minLength: GRID_CELLS, maxLength: GRID_CELLS });
    fc.assert(
      fc.property(cells, fc.option(colour), (given, background) => {
        const bytes = new Uint8Array(128);
        packColours({ cells: given, background }, bitWriter(bytes, 0));
        const read = unpackColours(bitReader(bytes, 0));
        expect(read.background === null).toBe(background === null);
        const all = [...given, ...(background ? [background] : [])];
        const reach = (channel: 'a' | 'b') => {
          const values = all.map((lab) => lab[channel]);
          return (Math.max(...values) - Math.min(...values) + 16) / 30;
        };
        [...read.cells, ...(read.background ? [read.background] : [])].forEach((lab, k) => {
          expect(Math.abs(lab.l - (all[k]?.l ?? 0))).toBeLessThanOrEqual(1.62);
          for (const channel of ['a', 'b'] as const) {
            expect(Math.abs(lab[channel] - (all[k]?.[channel] ?? 0))).toBeLessThanOrEqual(reach(channel) + 1e-9);
          }
        });
      }),
      { numRuns: 30 },
    );
  });
});
