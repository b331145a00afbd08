import type { LabCells } from '../../lab-cells.ts';

/** Between colours that are told apart, along each axis of CIELAB; the first and the last of them, of a* and b* as many above as below zero. */
export const ONE_COLOUR = 5;
export const FIRST_LIGHT = -1;
export const LAST_LIGHT = 21;
export const FIRST_WARM = -18;
export const BINS_WARM = 1 - 2 * FIRST_WARM;
export const BINS = (1 + LAST_LIGHT - FIRST_LIGHT) * BINS_WARM ** 2;
/** Cells a side that a picture has at most where products are looked for: those of a row are the bits of a word. */
export const MOST_CELLS = 32;

/**
 * Numbers of a record: a product as it is looked for, in whole numbers. First how many places and points of its outline there are, its left, top, right and bottom, and the side of a
 * cell of its shape; from `HEAD` on `PLACE` numbers for each place: across, down, L*, a*, b* and its bin; then `POINT` numbers for each point of its outline: across,
 * down, both of its direction outwards, and what a place has.
 */
export const HEAD = 16;
export const PLACE = 6;
export const MOST_PLACES = 20;
export const POINT = 8;
export const MOST_POINTS = 16;
export const RECORD = HEAD + PLACE * MOST_PLACES + POINT * MOST_POINTS;
/** What one is: of lengths (how far the cells of a product lie from its middle, root mean square), of colours, and of the side of a cell of its shape. */
export const LENGTH = 1024;
export const COLOUR = 64;
export const CELL = 8192;

/** Where a product may lie in a picture: its middle and how far it reaches, cells, and whether it is mirrored (−1). */
export interface Laying {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly mirror: number;
}

/** What a product, by the number of its record, differs by from what lies there. */
export interface LikelyLaying extends Laying {
  readonly product: number;
  readonly apart: number;
}

/** The bin of a colour; one of those beyond the first and the last is taken for these. */
export const binOf = (l: number, a: number, b: number): number => {
  const at = (value: number, first: number, last: number): number =>
    Math.min(last, Math.max(first, Math.round(value / ONE_COLOUR))) - first;
  // A step darker and lighter are bins, too.
  const light = at(l, FIRST_LIGHT + 1, LAST_LIGHT - 1) + 1;
  return (light * BINS_WARM + at(a, FIRST_WARM, -FIRST_WARM)) * BINS_WARM + at(b, FIRST_WARM, -FIRST_WARM);
};

/** Looks for products in pictures by their colours. */
export interface SoughtKernel {
  readonly kind: 'wasm-simd' | 'js';
  /**
   * Where each of some products may lie in a picture of at most `MOST_CELLS` cells a side: nearly all of its places have their colours, and most of what lies beside its
   * outline has not, in this light or a little more or less. `records`: `RECORD` numbers each; up to three layings of each that differ by less than `most`, the likest
   * first.
   */
  readonly layings: (records: Int16Array, cells: LabCells, most: number) => readonly LikelyLaying[];
}
