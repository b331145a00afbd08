import { describe, expect, it } from 'vitest';
import { seeded } from '../../../../kernel/random.ts';
import { makeTaps } from '../../resample.ts';
import type { Plane } from '../plane.ts';
import type { Exposure } from './kernel.ts';
import { createRasterKernel } from './kernel-wasm.ts';
import { createJsRasterKernel } from './testing/kernel-js.ts';

const twin = createJsRasterKernel();
const wasm = createRasterKernel();

const planeOf = (width: number, height: number, highest: number): Plane => {
  const random = seeded(`raster ${width} ${height} ${highest}`);
  // Plain areas, as most of a mark is, and noise.
  const data = Float32Array.from({ length: width * height }, (_, i) =>
    ((i % width) >> 3) % 3 === 1 ? 0 : ((i % width) >> 3) % 3 === 2 ? highest : highest * random(),
  );
  return { width, height, data };
};

/** Zeros of either sign are the same. */
const sameNumbers = (one: Float32Array, other: Float32Array): boolean =>
  one.length === other.length && one.every((value, i) => value === other[i]);

it.each([
  [300, 90, 53, 16],
  [97, 41, 60, 25],
  [64, 64, 128, 131],
  [5, 3, 2, 2],
  [1000, 333, 999, 332],
  [1400, 900, 100, 64],
])('resamples %i × %i px to %i × %i by the very numbers of the twin', (width, height, across, down) => {
  const plane = planeOf(width, height, 255);
  const [along, downwards] = [makeTaps(width, across), makeTaps(height, down)];
  const expected = twin.resampled(plane, along, downwards);
  for (let again = 0; again < 2; again++) {
    const got = wasm.resampled(plane, along, downwards);
    expect(sameNumbers(got.data, expected.data)).toBe(true);
    expect([got.width, got.height]).toEqual([across, down]);
  }
  expect(expected.data.some((value) => value !== 0)).toBe(true);
});

it.each([
  [40, 12, 3],
  [41, 13, 0],
  [3, 2, 1],
])('lays %i × %i px into a frame of %i as the twin does', (width, height, border) => {
  const plane = { width, height, data: planeOf(width, height, 3).data.map((value) => value - 1) };
  const expected = twin.framed(plane, border, 1);
  for (let again = 0; again < 2; again++) expect(sameNumbers(wasm.framed(plane, border, 1), expected)).toBe(true);
  expect(expected.length).toBe((width + 2 * border) * (height + 2 * border));
  expect([Math.min(...expected), Math.max(...expected)]).toEqual([0, 1]);
  const wide = width + 2 * border;
  expect(expected[(border + 1) * wide + border + 1]).toBe(Math.min(1, Math.max(0, plane.data[width + 1] ?? 0)));
});

describe.each([
  [40, 12],
  [41, 13],
  [3, 3],
  [2, 9],
])('a mark of %i × %i px', (width, height) => {
  it.each([
    [110, false],
    [248, true],
    [10, true],
  ])('has the very field of the twin on %i, doubled %s', (background, doubled) => {
    const mark = { width, height, alpha: planeOf(width, height, 1).data, ink: planeOf(width, height, 200).data };
    const expected = twin.fieldOn(mark, background, doubled);
    const got = wasm.fieldOn(mark, background, doubled);
    expect(got.energy).toBe(expected.energy);
    expect(sameNumbers(got.x, expected.x) && sameNumbers(got.y, expected.y)).toBe(true);
    expect(expected.energy > 0).toBe(width > 2 && height > 2);
  });
});

it.each([
  [1024, 820, false],
  [410, 512, true],
  [615, 1024, true],
  [333, 7, false],
])('makes the very picture of the twin from a drawing of %i × %i px', (width, height, sparesWhite) => {
  const random = seeded(`exposed ${width}`);
  const coarsest = Float32Array.from({ length: 16 }, () => random() * 2 - 1);
  const exposure: Exposure = {
    canvas: planeOf(width, height, 260),
    coarsest,
    decay: 0.55 + 0.35 * random(),
    strength: 40,
    sparesWhite,
    state: random.state(),
  };
  const expected = twin.exposed(exposure);
  expect(Buffer.from(wasm.exposed(exposure)).equals(Buffer.from(expected))).toBe(true);
  expect(new Set(expected).size).toBeGreaterThan(200);
  expect(sameNumbers(exposure.canvas.data, planeOf(width, height, 260).data)).toBe(true);
});
