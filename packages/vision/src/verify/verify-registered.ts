import type { FractionBox } from '@listing-lint/core/plugin';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { affineAt, ofMiddles, scaledMap } from '../features/apart/affine.ts';
import { type ChangeMap, changeMap } from '../features/apart/change-map.ts';
import { greatestChange } from '../features/apart/greatest-window.ts';
import type { WarpSize } from '../features/apart/kernel/kernel.ts';
import { areOtherStrokes, OTHER_STROKES, PERHAPS_OTHER, WORTH_DETAIL } from '../features/apart/other-strokes.ts';
import { giveBackPlanes, planesOf, reducedBy } from '../features/apart/planes.ts';
import { strokesAround } from '../features/apart/strokes-around.ts';
import { mapped, type PartEdges, type PlaneMap, scaleOf } from '../features/pair/mapping.ts';
import { inFractions, inPixels } from '../features/pair/placed/placement.ts';

/** Two pictures registered by keypoints. */
export interface RegisteredImages {
  readonly ours: RgbImage;
  readonly theirs: RgbImage;
  /** From fractions of ours to fractions of theirs. */
  readonly mapping: PlaneMap;
  /** Boxes of the seller's watermarks, certain or possible, fractions of each: excluded from the comparison. */
  readonly marks?: { readonly ours: readonly FractionBox[]; readonly theirs: readonly FractionBox[] };
}

/**
 * Least luma residual of a window of 16×16 px (`greatestChange`) for other content. Registration by keypoints is less exact than by edges: of copies
 * that were cropped, rotated, scaled, put in collages and compressed the largest was 415, of other tables, screens and words in the same lines the smallest 1,373, by all three
 * colour planes (docs/bench-thefts.md).
 */
const CHANGED_AFTER_REGISTRATION = 600;

/** Least scale of ours in theirs at which detail of ours adds information. */
const LARGER = 1.05;
/** Largest error of an affine map at a corner of ours, px of theirs; beyond that the projective map is tried first. */
const MOST_OFF = 1;

/** Result of the comparison of a registered pair. */
export interface RegisteredVerdict {
  readonly differs: boolean;
  /** The refined map from fractions of ours to fractions of theirs. */
  readonly mapping: PlaneMap;
  /** Theirs shows ours at a larger scale, so that detail of ours adds information, however small theirs is. */
  readonly isFiner: boolean;
  /** A place with possibly other lines, to be verified in more detail; undefined if there is none, or if cells differ already. */
  readonly perhaps?: PerhapsOther;
}

/** A place of ours, fractions, and the map from fractions of ours to those of theirs there. */
interface StrokePlace {
  readonly at: readonly [x: number, y: number];
  readonly mapping: PlaneMap;
}

interface PerhapsOther extends StrokePlace {
  /** How little lines fit there (`GreatestStrokes.most`). */
  readonly most: number;
  /** Detail of ours adds information (`RegisteredVerdict.isFiner`), or lines seem to differ. */
  readonly isNeeded: boolean;
}

/** Scales both to one size, that of the coarser one, and extracts their planes. */
export const ofOneScale = ({ ours, theirs, mapping, marks }: RegisteredImages) => {
  const scale = scaleBetween(mapping, ours, theirs);
  const [own, their] = [reducedBy(ours, 1 / scale), reducedBy(theirs, scale)];
  const leftOut = { ours: edgesIn(marks?.ours ?? [], own), theirs: edgesIn(marks?.theirs ?? [], their) };
  const [planes, seen] = [planesOf(own, false), planesOf(their, false)];
  /** Releases both rasters and planes. */
  const free = (): void => {
    for (const each of [planes, seen]) giveBackPlanes(each);
    if (own !== ours) giveBack(own.data);
    if (their !== theirs) giveBack(their.data);
  };
  return { own, their, scale, leftOut, planes, seen, free };
};

/** Returns the scale of ours in theirs at its centre. */
export const scaleBetween = (mapping: PlaneMap, ours: WarpSize, theirs: WarpSize): number =>
  scaleOf(affineAt(inPixels(mapping, ours, theirs), [ours.width / 2, ours.height / 2]));

/** Whether a common part of a registered pair has other content in one of them. */
export const differsAfterRegistration = (pair: RegisteredImages): boolean => verifyRegistered(pair).differs;

/** Compares a registered pair, and returns where other content is possible beyond these pixels. */
export const verifyRegistered = ({ ours, theirs, mapping, marks }: RegisteredImages): RegisteredVerdict => {
  const plane = inPixels(mapping, ours, theirs);
  const affine = affineAt(plane, [ours.width / 2, ours.height / 2]);
  const { own, their, scale, leftOut, planes, seen, free } = ofOneScale({
    ours,
    theirs,
    mapping,
    ...(marks && { marks }),
  });
  const changesFrom = (start: PlaneMap, leans: boolean): ChangeMap => {
    const begun = scaledMap(start, ours.width / own.width, their.width / theirs.width);
    return changeMap(planes, seen, begun, { leftOut, isNear: !leans, leans, hasDetail: true });
  };
  // A few keypoints may suggest a perspective: agreement under either map is enough. The more general one is tried first.
  const leaning = isNear(plane, affine, ours) ? undefined : changesFrom(plane, true);
  const map = leaning === undefined || isChangedIn(leaning) ? changesFrom(affine, false) : leaning;
  const differs = isChangedIn(map);
  free();
  const said = { mapping: inFractions(ofMiddles(map.mapping, 1), own, their), isFiner: scale > LARGER };
  const place = differs ? undefined : placeOf(map, own, said.mapping);
  if (place === undefined) return { ...said, differs };
  const most = strokesBetween({ ours, theirs, mapping: place.mapping, ...(marks && { marks }) }, place.at);
  if (most < WORTH_DETAIL) return { ...said, differs };
  return {
    ...{ ...said, differs: most >= OTHER_STROKES },
    perhaps: { ...place, most, isNeeded: said.isFiner || most >= OTHER_STROKES },
  };
};

const isChangedIn = (map: ChangeMap): boolean => map.isOther || greatestChange(map) >= CHANGED_AFTER_REGISTRATION;

/** The place with the poorest fit of lines, if significant. */
const placeOf = (map: ChangeMap, { width, height }: WarpSize, mapping: PlaneMap): StrokePlace | undefined => {
  if (map.strokes.most < PERHAPS_OTHER) return undefined;
  const { x, y } = map.strokes;
  return { at: [x / width, y / height], mapping };
};

/** Whether lines of a place differ in the canonical decodes of both, too. */
export const hasOtherStrokes = (
  pair: Omit<RegisteredImages, 'mapping'>,
  { at, mapping, most }: PerhapsOther,
): boolean => areOtherStrokes(most, strokesBetween({ ...pair, mapping }, at));

export const strokesBetween = (
  { ours, theirs, mapping, marks }: RegisteredImages,
  [x, y]: readonly [x: number, y: number],
): number => {
  const at = [x * ours.width, y * ours.height] as const;
  const leftOut = { ours: edgesIn(marks?.ours ?? [], ours), theirs: edgesIn(marks?.theirs ?? [], theirs) };
  const affine = ofMiddles(affineAt(inPixels(mapping, ours, theirs), at), -1);
  return strokesAround({ ours, theirs, mapping: affine, leftOut }, at);
};

/** Whether a map equals an affine one within `MOST_OFF` at the corners of ours. */
const isNear = (mapping: PlaneMap, affine: PlaneMap, { width, height }: RgbImage): boolean =>
  [0, width].every((x) =>
    [0, height].every((y) => {
      const [[u, v], [p, q]] = [mapped(mapping, x, y), mapped(affine, x, y)];
      return Math.hypot(u - p, v - q) <= MOST_OFF;
    }),
  );

/** Margin around a watermark that is excluded with it, px: its place is known within a pixel or so, and compression extends its edges. */
export const AROUND_MARK = 6;

/** Returns the boxes of watermarks with a margin, px of a picture. */
export const edgesIn = (
  marks: readonly FractionBox[],
  { width, height }: WarpSize,
  around = AROUND_MARK,
): readonly PartEdges[] =>
  marks.map(({ x, y, width: w, height: h }) => ({
    left: x * width - around,
    top: y * height - around,
    right: (x + w) * width + around,
    bottom: (y + h) * height + around,
  }));
