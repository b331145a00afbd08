import type { FractionBox } from '@listing-lint/core/plugin';
import { affineAt, scaledMap } from '../../../image/features/apart/affine.ts';
import { changeMap } from '../../../image/features/apart/change-map.ts';
import { greatestChange } from '../../../image/features/apart/greatest-window.ts';
import { apartKernel } from '../../../image/features/apart/kernel/apart-kernel.ts';
import type { LaidSize } from '../../../image/features/apart/kernel/kernel.ts';
import { type LeftOut, leaveOut } from '../../../image/features/apart/left-out.ts';
import { giveBackPlanes, lumaPlane, type Planes, planesOf, reducedBy } from '../../../image/features/apart/planes.ts';
import { mapped, type PartEdges, type PlaneMap, scaleOf } from '../../../image/features/pair/mapping.ts';
import { inPixels } from '../../../image/features/pair/placed/placement.ts';
import type { RgbImage } from '../../../image/read/raster.ts';
import { giveBack } from '../../../kernel/byte-room.ts';

/** One picture laid on another one by points that agree. */
export interface AsLaid {
  readonly ours: RgbImage;
  readonly theirs: RgbImage;
  /** From fractions of ours to fractions of theirs. */
  readonly mapping: PlaneMap;
  /** Where marks of the seller's lie, or may lie, fractions of each: what shows there is not compared. */
  readonly marks?: { readonly ours: readonly FractionBox[]; readonly theirs: readonly FractionBox[] };
}

/**
 * How much the luma of a window of 16×16 px stands out (`greatestChange`) where one shows something else in it. Points lay a picture less exactly than its edges do: of copies
 * that were cropped, turned, scaled, put in collages and compressed the most had 415, of other tables, screens and words in the same lines the least 1,373, by all three
 * planes of colour (docs/bench-thefts.md).
 */
const CHANGED_AS_LAID = 600;

/** Px of theirs that an affine map may be off at a corner of ours; beyond that theirs is seen straight on first. */
const MOST_OFF = 1;
/** Px at the edge of theirs that say nothing. */
const EDGE = 3;

/** Whether a part of what both show is something else in one of them, once they lie on each other. */
export const differsAsLaid = ({ ours, theirs, mapping, marks }: AsLaid): boolean => {
  const plane = inPixels(mapping, ours, theirs);
  const affine = affineAt(plane, [ours.width / 2, ours.height / 2]);
  // Of the two the coarser one says how much detail there is.
  const scale = scaleOf(affine);
  const [own, their] = [reducedBy(ours, 1 / scale), reducedBy(theirs, scale)];
  const leftOut = { ours: edgesIn(marks?.ours ?? [], own), theirs: edgesIn(marks?.theirs ?? [], their) };
  const [planes, seen] = [planesOf(own, false), planesOf(their, false)];
  const isChanged = (other: Planes, start: PlaneMap, left: LeftOut): boolean => {
    const map = changeMap(planes, other, start, { leftOut: left, isNear: true, hasDetail: true });
    return map.isOther || greatestChange(map) >= CHANGED_AS_LAID;
  };
  const asItLies = (): boolean =>
    isChanged(seen, scaledMap(affine, ours.width / own.width, their.width / theirs.width), leftOut);
  const seenStraightOn = (): boolean => {
    const { other, left } = straightOn(own, seen, inPixels(mapping, own, their), leftOut);
    const isOther = isChanged(other, AS_IT_IS, left);
    giveBackPlanes(other);
    return isOther;
  };
  // A few points may say that it is seen at an angle where it is not: what agrees in one of both ways is the same. The one that says more is asked first.
  const differs = (isNear(plane, affine, ours) || seenStraightOn()) && asItLies();
  giveBackPlanes(planes);
  giveBackPlanes(seen);
  if (own !== ours) giveBack(own.data);
  if (their !== theirs) giveBack(their.data);
  return differs;
};

/** Luma of theirs as ours lies in it, seen straight on. */
const straightOn = (size: LaidSize, theirs: Planes, plane: PlaneMap, leftOut: LeftOut) => {
  const kernel = apartKernel();
  const { width, height } = theirs;
  const extent = { left: EDGE, top: EDGE, right: width - EDGE, bottom: height - EDGE };
  const shown = kernel.within(plane, size, extent);
  const luma = kernel.laid(lumaPlane(theirs), plane, size);
  const other: Planes = {
    width: size.width,
    height: size.height,
    planes: [luma, new Float32Array(0), new Float32Array(0)],
  };
  leaveOut({ width: size.width, height: size.height, isThere: shown }, plane, { ours: [], theirs: leftOut.theirs });
  return { other, left: { ours: leftOut.ours, theirs: [], shown } };
};

const AS_IT_IS: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

/** Whether a map is another one to a pixel, at the corners of ours. */
const isNear = (mapping: PlaneMap, affine: PlaneMap, { width, height }: RgbImage): boolean =>
  [0, width].every((x) =>
    [0, height].every((y) => {
      const [[u, v], [p, q]] = [mapped(mapping, x, y), mapped(affine, x, y)];
      return Math.hypot(u - p, v - q) <= MOST_OFF;
    }),
  );

/** Px around a mark that are left out with it, as `told-apart.ts` does. */
const AROUND = 6;
const edgesIn = (marks: readonly FractionBox[], { width, height }: RgbImage): readonly PartEdges[] =>
  marks.map(({ x, y, width: w, height: h }) => ({
    left: x * width - AROUND,
    top: y * height - AROUND,
    right: (x + w) * width + AROUND,
    bottom: (y + h) * height + AROUND,
  }));
