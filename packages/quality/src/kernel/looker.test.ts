import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Looker } from './looker.ts';
import { createWasmLooker } from './looker-wasm.ts';
import { createJsLooker } from './testing/looker-js.ts';

const plain = createJsLooker();
const wasm = createWasmLooker();

/** Patches of few colours and a little noise: edges of all widths, even ground, and steps of a few. */
const patchy = (seed: number, length: number): Uint8Array => {
  const random = seededRandom(seed);
  let [level, left, slope] = [128, 0, 0];
  return Uint8Array.from({ length }, () => {
    if (left-- <= 0) {
      left = Math.floor(random() * 60);
      slope = random() < 0.5 ? 0 : 60 * (random() - 0.5);
      if (random() < 0.5) level = 255 * random();
    }
    level = Math.max(0, Math.min(255, level + slope));
    return Math.max(0, Math.min(255, level + 4 * random()));
  });
};

const sides = fc.tuple(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 1, max: 90 }), fc.integer());

describe('the WebAssembly looker gives the numbers of its JavaScript twin', () => {
  it('edges', () => {
    fc.assert(
      fc.property(sides, fc.constantFrom(1, 20, 48, 128, 255), ([width, height, seed], least) => {
        const image = { width, height, data: patchy(seed, 3 * width * height) };
        expect(wasm.edges(image, least)).toEqual(plain.edges(image, least));
      }),
    );
  });
  it('edges of a picture of many bands', () => {
    const image = { width: 1024, height: 683, data: patchy(3, 3 * 1024 * 683) };
    const counts = plain.edges(image, 48);
    expect(wasm.edges(image, 48)).toEqual(counts);
    expect(Math.min(...Object.values(counts.bins).map((bins) => bins.reduce((a, b) => a + b)))).toBeGreaterThan(100);
  });
  it('green, steps, changes and shades', () => {
    fc.assert(
      fc.property(sides, fc.constantFrom(0, 12, 255), ([width, height, seed], least) => {
        const rgb = patchy(seed, 3 * width * height);
        const data = plain.green(rgb);
        expect(wasm.green(rgb)).toEqual(data);
        expect(wasm.green(rgb, rgb.subarray(0, 3))).toEqual(plain.green(rgb, rgb.subarray(0, 3)));
        const plane = { width, height, data };
        expect(wasm.steps(plane)).toEqual(plain.steps(plane));
        expect(wasm.changes(plane, least)).toEqual(plain.changes(plane, least));
        const image = { ...plane, data: rgb };
        expect(wasm.shades(image)).toEqual(plain.shades(image));
        expect(wasm.far(image, [200, 7, 128])).toEqual(plain.far(image, [200, 7, 128]));
        expect(wasm.changed(image, least)).toBe(plain.changed(image, least));
      }),
    );
  });
  it('levels, light, colours and soft sides', () => {
    fc.assert(
      fc.property(sides, fc.constantFrom(0, 40, 200, 255), ([width, height, seed], least) => {
        const image = { width, height, data: patchy(seed, 3 * width * height) };
        const { luma, spread, least: data } = plain.shades(image);
        expect(wasm.levels(luma)).toEqual(plain.levels(luma));
        const where = { plane: spread, from: 3, to: least };
        expect(wasm.levels(luma, where)).toEqual(plain.levels(luma, where));
        const between = { plane: luma, from: 41, to: 251 };
        expect(wasm.count(between)).toBe(plain.count(between));
        expect(wasm.count(between, where)).toBe(plain.count(between, where));
        expect(wasm.sum(luma)).toBe(plain.sum(luma));
        expect(wasm.lightSums(image, luma, least)).toEqual(plain.lightSums(image, luma, least));
        const tables = Int32Array.from({ length: 768 }, (_, i) => (i % 256) * (1 + (i >> 8)) * 1000);
        const bounds = { least, most: 24_000, tables };
        expect(wasm.alike(image, luma, bounds)).toEqual(plain.alike(image, luma, bounds));
        expect(wasm.commonest(image)).toBe(plain.commonest(image));
        const plane = { width, height, data };
        expect(wasm.softSides(plane, 128, 90)).toBe(plain.softSides(plane, 128, 90));
        for (const run of [1, 2, 3.5, 40])
          expect(wasm.straightSides(plane, 128, run)).toBe(plain.straightSides(plane, 128, run));
      }),
    );
  });
  it('what stands on the ground', () => {
    fc.assert(
      fc.property(sides, fc.constantFrom(0, 5, 60), ([width, height, seed], step) => {
        const image = { width, height, data: patchy(seed, 3 * width * height) };
        const far = plain.far(image, [image.data[0] ?? 0, image.data[1] ?? 0, image.data[2] ?? 0]);
        for (const bounds of [
          { alike: 20, free: 10, step, reach: 48 },
          { alike: 200, free: 0, step, reach: 253 },
        ])
          expect(wasm.standing(image, far, bounds)).toEqual(plain.standing(image, far, bounds));
      }),
    );
  });
  it('the same of what it keeps while it looks at a picture, and of the next one', () => {
    for (const [width, height, seed] of [
      [300, 200, 1],
      [40, 30, 2],
      [257, 513, 3],
      [300, 200, 4],
    ] as const) {
      const image = { width, height, data: patchy(seed, 3 * width * height) };
      const seen = (looker: Looker) =>
        looker.keeping(image, 64, (coarse) => {
          const { luma, roundedLuma, least, spread } = looker.shades(coarse);
          const far = looker.far(coarse, [90, 100, 110]);
          const plane = { width: coarse.width, height: coarse.height, data: looker.green(coarse.data) };
          const bounds = { alike: 20, free: 10, step: 5, reach: 48 };
          return {
            ...{ size: [coarse.width, coarse.height], coarse: [...coarse.data] },
            ...{ edges: [looker.edges(image, 48), looker.edges(image, 20), looker.edges(coarse, 20)] },
            shades: [luma, roundedLuma, least, spread, far].map((each) => [...each]),
            ...{ levels: looker.levels(roundedLuma, { plane: spread, from: 0, to: 9 }), sum: looker.sum(spread) },
            ...{ standing: looker.standing(coarse, far, bounds), changed: looker.changed(coarse, 6) },
            ...{ steps: looker.steps(plane), soft: looker.softSides({ ...plane, data: least }, 200, 180) },
          };
        });
      expect(seen(wasm)).toEqual(seen(plain));
    }
  });
  it('power', () => {
    const plane = { width: 4096, height: 1, data: patchy(5, 4096) };
    for (const places of [[], [7], [0, 100], [3, 3, 900], Array.from({ length: 60 }, (_, k) => 64 * k)]) {
      expect(wasm.power(plane, places)).toEqual(plain.power(plane, places));
    }
  });
  it('roughness and contrasts', () => {
    fc.assert(
      fc.property(sides, ([more, height, seed]) => {
        const plane = { width: more + 16, height, data: patchy(seed, (more + 16) * height) };
        const blocks = Int32Array.from({ length: Math.floor(height / 8) }, (_, k) => 8 * k * plane.width + (k % more));
        expect(wasm.roughness(plane, blocks)).toEqual(plain.roughness(plane, blocks));
        const places = Int32Array.from({ length: height }, (_, k) => k * plane.width);
        expect(wasm.contrasts(plane, places, 16)).toEqual(plain.contrasts(plane, places, 16));
      }),
    );
  });
});
