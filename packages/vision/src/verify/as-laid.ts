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

/** How many times larger theirs must show ours for detail of ours to say more. */
const LARGER = 1.05;
/** Px of theirs that an affine map may be off at a corner of ours; beyond that theirs is seen straight on first. */
const MOST_OFF = 1;

/** What is said of pictures that lie on each other. */
export interface LaidVerdict {
  readonly differs: boolean;
  /** How ours lies in theirs, as exactly as that could be found: from fractions of ours to fractions of theirs. */
  readonly mapping: PlaneMap;
  /** Theirs shows ours larger than it was laid on it, so that detail of ours says more, however small theirs is. */
  readonly isFiner: boolean;
  /** Where lines are other ones perhaps, or seem to be (`differs`), which more detail may show; undefined where nothing says so, or cells say that it differs. */
  readonly perhaps?: PerhapsOther;
}

/** A place of ours, fractions, and how both lie on each other there, from fractions of ours to those of theirs. */
interface LaidPlace {
  readonly at: readonly [x: number, y: number];
  readonly mapping: PlaneMap;
}

interface PerhapsOther extends LaidPlace {
  /** How little lines fit there (`GreatestStrokes.most`). */
  readonly most: number;
  /** Detail of ours says more, however small theirs is (`LaidVerdict.isFiner`), or lines seem to be other ones. */
  readonly isNeeded: boolean;
}

/** Both as large as each other, and their luma: of the two the coarser one says how much detail there is. */
export const ofOneScale = ({ ours, theirs, mapping, marks }: AsLaid) => {
  const scale = shownBy(mapping, ours, theirs);
  const [own, their] = [reducedBy(ours, 1 / scale), reducedBy(theirs, scale)];
  const leftOut = { ours: edgesIn(marks?.ours ?? [], own), theirs: edgesIn(marks?.theirs ?? [], their) };
  const [planes, seen] = [planesOf(own, false), planesOf(their, false)];
  /** Gives both sizes and planes back. */
  const free = (): void => {
    for (const each of [planes, seen]) giveBackPlanes(each);
    if (own !== ours) giveBack(own.data);
    if (their !== theirs) giveBack(their.data);
  };
  return { own, their, scale, leftOut, planes, seen, free };
};

/** How many times larger theirs shows ours than it is, at its middle. */
export const shownBy = (mapping: PlaneMap, ours: WarpSize, theirs: WarpSize): number =>
  scaleOf(affineAt(inPixels(mapping, ours, theirs), [ours.width / 2, ours.height / 2]));

/** Whether a part of what both show is something else in one of them, once they lie on each other. */
export const differsAsLaid = (pair: AsLaid): boolean => verifyRegistered(pair).differs;

/** The same, and where it may be though it cannot be seen in these pixels. */
export const verifyRegistered = ({ ours, theirs, mapping, marks }: AsLaid): LaidVerdict => {
  const plane = inPixels(mapping, ours, theirs);
  const affine = affineAt(plane, [ours.width / 2, ours.height / 2]);
  const { own, their, scale, leftOut, planes, seen, free } = ofOneScale({
    ours,
    theirs,
    mapping,
    ...(marks && { marks }),
  });
  const looked = (start: PlaneMap, leans: boolean): ChangeMap => {
    const begun = scaledMap(start, ours.width / own.width, their.width / theirs.width);
    return changeMap(planes, seen, begun, { leftOut, isNear: !leans, leans, hasDetail: true });
  };
  // A few points may say that it is seen at an angle where it is not: what agrees in one of both ways is the same. The one that says more is asked first.
  const leaning = isNear(plane, affine, ours) ? undefined : looked(plane, true);
  const map = leaning === undefined || isChangedIn(leaning) ? looked(affine, false) : leaning;
  const differs = isChangedIn(map);
  free();
  const said = { mapping: inFractions(ofMiddles(map.mapping, 1), own, their), isFiner: scale > LARGER };
  const place = differs ? undefined : placeOf(map, own, said.mapping);
  if (place === undefined) return { ...said, differs };
  const most = strokesAsLaid({ ours, theirs, mapping: place.mapping, ...(marks && { marks }) }, place.at);
  if (most < WORTH_DETAIL) return { ...said, differs };
  return {
    ...{ ...said, differs: most >= OTHER_STROKES },
    perhaps: { ...place, most, isNeeded: said.isFiner || most >= OTHER_STROKES },
  };
};

const isChangedIn = (map: ChangeMap): boolean => map.isOther || greatestChange(map) >= CHANGED_AS_LAID;

/** Where lines fit least, if that says anything. */
const placeOf = (map: ChangeMap, { width, height }: WarpSize, mapping: PlaneMap): LaidPlace | undefined => {
  if (map.strokes.most < PERHAPS_OTHER) return undefined;
  const { x, y } = map.strokes;
  return { at: [x / width, y / height], mapping };
};

/** Whether lines of a place are other ones as they are seen in the canonical decodes of both, too; `pair` lies on each other as it says. */
export const hasOtherStrokes = (pair: Omit<AsLaid, 'mapping'>, { at, mapping, most }: PerhapsOther): boolean =>
  areOtherStrokes(most, strokesAsLaid({ ...pair, mapping }, at));

export const strokesAsLaid = (
  { ours, theirs, mapping, marks }: AsLaid,
  [x, y]: readonly [x: number, y: number],
): number => {
  const at = [x * ours.width, y * ours.height] as const;
  const leftOut = { ours: edgesIn(marks?.ours ?? [], ours), theirs: edgesIn(marks?.theirs ?? [], theirs) };
  const affine = ofMiddles(affineAt(inPixels(mapping, ours, theirs), at), -1);
  return strokesAround({ ours, theirs, mapping: affine, leftOut }, at);
};

/** Whether a map is another one to a pixel, at the corners of ours. */
const isNear = (mapping: PlaneMap, affine: PlaneMap, { width, height }: RgbImage): boolean =>
  [0, width].every((x) =>
    [0, height].every((y) => {
      const [[u, v], [p, q]] = [mapped(mapping, x, y), mapped(affine, x, y)];
      return Math.hypot(u - p, v - q) <= MOST_OFF;
    }),
  );

/** Px around a mark that are left out with it: its place is known to a pixel or so, and compression takes its edges farther. */
export const AROUND_MARK = 6;

/** Places of marks, px of a picture, with so many around them. */
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
