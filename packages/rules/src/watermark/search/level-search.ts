import { samples } from '../../kernel/random.ts';
import { gridStride } from '../kernel/kernel.ts';
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
  const product = level.kernel.sparseScore(pixels, step, level, top * level.stride + left);
  return normalised(product * step, energy, densityAt(level, rendered, edges));
};

const NO_BACKGROUND = { pixels: { address: 0, count: 0 }, energy: 0 };

/** Energy a pixel that a place is taken to have. */
const densityAt = (level: Level, corner: Corner, edges: EdgeList): number =>
  boxEnergy(level, corner, edges) / (edges.width * edges.height) + energyFloor(level);

const normalised = (product: number, energy: number, density: number): number =>
  product / Math.sqrt(energy * EDGE_SHARE * density + 1e-9);

/** Mean over the blocks of their correlation, −1 to 1, each against the background that suits it best; from `sample` edge pixels at most. */
export const agreementAt = (search: LevelSearch, rendered: Rendered, sample = rendered.edges.count): number => {
  const { edges, left, top } = rendered;
  const [agreement = -1] = agreementsOfFour(search, edges, { left, top }, sample);
  return agreement;
};

/** The agreement at four neighbouring places of a row, that of the corner first; those beyond the level mean nothing. */
const agreementsOfFour = (
  { level }: LevelSearch,
  edges: EdgeList,
  { left, top }: Corner,
  sample: number,
): readonly number[] => {
  const count = Math.min(sample, edges.count);
  const { memory } = level.kernel;
  const floats = 4 * edges.blocks;
  const address = memory.allocate(8 * floats);
  const sums = { products: address, energies: address + 4 * floats };
  const both = memory.f32(address, 2 * floats);
  const best = new Float64Array(floats).fill(-1);
  for (const { pixels, blockEnergies } of edges.backgrounds) {
    both.fill(0);
    level.kernel.blockScoresOfFour({ address: pixels.address, count }, level, top * level.stride + left, sums);
    for (let i = 0; i < floats; i++) {
      const own = ((blockEnergies[i >> 2] ?? 0) * count) / edges.count;
      if (own <= 0) continue;
      const correlation = (both[i] ?? 0) / Math.sqrt(own * ((both[floats + i] ?? 0) + 0.05 * own) + 1e-3);
      best[i] = Math.max(best[i] ?? -1, correlation);
    }
  }
  memory.release(address, 8 * floats);
  return [0, 1, 2, 3].map((place) => meanOfUsed(best, place));
};

/** Mean of every fourth value from the `first` on; blocks without energy are left out. */
const meanOfUsed = (values: Float64Array, first: number): number => {
  let sum = 0;
  let used = 0;
  for (let i = first; i < values.length; i += 4) {
    const value = values[i] ?? -1;
    if (value <= -1) continue;
    sum += value;
    used++;
  }
  return sum / Math.max(1, used);
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

/** The places at which the centre of a rendering lies at most `reach` px from a centre, and all of it on the level. */
interface Places extends Corner {
  readonly edges: EdgeList;
  readonly columns: number;
  readonly rows: number;
}

/** Those of the mark `width` px wide; undefined where it is too narrow or lies on the level nowhere. */
const placesAround = ({ template, level }: LevelSearch, width: number, { x, y, reach }: Around): Places | undefined => {
  if (width < NARROWEST) return undefined;
  const edges = template.edgeList(width, level.stride);
  const [across, down] = [Math.round(x - edges.width / 2), Math.round(y - edges.height / 2)];
  const [left, top] = [Math.max(0, across - reach), Math.max(0, down - reach)];
  const columns = Math.min(level.width - edges.width, across + reach) - left + 1;
  const rows = Math.min(level.height - edges.height, down + reach) - top + 1;
  return columns > 0 && rows > 0 ? { edges, left, top, columns, rows } : undefined;
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
  const places = placesAround(search, width, around);
  if (places === undefined) return undefined;
  const { edges, left, top, columns, rows } = places;
  const { level } = search;
  const { memory } = level.kernel;
  const step = Math.max(1, Math.floor(edges.count / sample));
  const stride = gridStride(columns);
  const bytes = 4 * stride * rows;
  const address = memory.allocate(bytes * backgrounds.length);
  const grid = { base: top * level.stride + left, stride: level.stride, columns, rows };
  for (const [k, background] of backgrounds.entries()) {
    const { pixels } = edges.backgrounds[background] ?? NO_BACKGROUND;
    level.kernel.sparseScores(pixels, step, level, grid, address + k * bytes);
  }
  const scores = memory.f32(address, (bytes / 4) * backgrounds.length);
  let best: Placement | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const corner = { left: left + column, top: top + row };
      const density = densityAt(level, corner, edges);
      for (const [k, background] of backgrounds.entries()) {
        const product = scores[(bytes / 4) * k + row * stride + column] ?? 0;
        const energy = edges.backgrounds[background]?.energy ?? 0;
        const correlation = normalised(product * step, energy, density);
        if (correlation <= highest) continue;
        highest = correlation;
        best = { ...corner, edges, width, background, correlation };
      }
    }
  }
  memory.release(address, bytes * backgrounds.length);
  return best;
};

/** The place around another at which the blocks of the mark `width` px wide agree best, from `sample` edge pixels at most. */
export const bestAgreementAround = (
  search: LevelSearch,
  width: number,
  around: Around,
  sample: number | undefined,
): (Rendered & { readonly agreement: number }) | undefined => {
  const places = placesAround(search, width, around);
  if (places === undefined) return undefined;
  const { edges, left, top, columns, rows } = places;
  let best: (Rendered & { readonly agreement: number }) | undefined;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += 4) {
      const corner = { left: left + column, top: top + row };
      const four = agreementsOfFour(search, edges, corner, sample ?? edges.count);
      for (const [k, agreement] of four.slice(0, columns - column).entries()) {
        if (best && agreement <= best.agreement) continue;
        best = { edges, width, left: corner.left + k, top: corner.top, agreement };
      }
    }
  }
  return best;
};
