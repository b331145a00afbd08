import type { FractionBox } from '@listing-lint/core/plugin';
import { compareFingerprints, type FractionEdges, isNearDuplicate, type Thresholds } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack, panelArea } from '@listing-lint/rules/kernel';
import { mirroredFeatures } from '../../features/extract/features.ts';
import { alignPoints } from '../../features/pair/alignment.ts';
import { mirroredBackOf } from '../../features/pair/compare-pair.ts';
import type { PlaneMap } from '../../features/pair/mapping.ts';
import { placementOf, planeOf, WHOLE_PICTURE } from '../../features/pair/placed/placement.ts';
import { SHEET_SIDE, sheetRaster } from '../../features/pair/sheet.ts';
import { cutOut } from '../../features/panels/panels.ts';
import { featuresOf } from '../../features/search/local-search.ts';
import { isOtherInDetail } from '../../verify/found-in-detail.ts';
import { type InDetail, type PicturePixels, verifyDuplicate } from '../../verify/verify-duplicate.ts';
import { hasOtherStrokes, verifyRegistered } from '../../verify/verify-registered.ts';

import { replaced } from '../joined.ts';
import { type LocalEvidence, type OurPicture, SMALL_PART_ELSE } from '../our-picture.ts';

/** What duplicates are verified with. */
interface VerifyWith {
  /** Returns the pixels of a picture; undefined if only its fingerprint is known. */
  readonly pixelsAt: (path: string) => Promise<PicturePixels | undefined>;
  /** Returns the same in full detail; undefined if that is not available. */
  readonly detailAt: (path: string) => Promise<RgbImage> | undefined;
  /** Returns where a picture has the seller's watermark: a copy has it there, or its replacement. */
  readonly marksOn: (path: string) => Promise<readonly FractionBox[]>;
  readonly thresholds: Thresholds;
}

/** Most duplicates of a suspect that are registered, in order. */
const MOST_REGISTERED = 50;
/** Most of these that are compared in full detail, as each is decoded once more. */
const MOST_IN_DETAIL = 8;

/**
 * Turns duplicates that differ in a part, pixel by pixel, into variants. Matches by hash are verified as by `hash-unique`, matches by keypoints as by `hash-part-unique`,
 * so that a pair has one verdict.
 */
export const verifyInPlace = async (
  matches: readonly OurPicture[],
  suspect: PicturePixels,
  { pixelsAt, detailAt, marksOn, thresholds }: VerifyWith,
): Promise<readonly OurPicture[]> => {
  const verified = new Map<OurPicture, OurPicture>();
  const duplicates = matches.filter(
    ({ verdict, evidence, negative }) =>
      verdict === 'duplicate' && negative !== true && (evidence === 'near' || evidence === 'features'),
  );
  let detailed = 0;
  for (const match of duplicates.slice(0, MOST_REGISTERED)) {
    const own = await pixelsAt(match.path);
    if (own === undefined) continue;
    const marked = { ...own, marks: await marksOn(match.path) };
    const inDetail: InDetail = async (isNeeded = false) => {
      const theirs = isNeeded || Math.max(suspect.image.width, suspect.image.height) > SHEET_SIDE;
      const image = theirs && detailed++ < MOST_IN_DETAIL ? await detailAt(match.path) : undefined;
      return image ? [suspect.image, image] : null;
    };
    if (!(await isChanged(match, suspect, marked, { thresholds, inDetail }))) continue;
    const description = `${match.description}, ${SMALL_PART_ELSE}`;
    verified.set(match, { ...match, verdict: 'variant', isChanged: true, description });
  }
  return replaced(matches, verified);
};

const isChanged = async (
  match: OurPicture,
  suspect: PicturePixels,
  own: PicturePixels,
  { thresholds, inDetail }: { readonly thresholds: Thresholds; readonly inDetail: InDetail },
): Promise<boolean> => {
  const near = compareFingerprints(suspect.fingerprint, own.fingerprint, thresholds.maxDistance);
  if (near !== null && isNearDuplicate(near, thresholds))
    return (await verifyDuplicate(suspect, own, near, thresholds, inDetail)).isChanged === true;
  // Most of a suspect is compared as the whole, which is decoded already.
  const box = panelArea(match.box) > MOST_OF_IT ? WHOLE_PICTURE : match.box;
  const part = box === WHOLE_PICTURE ? suspect.image : cutOut(suspect.image, box);
  const theirs = sheetRaster(part);
  const mapping = match.local ? withinPart(match.local, box) : byPoints(own.image, theirs);
  const marks = { ours: own.marks ?? [], theirs: [] };
  const verdict = mapping && verifyRegistered({ ours: own.image, theirs, mapping, marks });
  let differs = verdict?.differs ?? false;
  if (verdict && (!differs || verdict.perhaps !== undefined)) {
    const [, ours] = (await inDetail(verdict.perhaps?.isNeeded ?? verdict.isFiner)) ?? [];
    if (ours !== undefined) {
      if (verdict.perhaps !== undefined) differs = hasOtherStrokes({ ours, theirs: part, marks }, verdict.perhaps);
      differs ||= isOtherInDetail({ ours, theirs: part, mapping: verdict.mapping, marks }, { ours: own.image, theirs });
    }
  }
  if (part !== suspect.image) {
    giveBack(part.data);
    if (theirs !== part) giveBack(theirs.data);
  }
  return differs;
};

/** Share of a suspect from which on it is compared as a whole. */
const MOST_OF_IT = 0.6;
/** Returns the map from fractions of ours to fractions of a part of the suspect. */
const withinPart = ({ mapping }: LocalEvidence, { left, top, right, bottom }: FractionEdges): PlaneMap => {
  const [width, height] = [right - left, bottom - top];
  const { a, b, c, d, e, f, g, h } = planeOf(mapping);
  return {
    ...{ a: (a - left * g) / width, b: (b - left * h) / width, c: (c - left) / width },
    ...{ d: (d - top * g) / height, e: (e - top * h) / height, f: (f - top) / height },
    ...{ g, h },
  };
};

/** Registers by keypoints a panel that was matched by hash only; null if that fails. */
const byPoints = (ours: RgbImage, theirs: RgbImage): PlaneMap | null => {
  const [own, their] = [featuresOf(ours), featuresOf(theirs)];
  const [upright, mirrored] = [alignPoints(own, their), alignPoints(own, mirroredFeatures(their))];
  const isMirrored = (mirrored?.inliers ?? 0) > (upright?.inliers ?? 0);
  const found = isMirrored && mirrored ? mirroredBackOf(mirrored, theirs.width) : upright;
  return found && planeOf(placementOf({ ...found, mirrored: isMirrored }, ours, theirs).mapping);
};
