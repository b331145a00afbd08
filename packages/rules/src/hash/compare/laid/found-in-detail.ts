import { affineAt } from '../../../image/features/apart/affine.ts';
import { areFoundOther } from '../../../image/features/apart/other-strokes.ts';
import { giveBackPlanes, planesOf, reducedBy } from '../../../image/features/apart/planes.ts';
import { strokePlaces } from '../../../image/features/apart/stroke-places.ts';
import { scaleOf } from '../../../image/features/pair/mapping.ts';
import { inFractions, inPixels } from '../../../image/features/pair/placed/placement.ts';
import type { RgbImage } from '../../../image/read/raster.ts';
import { giveBack } from '../../../kernel/byte-room.ts';
import { type AsLaid, edgesIn, ofMiddles, strokesAsLaid } from './as-laid.ts';

/** How many times more pixels across must be there to see more than was seen. */
const MORE_DETAIL = 1.2;

/**
 * Whether lines of a small part are other ones where both pictures are seen in all the detail that they have: another digit on a label is next to nothing in what is laid on each other
 * at first. `seen` are the same two as they were seen then.
 */
export const isOtherInDetail = (
  { ours, theirs, mapping, marks }: AsLaid,
  seen: { readonly ours: RgbImage; readonly theirs: RgbImage },
): boolean => {
  const scaleTo = (from: RgbImage, to: RgbImage): number =>
    scaleOf(affineAt(inPixels(mapping, from, to), [from.width / 2, from.height / 2]));
  const scale = scaleTo(ours, theirs);
  const before = seen.ours.width * Math.min(1, scaleTo(seen.ours, seen.theirs));
  if (ours.width * Math.min(1, scale) < MORE_DETAIL * before) return false;
  const [own, their] = [reducedBy(ours, 1 / scale), reducedBy(theirs, scale)];
  const [planes, others] = [planesOf(own, false), planesOf(their, false)];
  const leftOut = { ours: edgesIn(marks?.ours ?? [], own), theirs: edgesIn(marks?.theirs ?? [], their) };
  const start = ofMiddles(inPixels(mapping, own, their), -1);
  const found = strokePlaces(planes, others, start, { leftOut, leans: mapping.g !== 0 || mapping.h !== 0 });
  for (const each of [planes, others]) giveBackPlanes(each);
  for (const [made, first] of [
    [own, ours],
    [their, theirs],
  ] as const)
    if (made !== first) giveBack(made.data);
  const exact = { mapping: inFractions(ofMiddles(found.mapping, 1), own, their), ...(marks && { marks }) };
  return found.places.some(([x, y]) => {
    const at = [x / own.width, y / own.height] as const;
    return areFoundOther(strokesAsLaid({ ours, theirs, ...exact }, at), () => strokesAsLaid({ ...seen, ...exact }, at));
  });
};
