import { expect, it } from 'vitest';
import { samples } from '../../kernel/random.ts';
import { createJsCorrelationKernel } from './kernel-js.ts';
import { createWasmCorrelationKernel } from './kernel-wasm.ts';

const wasm = createWasmCorrelationKernel();
if (!wasm) throw new Error('this runtime has no WebAssembly SIMD');
const kernels = [wasm, createJsCorrelationKernel()];

it('says in both kernels how well blocks agree at four places: each by the list that suits it, without those that have no energy', () => {
  const [blocks, lists] = [3, 2];
  const draw = samples(41);
  const next = (): number => draw(1000) / 1000;
  const sums = Float32Array.from({ length: 8 * blocks * lists }, (_, i) => (i % 24 < 12 ? next() - 0.5 : next()));
  // The second block has energy on the second list alone, the third on none.
  const owns = Float64Array.of(0.7, 0, 0, 0.4, 0.9, 0);
  const correlation = (list: number, block: number, place: number): number => {
    const [at, own] = [24 * list + 4 * block + place, owns[list * blocks + block] ?? 0];
    return (sums[at] ?? 0) / Math.sqrt(own * ((sums[at + 12] ?? 0) + 0.05 * own) + 1e-3);
  };
  const expected = [0, 1, 2, 3].map(
    (place) => (Math.max(correlation(0, 0, place), correlation(1, 0, place)) + correlation(1, 1, place)) / 2,
  );
  expect(new Set(expected).size).toBe(4);
  for (const kernel of kernels) {
    const { memory } = kernel;
    const [at, own, means] = [memory.allocate(4 * sums.length), memory.allocate(8 * owns.length), memory.allocate(32)];
    memory.f32(at, sums.length).set(sums);
    memory.f64(own, owns.length).set(owns);
    kernel.agreements({ sums: at, owns: own, blocks, lists, means });
    expect([...memory.f64(means, 4)]).toEqual(expected);
  }
});
