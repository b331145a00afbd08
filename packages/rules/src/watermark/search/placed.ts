import type { CorrelationKernel } from '../kernel/kernel.ts';
import { boxEnergy, type Level } from '../pyramid/level.ts';
import type { EdgeList } from '../template/edge-list.ts';
import { energyFloor } from './search.ts';

/** Places that a score is compared with. */
const DECOY_PLACES = 300;
/** As in `search.ts`. */
const EDGE_SHARE = 0.5;

export interface Placed {
  readonly list: EdgeList;
  readonly width: number;
  /** Left and top of the rendering in padded px. */
  readonly left: number;
  readonly top: number;
  readonly background: number;
  readonly value: number;
}

/** Correlation of the edge pixels at a place over the expected size of it, from every `step`th pixel. */
export const normalised = (
  kernel: CorrelationKernel,
  level: Level,
  list: EdgeList,
  left: number,
  top: number,
  background: number,
  step: number,
): number => {
  const energy = list.energies[background] ?? 0;
  const area = list.width * list.height;
  const density = boxEnergy(kernel, level, left, top, list.width, list.height) / area;
  const base = top * level.stride + left;
  const product = kernel.sparseScore(list.lists[background] ?? 0, list.count, step, level.fx, level.fy, base);
  return (product * step) / Math.sqrt(energy * EDGE_SHARE * (density + energyFloor(level.meanEnergy)) + 1e-9);
};

/** Mean over the blocks of their correlation, each against the background that suits it best; from `sample` edge pixels at most. */
export const agreement = (
  kernel: CorrelationKernel,
  level: Level,
  { list, left, top }: Omit<Placed, 'value'>,
  sample = list.count,
): number => {
  const count = Math.min(sample, list.count);
  const { memory } = kernel;
  const bytes = list.blocks * 4;
  const products = memory.allocate(bytes);
  const energies = memory.allocate(bytes);
  const best = new Float64Array(list.blocks).fill(-1);
  for (const [background, pixels] of list.lists.entries()) {
    memory.f32(products, list.blocks).fill(0);
    memory.f32(energies, list.blocks).fill(0);
    kernel.blockScores(pixels, count, level.fx, level.fy, top * level.stride + left, products, energies);
    const product = memory.f32(products, list.blocks);
    const energy = memory.f32(energies, list.blocks);
    for (let block = 0; block < list.blocks; block++) {
      const own = ((list.blockEnergies[background]?.[block] ?? 0) * count) / list.count;
      if (own <= 0) continue;
      const rho = (product[block] ?? 0) / Math.sqrt(own * ((energy[block] ?? 0) + 0.05 * own) + 1e-3);
      best[block] = Math.max(best[block] ?? -1, rho);
    }
  }
  memory.release(products, bytes);
  memory.release(energies, bytes);
  const used = best.filter((rho) => rho > -1);
  return used.reduce((sum, rho) => sum + rho, 0) / Math.max(1, used.length);
};

/** Root mean square of the correlation of a mark at random places of a level: what `zf` is measured in. */
export const rmsElsewhere = (kernel: CorrelationKernel, level: Level, list: EdgeList, background: number): number => {
  let state = 12345;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let squares = 0;
  for (let i = 0; i < DECOY_PLACES; i++) {
    const x = random(level.width - list.width + 1);
    const y = random(level.height - list.height + 1);
    squares += normalised(kernel, level, list, x, y, background, 1) ** 2;
  }
  return Math.sqrt(squares / DECOY_PLACES + 1e-6);
};
