import type { LabCells } from '../lab-cells.ts';
import { type Silhouette, silhouetteDetail } from '../silhouette.ts';
import { MOST_CELLS, type PoseCandidate } from './kernel/kernel.ts';
import { templateKernel } from './kernel/kernel-wasm.ts';
import { type Holes, type ProductTemplate, productTemplate } from './product/product-template.ts';
import { putRecord, RECORD } from './product/record.ts';
import { type TemplatePose, type TemplateSamples, templateDifference } from './product/template-difference.ts';

/** Largest difference between a template and a picture (see `templateDifference`). */
const MOST_APART = 0.93;
/** Cells a side that a picture has at least. */
const LEAST_CELLS = 8;
/** How much less alike it is by that. */
const BY_APART = 0.25;
/** Largest difference of a pose before refinement. */
const BEFORE = 0.25;
/** The same in cells that are not the finest. */
const BETWEEN = 0.5;
/** Most products verified in finer cells, most of these refined there, and most refined in the finest cells. */
const MOST_FINER = 320;
const MOST_REFINED = 24;
const MOST_CLOSELY = 12;
/**
 * Most products that are searched for, those with the least detail, as others are found by keypoints: fewer for many pictures, where every query takes longer, so
 * that the sum is bounded.
 */
const MOST_PRODUCTS = 4000;
const PRODUCTS_BY_PICTURES = 8_000_000;

/** Where a product of a picture may lie in a suspect. */
export interface ProductPlace {
  /** How alike the place is to it, 0–1. */
  readonly likeness: number;
  /** The product. */
  readonly silhouette: Silhouette;
  /** Cells of the suspect. */
  readonly pose: TemplatePose;
}

/** Templates of pictures by their positions, to be searched for in suspects. */
export interface ProductSearch {
  /** Returns the best place in a suspect for a picture's product, by the picture's position; impossible ones are left out. */
  readonly places: (cells: LabCells) => ReadonlyMap<number, ProductPlace>;
}

/** With what is in its holes, and without. */
const HOLES: readonly Holes[] = ['filled', 'open'];

/** A product of one of ours. */
interface SearchTemplate {
  readonly silhouette: Silhouette;
  readonly product: ProductTemplate;
  readonly position: number;
}

/** `pictures`: what each shows without its ground; what has too little to look for is passed by. */
export const productSearch = (pictures: readonly (readonly Silhouette[])[]): ProductSearch => {
  const all = pictures.flatMap((silhouettes, position) => silhouettes.map((silhouette) => ({ silhouette, position })));
  const least = all
    .sort((one, other) => silhouetteDetail(one.silhouette) - silhouetteDetail(other.silhouette))
    .slice(0, Math.min(MOST_PRODUCTS, Math.round(PRODUCTS_BY_PICTURES / pictures.length)));
  const templates: SearchTemplate[] = [];
  const records = new Int16Array(RECORD * 2 * least.length);
  for (const { silhouette, position } of least) {
    for (const holes of HOLES) {
      const product = productTemplate(silhouette, holes);
      if (product === undefined || product.plainness >= MOST_APART) continue;
      putRecord(records.subarray(RECORD * templates.length, RECORD * (templates.length + 1)), product);
      templates.push({ silhouette, product, position });
    }
  }
  const put = records.slice(0, RECORD * templates.length);
  return { places: (cells) => (templates.length === 0 ? new Map() : placesIn(templates, put, cells)) };
};

const placesIn = (
  templates: readonly SearchTemplate[],
  records: Int16Array,
  cells: LabCells,
): ReadonlyMap<number, ProductPlace> => {
  const levels = levelsOf(cells);
  const [coarsest, first = coarsest, ...finer] = levels;
  const found = new Map<number, ProductPlace>();
  if (Math.min(coarsest.cells.columns, coarsest.cells.rows) < LEAST_CELLS) return found;
  const poses = templateKernel().poses(records, coarsest.cells, MOST_APART + BEFORE);
  const rescored = likeliest(templates, poses).map((each) => rescoredFiner(each, coarsest, first));
  const refined = best(rescored, MOST_REFINED).map((each) => refinedFirst(each, first));
  for (const { silhouette, product, position, pose, apart } of best(refined, MOST_CLOSELY)) {
    const placed = refinedFurther(product, { pose, apart: apart - product.plainness }, first, finer);
    const all = placed.apart + product.plainness;
    const likeness = 1 - BY_APART * all;
    if (all < MOST_APART && likeness > (found.get(position)?.likeness ?? 0))
      found.set(position, { likeness, silhouette, pose: placed.pose });
  }
  return found;
};

/** A product with its possible poses and the least difference, plainness included. */
interface Likely extends SearchTemplate {
  readonly poses: readonly TemplatePose[];
  readonly apart: number;
}

/** The products that differ least where they may lie. */
const likeliest = (templates: readonly SearchTemplate[], poses: readonly PoseCandidate[]): readonly Likely[] => {
  const likely = new Map<number, Likely & { readonly poses: TemplatePose[] }>();
  for (const pose of poses) {
    const each = templates[pose.product];
    const known = likely.get(pose.product);
    if (known !== undefined) known.poses.push(pose);
    // The best pose of a product comes first.
    else if (each !== undefined && pose.apart + each.product.plainness < MOST_APART + BEFORE)
      likely.set(pose.product, { ...each, poses: [pose], apart: pose.apart + each.product.plainness });
  }
  return best([...likely.values()], MOST_FINER);
};

/** The same poses verified in finer cells. */
const rescoredFiner = ({ silhouette, product, position, poses }: Likely, from: Level, to: Level): Likely => {
  const there = poses.map((pose) => scaled(pose, from.larger / to.larger));
  const aparts = there.map((pose) => templateDifference(product, to.cells, pose, true));
  return { silhouette, product, position, poses: there, apart: Math.min(...aparts) + product.plainness };
};

/** The best of these poses after refinement. */
const refinedFirst = ({ silhouette, product, position, poses }: Likely, { cells }: Level): SearchTemplate & Placed => {
  const placed = poses.map((pose) => refinedIn(product, cells, pose));
  const { pose, apart } = placed.reduce((one, other) => (other.apart < one.apart ? other : one));
  return { silhouette, product, position, pose, apart: apart + product.plainness };
};

/** So many of some that differ least. */
const best = <T extends { readonly apart: number }>(all: readonly T[], most: number): readonly T[] =>
  [...all].sort((one, other) => one.apart - other.apart).slice(0, most);

/** Cells of a picture that are so many times as large, across and down, as the finest. */
interface Level {
  readonly cells: LabCells;
  readonly larger: number;
}

/** From the first that are few enough on, by about a half each, to the finest. */
const levelsOf = (cells: LabCells): readonly [Level, ...Level[]] => {
  const largest = Math.max(1, Math.ceil(Math.max(cells.columns, cells.rows) / MOST_CELLS));
  const finer = largest > 3 ? [largest >> 1] : [];
  const rest = [...finer, ...(largest > 1 ? [1] : [])].map((larger) => ({ cells: meansOf(cells, larger), larger }));
  return [{ cells: meansOf(cells, largest), larger: largest }, ...rest];
};

/** Means of so many cells across and down; what is cut off by an edge is left out. */
const meansOf = (cells: LabCells, larger: number): LabCells => {
  if (larger === 1) return cells;
  const { columns, lab } = cells;
  const [across, down] = [Math.floor(columns / larger), Math.floor(cells.rows / larger)];
  const means = new Float32Array(3 * across * down);
  const count = larger ** 2;
  for (let y = 0; y < larger * down; y++) {
    const row = 3 * across * Math.floor(y / larger);
    for (let x = 0, at = 3 * y * columns; x < larger * across; x++, at += 3) {
      const to = row + 3 * Math.floor(x / larger);
      means[to] = (means[to] ?? 0) + (lab[at] ?? 0) / count;
      means[to + 1] = (means[to + 1] ?? 0) + (lab[at + 1] ?? 0) / count;
      means[to + 2] = (means[to + 2] ?? 0) + (lab[at + 2] ?? 0) / count;
    }
  }
  return { columns: across, rows: down, lab: means };
};

/** Steps of refinement: cells, and a share of the size; the smallest steps, and their number. */
const FIRST_STEP = 1.2;
const FIRST_LARGER = 0.06;
const LAST_STEP = 0.3;
const MOST_STEPS = 8;
const DIRECTIONS = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
] as const;

/** Refines a pose from level to level down to the finest cells; stops at a level with too large a difference. */
const refinedFurther = (product: ProductTemplate, placed: Placed, first: Level, finer: readonly Level[]): Placed => {
  let [now, last] = [placed, first];
  for (const level of finer) {
    if (now.apart + product.plainness > MOST_APART + BETWEEN) break;
    now = refinedIn(product, level.cells, scaled(now.pose, last.larger / level.larger));
    last = level;
  }
  return now;
};

interface Placed {
  readonly apart: number;
  readonly pose: TemplatePose;
}

const scaled = ({ x, y, reach, mirror }: TemplatePose, times: number): TemplatePose => ({
  x: times * x,
  y: times * y,
  reach: times * reach,
  mirror,
});

const refinedIn = (product: TemplateSamples, cells: LabCells, pose: TemplatePose): Placed => {
  let best: Placed = { apart: templateDifference(product, cells, pose, true), pose };
  let [step, larger] = [FIRST_STEP, FIRST_LARGER];
  for (let n = 0; n < MOST_STEPS && step > LAST_STEP; n++) {
    let next = best;
    const { x, y, reach, mirror } = best.pose;
    for (const [dx, dy, size] of DIRECTIONS) {
      const tried = { x: x + step * dx, y: y + step * dy, reach: reach * (1 + larger * size), mirror };
      const apart = templateDifference(product, cells, tried, true);
      if (apart < next.apart) next = { apart, pose: tried };
    }
    if (next === best) [step, larger] = [step / 2, larger / 2];
    best = next;
  }
  return best;
};
