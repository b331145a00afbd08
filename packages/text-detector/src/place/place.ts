import { eachInside, scaledLine, type TextRegion } from '../line-shape.ts';
import { GROUND, OTHER, type PictureLayout, PRODUCT } from './parts.ts';

/**
 * The place of a line of text: on the plain background next to the product; across the product's edge; on something else on the background, as a band
 * or a sticker; on the product alone; or in a picture without plain background, where product and background are not distinguished.
 */
export const TEXT_PLACES = ['ground', 'across', 'label', 'product', 'unknown'] as const;
export type TextPlace = (typeof TEXT_PLACES)[number];

/**
 * Margin around a line that is examined, in its thickness, at most of a line of a usual size, in longest sides of the picture: the surroundings of large print are
 * outside of the product. And least share of a class of pixels there.
 */
const RING = 0.6;
const MOST_THICKNESS = 0.12;
const LEAST_SHARE = 0.15;

/** Classifies the place of a line by its surroundings: `line` in px of a picture of that width. */
export const textPlaceOf = (layout: PictureLayout, line: TextRegion, mapWidth: number): TextPlace => {
  const { parts } = layout;
  if (parts === undefined) return 'unknown';
  const region = scaledLine(line, layout.width / mapWidth);
  const ring = RING * Math.min(region.thickness, MOST_THICKNESS * Math.max(layout.width, layout.height));
  const outer = { ...region, length: region.length + ring, thickness: region.thickness + ring };
  const inside = new Set<number>();
  eachInside(region, layout, (at) => inside.add(at));
  const counts = [0, 0, 0];
  eachInside(outer, layout, (at) => {
    const part = parts[at] ?? OTHER;
    if (!inside.has(at)) counts[part] = (counts[part] ?? 0) + 1;
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  const has = (part: number): boolean => (counts[part] ?? 0) >= LEAST_SHARE * all;
  if (has(GROUND)) return has(PRODUCT) ? 'across' : has(OTHER) ? 'label' : 'ground';
  return has(OTHER) ? 'label' : 'product';
};
