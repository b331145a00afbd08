import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapTerms } from '../../kernel/kernel.ts';
import { APART_CELL, type FloatPlane, UNKNOWNS } from './kernel.ts';
import { createWasmApartKernel } from './kernel-wasm.ts';
import { createJsApartKernel } from './testing/kernel-js.ts';

const plain = createJsApartKernel();
const wasm = createWasmApartKernel();
const STRAIGHT: MapTerms = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

/** Slopes with steps and a little noise, in which no two neighbours are alike. */
const planeOf = (seed: number, width: number, height: number): FloatPlane => {
  const random = seededRandom(seed);
  const [across, down] = [random() * 3, random() * 3];
  const data = Float32Array.from({ length: width * height }, (_, k) => {
    const [x, y] = [k % width, Math.floor(k / width)];
    return 60 + across * x + down * y + (((x >> 3) + (y >> 4)) & 1) * 50 + random();
  });
  return { width, height, data };
};

const allOf = ({ width, height }: FloatPlane): Uint32Array => Uint32Array.from({ length: width * height }, (_, k) => k);
const BIAS = 7;

const size = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }));
const terms = fc.record({
  ...{ a: fc.double({ min: -2, max: 2 }), b: fc.double({ min: -1, max: 1 }), c: fc.double({ min: -40, max: 40 }) },
  ...{ d: fc.double({ min: -1, max: 1 }), e: fc.double({ min: -2, max: 2 }), f: fc.double({ min: -40, max: 40 }) },
  ...{ g: fc.constantFrom(0, 0, 0.01, -0.02), h: fc.constantFrom(0, 0, 0.004) },
});

describe('the WebAssembly kernel of pictures on each other', () => {
  it('gives the numbers of its JavaScript twin', () => {
    const both = [plain, wasm] as const;
    const near = fc.constantFrom<MapTerms>(STRAIGHT, { ...STRAIGHT, a: 1.01, b: 0.02, c: 1.3, f: -0.7 });
    fc.assert(
      fc.property(fc.integer(), size, size, fc.oneof(terms, near), (seed, [width, height], [w, h], map) => {
        const [ours, theirs] = [planeOf(seed, width, height), planeOf(seed + 1, w, h)];
        const extent = { left: 1.5, top: 1, right: w - 1, bottom: h - 1.25 };
        const rgb = {
          width,
          height,
          data: Uint8Array.from({ length: 3 * width * height }, (_, k) => (k * seed) & 255),
        };
        const [there, same] = both.map((kernel) => kernel.within(map, ours, extent));
        expect(same).toEqual(there);
        const counts = there ?? new Uint8Array(0);
        const [known, alike] = both.map((kernel) => kernel.wholeCells(counts, ours));
        expect(alike).toEqual(known);
        // Cells along the edge are known to nobody.
        const inner = plain.wholeCells(new Uint8Array(width * height).fill(1), ours);
        const means = Float32Array.from(inner, (_, k) => (k * 37) % 211);
        const estimate = { mapping: map, gain: 1.1, bias: -2 };
        const fit = { gain: 0.9, bias: 3, spread: seed & 1 ? Number.POSITIVE_INFINITY : 4 };
        const onOurs = planeOf(seed + 2, width, height);
        const how = { share: 0.5, least: seed & 1 ? 0 : 20 };
        const [mine, other] = both.map((kernel) => [
          ...[kernel.planes(rgb, true), kernel.planes(rgb, false), kernel.halved(ours), kernel.smoothed(ours)],
          ...[kernel.warp(theirs, map, ours), kernel.slope(ours, counts), kernel.cells(ours, inner)],
          ...[kernel.cells(ours, known ?? inner), kernel.light(means, means.toReversed(), inner, fit)],
          ...[kernel.unrelated(ours, onOurs, inner, how), kernel.unrelated(ours, onOurs, known ?? inner, how)],
          ...[kernel.steepPixels(ours, 0), kernel.steepPixels(ours, 9.5)],
          ...[allOf(ours), plain.steepPixels(ours, 9.5)].map((pixels) =>
            kernel.equations(ours, theirs, estimate, { spread: fit.spread, pixels }),
          ),
        ]);
        expect(other).toEqual(mine);
      }),
      { numRuns: 60 },
    );
  });

  it('reads nothing beyond a picture whatever a map says', () => {
    const ours = planeOf(3, 40, 30);
    const maps = [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e300].flatMap((c): readonly MapTerms[] => [
      { ...STRAIGHT, c },
      { ...STRAIGHT, f: c },
      { ...STRAIGHT, g: c },
    ]);
    for (const map of maps)
      for (const theirs of [planeOf(5, 1, 9), planeOf(6, 9, 1), planeOf(7, 2, 2)]) {
        expect(wasm.warp(theirs, map, ours)).toEqual(plain.warp(theirs, map, ours));
        const how = { spread: 4, pixels: allOf(ours) };
        const [mine, other] = [plain, wasm].map((kernel) =>
          kernel.equations(ours, theirs, { mapping: map, gain: 1, bias: 0 }, how),
        );
        expect(other).toEqual(mine);
      }
  });
});

describe.each([plain, ...(wasm ? [wasm] : [])])('the kernel of pictures on each other: $kind', (kernel) => {
  it('lays a picture where its map leads, between pixels', () => {
    const theirs = { width: 3, height: 2, data: Float32Array.from([0, 10, 20, 30, 40, 50]) };
    const size = { width: 2, height: 1 };
    expect([...kernel.warp(theirs, { ...STRAIGHT, c: 0.5, f: 0.5 }, size)]).toEqual([20, 30]);
    expect([...kernel.warp(theirs, { ...STRAIGHT, c: -7, f: 9 }, size)]).toEqual([30, 30]);
    // Half as far at x = 1: 1 / (1 + 1).
    expect([...kernel.warp(theirs, { ...STRAIGHT, g: 1 }, size)]).toEqual([0, 5]);
    expect([
      ...kernel.within({ ...STRAIGHT, c: 1 }, { width: 4, height: 1 }, { left: 2, top: 0, right: 4, bottom: 1 }),
    ]).toEqual([0, 1, 1, 0]);
  });

  it('knows a cell that is whole and not at the edge', () => {
    const size = { width: 4 * APART_CELL, height: 3 * APART_CELL };
    const there = new Uint8Array(size.width * size.height).fill(1);
    const knownOf = () => [...kernel.wholeCells(there, size)].flatMap((is, cell) => (is === 1 ? [cell] : []));
    expect(knownOf()).toEqual([5, 6]);
    there[APART_CELL * size.width + APART_CELL] = 0;
    expect(knownOf()).toEqual([6]);
  });

  it('computes the mean and the steepness of a cell', () => {
    const plane = { width: 12, height: 12, data: Float32Array.from({ length: 144 }, (_, k) => 3 * (k % 12)) };
    const known = kernel.wholeCells(new Uint8Array(144).fill(1), plane);
    const { mean, net, rough } = kernel.cells(plane, known);
    expect([mean[4], net[4], rough[4], mean[0]]).toEqual([3 * 5.5, 3, 3, 0]);
    expect(kernel.slope(plane, new Uint8Array(144).fill(1))).toBe(6 * 11 * 3);
  });

  it('distinguishes other lines from the same ones in other light, or a pixel off', () => {
    const size = 6 * APART_CELL;
    const drawn = (at: (x: number, y: number) => number): FloatPlane => ({
      ...{ width: size, height: size },
      data: Float32Array.from({ length: size * size }, (_, k) => at(k % size, Math.floor(k / size))),
    });
    const known = kernel.wholeCells(new Uint8Array(size * size).fill(1), { width: size, height: size });
    const stripes = drawn((x) => 100 + 40 * ((x >> 1) & 1));
    const how = { share: 0.5, least: 0 };
    expect(
      kernel.unrelated(
        stripes,
        drawn((x) => 30 + 80 * ((x >> 1) & 1)),
        known,
        how,
      ),
    ).toBe(0);
    expect(
      kernel.unrelated(
        stripes,
        drawn((x) => 100 + 40 * (((x + 1) >> 1) & 1)),
        known,
        how,
      ),
    ).toBe(0);
    // Deviations of 20 levels each, which do not follow each other at all.
    const across = drawn((_, y) => 100 + 40 * ((y >> 1) & 1));
    expect(kernel.unrelated(stripes, across, known, how)).toBe(200);
    expect(kernel.unrelated(stripes, across, known, { share: 0.5, least: 200 })).toBe(0);
    expect(kernel.unrelated(stripes, across, known.fill(0), how)).toBe(0);
  });

  it('knows where a picture is steep, but at its edge', () => {
    const plane = { width: 5, height: 4, data: Float32Array.from({ length: 20 }, (_, k) => (k % 5 > 2 ? 9 : 0)) };
    expect([...kernel.steepPixels(plane, 9)]).toEqual([7, 8, 12, 13]);
    expect([...kernel.steepPixels(plane, 9.5)]).toEqual([]);
    expect([...kernel.steepPixels(plane, 0)]).toEqual([6, 7, 8, 11, 12, 13]);
  });

  it('sets up the step that takes a shifted picture back', () => {
    const plane = planeOf(1, 60, 60);
    const equal = kernel.equations(
      plane,
      plane,
      { mapping: STRAIGHT, gain: 1, bias: 0 },
      { spread: 2, pixels: allOf(plane) },
    );
    expect(equal.apart).toHaveLength(57 * 57);
    expect([...equal.right].every((value) => value === 0)).toBe(true);
    const lighter = kernel.equations(
      plane,
      plane,
      { mapping: STRAIGHT, gain: 1, bias: -5 },
      { spread: 1e9, pixels: allOf(plane) },
    );
    // All is five lighter, and the eighth unknown is the bias: n times it.
    expect(lighter.right[BIAS]).toBeCloseTo(5 * 57 * 57, 2);
    expect(lighter.normal[BIAS * UNKNOWNS + BIAS]).toBeCloseTo(57 * 57, 6);
  });
});
