import { once } from '@listing-lint/rules/kernel';
import { SHAPE_CELLS } from './part-shape.ts';
import {
  COLOUR_BYTES,
  COLOUR_CELLS,
  coloursOf,
  type PlacedPart,
  type Silhouette,
  shapeOf,
  silhouetteDetail,
} from './silhouette.ts';

/**
 * Terms of the silhouette difference: the share of either shape outside of the other one (with a tolerance of one cell), the mean ΔE of colours per position after
 * correction of light and white balance, and the ΔE of that correction. Each term is 1 at this value; the sum is `MOST_APART` at most for a possible
 * match, and up to 1 more the nearer a shape is to a mere ellipse or a box, as many things are.
 */
const BY_SHAPE = 0.15;
const BY_COLOURS = 7;
const BY_TONE = 8;
const MOST_APART = 1.5;
const AT_ALL = MOST_APART + 1;
/** How much less alike two are by each of it. */
const BY_APART = 0.15;
/** Points in a part that has as little detail as a product of ours: so many, and so many times as many as that has. */
const MORE_POINTS = 40;
const TIMES_POINTS = 3;
/** Fewer places with colours say nothing of two. */
const FEWEST_PLACES = 3;
/** Shapes that cannot lie on each other: one takes so much more of its reach, and is so much longer. */
const FILLS_MORE = 2;
const LONGER_BY = 0.4;
/** How many times more the tones of all that either shows may differ than those of what both do. */
const TONE_ALONE = 1.5;

/** How the cells of a silhouette lie, and how it looks on the whole: what is held of thousands of ours. */
export interface ShapeMoments {
  readonly x: number;
  readonly y: number;
  /** How many they are, and the root mean square of how far they lie from their middle. */
  readonly count: number;
  readonly reach: number;
  readonly axis: number;
  /** How much longer it is along x than along y, −1 to 1. */
  readonly longer: number;
  /** Area relative to the ellipse with the same moments: 1 for an ellipse, 0.95 for a box, less with legs, arms or holes. */
  readonly solid: number;
  /** Its mean colour, CIELAB. */
  readonly tone: readonly [number, number, number];
}

/** The same with its cells, relative to the centre, two numbers each; and its rows dilated by one cell, a bit a cell. */
interface OpenSilhouette extends ShapeMoments {
  readonly cells: Float32Array;
  readonly wide: Uint32Array;
}

/** Compared with each suspect. */
const momentsBySilhouette = new WeakMap<Silhouette, ShapeMoments>();

export const momentsOf = (silhouette: Silhouette): ShapeMoments => {
  const known = momentsBySilhouette.get(silhouette);
  if (known !== undefined) return known;
  const rows = shapeOf(silhouette);
  let [count, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < SHAPE_CELLS; row++) {
    for (let column = 0; column < SHAPE_CELLS; column++) {
      if ((((rows[row] ?? 0) >>> column) & 1) === 0) continue;
      count++;
      x += column;
      y += row;
      xx += column * column;
      xy += column * row;
      yy += row * row;
    }
  }
  const n = Math.max(1, count);
  [x, y] = [x / n, y / n];
  const [across, both, down] = [xx / n - x * x, xy / n - x * y, yy / n - y * y];
  const spread = Math.sqrt(Math.max(0, across * down - both * both));
  const moments: ShapeMoments = {
    ...{ x, y, count, reach: Math.sqrt(Math.max(0, across + down)) },
    axis: 0.5 * Math.atan2(2 * both, across - down),
    longer: (across - down) / Math.max(1e-9, across + down),
    solid: count / Math.max(1, 4 * Math.PI * spread),
    tone: toneOf(coloursOf(silhouette)),
  };
  momentsBySilhouette.set(silhouette, moments);
  return moments;
};

const toneOf = (colours: Uint8Array): readonly [number, number, number] => {
  let [all, l, a, b] = [0, 0, 0, 0];
  for (let k = 0; k < colours.length; k += COLOUR_BYTES) {
    const weight = colours[k] ?? 0;
    all += weight;
    l += weight * (colours[k + 1] ?? 0);
    a += weight * (colours[k + 2] ?? 0);
    b += weight * (colours[k + 3] ?? 0);
  }
  const n = Math.max(1, all);
  return [l / n / 2.55, a / n - 128, b / n - 128];
};

const opened = (silhouette: Silhouette): OpenSilhouette => {
  const moments = momentsOf(silhouette);
  const rows = shapeOf(silhouette);
  const cells = new Float32Array(2 * moments.count);
  let at = 0;
  for (let y = 0; y < SHAPE_CELLS; y++) {
    for (let x = 0; x < SHAPE_CELLS; x++) {
      if ((((rows[y] ?? 0) >>> x) & 1) === 0) continue;
      cells[at++] = x - moments.x;
      cells[at++] = y - moments.y;
    }
  }
  const wide = rows.map((row, k) => row | (row << 1) | (row >>> 1) | (rows[k - 1] ?? 0) | (rows[k + 1] ?? 0));
  return { ...moments, cells, wide };
};

/** How alike a part of a picture is to a product of ours, 0–1; 0 where it cannot show it. */
export const likeSilhouette = (ours: Silhouette, part: PlacedPart): number => {
  const [own, query] = [Float32Array.from(rowOf(ours, 0)), queryOf(part)];
  return isLikely(own, 0, query) ? likenessOf(ours, query, own[ROW - 1] ?? 0) : 0;
};

/** Silhouettes of pictures by their positions, to have parts of suspects held against all of them. */
export interface SilhouetteTable {
  /** Returns the likeness of the best part to a picture's silhouettes, by its position; impossible ones are left out. */
  readonly likenesses: (parts: readonly PlacedPart[]) => ReadonlyMap<number, number>;
}

/** Silhouettes of one of ours, and how alike a part is to them at least, 0–1, to be one of these. */
export interface TabledSilhouettes {
  readonly silhouettes: readonly Silhouette[];
  readonly least: number;
}

/** Numbers of a row: how much of its reach it fills, how much longer it is, its tone, and what two may differ by. */
const ROW = 6;

export const silhouetteTable = (pictures: readonly TabledSilhouettes[]): SilhouetteTable => {
  const all = pictures.flatMap(({ silhouettes, least }, position) =>
    silhouettes.map((silhouette) => ({ silhouette, least, position })),
  );
  const rows = new Float32Array(ROW * all.length);
  for (const [k, { silhouette, least }] of all.entries()) rows.set(rowOf(silhouette, least), ROW * k);
  return {
    likenesses: (parts) => {
      const found = new Map<number, number>();
      for (const part of parts) {
        const query = queryOf(part);
        // Thousands of ours are passed by without a look at their shapes.
        for (let k = 0; k < all.length; k++) {
          const own = all[k];
          if (own === undefined || !isLikely(rows, ROW * k, query)) continue;
          const like = likenessOf(own.silhouette, query, rows[ROW * k + ROW - 1] ?? 0);
          if (like > (found.get(own.position) ?? 0)) found.set(own.position, like);
        }
      }
      return found;
    },
  };
};

const rowOf = (silhouette: Silhouette, least: number): readonly number[] => {
  const { count, reach, longer, solid, tone } = momentsOf(silhouette);
  const most = Math.min(AT_ALL - Math.min(1, solid), (1 - least) / BY_APART);
  return [reach === 0 ? 0 : count / reach ** 2, longer, ...tone, most];
};

/** Checks of a part before its shape is compared. */
interface PartQuery {
  readonly fills: number;
  readonly longer: number;
  readonly l: number;
  readonly a: number;
  readonly b: number;
  readonly part: PlacedPart;
  /** Opened where one of ours has its colours. */
  readonly shape: () => OpenSilhouette;
}

const queryOf = (part: PlacedPart): PartQuery => {
  const [fills = 0, longer = 0, l = 0, a = 0, b = 0] = rowOf(part.silhouette, 0);
  return { fills, longer, l, a, b, part, shape: once(() => opened(part.silhouette)) };
};

const isLikely = (rows: Float32Array, at: number, { fills, longer, l, a, b }: PartQuery): boolean => {
  const own = rows[at] ?? 0;
  if (own * fills === 0 || own > FILLS_MORE * fills || fills > FILLS_MORE * own) return false;
  if (Math.abs((rows[at + 1] ?? 0) - longer) > LONGER_BY) return false;
  const [u, v, w] = [(rows[at + 2] ?? 0) - l, (rows[at + 3] ?? 0) - a, (rows[at + 4] ?? 0) - b];
  // What only one of both shows of a place does not count for how their tones differ.
  return u * u + v * v + w * w <= (TONE_ALONE * BY_TONE * (rows[at + 5] ?? 0)) ** 2;
};

const likenessOf = (ours: Silhouette, { part: { silhouette, detail }, shape }: PartQuery, most: number): number => {
  const colours = coloursApart(coloursOf(ours), coloursOf(silhouette), most);
  if (colours > most) return 0;
  const apart = colours + (1 - likeShapes(opened(ours), shape())) / BY_SHAPE;
  return apart > most || detail() > TIMES_POINTS * silhouetteDetail(ours) + MORE_POINTS ? 0 : 1 - BY_APART * apart;
};

/** How much the colours differ of the places that both have, the less of as they are and mirrored; more than `most` where that is known to be more. */
const coloursApart = (own: Uint8Array, their: Uint8Array, most: number): number => {
  const upright = coloursApartIn(own, their, most, 1);
  return Math.min(upright, coloursApartIn(own, their, Math.min(most, upright), -1));
};

const COLOUR_ROW = COLOUR_BYTES * COLOUR_CELLS;

/** `mirror`: 1, or −1 for mirrored. Thousands of calls: in loops. */
const coloursApartIn = (own: Uint8Array, their: Uint8Array, most: number, mirror: 1 | -1): number => {
  const [first, step] = [mirror === 1 ? 0 : COLOUR_ROW - COLOUR_BYTES, mirror * COLOUR_BYTES];
  let [all, l, a, b] = [0, 0, 0, 0];
  for (let row = 0; row < own.length; row += COLOUR_ROW) {
    for (let k = row, m = row + first; k < row + COLOUR_ROW; k += COLOUR_BYTES, m += step) {
      const weight = Math.min(own[k] ?? 0, their[m] ?? 0);
      if (weight === 0) continue;
      all += weight;
      l += weight * ((their[m + 1] ?? 0) - (own[k + 1] ?? 0));
      a += weight * ((their[m + 2] ?? 0) - (own[k + 2] ?? 0));
      b += weight * ((their[m + 3] ?? 0) - (own[k + 3] ?? 0));
    }
  }
  if (all < FEWEST_PLACES * 255) return Number.POSITIVE_INFINITY;
  l /= all;
  a /= all;
  b /= all;
  const tone = Math.hypot(l / 2.55, a, b) / BY_TONE;
  if (tone > most) return Number.POSITIVE_INFINITY;
  const mostOfAll = (most - tone) * all * BY_COLOURS;
  let sum = 0;
  for (let row = 0; row < own.length; row += COLOUR_ROW) {
    for (let k = row, m = row + first; k < row + COLOUR_ROW; k += COLOUR_BYTES, m += step) {
      const weight = Math.min(own[k] ?? 0, their[m] ?? 0);
      if (weight === 0) continue;
      const light = ((their[m + 1] ?? 0) - (own[k + 1] ?? 0) - l) / 2.55;
      const warm = (their[m + 2] ?? 0) - (own[k + 2] ?? 0) - a;
      const hue = (their[m + 3] ?? 0) - (own[k + 3] ?? 0) - b;
      sum += weight * Math.sqrt(light * light + warm * warm + hue * hue);
    }
    if (sum > mostOfAll) return Number.POSITIVE_INFINITY;
  }
  return tone + sum / all / BY_COLOURS;
};

/**
 * Returns the likeness of two shapes, 0–1: aligned by centre and size, as they are and mirrored, upright and rotated to align their longer
 * axes; the smaller share of either inside of the other one, dilated by one cell.
 */
const likeShapes = (own: OpenSilhouette, their: OpenSilhouette): number =>
  bestOverlap(their.axis, own.axis, (mirror, turn) => {
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const [onto, back] = [own.reach / their.reach, their.reach / own.reach];
    const theirs = shareOn(their, own, [mirror * onto * cos, mirror * onto * sin, -onto * sin, onto * cos]);
    const ours = shareOn(own, their, [mirror * back * cos, -back * sin, mirror * back * sin, back * cos]);
    return Math.min(theirs, ours);
  });

/** A part is turned by this much at most to be held against a shape, and by less than the least not at all, radians. */
const MOST_TURNED = 0.28;
const LEAST_TURNED = 0.04;

/** Returns the best score of a part and a shape: unmirrored and mirrored (−1), upright and rotated a little to align their longer axes, radians. */
const bestOverlap = (part: number, shape: number, saidOf: (mirror: 1 | -1, turn: number) => number): number => {
  let most = 0;
  for (const mirror of [1, -1] as const) {
    const turn = ((part - mirror * shape + 1.5 * Math.PI) % Math.PI) - 0.5 * Math.PI;
    most = Math.max(most, saidOf(mirror, 0));
    if (Math.abs(turn) > LEAST_TURNED && Math.abs(turn) < MOST_TURNED) most = Math.max(most, saidOf(mirror, turn));
  }
  return most;
};

/** Returns the share of cells of one shape inside of another one, dilated by one cell, under a map between centres. */
const shareOn = (
  { cells }: OpenSilhouette,
  { wide, x, y }: OpenSilhouette,
  [a, b, c, d]: readonly [number, number, number, number],
): number => {
  let on = 0;
  for (let k = 0; k < cells.length; k += 2) {
    const [u, v] = [cells[k] ?? 0, cells[k + 1] ?? 0];
    const column = Math.round(x + a * u + b * v);
    const row = Math.round(y + c * u + d * v);
    if (column >= 0 && column < SHAPE_CELLS && row >= 0 && row < SHAPE_CELLS) on += ((wide[row] ?? 0) >>> column) & 1;
  }
  return (2 * on) / Math.max(1, cells.length);
};
