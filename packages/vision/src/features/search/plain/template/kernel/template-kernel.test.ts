import { seededRandom } from '@listing-lint/rules/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabCells } from '../../lab-cells.ts';
import { SILHOUETTE_WORDS } from '../../silhouette.ts';
import { productTemplate } from '../product/product-template.ts';
import { binOf, COLOUR_BINS, putRecord, RECORD } from '../product/record.ts';
import { createWasmTemplateKernel } from './kernel-wasm.ts';
import { createJsTemplateKernel } from './testing/kernel-js.ts';

const plain = createJsTemplateKernel();
const wasm = createWasmTemplateKernel();

/** A silhouette of something round or long, in colours that change across it. */
const recordOf = (seed: number): Int16Array => {
  const random = seededRandom(seed);
  const silhouette = new Uint32Array(SILHOUETTE_WORDS);
  const [wide, high, bite] = [6 + 10 * random(), 6 + 10 * random(), 32 * random()];
  const colours = new Uint8Array(silhouette.buffer, 4 * 32);
  const base = [100 + 100 * random(), 100 + 60 * random(), 100 + 60 * random()];
  for (let y = 0; y < 32; y++)
    for (let x = 0; x < 32; x++)
      if (((x - 16) / wide) ** 2 + ((y - 16) / high) ** 2 < 1 && Math.abs(x - bite) > 2)
        silhouette[y] = (silhouette[y] ?? 0) | (1 << x);
  for (let k = 0; k < 256; k++) {
    const [x, y] = [(k % 16) - 7.5, (k >> 4) - 7.5];
    if ((x / wide) ** 2 + (y / high) ** 2 < 0.14)
      colours.set([255, (base[0] ?? 0) + 3 * x, (base[1] ?? 0) + y, base[2] ?? 0], 4 * k);
  }
  const record = new Int16Array(RECORD);
  const product = productTemplate(silhouette, 'filled');
  if (product !== undefined) putRecord(record, product);
  return record;
};

/** Large blots of a few colours, some of them those of the first record. */
const cellsOf = (seed: number, columns: number, rows: number, record: Int16Array): LabCells => {
  const random = seededRandom(seed);
  const own = [18, 19, 20].map((at) => (record[at] ?? 0) / 64);
  const grounds = Array.from({ length: 3 }, () => [100 * random(), 60 * random() - 30, 60 * random() - 30]);
  const [x0, y0, wide] = [columns * random(), rows * random(), 4 + 8 * random()];
  const lab = new Float32Array(3 * columns * rows);
  for (let k = 0; k < columns * rows; k++) {
    const [x, y] = [k % columns, Math.floor(k / columns)];
    const isIn = ((x - x0) / wide) ** 2 + ((y - y0) / wide) ** 2 < 1;
    lab.set(isIn ? own.map((value) => value + 2 * random()) : (grounds[(x >> 3) % 3] ?? []), 3 * k);
  }
  return { columns, rows, lab };
};

describe('bins of colours', () => {
  it('hold a step lighter and darker, and clip values beyond', () => {
    const step = binOf(55, 0, 0) - binOf(50, 0, 0);
    for (const [l, a, b] of [
      [0, -128, -128],
      [100, 127, 127],
      [50, 0, 0],
    ] as const) {
      const bin = binOf(l, a, b);
      expect(bin - step).toBeGreaterThanOrEqual(0);
      expect(bin + step).toBeLessThan(COLOUR_BINS);
    }
    expect(binOf(50, 0, 0)).toBe(binOf(51, 1, -1));
    expect(binOf(50, 0, 0)).not.toBe(binOf(50, 0, 6));
  });
});

describe('the WebAssembly kernel of template matching', () => {
  it('gives the numbers of its JavaScript twin', { tags: 'full' }, () => {
    let most = 0;
    const side = fc.integer({ min: 8, max: 32 });
    fc.assert(
      fc.property(fc.integer({ min: 1 }), side, side, (seed, columns, rows) => {
        const records = new Int16Array(RECORD * 3);
        for (let k = 0; k < 3; k++) records.set(recordOf(seed + k), RECORD * k);
        const products = records.filter((_, k) => (records[k - (k % RECORD)] ?? 0) > 0);
        const cells = cellsOf(seed + 9, columns, rows, products);
        const [one, other] = [plain, wasm].map((kernel) => kernel.poses(products, cells, 1.5));
        expect(other).toEqual(one);
        most = Math.max(most, one?.length ?? 0);
      }),
      { numRuns: 60 },
    );
    // Some of them were found at all.
    expect(most).toBeGreaterThan(1);
  });
  it('asks nothing of no products', () => {
    const cells = cellsOf(1, 20, 20, recordOf(1));
    for (const kernel of [plain, wasm]) expect(kernel.poses(new Int16Array(0), cells, 1)).toEqual([]);
  });
});
