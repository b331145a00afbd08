import type { Fingerprint, Part } from '../fingerprint/fingerprint.ts';
import {
  type ColourGrid,
  type ColourSpan,
  deltaE,
  deltaEOfSpan,
  type Lab,
  regrid,
  spanOf,
  turnCells,
} from '../fingerprint/lab-grid.ts';
import { chromaStep } from '../fingerprint/packing.ts';
import { boxWithin, type Form, type FractionEdges, turnBox } from '../hash256/dihedral.ts';

/** Cells whose colours lie further apart have other colours: above what compression, resizing and rounding do, below a tint. */
const DIFFERENT = 7;
/** The same for plain pictures, where it decides whether they can be distinguished. */
const CLEARLY_DIFFERENT = 10;
const ALIKE = 6;

/** Boxes that differ by less than this share of the picture are the same box. */
export const SAME_BOX = 0.012;
/** With fewer cells than this left, background is counted too. */
const FEWEST_CELLS = 6;

/** Alignment of two pictures: the rotation that maps the other one onto this one, and the matching parts. */
interface AlignedParts {
  readonly form: Form;
  readonly part: Part;
  readonly otherPart: Part;
}

/** The colours of two pictures in the cells of one of them. */
interface AlignedColours {
  readonly coarser: ColourGrid;
  readonly finer: ColourGrid;
  /** What the finer one shows in a cell of the other one. */
  readonly oppositeOf: (cell: number) => ColourSpan;
}

const alignedColours = (
  { parts, colours: subject }: Fingerprint,
  { parts: otherParts, colours: other }: Fingerprint,
  { form, part, otherPart }: AlignedParts,
): AlignedColours => {
  const within: ColourGrid = { ...subject, box: boxWithin(subject.box, parts[part].box) };
  const turned: ColourGrid = {
    box: turnBox(boxWithin(other.box, otherParts[otherPart].box), form),
    background: other.background,
    cells: turnCells(other.cells, form),
  };
  // Where an overlay or a shadow has moved the box of one of them, the larger box is taken for both.
  const [finer, coarser] = boxArea(within.box) >= boxArea(turned.box) ? [turned, within] : [within, turned];
  const oppositeOf = sameBox(within, turned)
    ? (cell: number): ColourSpan => spanOf(finer.cells[cell] ?? WHITE)
    : regrid(finer, coarser.box);
  return { coarser, finer, oppositeOf };
};

/**
 * Returns shares of cells whose colour differs after aligning the other picture: of all cells by ΔE > 10 (`clearly`), and
 * by ΔE > 7 and more than a quantization step, of those that are not background in both (`recoloured`), in any colour: another
 * backdrop does not make another product.
 */
export const colourDifferences = (
  subject: Fingerprint,
  other: Fingerprint,
  aligned: AlignedParts,
): { readonly recoloured: number; readonly clearly: number } => {
  const { coarser, finer, oppositeOf } = alignedColours(subject, other, aligned);
  // In pictures of strong colours the quantization steps are wide.
  const limit = Math.max(DIFFERENT, chromaStep(subject.colours), chromaStep(other.colours));
  let counted = 0;
  let different = 0;
  let differentAnywhere = 0;
  let clearlyDifferent = 0;
  coarser.cells.forEach((cell, k) => {
    const opposite = oppositeOf(k);
    const apart = deltaEOfSpan(cell, opposite);
    if (apart > limit) differentAnywhere++;
    if (apart > CLEARLY_DIFFERENT) clearlyDifferent++;
    if (isBackground(cell, coarser.background) && isBackground(opposite.mean, finer.background)) return;
    counted++;
    if (apart > limit) different++;
  });
  const cells = coarser.cells.length;
  return {
    clearly: clearlyDifferent / cells,
    recoloured: counted >= FEWEST_CELLS ? different / counted : differentAnywhere / cells,
  };
};

/** The share `clearly` of them alone; of more than `most` no more is known than that, which takes a fraction of the time. */
export const clearlyDifferent = (
  subject: Fingerprint,
  other: Fingerprint,
  aligned: AlignedParts,
  most: number,
): number => {
  const { coarser, oppositeOf } = alignedColours(subject, other, aligned);
  const cells = coarser.cells.length;
  let different = 0;
  for (let k = 0; k < cells && different <= most * cells; k++) {
    if (deltaEOfSpan(coarser.cells[k] ?? WHITE, oppositeOf(k)) > CLEARLY_DIFFERENT) different++;
  }
  return different / cells;
};

const boxArea = (box: FractionEdges): number => (box.right - box.left) * (box.bottom - box.top);

const sameBox = (a: ColourGrid, b: ColourGrid): boolean => farthestSide(a.box, b.box) <= SAME_BOX;

/** Largest distance of two sides, as a share of the picture. */
const farthestSide = (a: FractionEdges, b: FractionEdges): number =>
  Math.max(
    Math.abs(a.left - b.left),
    Math.abs(a.right - b.right),
    Math.abs(a.top - b.top),
    Math.abs(a.bottom - b.bottom),
  );

const WHITE: Lab = { l: 100, a: 0, b: 0 };
const isBackground = (cell: Lab, background: Lab | null): boolean => deltaE(cell, background ?? WHITE) <= ALIKE;
