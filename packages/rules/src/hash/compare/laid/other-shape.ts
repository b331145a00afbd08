import { mirroredFeatures } from '../../../image/features/extract/features.ts';
import { blockAgreement } from '../../../image/features/pair/agreement.ts';
import { alignPoints } from '../../../image/features/pair/alignment.ts';
import { FEWEST_SUSPICIOUS } from '../../../image/features/pair/compare-pair.ts';
import { mappedBack } from '../../../image/features/pair/mapping.ts';
import { type Sheet, sheetOf, sheetRaster } from '../../../image/features/pair/sheet.ts';
import { cutOut } from '../../../image/features/panels/panels.ts';
import { featuresOf } from '../../../image/features/search/local-search.ts';
import { FORMS } from '../../hash256/dihedral.ts';
import { compareFingerprints, isStrangeVariant, type Match, partsOf, type Thresholds } from '../compare.ts';
import { layingOf, type PicturePixels } from './told-apart.ts';

/** Fewer blocks with structure say nothing. */
const FEWEST_BLOCKS = 8;
/** Share of them below which two pictures have other shapes, unless their points say how else they lie on each other: what was dyed and turned agrees in 69 % at least. */
const LEAST_AGREEING = 0.6;

/**
 * The match as it is where two pictures that have hardly a colour in common have other shapes, too, once their pixels are laid on each other: 256 bits of two
 * round things agree, whatever these are. Of what hashes call a variant in other colours alone.
 */
export const shapesCompared = (
  subject: PicturePixels,
  other: PicturePixels,
  match: Match,
  thresholds: Thresholds,
): Match => {
  if (!isStrangeVariant(match, thresholds)) return match;
  // What is even in itself may lie on it in several ways: where one of them agrees, it is the same shape.
  const isAlike = [match.form, ...FORMS.filter((form) => form !== match.form)].some((form) => {
    const found =
      form === match.form
        ? match
        : compareFingerprints(subject.fingerprint, other.fingerprint, thresholds.maxDistance, [form]);
    return found !== null && agreesInShape(subject, other, found);
  });
  return isAlike || haveCommonPoints(subject, other) ? match : { ...match, isOtherShape: true };
};

/** Under a frame or a banner the parts that hashes speak of do not lie on each other. */
const haveCommonPoints = (subject: PicturePixels, other: PicturePixels): boolean => {
  const [own, their] = [featuresOf(subject.image), featuresOf(other.image)];
  return [their, mirroredFeatures(their)].some(
    (features) => (alignPoints(own, features)?.inliers ?? 0) >= FEWEST_SUSPICIOUS,
  );
};

/** In the parts that a match says to agree, seen from either of both. */
const agreesInShape = (subject: PicturePixels, other: PicturePixels, match: Match): boolean => {
  const { box, otherBox } = partsOf(match, subject.fingerprint, other.fingerprint);
  const [own, their] = [cutOut(sheetRaster(subject.image), box), cutOut(sheetRaster(other.image), otherBox)];
  const there = layingOf(match, own, their);
  const [ours, theirs] = [sheetOf(own), sheetOf(their)];
  const agrees = (a: Sheet, b: Sheet, mapping: typeof there): boolean => {
    const { blocks, agreeing } = blockAgreement(a, b, mapping, false);
    return blocks < FEWEST_BLOCKS || agreeing >= LEAST_AGREEING * blocks;
  };
  return agrees(ours, theirs, there) || agrees(theirs, ours, mappedBack(there));
};
