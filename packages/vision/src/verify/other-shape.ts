import { compareFingerprints, FORMS, type Match, partsOf, type Thresholds } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { mirroredFeatures } from '../features/extract/features.ts';
import { blockAgreement } from '../features/pair/agreement.ts';
import { alignPoints } from '../features/pair/alignment.ts';
import { FEWEST_SUSPICIOUS } from '../features/pair/compare-pair.ts';
import { mappedBack, type PlaneMap } from '../features/pair/mapping.ts';
import { sheetOf, sheetRaster } from '../features/pair/sheet.ts';
import { cutOut } from '../features/panels/panels.ts';
import { featuresOf } from '../features/search/local-search.ts';

import { isDoubtedVariant, STRANGE } from './doubted.ts';
import { mapByForm, type PicturePixels } from './verify-duplicate.ts';

/** Fewer blocks with structure say nothing. */
const FEWEST_BLOCKS = 8;
/**
 * Share of them, of both pictures together as nearly all of a plain thing agrees with anything, below which these have other shapes, unless their points say how
 * else they lie on each other: of what was dyed and turned, framed or under a banner 65 % agree at least where fewer points do.
 */
const LEAST_AGREEING = 0.6;
/**
 * Two things that have hardly a colour in common, and of which one has to be stretched by more than this to lie on the other one, are one where so much agrees
 * in nearly all that it shows, or so many points do: an egg is no ball.
 */
const UNSTRETCHED = 1.06;
const STRETCHED_CLOSELY = 0.9;
const MANY_POINTS = 40;

/**
 * Marks a match whose shapes differ once the pixels are registered: 256 bits of any two round or two narrow things agree. Checks variants by hash that
 * have hardly a colour in common, or are far.
 */
export const shapesCompared = (
  subject: PicturePixels,
  other: PicturePixels,
  match: Match,
  thresholds: Thresholds,
): Match =>
  !isDoubtedVariant(match, thresholds) || haveOneShape(subject, other, match, thresholds)
    ? match
    : { ...match, isOtherShape: true };

/** Whether registered pixels confirm a match by hash. */
export const haveOneShape = (
  subject: PicturePixels,
  other: PicturePixels,
  match: Match,
  thresholds: Thresholds,
): boolean => {
  // What is even in itself may lie on it in several ways: where one of them agrees, it is the same shape.
  const isAlike = [match.form, ...FORMS.filter((form) => form !== match.form)].some((form) => {
    const found =
      form === match.form
        ? match
        : compareFingerprints(subject.fingerprint, other.fingerprint, thresholds.maxDistance, [form]);
    return found !== null && agreesInShape(registerParts(subject, other, found), found);
  });
  if (isAlike) return true;
  const isStretched = isStrangeAndStretched(registerParts(subject, other, match), match);
  return commonPoints(subject, other) >= (isStretched ? MANY_POINTS : FEWEST_SUSPICIOUS);
};

/** Under a frame or a banner the parts that hashes speak of do not lie on each other. */
const commonPoints = (subject: PicturePixels, other: PicturePixels): number => {
  const [own, their] = [featuresOf(subject.image), featuresOf(other.image)];
  return Math.max(...[their, mirroredFeatures(their)].map((features) => alignPoints(own, features)?.inliers ?? 0));
};

/** The agreeing parts of two pictures, and the map from the first to the second. */
interface RegisteredParts {
  readonly own: RgbImage;
  readonly their: RgbImage;
  readonly there: PlaneMap;
}

const registerParts = (subject: PicturePixels, other: PicturePixels, match: Match): RegisteredParts => {
  const { box, otherBox } = partsOf(match, subject.fingerprint, other.fingerprint);
  const [own, their] = [cutOut(sheetRaster(subject.image), box), cutOut(sheetRaster(other.image), otherBox)];
  return { own, their, there: mapByForm(match, own, their) };
};

/** Seen from both. */
const agreesInShape = (parts: RegisteredParts, match: Match): boolean => {
  const { there } = parts;
  const [ours, theirs] = [sheetOf(parts.own), sheetOf(parts.their)];
  const [forth, back] = [
    blockAgreement(ours, theirs, there, false),
    blockAgreement(theirs, ours, mappedBack(there), false),
  ];
  if (forth.blocks < FEWEST_BLOCKS || back.blocks < FEWEST_BLOCKS) return true;
  const blocks = forth.blocks + back.blocks;
  if (isStrangeAndStretched(parts, match)) return forth.closely + back.closely >= STRETCHED_CLOSELY * blocks;
  return forth.agreeing + back.agreeing >= LEAST_AGREEING * blocks;
};

const isStrangeAndStretched = ({ there: { a, b, d, e } }: RegisteredParts, { recoloured }: Match): boolean => {
  const stretch = Math.hypot(a, d) / Math.hypot(b, e);
  return recoloured > STRANGE && Math.max(stretch, 1 / stretch) > UNSTRETCHED;
};
