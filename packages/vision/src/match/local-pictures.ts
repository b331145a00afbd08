import { type CopyVerdict, compareFingerprints, type Match, type Thresholds, TURNS } from '@listing-lint/rules/hash';
import { commonArea, panelArea } from '@listing-lint/rules/kernel';
import type { LocalMatch } from '../features/pair/compare-pair.ts';
import { isDetailInCommon } from '../features/pair/placed/placement.ts';
import { STRANGE } from '../verify/doubted.ts';
import { haveOneShape, shapesCompared } from '../verify/other-shape.ts';
import type { PicturePixels } from '../verify/verify-duplicate.ts';

import type { OurPicture } from './our-picture.ts';

export const isSure = (verdict: CopyVerdict): boolean => verdict === 'duplicate' || verdict === 'variant';

/** Whether a match rests on a hash only: products of one template have nearly the same hash. */
export const isByHashAlone = ({ evidence }: OurPicture): boolean => evidence === 'near';

/** A match by local features. */
export interface LocalPicture {
  readonly picture: OurPicture;
  /** Another picture matches the same part and agrees better. */
  readonly isDominated: boolean;
  /** Only a part of it is visible, next to other content: see `LocalMatch`. */
  readonly isPart: boolean;
  /** It is visible under something else: another placement may agree better. */
  readonly isUnder: boolean;
}

export const picturesOfLocal = (local: readonly LocalPicture[]): readonly OurPicture[] =>
  local.map(({ picture }) => picture);

/**
 * Removes matches by hash whose registration shows other content or is dominated. Upright and mirrored matches are independent: a symmetric picture mostly agrees with
 * its own mirror image.
 */
export const withoutOtherContent = (
  matches: readonly OurPicture[],
  local: readonly LocalPicture[],
): readonly OurPicture[] => {
  const other = new Set(
    local.flatMap(({ picture, isDominated, isUnder }) =>
      isDominated || (!isUnder && picture.verdict === 'variant' && (picture.local?.otherContent ?? 0) > 0)
        ? [poseOf(picture)]
        : [],
    ),
  );
  return matches.filter((match) => !(isByHashAlone(match) && other.has(poseOf(match))));
};

/** Least share of a match that another match must cover to be at the same place. */
const MOSTLY = 0.8;

/**
 * Turns duplicates into variants where another picture agrees better at the same place (`dominated`) and verification by pixels finds a difference. In a crop that leaves
 * out what distinguishes two products, each of them would be a duplicate. Two files of one picture stay duplicates.
 */
export const withDominatedAsVariants = (
  matches: readonly OurPicture[],
  dominated: readonly OurPicture[],
  verify: (matches: readonly OurPicture[]) => Promise<readonly OurPicture[]>,
): Promise<readonly OurPicture[]> =>
  Promise.all(
    matches.map(async (match) => {
      const isSamePlace = (other: OurPicture): boolean =>
        poseOf(other) === poseOf(match) && commonArea(match.box, other.box) > MOSTLY * panelArea(match.box);
      const isChecked = match.verdict === 'duplicate' && match.evidence === 'features';
      const whole = isChecked ? dominated.find(isSamePlace) : undefined;
      if (whole === undefined) return match;
      const [verified] = await verify([{ ...whole, verdict: 'duplicate' }]);
      return verified?.verdict === 'variant' ? whole : match;
    }),
  );

/** Returns the matches that another picture dominates. */
export const dominatedOf = (local: readonly LocalPicture[]): readonly OurPicture[] =>
  picturesOfLocal(local.filter(({ isDominated }) => isDominated));

const poseOf = ({ path, turn }: OurPicture): string => `${TURNS.includes(turn) ? 'upright' : 'mirrored'} ${path}`;

/** Returns the pixels of the shop's pictures by path; undefined for those known by their fingerprint only. */
export interface PixelSource {
  readonly pixelsAt: (path: string) => Promise<PicturePixels | undefined>;
  readonly thresholds: Thresholds;
}

/** Removes variants and suspicions by hash whose shapes differ once registered. */
export const withoutOtherShapes = (
  matches: readonly OurPicture[],
  suspect: PicturePixels,
  byPixels: PixelSource,
): Promise<readonly OurPicture[]> =>
  withoutThose(matches, suspect, byPixels, (own, match, { verdict }) =>
    verdict === 'suspect'
      ? !haveOneShape(suspect, own, match, byPixels.thresholds)
      : shapesCompared(suspect, own, match, byPixels.thresholds).isOtherShape === true,
  );

/**
 * Removes matches by hash in a part of a suspect whose shapes differ, duplicates included: a strip of anything has the hash of a narrow picture. Matches that keypoints
 * confirm stay.
 */
export const ofOneShape = (
  matches: readonly OurPicture[],
  registered: readonly OurPicture[],
  part: PicturePixels,
  byPixels: PixelSource,
): Promise<readonly OurPicture[]> => {
  const sure = new Set(registered.flatMap(({ path, verdict }) => (isSure(verdict) ? [path] : [])));
  return withoutThose(matches, part, byPixels, (own, match, { path }) => {
    const isChecked = match.evidence === 'near' && !sure.has(path);
    return isChecked && !haveOneShape(part, own, match, byPixels.thresholds);
  });
};

const withoutThose = async (
  matches: readonly OurPicture[],
  { fingerprint }: PicturePixels,
  { pixelsAt, thresholds: { suspectDistance } }: PixelSource,
  isOther: (own: PicturePixels, match: Match, each: OurPicture) => boolean,
): Promise<readonly OurPicture[]> => {
  const remaining: OurPicture[] = [];
  for (const each of matches) {
    const own = isByHashAlone(each) ? await pixelsAt(each.path) : undefined;
    const match = own && compareFingerprints(fingerprint, own.fingerprint, suspectDistance);
    if (!own || !match || !isOther(own, match, each)) remaining.push(each);
  }
  return remaining;
};

/** Turns a sure match into a suspicion when little of both pictures agrees and it is no known cut-out. */
export const asLittle = (picture: OurPicture, { isCutOut }: Pick<LocalMatch, 'isCutOut'>): OurPicture =>
  isSure(picture.verdict) && isCutOut !== true && picture.local !== undefined && isDetailInCommon(picture.local)
    ? { ...picture, verdict: 'suspect' }
    : picture;

/** Whether the colours agree: any plain thing in a frame has the shape of a cushion on white. */
export const hasItsColours = (match: OurPicture): boolean => !isByHashAlone(match) || match.recoloured <= STRANGE;

/** Largest distance (bits) and recoloured share of a match in a small part; it is a variant at most. */
const NEAR = 20;
const SAME_COLOURS = 0.15;
export const ofSmallPart = (matches: readonly OurPicture[]): readonly OurPicture[] =>
  matches
    .filter(({ distance, recoloured }) => distance <= NEAR && recoloured <= SAME_COLOURS)
    .map((match): OurPicture => ({ ...match, verdict: 'variant' }));

export const NO_LOCAL_PICTURES: { readonly local: readonly LocalPicture[] } = { local: [] };
