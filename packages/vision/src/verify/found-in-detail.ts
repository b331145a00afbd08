import type { RgbImage } from '@listing-lint/rules/image';
import { ofMiddles } from '../features/apart/affine.ts';
import { areFoundOther } from '../features/apart/other-strokes.ts';
import { strokePlaces } from '../features/apart/stroke-places.ts';
import { inFractions, inPixels } from '../features/pair/placed/placement.ts';
import { type AsLaid, ofOneScale, shownBy, strokesAsLaid } from './as-laid.ts';

/** How many times more pixels across must be there to see more than was seen. */
export const MORE_DETAIL = 1.2;

/**
 * Whether lines of a small part are other ones where both pictures are seen in all the detail that they have: another digit on a label is next to nothing in what is laid on each other
 * at first. `seen` are the same two as they were seen then.
 */
export const isOtherInDetail = (
  pair: AsLaid,
  seen: { readonly ours: RgbImage; readonly theirs: RgbImage },
): boolean => {
  const { ours, theirs, mapping, marks } = pair;
  const before = seen.ours.width * Math.min(1, shownBy(mapping, seen.ours, seen.theirs));
  if (ours.width * Math.min(1, shownBy(mapping, ours, theirs)) < MORE_DETAIL * before) return false;
  const { own, their, leftOut, planes, seen: others, free } = ofOneScale(pair);
  const start = ofMiddles(inPixels(mapping, own, their), -1);
  const found = strokePlaces(planes, others, start, { leftOut, leans: mapping.g !== 0 || mapping.h !== 0 });
  free();
  const exact = { mapping: inFractions(ofMiddles(found.mapping, 1), own, their), ...(marks && { marks }) };
  return found.places.some(([x, y]) => {
    const at = [x / own.width, y / own.height] as const;
    return areFoundOther(strokesAsLaid({ ours, theirs, ...exact }, at), () => strokesAsLaid({ ...seen, ...exact }, at));
  });
};
