import type { RgbImage } from '@listing-lint/rules/image';
import { once } from '@listing-lint/rules/kernel';
import type { Features } from '../../extract/features.ts';
import { MASK_CELL } from '../../kernel/kernel.ts';
import { insideCells } from '../../pair/ground.ts';
import type { LabCells } from './lab-cells.ts';
import { boxOfCells, type CellPart, cellsInside, packShape, partsOfCells, SHAPE_CELLS } from './part-shape.ts';
import { colourOfEdge, edgeCells, type FineCells, fineCells, isNearLab, productMasks } from './product-masks.ts';

/** Positions a side of the stored colours of a product, and bytes of each: its coverage, of 255 (see `isHoleAt`), its L* in 255ths, its a* and b* from −128 on. */
export const COLOUR_CELLS = 16;
export const COLOUR_BYTES = 4;
/** Words of a stored silhouette: its shape, a bit a cell, its colours, and its amount of detail. */
export const SILHOUETTE_WORDS = SHAPE_CELLS + (COLOUR_BYTES * COLOUR_CELLS ** 2) / 4 + 1;

/**
 * A product without its ground, in few words: `SHAPE_CELLS` rows of the box around it, a bit a cell; the colours of `COLOUR_CELLS` × `COLOUR_CELLS` places of
 * it; and how many key points it has away from its edge.
 */
export type Silhouette = Uint32Array;

export const shapeOf = (silhouette: Silhouette): Uint32Array => silhouette.subarray(0, SHAPE_CELLS);
export const coloursOf = ({ buffer, byteOffset }: Silhouette): Uint8Array =>
  new Uint8Array(buffer, byteOffset + 4 * SHAPE_CELLS, COLOUR_BYTES * COLOUR_CELLS ** 2);
/**
 * Whether a place, by its first byte, shows some of the colour of the ground around the product: that may be seen through it there, as through a handle, or the product may be as
 * light.
 */
export const isHoleAt = (colours: Uint8Array, at: number): boolean => ((colours[at] ?? 0) & 1) === 1;
export const silhouetteDetail = (silhouette: Silhouette): number => silhouette[SILHOUETTE_WORDS - 1] ?? 0;

/** Share of a picture that a product takes at least and at most, and that each piece of it takes. */
const LEAST_PRODUCT = 0.015;
const MOST_PRODUCT = 0.95;
const LEAST_PIECE = 0.002;
const MOST_PIECES = 64;
/** Least share of a part that is a product of its own, and most parts. */
const LEAST_ALONE = 0.02;
const MOST_ALONE = 4;
/** Share of the cells of two parts by which they differ at most, to be one. */
const ONE_PART = 0.03;

/** Where the cells of a part lie: the middle of them, and how far they lie from there on average (their root mean square). */
export interface PartPlace {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** A part of a picture that may be a product, with its number of keypoints away from the edge if needed. */
export interface PlacedPart {
  readonly silhouette: Silhouette;
  readonly detail: () => number;
}

/** Returns the silhouettes of a picture by several background models. */
export const silhouettesOf = (image: RgbImage, points: Features): readonly Silhouette[] =>
  placedParts(
    image,
    () => points,
    ({ whole }) => [whole],
  ).map(({ silhouette, detail }) => {
    silhouette[SILHOUETTE_WORDS - 1] = detail();
    return silhouette;
  });

/** The same, and what of it stands alone: a picture of somebody else's may show more than a product. */
export const silhouettesIn = (
  image: RgbImage,
  points: () => Features,
  cells: FineCells = fineCells(image),
): readonly PlacedPart[] => placedParts(image, points, ({ whole, alone }) => [whole, ...alone], cells);

interface Parts {
  readonly whole: CellPart;
  readonly alone: readonly CellPart[];
}

/** Returns the place of the product of a silhouette in our picture, in cells; undefined if nothing has that shape. */
export const placeOfSilhouette = (image: RgbImage, silhouette: Silhouette): PartPlace | undefined => {
  const shape = shapeOf(silhouette);
  const part = partsIn(fineCells(image), ({ whole }) => [whole]).find((each) =>
    shapeRows(each).every((row, k) => row === shape[k]),
  );
  return part && placeOfPart(part);
};

const placedParts = (
  image: RgbImage,
  points: () => Features,
  of: (parts: Parts) => readonly CellPart[],
  cells: FineCells = fineCells(image),
): readonly PlacedPart[] => {
  const pointCells = once(() => cellsOfPoints(points(), image, cells, MASK_CELL));
  const ground = colourOfEdge(cells, edgeCells(cells));
  return partsIn(cells, of).map((part) => {
    const isInside = cellsInside(part, cells);
    return {
      silhouette: silhouetteOf(part, cells, { ground, isInside }),
      // Two cells from its edge and more.
      detail: once(() => pointsIn(pointCells(), insideCells(cells, isInside))),
    };
  });
};

/** Parts that a picture without its ground has, each once. */
const partsIn = (cells: FineCells, of: (parts: Parts) => readonly CellPart[]): readonly CellPart[] => {
  const all = cells.columns * cells.rows;
  const found: CellPart[] = [];
  for (const mask of productMasks(cells)) {
    const pieces = partsOfCells(cells, mask, { least: LEAST_PIECE, most: MOST_PIECES });
    const alone = pieces.length < 2 ? [] : pieces.filter((piece) => piece.length >= 2 * LEAST_ALONE * all);
    for (const part of of({ whole: joinedCells(pieces), alone: alone.slice(0, MOST_ALONE) })) {
      const share = part.length / (2 * all);
      if (share >= LEAST_PRODUCT && share <= MOST_PRODUCT && !found.some((other) => isOnePart(other, part)))
        found.push(part);
    }
  }
  return found;
};

const joinedCells = (pieces: readonly CellPart[]): CellPart => {
  const joined = new Uint16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
};

const isOnePart = (one: CellPart, other: CellPart): boolean => {
  if (Math.abs(one.length - other.length) > ONE_PART * one.length) return false;
  const [a, b] = [boxOfCells(one), boxOfCells(other)];
  const sides = [a.left - b.left, a.top - b.top, a.right - b.right, a.bottom - b.bottom];
  return sides.every((side) => Math.abs(side) <= 1);
};

/** Share of a cell of a shape that a part covers where the cell is of it: legs of a table are thinner than that. */
const COVERED = 0.3;

/** The colour of the ground around parts, and the cells of one that do not touch its edge. */
interface Around {
  readonly ground: ArrayLike<number>;
  readonly isInside: Uint8Array;
}

const silhouetteOf = (part: CellPart, cells: FineCells, around: Around): Silhouette => {
  const silhouette = new Uint32Array(SILHOUETTE_WORDS);
  silhouette.set(shapeRows(part));
  coloursOf(silhouette).set(coloursAt(part, cells, around));
  return silhouette;
};

/** Like `packShape`, but a cell is set if the part covers enough of it. */
const shapeRows = (part: CellPart): Uint32Array => {
  const { left, top, right, bottom } = boxOfCells(part);
  const side = Math.max(right - left, bottom - top);
  if (side < SHAPE_CELLS) return packShape(part);
  const rows = new Uint32Array(SHAPE_CELLS);
  const scale = SHAPE_CELLS / side;
  const covered = new Float32Array(SHAPE_CELLS ** 2);
  for (let k = 0; k < part.length; k += 2) {
    const [x, y] = [Math.floor(((part[k] ?? 0) - left) * scale), Math.floor(((part[k + 1] ?? 0) - top) * scale)];
    covered[y * SHAPE_CELLS + x] = (covered[y * SHAPE_CELLS + x] ?? 0) + scale * scale;
  }
  for (let k = 0; k < covered.length; k++) {
    const y = Math.floor(k / SHAPE_CELLS);
    if ((covered[k] ?? 0) >= COVERED) rows[y] = (rows[y] ?? 0) | (1 << (k - y * SHAPE_CELLS));
  }
  return rows;
};

/** Radius of the stored colours of a part around its centre, in units of the root mean square distance of its cells. */
export const COLOUR_REACH = 2.2;
/** Share of a place that a part covers at least. */
const LEAST_COVERED = 0.25;
/** Share of the cells of a part that do not touch its edge, from which on those at its edge, which show some of the ground, are left out. */
const MOSTLY_EDGE = 0.25;

/** ΔE from the ground up to which a cell may be of it, and share of a place where it may be seen. */
const OF_GROUND = 5;
const LEAST_SEEN = 0.25;

/** Returns the centre of a cell. */
const MIDDLE = 0.5;

const placeOfPart = (part: CellPart): PartPlace => {
  const count = part.length / 2;
  let [x, y, far] = [0, 0, 0];
  for (let k = 0; k < part.length; k += 2) {
    x += (part[k] ?? 0) / count;
    y += (part[k + 1] ?? 0) / count;
  }
  for (let k = 0; k < part.length; k += 2) far += (((part[k] ?? 0) - x) ** 2 + ((part[k + 1] ?? 0) - y) ** 2) / count;
  return { x: x + MIDDLE, y: y + MIDDLE, reach: Math.sqrt(far) };
};

const coloursAt = (part: CellPart, cells: FineCells, { ground, isInside }: Around): Uint8Array => {
  const { columns, lab } = cells;
  const count = part.length / 2;
  const { x, y, reach: far } = placeOfPart(part);
  const [middle, centre, reach] = [x - MIDDLE, y - MIDDLE, COLOUR_REACH * far];
  const scale = COLOUR_CELLS / (2 * reach);
  const isThin = isInside.reduce((sum, each) => sum + each, 0) < MOSTLY_EDGE * count;
  const sums = new Float32Array(4 * COLOUR_CELLS ** 2);
  const seen = new Uint16Array(COLOUR_CELLS ** 2);
  for (let k = 0; k < part.length; k += 2) {
    const [column, row] = [part[k] ?? 0, part[k + 1] ?? 0];
    if (!isThin && isInside[row * columns + column] !== 1) continue;
    const [u, v] = [Math.floor((column - middle + reach) * scale), Math.floor((row - centre + reach) * scale)];
    if (u < 0 || v < 0 || u >= COLOUR_CELLS || v >= COLOUR_CELLS) continue;
    const [at, from] = [4 * (v * COLOUR_CELLS + u), 3 * (row * columns + column)];
    sums[at] = (sums[at] ?? 0) + 1;
    if (isNearLab(lab, from, ground, 0, OF_GROUND)) seen[at >> 2] = (seen[at >> 2] ?? 0) + 1;
    for (let axis = 0; axis < 3; axis++) sums[at + 1 + axis] = (sums[at + 1 + axis] ?? 0) + (lab[from + axis] ?? 0);
  }
  const colours = new Uint8Array(COLOUR_BYTES * COLOUR_CELLS ** 2);
  for (let at = 0; at < sums.length; at += 4) {
    const n = sums[at] ?? 0;
    const covered = Math.min(1, n * scale * scale);
    if (covered < LEAST_COVERED) continue;
    colours[at] = (Math.round(255 * covered) & ~1) | Number((seen[at >> 2] ?? 0) >= LEAST_SEEN * n);
    colours[at + 1] = Math.round(Math.min(255, (2.55 * (sums[at + 1] ?? 0)) / n));
    for (let axis = 2; axis < 4; axis++)
      colours[at + axis] = Math.max(0, Math.min(255, Math.round((sums[at + axis] ?? 0) / n + 128)));
  }
  return colours;
};

/** How many points lie in each cell of so many px of a picture; they may have been found in another size of it. */
const cellsOfPoints = (
  { count, x, y, width, height }: Features,
  image: RgbImage,
  { columns, rows }: Pick<LabCells, 'columns' | 'rows'>,
  side: number,
): Uint16Array => {
  const cells = new Uint16Array(columns * rows);
  for (let k = 0; k < count; k++) {
    const column = Math.floor((((x[k] ?? 0) + 0.5) * image.width) / (width * side));
    const row = Math.floor((((y[k] ?? 0) + 0.5) * image.height) / (height * side));
    const cell = row * columns + column;
    if (column < columns && row < rows) cells[cell] = (cells[cell] ?? 0) + 1;
  }
  return cells;
};

/** How many points lie in the cells that are 1. */
const pointsIn = (points: Uint16Array, cells: Uint8Array): number => {
  let within = 0;
  for (const [k, isIn] of cells.entries()) within += isIn * (points[k] ?? 0);
  return within;
};
