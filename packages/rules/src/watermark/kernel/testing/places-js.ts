import type { KernelMemory } from '../../../kernel/memory.ts';
import { type AgreementTask, gridStride, type HighestTask } from '../kernel.ts';

/** See `CorrelationKernel.agreements`. */
export const agreements = (memory: KernelMemory, { sums, owns, blocks, lists, means }: AgreementTask): void => {
  const both = memory.f32(sums, 8 * blocks * lists);
  const own = memory.f64(owns, blocks * lists);
  const to = memory.f64(means, 4);
  for (let place = 0; place < 4; place++) {
    let [sum, used] = [0, 0];
    for (let block = 0; block < blocks; block++) {
      let best = -1;
      for (let list = 0; list < lists; list++) {
        const energy = own[list * blocks + block] ?? 0;
        if (energy <= 0) continue;
        const at = 8 * blocks * list + 4 * block + place;
        const seen = both[at + 4 * blocks] ?? 0;
        best = Math.max(best, (both[at] ?? 0) / Math.sqrt(energy * (seen + 0.05 * energy) + 1e-3));
      }
      if (best <= -1) continue;
      sum += best;
      used++;
    }
    to[place] = sum / Math.max(1, used);
  }
};

/** See `CorrelationKernel.highest`. */
export const highest = (memory: KernelMemory, task: HighestTask): number => {
  const { plane, lists, columns, rows, boxWidth, boxHeight, integralStride: stride } = task;
  const scores = memory.floats.subarray(task.scores / 4);
  const sums = memory.integers.subarray(task.integral / 4);
  const owns = memory.f64(task.owns, lists);
  let [largest, best] = [Number.NEGATIVE_INFINITY, -1];
  for (let place = 0; place < gridStride(columns) * rows; place++) {
    const [row, column] = [Math.floor(place / gridStride(columns)), place % gridStride(columns)];
    if (column >= columns) continue;
    const above = row * stride + column;
    const below = above + boxHeight * stride;
    const sum = (sums[below + boxWidth] ?? 0) - (sums[below] ?? 0) - (sums[above + boxWidth] ?? 0) + (sums[above] ?? 0);
    const density = sum / 1024 / (boxWidth * boxHeight) + task.floor;
    for (let list = 0; list < lists; list++) {
      const product = (scores[(list * plane) / 4 + place] ?? 0) * task.step;
      const correlation = product / Math.sqrt((owns[list] ?? 0) * density + 1e-9);
      if (correlation <= largest) continue;
      largest = correlation;
      best = place * lists + list;
    }
  }
  memory.f64(task.most, 1)[0] = largest;
  return best;
};
