import { samples } from '../../kernel/random.ts';
import { gridStride } from '../kernel/kernel.ts';
import { boxEnergies, type Corner, type Level } from '../pyramid/level.ts';
import type { EdgeList } from '../template/edge-list.ts';
import type { Template } from '../template/template.ts';
import { EDGE_SHARE, energyFloor } from './correlation-map.ts';

/** Places that a correlation is compared with. */
const COMPARED_PLACES = 300;
const SAMPLE_SEED = 12345;
/** Narrowest rendering that says anything, px. */
const NARROWEST = 6;

/** The search for one template on one level of a picture. */
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

/** The centre of a rendering, padded px. */
export const centreOf = ({ edges, left, top }: Rendered): { readonly x: number; readonly y: number } => ({
  x: left + edges.width / 2,
  y: top + edges.height / 2,
});

/** Normalised cross-correlation of the edge pixels at a place with the level, from every `step`th pixel. */
export const correlationAt = ({ level }: LevelSearch, rendered: Rendered, background: number, step = 1): number => {
  const { edges, left, top } = rendered;
  const { pixels, energy } = edges.backgrounds[background] ?? NO_BACKGROUND;
  const product = level.kernel.sparseScore(pixels, step, level, top * level.stride + left);
  return normalised(product * step, energy, densities(level, edges)(left, top));
};

const NO_BACKGROUND = { pixels: { address: 0, count: 0 }, energy: 0 };

/** Assumed energy per pixel at a rendering's place; invalid after kernel memory is allocated again. */
const densities = (level: Level, edges: EdgeList): ((left: number, top: number) => number) => {
  const energyAt = boxEnergies(level, edges);
  const [area, floor] = [edges.width * edges.height, energyFloor(level)];
  return (left, top) => energyAt(left, top) / area + floor;
};

const normalised = (product: number, energy: number, density: number): number =>
  product / Math.sqrt(energy * EDGE_SHARE * density + 1e-9);

/** Mean over the blocks of their correlation, −1 to 1, each against the background that suits it best; from `sample` edge pixels at most. */
export const agreementAt = (search: LevelSearch, rendered: Rendered, sample = rendered.edges.count): number => {
  const { edges, left, top } = rendered;
  const agreements = fourAgreements(search, edges, sample);
  const agreement = agreements.at(left, top)[0] ?? -1;
  agreements.release();
  return agreement;
};

/** Agreements at four neighbouring places of a row of a level. */
interface FourAgreements {
  /** That of the corner first; those beyond the level mean nothing. The same array each time, until kernel memory is allocated again. */
  readonly at: (left: number, top: number) => Float64Array;
  readonly release: () => void;
}

const fourAgreements = ({ level }: LevelSearch, edges: EdgeList, sample: number): FourAgreements => {
  const { kernel } = level;
  const { memory } = kernel;
  const { blocks, backgrounds } = edges;
  const lists = backgrounds.length;
  const count = Math.min(sample, edges.count);
  const plane = 16 * blocks;
  const bytes = { sums: 2 * plane * lists, owns: 8 * blocks * lists, means: 32 };
  const [sums, owns] = [memory.allocate(bytes.sums), memory.allocate(bytes.owns)];
  const means = memory.allocate(bytes.means);
  const task = { sums, owns, blocks, lists, means };
  const places = backgrounds.map(({ pixels, blockEnergies }, list) => {
    const own = memory.f64(owns + 8 * blocks * list, blocks);
    for (let block = 0; block < blocks; block++) own[block] = ((blockEnergies[block] ?? 0) * count) / edges.count;
    const products = sums + 2 * plane * list;
    return { pixels: { address: pixels.address, count }, products, energies: products + plane };
  });
  const got = memory.f64(means, 4);
  const at = (left: number, top: number): Float64Array => {
    memory.floats.fill(0, sums / 4, (sums + bytes.sums) / 4);
    for (const { pixels, products, energies } of places)
      kernel.blockScoresOfFour(pixels, level, top * level.stride + left, { products, energies });
    kernel.agreements(task);
    return got;
  };
  const release = (): void => {
    memory.release(sums, bytes.sums);
    memory.release(owns, bytes.owns);
    memory.release(means, bytes.means);
  };
  return { at, release };
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

/** The places at which the centre of a rendering is at most `reach` px from a centre, and all of it on the level. */
interface Places extends Corner {
  readonly edges: EdgeList;
  readonly columns: number;
  readonly rows: number;
}

/** Those of the mark `width` px wide; undefined if it is too narrow or nowhere on the level. */
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
 * if it is nowhere on the level.
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
  const { kernel, integral, width: across, stride } = search.level;
  const { memory } = kernel;
  const step = Math.max(1, Math.floor(edges.count / sample));
  const lists = backgrounds.length;
  const plane = 4 * gridStride(columns) * rows;
  const bytes = plane * lists + 8 * lists + 8;
  const owns = memory.allocate(bytes);
  const [most, scores] = [owns + 8 * lists, owns + 8 * lists + 8];
  const grid = { base: top * stride + left, stride, columns, rows };
  // Called some ten thousand times for a new mark: it allocates no view, list or iterator.
  const { doubles } = memory;
  for (let k = 0; k < lists; k++) {
    const { pixels, energy } = edges.backgrounds[backgrounds[k] ?? -1] ?? NO_BACKGROUND;
    doubles[owns / 8 + k] = energy * EDGE_SHARE;
    kernel.sparseScores(pixels, step, search.level, grid, scores + k * plane);
  }
  const best = kernel.highest({
    scores,
    plane,
    lists,
    owns,
    columns,
    rows,
    step,
    most,
    integral: integral + 4 * (top * (across + 1) + left),
    integralStride: across + 1,
    boxWidth: edges.width,
    boxHeight: edges.height,
    floor: energyFloor(search.level),
  });
  const correlation = doubles[most / 8] ?? 0;
  memory.release(owns, bytes);
  const background = backgrounds[best % lists];
  if (best < 0 || background === undefined) return undefined;
  const place = Math.floor(best / lists);
  const line = gridStride(columns);
  const corner = { left: left + (place % line), top: top + Math.floor(place / line) };
  return { ...corner, edges, width, background, correlation };
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
  const agreements = fourAgreements(search, edges, sample ?? edges.count);
  let best: (Rendered & { readonly agreement: number }) | undefined;
  for (let y = top; y < top + rows; y++) {
    for (let x = left; x < left + columns; x += 4) {
      const four = agreements.at(x, y);
      for (let k = 0; k < Math.min(4, left + columns - x); k++) {
        const agreement = four[k] ?? -1;
        if (best === undefined || agreement > best.agreement) best = { edges, width, left: x + k, top: y, agreement };
      }
    }
  }
  agreements.release();
  return best;
};
