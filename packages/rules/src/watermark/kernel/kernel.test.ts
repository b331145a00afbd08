import { describe, expect, it } from 'vitest';
import { type CorrelationKernel, gridStride, type PlaneSize } from './kernel.ts';
import { createKernel } from './kernel-wasm.ts';
import { createJsCorrelationKernel } from './testing/kernel-js.ts';

const kernels: readonly CorrelationKernel[] = [createKernel(), createJsCorrelationKernel()];

const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Writes values to new kernel memory. */
const put = ({ memory }: CorrelationKernel, values: Float32Array): number => {
  const address = memory.allocate(values.byteLength);
  memory.f32(address, values.length).set(values);
  return address;
};

const noise = (size: number, seed: number): Float32Array => {
  const next = random(seed);
  return Float32Array.from({ length: size * size }, () => next() - 0.5);
};

/** A small template in the corner of an empty plane. */
const corner = (size: number, width: number, height: number, seed: number): Float32Array => {
  const next = random(seed);
  const plane = new Float32Array(size * size);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) plane[y * size + x] = next() - 0.5;
  return plane;
};

interface Case {
  readonly size: PlaneSize;
  readonly gx: Float32Array;
  readonly gy: Float32Array;
  readonly templates: readonly (readonly [Float32Array, Float32Array])[];
}

const makeCase = (size: PlaneSize): Case => ({
  size,
  gx: noise(size, 1),
  gy: noise(size, 2),
  templates: [
    [corner(size, 17, 9, 3), corner(size, 17, 9, 4)],
    [corner(size, 13, 21, 5), corner(size, 13, 21, 6)],
  ],
});

/** Maps of the first two templates by the kernel. */
const mapsOf = (kernel: CorrelationKernel, { size, gx, gy, templates }: Case, lastRow: number): Float32Array[] => {
  const { memory } = kernel;
  const count = size * size;
  const spectrum = (re: Float32Array, im?: Float32Array): number => {
    const at = memory.allocate(count * 8);
    kernel.forward({ re: put(kernel, re), im: im ? put(kernel, im) : 0, rows: size }, at, size);
    return at;
  };
  const [first, second] = templates;
  if (!first || !second) throw new Error('two templates');
  const negative = (values: Float32Array): Float32Array => values.map((value) => -value);
  const packed = [0, 1].map((axis) => {
    const at = memory.allocate(count * 4);
    const scale = kernel.pack(spectrum(first[axis] ?? gx, negative(second[axis] ?? gx)), at, size);
    return { at, scale };
  });
  const [a, b] = packed;
  if (!a || !b) throw new Error('two axes');
  const map1 = memory.allocate(count * 4);
  const map2 = memory.allocate(count * 4);
  kernel.correlate({
    size,
    gx: spectrum(gx),
    gy: spectrum(gy),
    a: a.at,
    b: b.at,
    ratio: b.scale / a.scale,
    map1,
    map2,
    lastRow,
  });
  return [map1, map2].map((map) => memory.f32(map, size * (lastRow + 1)).map((value) => (value * a.scale) / count));
};

const directly = ({ size, gx, gy, templates }: Case, which: number, x0: number, y0: number): number => {
  const [tx, ty] = templates[which] ?? [gx, gy];
  let sum = 0;
  for (let y = 0; y < 24; y++)
    for (let x = 0; x < 24; x++) {
      const at = (y0 + y) * size + x0 + x;
      sum += (tx[y * size + x] ?? 0) * (gx[at] ?? 0) + (ty[y * size + x] ?? 0) * (gy[at] ?? 0);
    }
  return sum;
};

describe.each(kernels.map((kernel) => [kernel.kind, kernel] as const))('%s kernel', (_, kernel) => {
  it.each(kernel.kind === 'javascript' ? ([384, 512] as const) : ([384, 512, 768] as const))(
    'correlates two templates at once, plane %i',
    { tags: 'full' },
    (size) => {
      const given = makeCase(size);
      const lastRow = size - 40;
      const maps = mapsOf(kernel, given, lastRow);
      for (const [which, x, y] of [
        [0, 0, 0],
        [0, 101, 57],
        [1, 3, lastRow],
        [1, size - 30, 200],
      ] as const) {
        expect(Math.abs((maps[which]?.[y * size + x] ?? Number.NaN) - directly(given, which, x, y))).toBeLessThan(
          0.005,
        );
      }
    },
  );

  it.each([false, true])('takes the gradient field of a ramp and its energy, doubled %s', (doubled) => {
    const { memory } = kernel;
    const [width, height, stride] = [22, 11, 32];
    const luma = memory.allocate(width * height);
    memory.u8(luma, width * height).forEach((_value, i, all) => {
      all[i] = 4 * Math.floor(i / width);
    });
    const fx = put(kernel, new Float32Array(stride * height));
    const fy = put(kernel, new Float32Array(stride * height));
    const integral = memory.allocate((width + 1) * (height + 1) * 4);
    kernel.gradientField({ luma, width, height, fx, fy, stride, integral, softening: 3, doubled });
    // 4 levels a row downwards: |g| = 4, so 4/7 along +y; the doubled angle of 90° is 180°, along −x.
    const at = 5 * stride + 6;
    const [x, y] = [memory.f32(fx, at + 1)[at] ?? 0, memory.f32(fy, at + 1)[at] ?? 0];
    expect(x).toBeCloseTo(doubled ? -4 / 7 : 0, 4);
    expect(y).toBeCloseTo(doubled ? 0 : 4 / 7, 4);
    const total = memory.i32(integral, (width + 1) * (height + 1)).at(-1) ?? 0;
    expect(total).toBe((width - 2) * (height - 2) * Math.trunc((4 / 7) ** 2 * 1024));
  });
});

describe.each(kernels.map((kernel) => [kernel.kind, kernel] as const))('%s kernel, several at once', (_, kernel) => {
  const { memory } = kernel;

  it.each([384, 512, 768] as const)(
    'gives the spectra of two planes as those of each, plane %i',
    { tags: 'full' },
    (size) => {
      if (kernel.kind === 'javascript' && size === 768) return;
      const planes = [put(kernel, noise(size, 21)), put(kernel, noise(size, 22))] as const;
      const bytes = size * size * 8;
      const both = [memory.allocate(bytes), memory.allocate(bytes)] as const;
      kernel.forwardBoth({ re: planes[0], im: planes[1], rows: size }, both, size);
      const alone = memory.allocate(bytes);
      for (const k of [0, 1] as const) {
        kernel.forward({ re: planes[k], im: 0, rows: size }, alone, size);
        const [expected, got] = [memory.f32(alone, 2 * size * size), memory.f32(both[k], 2 * size * size)];
        let most = 0;
        for (let i = 0; i < expected.length; i++) most = Math.max(most, Math.abs((expected[i] ?? 0) - (got[i] ?? 0)));
        expect(Math.max(...expected.subarray(0, 4096).map(Math.abs))).toBeGreaterThan(10);
        expect(most).toBeLessThan(1e-3);
      }
    },
  );

  it('scores a grid of places, and four at once, as it scores each', () => {
    const stride = 64;
    const field = { fx: put(kernel, noise(stride, 31)), fy: put(kernel, noise(stride, 32)) };
    const next = random(33);
    const count = 41;
    const address = memory.allocate(16 * count);
    for (let j = 0; j < count; j++) {
      memory
        .i32(address, 4 * count)
        .set([Math.floor(next() * 20) * stride + Math.floor(next() * 20), 0, 0, j % 5], 4 * j);
      memory.f32(address, 4 * count).set([next() - 0.5, next() - 0.5], 4 * j + 1);
    }
    const list = { address, count };
    for (const columns of [1, 3, 4, 5, 8, 9]) {
      for (const rows of [1, 2, 3, 4, 5]) {
        const grid = { base: 5 * stride + 7, stride, columns, rows };
        const length = gridStride(columns) * rows;
        const scores = put(kernel, new Float32Array(length + 1).fill(77));
        kernel.sparseScores(list, 2, field, grid, scores);
        const got = memory.f32(scores, length + 1);
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const one = kernel.sparseScore(list, 2, field, (5 + row) * stride + 7 + column);
            expect(got[row * gridStride(columns) + column]).toBeCloseTo(one, 6);
          }
        }
        expect(got[length]).toBe(77);
      }
    }
    const sums = { products: put(kernel, new Float32Array(20)), energies: put(kernel, new Float32Array(20)) };
    kernel.blockScoresOfFour(list, field, 70, sums);
    for (let k = 0; k < 4; k++) {
      const one = { products: put(kernel, new Float32Array(5)), energies: put(kernel, new Float32Array(5)) };
      kernel.blockScores(list, field, 70 + k, one);
      for (const which of ['products', 'energies'] as const) {
        const four = memory.f32(sums[which], 20).filter((_value, i) => i % 4 === k);
        expect([...four]).toEqual([...memory.f32(one[which], 5)].map((value) => expect.closeTo(value, 6) as number));
      }
    }
  });
});

it.each([384, 512] as const)(
  'weighs each frequency of a spectrum by its distance from 0, plane %i',
  { tags: 'full' },
  (size) => {
    const waves = [3, 40] as const;
    const weightAt = (radius: number, side: number): number => radius / side;
    for (const kernel of kernels) {
      const plane = Float32Array.from({ length: size * size }, (_, i) =>
        Math.cos((2 * Math.PI * (waves[0] * (i % size) + waves[1] * Math.floor(i / size))) / size),
      );
      const spectrum = kernel.memory.allocate(size * size * 8);
      kernel.forward({ re: put(kernel, plane), im: 0, rows: size }, spectrum, size);
      const before = kernel.memory.f32(spectrum, 2 * size * size).slice();
      for (let again = 0; again < 2; again++) kernel.filter(spectrum, size, weightAt);
      const after = kernel.memory.f32(spectrum, before.length);
      const strong = [...before.entries()].filter(([, value]) => Math.abs(value) > size);
      expect(strong.length).toBe(2);
      for (const [i, value] of strong)
        expect((after[i] ?? 0) / value).toBeCloseTo((Math.hypot(...waves) / size) ** 2, 6);
      expect(after.filter((value) => Math.abs(value) > size / 1000).length).toBe(2);
    }
  },
);

it('gives the same scores in both kernels', () => {
  const results = kernels.map((kernel) => {
    const { memory } = kernel;
    const stride = 64;
    const map = put(kernel, noise(stride, 9));
    const field = put(kernel, noise(stride, 10));
    const integral = memory.allocate(65 * 65 * 4);
    const next = random(4);
    const sums = memory.i32(integral, 65 * 65);
    for (let y = 0; y < 65; y++) {
      let row = 0;
      for (let x = 0; x < 65; x++) {
        if (x > 0 && y > 0) row += Math.floor(next() * 500);
        sums[y * 65 + x] = y > 0 ? (sums[(y - 1) * 65 + x] ?? 0) + row : 0;
      }
    }
    const rowMaxima = memory.allocate(64 * 4);
    const box = { boxWidth: 13, boxHeight: 7, lastX: 50, lastY: 56 };
    const squares = kernel.normalise({
      map,
      stride,
      integral,
      integralStride: 65,
      ...box,
      scale: 2,
      weight: 0.001,
      floor: 0.3,
      rowMaxima,
    });
    const pixels = memory.allocate(16 * 40);
    for (let j = 0; j < 40; j++) {
      memory.i32(pixels, 160).set([Math.floor(next() * 600), 0, 0, j % 5], 4 * j);
      memory.f32(pixels, 160).set([next() - 0.5, next() - 0.5], 4 * j + 1);
    }
    const products = put(kernel, new Float32Array(8));
    const energies = put(kernel, new Float32Array(8));
    const list = { address: pixels, count: 40 };
    const planes = { fx: field, fy: map };
    kernel.blockScores(list, planes, 70, { products, energies });
    return [
      squares,
      ...memory.f32(rowMaxima, 57),
      kernel.sparseScore(list, 2, planes, 70),
      ...memory.f32(products, 5),
      ...memory.f32(energies, 5),
    ];
  });
  const [one, two] = results;
  expect(one?.length).toBe(69);
  one?.forEach((value, i) => {
    expect(Math.abs(value - (two?.[i] ?? Number.NaN))).toBeLessThan(1e-3 * Math.max(1, Math.abs(value)));
  });
});
