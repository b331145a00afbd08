import type { FactContext, Subject } from '@listing-lint/core/plugin';
import { comparedAgain, compareFingerprints, type Match, type Thresholds } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { planeOf } from '../features/pair/placed/placement.ts';
import { sheetRaster } from '../features/pair/sheet.ts';
import { shapesCompared } from './other-shape.ts';
import { type InDetail, type PicturePixels, verifyDuplicate } from './verify-duplicate.ts';
import { differsAfterRegistration } from './verify-registered.ts';

/** What is compared of a picture; `content` is what it is known by. Throws as `comparedAgain` does. */
export const comparedInDetail = (subject: Subject, content: string, context: FactContext): Promise<RgbImage> =>
  comparedAgain(subject, content, context, 'detail');

/** The same at the size for registration. */
export const rasterOf = async (subject: Subject, content: string, context: FactContext): Promise<RgbImage> =>
  sheetRaster(await comparedAgain(subject, content, context, 'working'));

/** Compares a pair by hashes and, where those may be wrong, by pixels; null if hashes do not match. */
export const comparePixels = async (
  a: PicturePixels,
  b: PicturePixels,
  thresholds: Thresholds,
  inDetail: InDetail,
): Promise<Match | null> => {
  const match = compareFingerprints(a.fingerprint, b.fingerprint, thresholds.maxDistance);
  return match && shapesCompared(a, b, await verifyDuplicate(a, b, match, thresholds, inDetail), thresholds);
};

/** Whether a common part of two pictures registered by keypoints has other content. */
export const differ = ([a, b]: readonly [PicturePixels, PicturePixels], mapping: readonly number[]): boolean =>
  differsAfterRegistration({
    ours: a.image,
    theirs: b.image,
    mapping: planeOf(mapping),
    marks: { ours: a.marks ?? [], theirs: b.marks ?? [] },
  });
