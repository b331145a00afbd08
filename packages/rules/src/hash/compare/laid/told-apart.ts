import type { FractionBox } from '@listing-lint/core/plugin';
import { CHANGED, changeMap, greatestChange } from '../../../image/features/apart/change-map.ts';
import { giveBackPlanes, planesOf, reducedBy } from '../../../image/features/apart/planes.ts';
import type { PartEdges } from '../../../image/features/pair/mapping.ts';
import { type PlaneMap, scaleOf } from '../../../image/features/pair/mapping.ts';
import { sheetRaster } from '../../../image/features/pair/sheet.ts';
import { cutOut } from '../../../image/features/panels/panels.ts';
import type { RgbImage } from '../../../image/read/raster.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { FORMS, type FractionEdges, turnedPoint } from '../../hash256/dihedral.ts';
import { compareFingerprints, isNearDuplicate, type Match, partsOf, type Thresholds } from '../compare.ts';

/** A picture with its pixels: any size, such as its canonical decode. */
export interface PicturePixels {
  readonly fingerprint: Fingerprint;
  readonly image: RgbImage;
  /** Where a mark of the seller's lies, or may lie: fractions of the picture. What shows there is not compared. */
  readonly marks?: readonly FractionBox[];
}

/** The match as it is where a small part of one picture shows something else: nothing that 256 bits and 64 colours see. Of what hashes call a duplicate alone. */
export const toldApart = (
  subject: PicturePixels,
  other: PicturePixels,
  match: Match,
  thresholds: Thresholds,
): Match => {
  if (!isNearDuplicate(match, thresholds)) return match;
  // What is even in itself may lie on it in several ways: where one of them agrees, nothing was changed.
  const isAlike = FORMS.some((form) => {
    const found =
      form === match.form
        ? match
        : compareFingerprints(subject.fingerprint, other.fingerprint, thresholds.maxDistance, [form]);
    return found !== null && isNearDuplicate(found, thresholds) && agrees(subject, other, found);
  });
  return isAlike ? match : { ...match, isChanged: true };
};

/** Nothing in the parts that a match says to agree shows something else. */
export const agrees = (subject: PicturePixels, other: PicturePixels, match: Match): boolean =>
  changeOf(subject, other, match) < CHANGED;

/** Of the parts that agree: what is around them is another frame or another ground. */
const changeOf = (subject: PicturePixels, other: PicturePixels, match: Match): number => {
  const { box, otherBox } = partsOf(match, subject.fingerprint, other.fingerprint);
  const [own, their] = [cutOut(sheetRaster(subject.image), box), cutOut(sheetRaster(other.image), otherBox)];
  const scale = scaleOf(layingOf(match, own, their));
  // Of the two the coarser one says how much detail there is.
  const [ours, theirs] = [reducedBy(own, 1 / scale), reducedBy(their, scale)];
  const leftOut = { ours: placesIn(subject, box, ours), theirs: placesIn(other, otherBox, theirs) };
  const planes = [planesOf(ours), planesOf(theirs)] as const;
  const change = greatestChange(changeMap(...planes, layingOf(match, ours, theirs), { leftOut }));
  for (const each of planes) giveBackPlanes(each);
  return change;
};

/** Px around a mark that are left out with it: its place is known to a pixel or so, and compression takes its edges farther. */
const AROUND = 6;

/** The places of its marks in a part of a picture, px of the raster of that part. */
const placesIn = (
  { marks = [] }: PicturePixels,
  part: FractionEdges,
  { width, height }: RgbImage,
): readonly PartEdges[] => {
  const [across, down] = [width / (part.right - part.left), height / (part.bottom - part.top)];
  return marks.map((mark) => ({
    left: (mark.x - part.left) * across - AROUND,
    top: (mark.y - part.top) * down - AROUND,
    right: (mark.x + mark.width - part.left) * across + AROUND,
    bottom: (mark.y + mark.height - part.top) * down + AROUND,
  }));
};

/** Where pixels of one part lie in the other one. */
export const layingOf = ({ form }: Match, own: RgbImage, their: RgbImage): PlaneMap => {
  const at = (x: number, y: number): readonly [number, number] => {
    const [p, q] = turnedPoint(form, (x + 0.5) / own.width, (y + 0.5) / own.height);
    return [p * their.width - 0.5, q * their.height - 0.5];
  };
  const [[c, f], [right, rightDown], [down, downDown]] = [at(0, 0), at(1, 0), at(0, 1)];
  return { a: right - c, b: down - c, c, d: rightDown - f, e: downDown - f, f, g: 0, h: 0 };
};
