import type { RgbImage } from '@listing-lint/rules/image';
import { ofMiddles } from '../features/apart/affine.ts';
import { areFoundOther } from '../features/apart/other-strokes.ts';
import { strokePlaces } from '../features/apart/stroke-places.ts';
import { inFractions, inPixels } from '../features/pair/placed/placement.ts';
import { ofOneScale, type RegisteredImages, scaleBetween, strokesBetween } from './verify-registered.ts';

/** Least ratio of the resolutions to add detail. */
export const MORE_DETAIL = 1.2;

/**
 * Whether lines of a small part differ in the full detail of both pictures: another digit on a label is hardly visible in the first
 * registration. `seen` are the rasters of that.
 */
export const isOtherInDetail = (
  pair: RegisteredImages,
  seen: { readonly ours: RgbImage; readonly theirs: RgbImage },
): boolean => {
  const { ours, theirs, mapping, marks } = pair;
  const before = seen.ours.width * Math.min(1, scaleBetween(mapping, seen.ours, seen.theirs));
  if (ours.width * Math.min(1, scaleBetween(mapping, ours, theirs)) < MORE_DETAIL * before) return false;
  const { own, their, leftOut, planes, seen: others, free } = ofOneScale(pair);
  const start = ofMiddles(inPixels(mapping, own, their), -1);
  const found = strokePlaces(planes, others, start, { leftOut, leans: mapping.g !== 0 || mapping.h !== 0 });
  free();
  const exact = { mapping: inFractions(ofMiddles(found.mapping, 1), own, their), ...(marks && { marks }) };
  return found.places.some(([x, y]) => {
    const at = [x / own.width, y / own.height] as const;
    return areFoundOther(strokesBetween({ ours, theirs, ...exact }, at), () =>
      strokesBetween({ ...seen, ...exact }, at),
    );
  });
};
