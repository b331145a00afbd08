import type { GreyImage } from '@listing-lint/rules/image';
import type { Mask, Rectangle } from './alignment/patch.ts';
import { BLEED } from './alignment/whole-alignment.ts';
import { widened } from './fill.ts';

/** Margins around the mark's place, px: to align it to a fraction of a pixel, and for tone. */
const MARGIN = { share: 0.35, least: 16, most: 56 };
/** Share of the largest change from which a pixel belongs to a stroke, and least levels. */
const STROKE = { share: 0.25, least: 2.5 };
/** Px around strokes that a retoucher touches. */
export const TOUCHED = 2;

/** Masks of a place: its strokes, its box, the box outside of what a retoucher of the strokes would touch, and the surroundings. */
export interface Masks {
  readonly between: Mask;
  readonly strokes: Mask;
  readonly box: Mask;
  readonly around: Mask;
  /** Position of the box in them, and their width, px. */
  readonly place: Rectangle & { readonly stride: number };
}

export const areaAround = (box: Rectangle, image: GreyImage): Rectangle => {
  const { share, least, most } = MARGIN;
  return grownWithin(box, Math.round(Math.min(most, Math.max(least, share * Math.max(box.width, box.height)))), image);
};

export const grownWithin = ({ left, top, width, height }: Rectangle, by: number, image: GreyImage): Rectangle => {
  const [x0, y0] = [Math.max(0, left - by), Math.max(0, top - by)];
  return {
    left: x0,
    top: y0,
    width: Math.min(image.width, left + width + by) - x0,
    height: Math.min(image.height, top + height + by) - y0,
  };
};

export const masksOf = (change: Float32Array, area: Rectangle, box: Rectangle): Masks => {
  let most = 0;
  for (const value of change) most = Math.max(most, Math.abs(value));
  const least = Math.max(STROKE.least, STROKE.share * most);
  const strokes = new Uint8Array(change.length);
  for (let i = 0; i < strokes.length; i++) strokes[i] = Math.abs(change[i] ?? 0) >= least ? 1 : 0;
  const inBox = new Uint8Array(change.length);
  const [left, top] = [Math.max(0, box.left - area.left), Math.max(0, box.top - area.top)];
  const [right, bottom] = [
    Math.min(area.width, box.left + box.width - area.left),
    Math.min(area.height, box.top + box.height - area.top),
  ];
  for (let y = top; y < bottom; y++) inBox.fill(1, y * area.width + left, y * area.width + Math.max(left, right));
  const near = widened(inBox, area.width, BLEED);
  const touched = widened(strokes, area.width, TOUCHED);
  return {
    strokes,
    box: inBox,
    between: inBox.map((value, i) => (touched[i] === 1 ? 0 : value)),
    around: near.map((value) => 1 - value),
    place: { ...box, left: box.left - area.left, top: box.top - area.top, stride: area.width },
  };
};
