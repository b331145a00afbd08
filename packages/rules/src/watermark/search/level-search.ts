import { samples } from '../../kernel/random.ts';
import { boxEnergy, type Corner, type Level } from '../pyramid/level.ts';
import type { EdgeList } from '../template/edge-list.ts';
import type { Template } from '../template/template.ts';
import { EDGE_SHARE, energyFloor } from './correlation-map.ts';

/** Places that a correlation is compared with. */
const COMPARED_PLACES = 300;
const SAMPLE_SEED = 12345;
/** Narrowest rendering that says anything, px. */
const NARROWEST = 6;

/** One template looked for on one level of a picture. */
export interface LevelSearch {
  readonly template: Template;
  readonly level: Level;
}

/** A mark rendered at one width, with its upper left corner at a place of a level. */
export interface Rendered extends Corner {
  readonly edges: EdgeList;
  /** Width of the upright mark, px. */
  readonly width: number;
}

/** A rendering at a place, on the plain background that suits it there. */
export interface Placement extends Rendered {
  /** Index of the template's background. */
  readonly background: number;
  readonly correlation: number;
}

/** Px around which a mark's centre may lie, and how far from there. */
export interface Around {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** Where the centre of a rendering lies, padded px. */
export const centreOf = ({ edges, left, top }: Rendered): { readonly x: number; readonly y: number } => ({
  x: left + edges.width / 2,
  y: top + edges.height / 2,
});

/** Normalised cross-correlation of the edge pixels at a place with the level, from every `step`th pixel. */
export const correlationAt = ({ level }: LevelSearch, rendered: Rendered, background: number, step = 1): number => {
  const { edges, left, top } = rendered;
  const { pixels, energy } = edges.backgrounds[background] ?? NO_BACKGROUND;
  const density = boxEnergy(level, rendered, edges) / (edges.width * edges.height);
  const product = level.kernel.sparseScore(pixels, step, level, top * level.stride + left);
  return (product * step) / Math.sqrt(energy * EDGE_SHARE * (density + energyFloor(level)) + 1e-9);
};

const NO_BACKGROUND = { pixels: { address: 0, count: 0 }, energy: 0 };

/** Mean over the blocks of their correlation, −1 to 1, each against the background that suits it best; from `sample` edge pixels at most. */
export const agreementAt = ({ level }: LevelSearch, { edges, left, top }: Rendered, sample = edges.count): number => {
  const count = Math.min(sample, edges.count);
  const { memory } = level.kernel;
  const bytes = edges.blocks * 4;
  const sums = { products: memory.allocate(bytes), energies: memory.allocate(bytes) };
  const best = new Float64Array(edges.blocks).fill(-1);
  for (const { pixels, blockEnergies } of edges.backgrounds) {
    memory.f32(sums.products, edges.blocks).fill(0);
    memory.f32(sums.energies, edges.blocks).fill(0);
    level.kernel.blockScores({ address: pixels.address, count }, level, top * level.stride + left, sums);
    const products = memory.f32(sums.products, edges.blocks);
    const energies = memory.f32(sums.energies, edges.blocks);
    for (let block = 0; block < edges.blocks; block++) {
      const own = ((blockEnergies[block] ?? 0) * count) / edges.count;
      if (own <= 0) continue;
      const correlation = (products[block] ?? 0) / Math.sqrt(own * ((energies[block] ?? 0) + 0.05 * own) + 1e-3);
      best[block] = Math.max(best[block] ?? -1, correlation);
    }
  }
  memory.release(sums.products, bytes);
  memory.release(sums.energies, bytes);
  const used = best.filter((correlation) => correlation > -1);
  return used.reduce((sum, correlation) => sum + correlation, 0) / Math.max(1, used.length);
};

/** Root mean square of the correlation of a mark at random places of the level: what a peak ratio is measured in. */
export const rmsElsewhere = (search: LevelSearch, { edges, width, background }: Placement): number => {
  const { level } = search;
  const random = samples(SAMPLE_SEED);
  let squares = 0;
  for (let i = 0; i < COMPARED_PLACES; i++) {
    const left = random(level.width - edges.width + 1);
    const top = random(level.height - edges.height + 1);
    squares += correlationAt(search, { edges, width, left, top }, background) ** 2;
  }
  return Math.sqrt(squares / COMPARED_PLACES + 1e-6);
};

/** The mark `width` px wide at each place at which its centre lies at most `reach` px from a centre (padded px) and all of it on the level. */
export const eachPlace = (
  { template, level }: LevelSearch,
  width: number,
  { x, y, reach }: Around,
  visit: (rendered: Rendered) => void,
): void => {
  if (width < NARROWEST) return;
  const edges = template.edgeList(width, level.stride);
  const [across, down] = [Math.round(x - edges.width / 2), Math.round(y - edges.height / 2)];
  const [right, bottom] = [level.width - edges.width, level.height - edges.height];
  for (let top = Math.max(0, down - reach); top <= Math.min(bottom, down + reach); top++) {
    for (let left = Math.max(0, across - reach); left <= Math.min(right, across + reach); left++) {
      visit({ edges, width, left, top });
    }
  }
};

/**
 * The highest correlation of the mark `width` px wide on any of those backgrounds, from about `sample` edge pixels, around a place; undefined
 * where it lies on the level nowhere.
 */
export const bestAround = (
  search: LevelSearch,
  width: number,
  around: Around,
  { backgrounds, sample }: { readonly backgrounds: readonly number[]; readonly sample: number },
): Placement | undefined => {
  let best: Placement | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  eachPlace(search, width, around, (rendered) => {
    const step = Math.max(1, Math.floor(rendered.edges.count / sample));
    for (const background of backgrounds) {
      const correlation = correlationAt(search, rendered, background, step);
      if (correlation <= highest) continue;
      highest = correlation;
      best = { ...rendered, background, correlation };
    }
  });
  return best;
};
