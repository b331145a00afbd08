import { expect, it } from 'vitest';
import { samples } from '../../kernel/random.ts';
import { gridStride } from './kernel.ts';
import { createKernel } from './kernel-wasm.ts';
import { createJsCorrelationKernel } from './testing/kernel-js.ts';

const kernels = [createKernel(), createJsCorrelationKernel()];

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

it('finds in both kernels the place and list of the highest correlation, by the energy under the box there', () => {
  const [columns, rows, lists, across] = [5, 4, 2, 40];
  const draw = samples(43);
  const energies = Float64Array.from({ length: across * across }, () => draw(2000));
  const integral = new Int32Array(across * across);
  for (let y = 1; y < across; y++) {
    for (let x = 1; x < across; x++) {
      const at = y * across + x;
      const around = (integral[at - 1] ?? 0) + (integral[at - across] ?? 0) - (integral[at - across - 1] ?? 0);
      integral[at] = around + (energies[at] ?? 0);
    }
  }
  const owns = Float64Array.of(0.8, 0.3);
  const line = gridStride(columns);
  for (const sign of [1, -1]) {
    const scores = Float32Array.from({ length: line * rows * lists }, () => sign * (draw(1000) / 1000));
    const correlationAt = (row: number, column: number, list: number): number => {
      const corner = (3 + row) * across + 2 + column;
      const [box, below] = [7, corner + 6 * across];
      const sum =
        (integral[below + box] ?? 0) - (integral[below] ?? 0) - (integral[corner + box] ?? 0) + (integral[corner] ?? 0);
      const product = (scores[list * line * rows + row * line + column] ?? 0) * 3;
      return product / Math.sqrt((owns[list] ?? 0) * (sum / 1024 / 42 + 0.01) + 1e-9);
    };
    const all = Array.from({ length: rows * columns * lists }, (_, i) => {
      const [place, list] = [Math.floor(i / lists), i % lists];
      const [row, column] = [Math.floor(place / columns), place % columns];
      return { at: (row * line + column) * lists + list, correlation: correlationAt(row, column, list) };
    });
    const [expected] = all.toSorted((a, b) => b.correlation - a.correlation);
    for (const { memory, highest } of kernels) {
      const put = (values: Float32Array | Float64Array | Int32Array): number => {
        const address = memory.allocate(values.byteLength);
        memory.u8(address, values.byteLength).set(new Uint8Array(values.buffer));
        return address;
      };
      const task = {
        ...{ scores: put(scores), plane: 4 * line * rows, lists, owns: put(owns), columns, rows, step: 3, floor: 0.01 },
        integral: put(integral) + 4 * (3 * across + 2),
        ...{ integralStride: across, boxWidth: 7, boxHeight: 6, most: memory.allocate(8) },
      };
      expect(highest(task)).toBe(expected?.at);
      expect(memory.f64(task.most, 1)[0]).toBe(expected?.correlation);
    }
  }
  const { memory, highest } = createKernel();
  const none = { scores: 64, plane: 0, lists: 1, owns: 64, columns: 0, rows: 0, integral: 64, integralStride: 1 };
  expect(highest({ ...none, boxWidth: 1, boxHeight: 1, step: 1, floor: 1, most: memory.allocate(8) })).toBe(-1);
});
