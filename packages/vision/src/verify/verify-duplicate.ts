import type { FractionBox } from '@listing-lint/core/plugin';
import {
  compareFingerprints,
  type Fingerprint,
  FORMS,
  type Form,
  type FractionEdges,
  isNearDuplicate,
  type Match,
  partsOf,
  type Thresholds,
  turnedPoint,
} from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { ofMiddles, scaledMap } from '../features/apart/affine.ts';
import { CHANGED, CHANGED_IN_DETAIL, type ChangeMap, changeMap } from '../features/apart/change-map.ts';
import { greatestChange, greatestWindow } from '../features/apart/greatest-window.ts';
import {
  areOtherStrokes,
  OTHER_STROKES,
  PERHAPS_OTHER,
  SEEN_AT_FIRST,
  WORTH_DETAIL,
} from '../features/apart/other-strokes.ts';
import { giveBackPlanes, planesOf, reducedBy } from '../features/apart/planes.ts';
import { strokesAround } from '../features/apart/strokes-around.ts';
import type { PartEdges } from '../features/pair/mapping.ts';
import { mappedBack, type PlaneMap, scaleOf } from '../features/pair/mapping.ts';
import { inFractions } from '../features/pair/placed/placement.ts';
import { sheetRaster } from '../features/pair/sheet.ts';
import { cutOut } from '../features/panels/panels.ts';
import { isOtherInDetail, MORE_DETAIL } from './found-in-detail.ts';
import { AROUND_MARK, edgesIn } from './verify-registered.ts';

/** A picture with its pixels: any size, such as its canonical decode. */
export interface PicturePixels {
  readonly fingerprint: Fingerprint;
  readonly image: RgbImage;
  /** Boxes of the seller's watermarks, certain or possible: fractions of the picture. Excluded from the comparison. */
  readonly marks?: readonly FractionBox[];
}

/**
 * Returns the canonical decodes of two pictures, with more detail than the rasters for registration; null if one of them is not available or has no more.
 * `isNeeded`: the second one is needed however small the first one is.
 */
export type InDetail = (isNeeded?: boolean) => Promise<readonly [RgbImage, RgbImage] | null>;

/** Residual below which recompressed copies mostly are; above it the surroundings are compared in detail. */
const PERHAPS_CHANGED = 10;
/** Half size of the part compared in detail around the centre of the largest residual, px of a picture of 512. */
const REACH = 96;

/** The match as it is where a small part of one picture shows something else: nothing that 256 bits and 64 colours see. Of what hashes call a duplicate alone. */
export const verifyDuplicate = async (
  subject: PicturePixels,
  other: PicturePixels,
  match: Match,
  thresholds: Thresholds,
  inDetail: InDetail,
): Promise<Match> => {
  if (!isNearDuplicate(match, thresholds)) return match;
  // What is even in itself may lie on it in several ways: where one of them agrees, nothing was changed.
  let least: PairChange | null = null;
  for (const form of FORMS) {
    const found =
      form === match.form
        ? match
        : compareFingerprints(subject.fingerprint, other.fingerprint, thresholds.maxDistance, [form]);
    if (found === null || !isNearDuplicate(found, thresholds)) continue;
    const change = changeAsWhole(subject, other, found);
    const isNothing = saysNothing(change);
    if (isNothing || least === null || isLess(change, least)) least = change;
    if (isNothing) break;
  }
  if (least === null) return match;
  const isChanged = isChangedAsWhole(least) || (await isChangedInDetail([subject, other], least, inDetail));
  return isChanged ? { ...match, isChanged: true } : match;
};

/** Nothing stands out, and no lines seem to be other ones. */
const saysNothing = ({ sum, isOther, strokes }: PairChange): boolean =>
  sum < PERHAPS_CHANGED && !isOther && strokes < WORTH_DETAIL;

/** Whether more detail shows it: around what stands out a little, or wherever lines of a small part are other ones. */
const isChangedInDetail = async (
  pair: readonly [PicturePixels, PicturePixels],
  change: PairChange,
  inDetail: InDetail,
): Promise<boolean> => {
  const rasters = await inDetail();
  if (rasters === null) return false;
  if (!saysNothing(change) && changeInDetail(pair, change, rasters) >= CHANGED_IN_DETAIL) return true;
  const { match, mapping } = change;
  const parts = partsAgreeing(match, ...pair);
  const cut = (both: Rasters) => {
    const [ours, theirs] = cutOutOf(both, parts).rasters;
    return { ours, theirs };
  };
  const marks = { ours: marksIn(pair[0], parts[0]), theirs: marksIn(pair[1], parts[1]) };
  return isOtherInDetail(
    { ...cut(rasters), mapping, marks },
    cut([sheetRaster(pair[0].image), sheetRaster(pair[1].image)]),
  );
};

/** Marks as they lie in a part of a picture, fractions of that. */
const marksIn = (
  { marks = [] }: PicturePixels,
  { left, top, right, bottom }: FractionEdges,
): readonly FractionBox[] => {
  const [across, down] = [right - left, bottom - top];
  return marks.map(({ x, y, width, height }) => ({
    ...{ x: (x - left) / across, y: (y - top) / down, width: width / across, height: height / down },
  }));
};

const isChangedAsWhole = ({ sum, isOther }: PairChange): boolean => isOther || sum >= CHANGED;

const isLess = (a: PairChange, b: PairChange): boolean => (a.isOther === b.isOther ? a.sum < b.sum : b.isOther);

/** Nothing in the parts that a match says to agree shows something else. */
export const agrees = (subject: PicturePixels, other: PicturePixels, match: Match): boolean =>
  !isChangedAsWhole(changeAsWhole(subject, other, match));

/** What stands out most of the parts that agree, as a match lays them. */
interface PairChange {
  readonly match: Match;
  readonly sum: number;
  /** Lines of a small part are other ones, wherever that is. */
  readonly isOther: boolean;
  /** How little lines fit where they fit least (`GreatestStrokes.most`). */
  readonly strokes: number;
  /** How both parts lie on each other, as exactly as that could be found: from fractions of the first one to those of the other one. */
  readonly mapping: PlaneMap;
  /** Its centre, as fractions of that part of the first picture, and the size of that, px, in this registration. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Parts = readonly [FractionEdges, FractionEdges];
type Rasters = readonly [RgbImage, RgbImage];

const partsAgreeing = (match: Match, subject: PicturePixels, other: PicturePixels): Parts => {
  const { box, otherBox } = partsOf(match, subject.fingerprint, other.fingerprint);
  return [box, otherBox];
};

/** Of the parts that agree: what is around them is another frame or another ground. */
const changeAsWhole = (subject: PicturePixels, other: PicturePixels, match: Match): PairChange => {
  const parts = cutOutOf([sheetRaster(subject.image), sheetRaster(other.image)], partsAgreeing(match, subject, other));
  return changeIn([subject, other], match, parts);
};

/** Both parts, cut out, and what of each picture they are. */
interface CutParts {
  readonly parts: Parts;
  readonly rasters: Rasters;
}

const cutOutOf = (rasters: Rasters, parts: Parts): CutParts => ({
  parts,
  rasters: [cutOut(rasters[0], parts[0]), cutOut(rasters[1], parts[1])],
});

const changeIn = (
  [subject, other]: readonly [PicturePixels, PicturePixels],
  match: Match,
  cut: CutParts,
): PairChange => {
  const { parts, rasters } = cut;
  const { ours, theirs } = asCoarse(...rasters, match);
  const leftOut = { ours: placesIn(subject, parts[0], ours), theirs: placesIn(other, parts[1], theirs) };
  const planes = [planesOf(ours), planesOf(theirs)] as const;
  const map = changeMap(...planes, mapByForm(match, ours, theirs), { leftOut, hasDetail: true });
  const window = greatestWindow(map);
  for (const each of planes) giveBackPlanes(each);
  const { width, height } = ours;
  const strokes = strokesOf([subject, other], map, cut, [ours, theirs], AROUND_MARK);
  const isOther = map.isOther || strokes >= OTHER_STROKES;
  const { x, y } = strokes >= WORTH_DETAIL && window.sum < PERHAPS_CHANGED ? map.strokes : window;
  const mapping = inFractions(ofMiddles(map.mapping, 1), ours, theirs);
  return { match, sum: window.sum, isOther, strokes, mapping, x: x / width, y: y / height, width, height };
};

/** Returns how poorly lines fit at worst; `rasters` are the registered parts. */
const strokesOf = (
  [subject, other]: readonly [PicturePixels, PicturePixels],
  { strokes, mapping }: ChangeMap,
  { parts, rasters: [ours, theirs] }: CutParts,
  rasters: Rasters,
  around: number,
): number => {
  if (strokes.most < PERHAPS_OTHER) return 0;
  const leftOut = {
    ours: placesIn(subject, parts[0], ours, around),
    theirs: placesIn(other, parts[1], theirs, around),
  };
  const [by, to] = [rasters[0].width / ours.width, theirs.width / rasters[1].width];
  const pair = { ours, theirs, mapping: scaledMap(mapping, by, to), leftOut };
  return strokesAround(pair, [strokes.x / by, strokes.y / by]);
};

/** Of the two the coarser one says how much detail there is. */
const asCoarse = (own: RgbImage, their: RgbImage, match: Match) => {
  const scale = scaleOf(mapByForm(match, own, their));
  return { ours: reducedBy(own, 1 / scale), theirs: reducedBy(their, scale) };
};

/** How much the part around what stands out a little does so where it is seen in more detail: words of a label are a few pixels high in all of a picture. */
const changeInDetail = (
  pair: readonly [PicturePixels, PicturePixels],
  change: PairChange,
  rasters: Rasters,
): number => {
  const { match, width, height, x, y } = change;
  const [across, down] = [REACH / width, REACH / height];
  const around = {
    ...{ left: Math.max(0, x - across), top: Math.max(0, y - down) },
    ...{ right: Math.min(1, x + across), bottom: Math.min(1, y + down) },
  };
  const [own, their] = partsAgreeing(match, ...pair);
  const parts = [partWithin(own, around), partWithin(their, turnedEdges(match.form, around))] as const;
  const cut = cutOutOf(rasters, parts);
  const [wide, high] = [(around.right - around.left) * width, (around.bottom - around.top) * height];
  const larger = sizeOf(cut.rasters) / Math.sqrt(wide * high);
  return larger < MORE_DETAIL ? 0 : changeEitherWay(pair, change, cut, AROUND_MARK * larger);
};

/** The same of a part, registered in both directions: in a small part that matters, and both sides of a pair need the same verdict. */
const changeEitherWay = (
  [subject, other]: readonly [PicturePixels, PicturePixels],
  { match, sum, strokes }: PairChange,
  { parts, rasters }: CutParts,
  around: number,
): number => {
  const { ours, theirs } = asCoarse(...rasters, match);
  const places = [placesIn(subject, parts[0], ours, around), placesIn(other, parts[1], theirs, around)] as const;
  const map = mapByForm(match, ours, theirs);
  const planes = [planesOf(ours), planesOf(theirs)] as const;
  const forth = changeMap(planes[0], planes[1], map, {
    leftOut: { ours: places[0], theirs: places[1] },
    hasDetail: true,
  });
  const back = changeMap(planes[1], planes[0], mappedBack(map), {
    leftOut: { ours: places[1], theirs: places[0] },
    hasDetail: true,
  });
  for (const each of planes) giveBackPlanes(each);
  // A window that stands out says so much of lines, too.
  const seen = sum < PERHAPS_CHANGED ? strokes : Math.max(strokes, SEEN_AT_FIRST);
  const isOther =
    forth.isOther ||
    back.isOther ||
    areOtherStrokes(seen, strokesOf([subject, other], forth, { parts, rasters }, [ours, theirs], around));
  return isOther ? Number.POSITIVE_INFINITY : Math.max(greatestChange(forth), greatestChange(back));
};

/** The mean side of the smaller one, px. */
const sizeOf = (rasters: Rasters): number => Math.min(...rasters.map(({ width, height }) => Math.sqrt(width * height)));

const partWithin = ({ left, top, right, bottom }: FractionEdges, part: FractionEdges): FractionEdges => ({
  left: left + part.left * (right - left),
  top: top + part.top * (bottom - top),
  right: left + part.right * (right - left),
  bottom: top + part.bottom * (bottom - top),
});

/** Returns the map of a part of one picture to the other one. */
const turnedEdges = (form: Form, { left, top, right, bottom }: FractionEdges): FractionEdges => {
  const [[x, y], [u, v]] = [turnedPoint(form, left, top), turnedPoint(form, right, bottom)];
  return { left: Math.min(x, u), top: Math.min(y, v), right: Math.max(x, u), bottom: Math.max(y, v) };
};

/** The places of its marks in a part of a picture, px of the raster of that part. */
const placesIn = (
  picture: PicturePixels,
  part: FractionEdges,
  size: RgbImage,
  around = AROUND_MARK,
): readonly PartEdges[] => edgesIn(marksIn(picture, part), size, around);

/** Where pixels of one part lie in the other one. */
export const mapByForm = ({ form }: Match, own: RgbImage, their: RgbImage): PlaneMap => {
  const at = (x: number, y: number): readonly [number, number] => {
    const [p, q] = turnedPoint(form, (x + 0.5) / own.width, (y + 0.5) / own.height);
    return [p * their.width - 0.5, q * their.height - 0.5];
  };
  const [[c, f], [right, rightDown], [down, downDown]] = [at(0, 0), at(1, 0), at(0, 1)];
  return { a: right - c, b: down - c, c, d: rightDown - f, e: downDown - f, f, g: 0, h: 0 };
};
