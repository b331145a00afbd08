import { momentsOf } from '../../like-silhouette.ts';
import { SHAPE_CELLS } from '../../part-shape.ts';
import {
  COLOUR_BYTES,
  COLOUR_CELLS,
  COLOUR_REACH,
  coloursOf,
  isHoleAt,
  type Silhouette,
  shapeOf,
} from '../../silhouette.ts';

/** Numbers of a place: across, down, L*, a*, b*. */
export const PLACE = 5;
/** Numbers of a point of an outline: across, down, both of its direction outwards, L*, a*, b*. */
export const OUTLINE = 7;

/** The template of one of our products; lengths in units of the root mean square distance of its cells from the centre. */
export interface ProductTemplate {
  /** Places of it, `PLACE` numbers each; the first `SPREAD` lie far from each other. */
  readonly places: Float32Array;
  /** Points of its outline, each with the colour within, `OUTLINE` numbers each. */
  readonly outline: Float32Array;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Side of a cell of its shape. */
  readonly cell: number;
  /** How far its colours lie from their mean, ΔE, on average. */
  readonly uneven: number;
  /** Plainness: added to its difference (see `templateDifference`), the plainer the more. */
  readonly plainness: number;
}

/** Of 255: how much of a place the product covers where it counts; where few do, less will do. */
const COVERED = 200;
const PARTLY_COVERED = 110;
const FEW_PLACES = 8;
const FEWEST_PLACES = 3;
export const SPREAD = 20;
/** Distance inside of the outline at which its colour is sampled, in cells of its shape. */
export const WITHIN = 1.2;
/** Points of an outline, some of which have no direction. */
const MOST_OUTLINE = 40;
const FIVE_BITS = [0, 1, 2, 3, 4];
/** What it comes to that there is but one place (of more a share of that), and that all have one colour; ΔE from their mean from which on they have several. */
const BY_FEW = 2;
const BY_EVEN = 0.5;
const UNEVEN = 4;

/** The background may be visible through holes: searched for with and without them. */
export type Holes = 'filled' | 'open';

/** Undefined where there is too little to look for, or nothing in a hole. Thousands are made at once: in loops. */
export const productTemplate = (silhouette: Silhouette, holes: Holes): ProductTemplate | undefined => {
  const colours = coloursOf(silhouette);
  if (holes === 'open' && !hasHole(colours)) return undefined;
  const covered = placesOf(colours, COVERED, holes);
  const places = covered.length < PLACE * FEW_PLACES ? placesOf(colours, PARTLY_COVERED, holes) : covered;
  const count = places.length / PLACE;
  const { x, y, reach } = momentsOf(silhouette);
  if (count < FEWEST_PLACES || reach === 0) return undefined;
  spreadOut(places);
  const shape = shapeOf(silhouette);
  const outline = outlineOf(shape, { x, y, reach });
  if (outline.length === 0) return undefined;
  // Displayed edges are darker than their surroundings: partly covered positions are nearer to the edge.
  const all = placesOf(colours, 1, holes);
  const into = WITHIN / reach;
  for (let k = 0; k < outline.length; k += OUTLINE) {
    const [u, v, du, dv] = [outline[k] ?? 0, outline[k + 1] ?? 0, outline[k + 2] ?? 0, outline[k + 3] ?? 0];
    const from = nearest(all, u - into * du, v - into * dv);
    for (let axis = 0; axis < 3; axis++) outline[k + 4 + axis] = all[from + 2 + axis] ?? 0;
  }
  const uneven = meanApart(places);
  const columns = shape.reduce((or, row) => or | row, 0);
  return {
    places,
    outline,
    left: (31 - Math.clz32(columns & -columns) - 0.5 - x) / reach,
    top: (shape.findIndex((row) => row !== 0) - 0.5 - y) / reach,
    right: (31.5 - Math.clz32(columns) - x) / reach,
    bottom: (shape.findLastIndex((row) => row !== 0) + 0.5 - y) / reach,
    cell: 1 / reach,
    uneven,
    plainness: BY_FEW / count + BY_EVEN * Math.max(0, 1 - uneven / UNEVEN),
  };
};

const hasHole = (colours: Uint8Array): boolean => {
  for (let at = 0; at < colours.length; at += COLOUR_BYTES) if (isHoleAt(colours, at)) return true;
  return false;
};

const placesOf = (colours: Uint8Array, least: number, holes: Holes): Float32Array => {
  const places = new Float32Array(PLACE * COLOUR_CELLS ** 2);
  let at = 0;
  for (let v = 0, from = 0; v < COLOUR_CELLS; v++) {
    for (let u = 0; u < COLOUR_CELLS; u++, from += COLOUR_BYTES) {
      if ((colours[from] ?? 0) < least || (holes === 'open' && isHoleAt(colours, from))) continue;
      places[at++] = COLOUR_REACH * ((2 * u + 1) / COLOUR_CELLS - 1);
      places[at++] = COLOUR_REACH * ((2 * v + 1) / COLOUR_CELLS - 1);
      places[at++] = (colours[from + 1] ?? 0) / 2.55;
      places[at++] = (colours[from + 2] ?? 0) - 128;
      places[at++] = (colours[from + 3] ?? 0) - 128;
    }
  }
  return places.slice(0, at);
};

/** Squared distance of each position from the chosen ones; valid within a call. */
const apart = new Float32Array(COLOUR_CELLS ** 2);
const moved = new Float32Array(PLACE);

/** Puts so many places first of which each is the furthest from those before. */
const spreadOut = (places: Float32Array): void => {
  const count = places.length / PLACE;
  apart.fill(Number.POSITIVE_INFINITY, 0, count);
  for (let taken = 0; taken < Math.min(SPREAD, count); taken++) {
    let next = taken;
    for (let k = taken + 1; taken > 0 && k < count; k++) if ((apart[k] ?? 0) > (apart[next] ?? 0)) next = k;
    moved.set(places.subarray(PLACE * next, PLACE * (next + 1)));
    places.copyWithin(PLACE * next, PLACE * taken, PLACE * (taken + 1));
    places.set(moved, PLACE * taken);
    apart[next] = apart[taken] ?? 0;
    const [x = 0, y = 0] = moved;
    for (let k = taken + 1; k < count; k++) {
      const [u, v] = [(places[PLACE * k] ?? 0) - x, (places[PLACE * k + 1] ?? 0) - y];
      const far = u * u + v * v;
      if (far < (apart[k] ?? 0)) apart[k] = far;
    }
  }
};

/** The place next to one, by its first number. */
const nearest = (places: Float32Array, x: number, y: number): number => {
  let [least, found] = [Number.POSITIVE_INFINITY, 0];
  for (let k = 0; k < places.length; k += PLACE) {
    const [u, v] = [(places[k] ?? 0) - x, (places[k + 1] ?? 0) - y];
    const far = u * u + v * v;
    if (far < least) [least, found] = [far, k];
  }
  return found;
};

/** How far colours lie from their mean, ΔE, on average. */
const meanApart = (places: Float32Array): number => {
  const count = places.length / PLACE;
  let [l, a, b, sum] = [0, 0, 0, 0];
  for (let k = 0; k < places.length; k += PLACE) {
    l += (places[k + 2] ?? 0) / count;
    a += (places[k + 3] ?? 0) / count;
    b += (places[k + 4] ?? 0) / count;
  }
  for (let k = 0; k < places.length; k += PLACE) {
    const [u, v, w] = [(places[k + 2] ?? 0) - l, (places[k + 3] ?? 0) - a, (places[k + 4] ?? 0) - b];
    sum += Math.sqrt(u * u + v * v + w * w);
  }
  return sum / count;
};

/** Largest share of the five by five cells around one that is outside, if that gives a direction, and the distance outside that must be free of the product. */
const LEAST_OUT = 2;
const FAR_OUT = 2.2;
/** Of five bits, how many are not set, and what their columns from the middle come to. */
const NOT_SET = Int8Array.from({ length: 32 }, (_, bits) =>
  FIVE_BITS.reduce((sum, k) => sum + (bits & (1 << k) ? 0 : 1), 0),
);
const SUM_ACROSS = Int8Array.from({ length: 32 }, (_, bits) =>
  FIVE_BITS.reduce((sum, k) => sum + (bits & (1 << k) ? 0 : k - 2), 0),
);

/** Cells of an outline; nothing outlasts a call. */
const outlined = new Uint16Array(SHAPE_CELLS ** 2);

/** Points of the outline of a shape and their directions outwards, without colours; of many some, all around it. */
const outlineOf = (rows: Uint32Array, { x, y, reach }: { x: number; y: number; reach: number }): Float32Array => {
  let count = 0;
  for (let row = 0; row < SHAPE_CELLS; row++) {
    const own = rows[row] ?? 0;
    const inside = (rows[row - 1] ?? 0) & (rows[row + 1] ?? 0) & (own << 1) & (own >>> 1);
    for (let left = own & ~inside; left !== 0; left &= left - 1)
      outlined[count++] = SHAPE_CELLS * row + 31 - Math.clz32(left & -left);
  }
  const wanted = Math.min(MOST_OUTLINE, count);
  const outline = new Float32Array(OUTLINE * MOST_OUTLINE);
  let at = 0;
  for (let k = 0; k < wanted; k++) {
    const cell = outlined[Math.floor((k * count) / wanted)] ?? 0;
    const [column, row] = [cell % SHAPE_CELLS, Math.floor(cell / SHAPE_CELLS)];
    let [across, down] = [0, 0];
    for (let v = -2; v <= 2; v++) {
      const around = rows[row + v] ?? 0;
      const bits = (column < 2 ? around << (2 - column) : around >>> (column - 2)) & 31;
      across += SUM_ACROSS[bits] ?? 0;
      down += v * (NOT_SET[bits] ?? 0);
    }
    const length = Math.sqrt(across * across + down * down);
    if (length < LEAST_OUT) continue;
    const [du, dv] = [across / length, down / length];
    if (isOn(rows, Math.round(column + FAR_OUT * du), Math.round(row + FAR_OUT * dv))) continue;
    outline[at] = (column - x) / reach;
    outline[at + 1] = (row - y) / reach;
    outline[at + 2] = du;
    outline[at + 3] = dv;
    at += OUTLINE;
  }
  return outline.slice(0, at);
};

const isOn = (rows: Uint32Array, column: number, row: number): boolean =>
  column >= 0 && column < SHAPE_CELLS && (((rows[row] ?? 0) >>> column) & 1) === 1;
