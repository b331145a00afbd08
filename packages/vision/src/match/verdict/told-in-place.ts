import type { FractionBox } from '@listing-lint/core/plugin';
import { compareFingerprints, type FractionEdges, isNearDuplicate, type Thresholds } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack, panelArea } from '@listing-lint/rules/kernel';
import { mirroredFeatures } from '../../features/extract/features.ts';
import { alignPoints } from '../../features/pair/alignment.ts';
import { mirroredBackOf } from '../../features/pair/compare-pair.ts';
import type { PlaneMap } from '../../features/pair/mapping.ts';
import { placementOf, planeOf } from '../../features/pair/placed/placement.ts';
import { SHEET_SIDE, sheetRaster } from '../../features/pair/sheet.ts';
import { cutOut } from '../../features/panels/panels.ts';
import { featuresOf } from '../../features/search/local-search.ts';
import { hasOtherStrokes, toldAsLaid } from '../../verify/as-laid.ts';
import { isOtherInDetail } from '../../verify/found-in-detail.ts';
import { type InDetail, type PicturePixels, toldApart } from '../../verify/told-apart.ts';

import { joined } from '../joined.ts';
import { type LocalEvidence, type OurPicture, SMALL_PART_ELSE } from '../our-picture.ts';

/** What duplicates are held against. */
interface ToldWith {
  /** The pixels of one of ours; undefined of one that is known by its fingerprint alone. */
  readonly pixelsAt: (path: string) => Promise<PicturePixels | undefined>;
  /** The same in all the detail that is compared; undefined where that is not at hand. */
  readonly detailAt: (path: string) => Promise<RgbImage> | undefined;
  /** Where one of ours has the seller's mark: a copy has it there, or what came in its place. */
  readonly marksOn: (path: string) => Promise<readonly FractionBox[]>;
  readonly thresholds: Thresholds;
}

/** So many of the duplicates of a suspect are laid on it, the first ones. */
const MOST_LAID = 50;
/** Of these so many are looked at in detail, as each has to be decoded once more. */
const MOST_IN_DETAIL = 8;

/**
 * Each duplicate told apart where a part of it shows something else once both lie on each other, pixel by pixel: a variant. Of what hashes call one the same is asked as by
 * `hash-unique` of two pictures of a run, of what points say the same as by `hash-part-unique`, so that a pair has one verdict.
 */
export const toldInPlace = async (
  matches: readonly OurPicture[],
  suspect: PicturePixels,
  { pixelsAt, detailAt, marksOn, thresholds }: ToldWith,
): Promise<readonly OurPicture[]> => {
  const told = new Map<OurPicture, OurPicture>();
  const duplicates = matches.filter(
    ({ verdict, evidence, negative }) =>
      verdict === 'duplicate' && negative !== true && (evidence === 'near' || evidence === 'features'),
  );
  let detailed = 0;
  for (const match of duplicates.slice(0, MOST_LAID)) {
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
    told.set(match, { ...match, verdict: 'variant', isChanged: true, description });
  }
  if (told.size === 0) return matches;
  return joined(
    [],
    matches.map((match) => told.get(match) ?? match),
  );
};

const isChanged = async (
  match: OurPicture,
  suspect: PicturePixels,
  own: PicturePixels,
  { thresholds, inDetail }: { readonly thresholds: Thresholds; readonly inDetail: InDetail },
): Promise<boolean> => {
  const near = compareFingerprints(suspect.fingerprint, own.fingerprint, thresholds.maxDistance);
  if (near !== null && isNearDuplicate(near, thresholds))
    return (await toldApart(suspect, own, near, thresholds, inDetail)).isChanged === true;
  // Most of a suspect is as good as all of it, which is at hand in that size.
  const box = panelArea(match.box) > MOST_OF_IT ? ALL : match.box;
  const part = box === ALL ? suspect.image : cutOut(suspect.image, box);
  const theirs = sheetRaster(part);
  const mapping = match.local ? withinPart(match.local, box) : byPoints(own.image, theirs);
  const marks = { ours: own.marks ?? [], theirs: [] };
  const told = mapping && toldAsLaid({ ours: own.image, theirs, mapping, marks });
  let differs = told?.differs ?? false;
  if (told && (!differs || told.perhaps !== undefined)) {
    const [, ours] = (await inDetail(told.perhaps?.isNeeded ?? told.isFiner)) ?? [];
    if (ours !== undefined) {
      if (told.perhaps !== undefined) differs = hasOtherStrokes({ ours, theirs: part, marks }, told.perhaps);
      differs ||= isOtherInDetail({ ours, theirs: part, mapping: told.mapping, marks }, { ours: own.image, theirs });
    }
  }
  if (part !== suspect.image) {
    giveBack(part.data);
    if (theirs !== part) giveBack(theirs.data);
  }
  return differs;
};

/** Share of a suspect from which on it is looked at as a whole. */
const MOST_OF_IT = 0.6;
const ALL: FractionEdges = { left: 0, top: 0, right: 1, bottom: 1 };

/** Where ours lies in the part of the suspect that shows it: from fractions of ours to fractions of that part. */
const withinPart = ({ mapping }: LocalEvidence, { left, top, right, bottom }: FractionEdges): PlaneMap => {
  const [width, height] = [right - left, bottom - top];
  const { a, b, c, d, e, f, g, h } = planeOf(mapping);
  return {
    ...{ a: (a - left * g) / width, b: (b - left * h) / width, c: (c - left) / width },
    ...{ d: (d - top * g) / height, e: (e - top * h) / height, f: (f - top) / height },
    ...{ g, h },
  };
};

/** The same of a panel in which a hash finds ours, and does not say to the pixel where; null where nothing says it. */
const byPoints = (ours: RgbImage, theirs: RgbImage): PlaneMap | null => {
  const [own, their] = [featuresOf(ours), featuresOf(theirs)];
  const [upright, mirrored] = [alignPoints(own, their), alignPoints(own, mirroredFeatures(their))];
  const isMirrored = (mirrored?.inliers ?? 0) > (upright?.inliers ?? 0);
  const found = isMirrored && mirrored ? mirroredBackOf(mirrored, theirs.width) : upright;
  return found && planeOf(placementOf({ ...found, mirrored: isMirrored }, ours, theirs).mapping);
};
