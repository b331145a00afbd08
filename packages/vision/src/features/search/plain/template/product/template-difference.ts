import type { LabCells } from '../../lab-cells.ts';
import { OUTLINE, PLACE, type ProductTemplate, WITHIN } from './product-template.ts';

/** Where a product may lie in a picture: its middle and how far it reaches, cells, and whether it is mirrored (−1). */
export interface TemplatePose {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly mirror: number;
}

/**
 * Weights of the coarse difference between a template and a picture: ΔE per position, overall ΔE, and the share of the outline without another
 * colour outside. Each term is 1 at this value.
 */
const BY_COLOURS = 10;
const BY_TONE = 40;
/**
 * Weights of the fine difference: ΔE per position counts less by itself, and relative to the variation of the product's own colours, as any even thing is similar. More
 * weight is on the share of the outline with hardly another colour outside, and on the difference inside relative to that outside.
 */
const BY_COLOURS_CLOSELY = 33;
const BY_SHADES = 0.5;
const LEAST_UNEVEN = 3;
const BY_ALIKE = 0.5;
const BY_WITHIN = 1.3;
/** ΔE that a place counts as at most; from which on a place cannot be it, of which so many may be; the most on the whole. */
const MOST_OF_PLACE = 20;
const TOO_FAR = 25;
const MAY_BE_FAR = 0.15;
const MOST_TONE = 16;
/** Least ΔE of another colour outside of an outline, and largest of hardly one. */
const OUTLINE_CONTRAST = 10;
const HARDLY_OTHER = 5;
/** Distance outside and inside of an outline, in cells of its shape, and least cells of the picture. */
export const OUTLINE_MARGIN = 1.6;
export const LEAST_OUTLINE_MARGIN = 1.1;
const LEAST_WITHIN = 0.8;
/** Least share of the outline inside of the picture. */
const LEAST_IN_SIGHT = 0.5;

/** Options of the comparison. */
export type TemplateSamples = Pick<ProductTemplate, 'places' | 'outline' | 'cell' | 'uneven'>;

/** Returns the difference between a template and a picture at a pose, without its plainness; infinite if impossible. The inside is compared only if `isClose`. */
export const templateDifference = (
  product: TemplateSamples,
  cells: LabCells,
  pose: TemplatePose,
  isClose = false,
): number => {
  const { places, outline, cell, uneven } = product;
  const { columns, rows, lab } = cells;
  const { x, y, reach, mirror } = pose;
  const across = mirror * reach;
  const count = places.length / PLACE;
  const mayBeFar = MAY_BE_FAR * count;
  let [l, a, b, far] = [0, 0, 0, 0];
  for (let k = 0; k < places.length; k += PLACE) {
    const column = Math.floor(x + across * (places[k] ?? 0));
    const row = Math.floor(y + reach * (places[k + 1] ?? 0));
    if (column < 0 || row < 0 || column >= columns || row >= rows) return Number.POSITIVE_INFINITY;
    const at = 3 * (row * columns + column);
    const u = (lab[at] ?? 0) - (places[k + 2] ?? 0);
    const v = (lab[at + 1] ?? 0) - (places[k + 3] ?? 0);
    const w = (lab[at + 2] ?? 0) - (places[k + 4] ?? 0);
    if (u * u + v * v + w * w > TOO_FAR * TOO_FAR && ++far > mayBeFar) return Number.POSITIVE_INFINITY;
    l += u;
    a += v;
    b += w;
  }
  l /= count;
  a /= count;
  b /= count;
  const tone = Math.sqrt(l * l + a * a + b * b);
  if (tone > MOST_TONE) return Number.POSITIVE_INFINITY;
  let colours = 0;
  for (let k = 0; k < places.length; k += PLACE) {
    const column = Math.floor(x + across * (places[k] ?? 0));
    const row = Math.floor(y + reach * (places[k + 1] ?? 0));
    const at = 3 * (row * columns + column);
    const far = apartAt(lab, at, (places[k + 2] ?? 0) + l, (places[k + 3] ?? 0) + a, (places[k + 4] ?? 0) + b);
    colours += Math.min(MOST_OF_PLACE, far);
  }
  const out = Math.max(LEAST_OUTLINE_MARGIN, OUTLINE_MARGIN * cell * reach);
  const into = Math.max(LEAST_WITHIN, WITHIN * cell * reach);
  let [inSight, contrast, alike, within] = [0, 0, 0, 0];
  for (let k = 0; k < outline.length; k += OUTLINE) {
    const [u, v] = [x + across * (outline[k] ?? 0), y + reach * (outline[k + 1] ?? 0)];
    const [du, dv] = [mirror * (outline[k + 2] ?? 0), outline[k + 3] ?? 0];
    const [column, row] = [Math.floor(u + out * du), Math.floor(v + out * dv)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    inSight++;
    const [pl, pa, pb] = [(outline[k + 4] ?? 0) + l, (outline[k + 5] ?? 0) + a, (outline[k + 6] ?? 0) + b];
    const other = apartAt(lab, 3 * (row * columns + column), pl, pa, pb);
    contrast += Math.min(1, other / OUTLINE_CONTRAST);
    if (!isClose) continue;
    if (other < HARDLY_OTHER) alike++;
    const [p, q] = [Math.floor(u - into * du), Math.floor(v - into * dv)];
    if (p < 0 || q < 0 || p >= columns || q >= rows) continue;
    within += Math.min(1, apartAt(lab, 3 * (q * columns + p), pl, pa, pb) / Math.max(1, other));
  }
  if (inSight < (LEAST_IN_SIGHT * outline.length) / OUTLINE) return Number.POSITIVE_INFINITY;
  const mean = colours / count;
  const common = tone / BY_TONE + 1 - contrast / inSight;
  if (!isClose) return mean / BY_COLOURS + common;
  const shades = mean / BY_COLOURS_CLOSELY + BY_SHADES * Math.min(1, mean / Math.max(LEAST_UNEVEN, uneven));
  return shades + common + (BY_ALIKE * alike + BY_WITHIN * within) / inSight;
};

/** ΔE of a cell from a colour. */
const apartAt = (lab: Float32Array, at: number, l: number, a: number, b: number): number => {
  const u = (lab[at] ?? 0) - l;
  const v = (lab[at + 1] ?? 0) - a;
  const w = (lab[at + 2] ?? 0) - b;
  return Math.sqrt(u * u + v * v + w * w);
};
