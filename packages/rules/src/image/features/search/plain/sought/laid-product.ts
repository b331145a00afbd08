import type { LabCells } from '../lab-cells.ts';
import type { Laying } from './kernel/kernel.ts';
import { OUTLINE, PLACE, type SoughtProduct } from './sought-product.ts';

/**
 * What a product differs by from what lies in a picture: ΔE from place to place, and on the whole, how little of its outline has another colour beside it, and
 * how much of it has another one within. Each comes to 1 where it is this, the last one to a half where all of it has.
 */
const BY_COLOURS = 7;
const BY_TONE = 12;
const BY_WITHIN = 0.5;
/** ΔE that a place counts as at most; from which on a place cannot be it, of which so many may be; the most on the whole. */
const MOST_OF_PLACE = 20;
const TOO_FAR = 25;
const MAY_BE_FAR = 0.15;
const MOST_TONE = 16;
/** ΔE from which on what lies beside an outline is another colour, and what lies within. */
const OTHER_BESIDE = 10;
const OTHER_WITHIN = 12;
/** How far out and in a colour is beside an outline, in cells of its shape, and cells of the picture at least. */
const BESIDE = 1.6;
const LEAST_BESIDE = 1.1;
const WITHIN = 1.2;
const LEAST_WITHIN = 0.8;
/** Share of the outline that lies in the picture at least. */
const LEAST_IN_SIGHT = 0.5;

/** What is asked of a product. */
type LaidProduct = Pick<SoughtProduct, 'places' | 'outline' | 'cell'>;

/** What a product differs by from what lies there in a picture, without its plainness; infinite where it cannot be it. What lies within its outline is asked only where `isClose`. */
export const laidApart = (product: LaidProduct, cells: LabCells, laying: Laying, isClose = false): number => {
  const { places, outline, cell } = product;
  const { columns, rows, lab } = cells;
  const { x, y, reach, mirror } = laying;
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
    const far = apartAt(lab, at, (places[k + 2] ?? 0), (places[k + 3] ?? 0), (places[k + 4] ?? 0), l, a, b);
    colours += Math.min(MOST_OF_PLACE, far);
  }
  const out = Math.max(LEAST_BESIDE, BESIDE * cell * reach);
  const into = Math.max(LEAST_WITHIN, WITHIN * cell * reach);
  let [inSight, beside, within] = [0, 0, 0];
  for (let k = 0; k < outline.length; k += OUTLINE) {
    const [u, v] = [x + across * (outline[k] ?? 0), y + reach * (outline[k + 1] ?? 0)];
    const [du, dv] = [mirror * (outline[k + 2] ?? 0), outline[k + 3] ?? 0];
    const [column, row] = [Math.floor(u + out * du), Math.floor(v + out * dv)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    inSight++;
    const [pl, pa, pb] = [outline[k + 4] ?? 0, outline[k + 5] ?? 0, outline[k + 6] ?? 0];
    beside += Math.min(1, apartAt(lab, 3 * (row * columns + column), pl, pa, pb, l, a, b) / OTHER_BESIDE);
    if (!isClose) continue;
    const [p, q] = [Math.floor(u - into * du), Math.floor(v - into * dv)];
    if (p < 0 || q < 0 || p >= columns || q >= rows) continue;
    within += Math.min(1, apartAt(lab, 3 * (q * columns + p), pl, pa, pb, l, a, b) / OTHER_WITHIN);
  }
  if (inSight < (LEAST_IN_SIGHT * outline.length) / OUTLINE) return Number.POSITIVE_INFINITY;
  return colours / count / BY_COLOURS + tone / BY_TONE + 1 - beside / inSight + (BY_WITHIN * within) / inSight;
};

/** ΔE of a cell from a colour that is lighter and warmer by some. */
const apartAt = (
  lab: Float32Array,
  at: number,
  l: number,
  a: number,
  b: number,
  lighter: number,
  redder: number,
  yellower: number,
): number => {
  const u = (lab[at] ?? 0) - l - lighter;
  const v = (lab[at + 1] ?? 0) - a - redder;
  const w = (lab[at + 2] ?? 0) - b - yellower;
  return Math.sqrt(u * u + v * v + w * w);
};
