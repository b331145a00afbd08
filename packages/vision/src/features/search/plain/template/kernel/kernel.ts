import type { LabCells } from '../../lab-cells.ts';
import type { TemplatePose } from '../product/template-difference.ts';

/** Most cells a side of a searched picture: those of a row are the bits of a word. */
export const MOST_CELLS = 32;
/** Most quantized colours of a picture; stored poses of a product. */
export const MOST_MAPS = 8192;
export const POSES_PER_PRODUCT = 3;

/** Difference of a pose of a product, by the number of its record. */
export interface PoseCandidate extends TemplatePose {
  readonly product: number;
  readonly apart: number;
}

/** Looks for products in pictures by their colours. */
export interface TemplateKernel {
  /**
   * Finds poses of products in a picture of at most `MOST_CELLS` cells a side: nearly all positions have their colours, and most of the outline has other
   * colours outside, in this light or a little more or less. `records`: `RECORD` numbers each; returns the best poses of each that differ by less than `most`, the best
   * first.
   */
  readonly poses: (records: Int16Array, cells: LabCells, most: number) => readonly PoseCandidate[];
}
