import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../image/read/raster.ts';
import { seeded } from '../../kernel/random.ts';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { createJsCorrelationKernel } from '../kernel/testing/kernel-js.ts';
import { resample } from './resample.ts';
import { withShrink } from './shrink.ts';

const kernels = [createKernel(), createJsCorrelationKernel()];

/** Edges, noise and saturated areas: what a filter rings at. */
const pictureOf = (width: number, height: number): GreyImage => {
  const random = seeded(`shrink ${width} ${height}`);
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return (x >> 4) % 3 === 2 ? 255 : (y >> 3) % 4 === 0 ? 0 : Math.floor(random() * 256);
  });
  return { width, height, data };
};

const shrunkBy = (kernel: CorrelationKernel, image: GreyImage, side: number): GreyImage =>
  withShrink(kernel, image, (shrink) => shrink(side));

describe.each([
  [1024, 819, 756],
  [1023, 1024, 500],
  [777, 400, 372],
  [1024, 1024, 250],
  [1024, 3, 250],
  [5, 801, 372],
  [757, 756, 756],
])('a picture of %i × %i px at %i', (width, height, side) => {
  const image = pictureOf(width, height);
  const expected = Math.max(width, height);

  it('is the same in both kernels', () => {
    const [first, ...others] = kernels.map((kernel) => shrunkBy(kernel, image, side));
    expect(others).toHaveLength(1);
    expect(first?.width).toBe(Math.max(1, Math.round((width * side) / expected)));
    expect(first?.height).toBe(Math.max(1, Math.round((height * side) / expected)));
    for (const other of others) expect(Buffer.from(other.data).equals(Buffer.from(first?.data ?? []))).toBe(true);
  });

  it('is what the filter gives in floats, to a level', () => {
    const [kernel] = kernels;
    if (kernel === undefined) throw new Error('there is no kernel');
    const got = shrunkBy(kernel, image, side);
    const plane = { width, height, data: Float32Array.from(image.data) };
    const floats = resample(plane, got.width, got.height).data.map((luma) => Math.min(255, Math.max(0, luma)));
    const most = floats.reduce((worst, luma, i) => Math.max(worst, Math.abs(luma - (got.data[i] ?? Number.NaN))), 0);
    expect(most).toBeLessThan(1);
    expect(new Set(got.data).size).toBeGreaterThan(1);
  });
});

it('leaves a picture alone that is no longer than the bound', () => {
  const image = pictureOf(372, 200);
  for (const kernel of kernels) expect(shrunkBy(kernel, image, 372)).toBe(image);
});

it('keeps no more tables than it may, and gives the same after they were made anew', () => {
  const [kernel] = kernels;
  if (kernel === undefined) throw new Error('there is no kernel');
  const image = pictureOf(300, 260);
  const before = shrunkBy(kernel, image, 200);
  for (let width = 301; width < 400; width++) shrunkBy(kernel, pictureOf(width, 20), 200);
  const size = kernel.memory.size;
  for (let width = 301; width < 400; width++) shrunkBy(kernel, pictureOf(width, 20), 200);
  expect(kernel.memory.size - size).toBeLessThan(64 << 10);
  expect(shrunkBy(kernel, image, 200)).toEqual(before);
});

it('never takes the memory of a table that the same picture needs', () => {
  const kernel = createKernel();
  if (kernel === undefined) throw new Error('there is no kernel');
  // The table along rows is the oldest of a full cache, and the one down the columns is as large.
  for (let height = 20; height < 147; height++) shrunkBy(kernel, pictureOf(300, height), 200);
  const square = pictureOf(300, 296);
  expect(shrunkBy(kernel, square, 200)).toEqual(shrunkBy(createJsCorrelationKernel(), square, 200));
});
