import type { LabCells } from '../../lab-cells.ts';
import type { TemplatePose } from '../product/template-difference.ts';

/** Cells a side that a picture has at most where products are looked for: those of a row are the bits of a word. */
export const MOST_CELLS = 32;
/** Colours of a picture that are told apart at most; poses of a product that are kept. */
export const MOST_MAPS = 8192;
export const POSES_PER_PRODUCT = 3;

/** What a product, by the number of its record, differs by from what lies there. */
export interface PoseCandidate extends TemplatePose {
  readonly product: number;
  readonly apart: number;
}

/** Looks for products in pictures by their colours. */
export interface TemplateKernel {
  /**
   * Where each of some products may lie in a picture of at most `MOST_CELLS` cells a side: nearly all of its places have their colours, and most of what lies beside its
   * outline has not, in this light or a little more or less. `records`: `RECORD` numbers each; up to `LAYINGS_KEPT` poses of each that differ by less than `most`, the likest
   * first.
   */
  readonly poses: (records: Int16Array, cells: LabCells, most: number) => readonly PoseCandidate[];
}
