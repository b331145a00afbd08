import { panelArea, panelOverlap } from '@listing-lint/rules/kernel';
import { insideCells } from '../pair/ground.ts';
import type { PartEdges } from '../pair/mapping.ts';
import type { Sheet } from '../pair/sheet.ts';
import { groundOfCells, LAB_CELL } from './plain/lab-cells.ts';
import { boxOfCells, partsOfCells } from './plain/part-shape.ts';

/** Largest share of a picture of a product's box that is searched by itself: larger ones are visible in the whole picture. */
const LARGEST = 0.5;
/** Share of the longer side that each of its sides has at least. */
const LEAST_SIDE = 0.15;
/** Most products, the largest ones. */
const MOST_PRODUCTS = 2;
/** Cells around what is left of it that belong to it, or to the ground. */
const MARGIN = 2;
/** Overlap with a searched part from which on a box is skipped. */
const SAME_BOX = 0.8;

/** Returns boxes of small isolated products on a plain background, apart from words, arrows and a shadow. Fractions of the picture; none overlaps `seen`. */
export const productBoxes = (sheet: Sheet, seen: readonly PartEdges[]): readonly PartEdges[] => {
  const { colour, ground } = sheet;
  if (ground === null) return [];
  const [columns, rows] = [Math.floor(colour.width / LAB_CELL), Math.floor(colour.height / LAB_CELL)];
  // Of lines and arrows that lead to a product nothing is left.
  const counted = insideCells(
    { columns, rows },
    groundOfCells(sheet).map((isGround) => 1 - isGround),
  );
  const longer = Math.max(columns, rows);
  return partsOfCells({ columns, rows }, counted)
    .slice(0, MOST_PRODUCTS)
    .map(boxOfCells)
    .filter(({ left, top, right, bottom }) => Math.min(right - left, bottom - top) >= LEAST_SIDE * longer)
    .map(({ left, top, right, bottom }) => ({
      left: Math.max(0, left - MARGIN) / columns,
      top: Math.max(0, top - MARGIN) / rows,
      right: Math.min(columns, right + MARGIN) / columns,
      bottom: Math.min(rows, bottom + MARGIN) / rows,
    }))
    .filter((box) => panelArea(box) <= LARGEST && seen.every((other) => panelOverlap(box, other) < SAME_BOX));
};
