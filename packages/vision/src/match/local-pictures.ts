import { type CopyVerdict, compareFingerprints, type Match, type Thresholds, TURNS } from '@listing-lint/rules/hash';
import { commonArea, panelArea } from '@listing-lint/rules/kernel';
import type { LocalMatch } from '../features/pair/compare-pair.ts';
import { isDetailInCommon } from '../features/pair/placed/placement.ts';
import { STRANGE } from '../verify/doubted.ts';
import { haveOneShape, shapesCompared } from '../verify/other-shape.ts';
import type { PicturePixels } from '../verify/told-apart.ts';

import type { OurPicture } from './our-picture.ts';

export const isSure = (verdict: CopyVerdict): boolean => verdict === 'duplicate' || verdict === 'variant';

/** A hash says so, and no more: products of one template have nearly one hash. */
export const isByHashAlone = ({ evidence }: OurPicture): boolean => evidence === 'near';

/** One of ours that local features find, and whether another one shows the same and agrees better. */
export interface LocalPicture {
  readonly picture: OurPicture;
  readonly isOutdone: boolean;
  /** A part of it shows, beside something else: see `LocalMatch`. */
  readonly isPart: boolean;
  /** It shows under something else: it may also lie there in a way that says more. */
  readonly isUnder: boolean;
}

export const laidPictures = (local: readonly LocalPicture[]): readonly OurPicture[] =>
  local.map(({ picture }) => picture);

/**
 * Those of which hashes say that they are the same, but for what shows something else where both are laid on each other, and for variants of what is shown. What is even in itself
 * agrees upright with its own mirror image for the most part: that says nothing of one that hashes find in a mirror.
 */
export const withoutOtherContent = (
  matches: readonly OurPicture[],
  local: readonly LocalPicture[],
): readonly OurPicture[] => {
  const other = new Set(
    local.flatMap(({ picture, isOutdone, isUnder }) =>
      isOutdone || (!isUnder && picture.verdict === 'variant' && (picture.local?.otherContent ?? 0) > 0)
        ? [poseOf(picture)]
        : [],
    ),
  );
  return matches.filter((match) => !(isByHashAlone(match) && other.has(poseOf(match))));
};

/** Share of what a part of a suspect shows of ours from which on a look at more of it saw that, too. */
const MOSTLY = 0.8;

/**
 * Copies that a part of a suspect shows, as variants where a look at more of it, or at that part, showed that another one of ours agrees better there, and where they differ from it
 * in place: in a part that leaves out what tells them from each other, and in which others are settled already, each is a copy. Two files of one picture are copies both.
 */
export const asOutdone = (
  matches: readonly OurPicture[],
  outdone: readonly OurPicture[],
  tell: (matches: readonly OurPicture[]) => Promise<readonly OurPicture[]>,
): Promise<readonly OurPicture[]> =>
  Promise.all(
    matches.map(async (match) => {
      const isShown = (other: OurPicture): boolean =>
        poseOf(other) === poseOf(match) && commonArea(match.box, other.box) > MOSTLY * panelArea(match.box);
      const isAsked = match.verdict === 'duplicate' && match.evidence === 'features';
      const whole = isAsked ? outdone.find(isShown) : undefined;
      if (whole === undefined) return match;
      const [told] = await tell([{ ...whole, verdict: 'duplicate' }]);
      return told?.verdict === 'variant' ? whole : match;
    }),
  );

/** Those that another one outdoes. */
export const outdoneOf = (local: readonly LocalPicture[]): readonly OurPicture[] =>
  laidPictures(local.filter(({ isOutdone }) => isOutdone));

const poseOf = ({ path, turn }: OurPicture): string => `${TURNS.includes(turn) ? 'upright' : 'mirrored'} ${path}`;

/** What matches by hashes are laid on: the pixels of one of ours by its path, undefined of one that is known by its fingerprint alone. */
export interface LaidByHash {
  readonly pixelsAt: (path: string) => Promise<PicturePixels | undefined>;
  readonly thresholds: Thresholds;
}

/** Of what hashes say all but variants that show other shapes once they are laid on the suspect. */
export const withoutOtherShapes = (
  matches: readonly OurPicture[],
  suspect: PicturePixels,
  byPixels: LaidByHash,
): Promise<readonly OurPicture[]> =>
  withoutThose(matches, suspect, byPixels, (own, match) => {
    const { isOtherShape = false } = shapesCompared(suspect, own, match, byPixels.thresholds);
    return isOtherShape;
  });

/**
 * The same of a part of a suspect, of which near variants and copies are asked, too, as a strip of any thing has the hash of a narrow one; not what points say as
 * well.
 */
export const ofOneShape = (
  matches: readonly OurPicture[],
  laid: readonly OurPicture[],
  part: PicturePixels,
  byPixels: LaidByHash,
): Promise<readonly OurPicture[]> => {
  const sure = new Set(laid.flatMap(({ path, verdict }) => (isSure(verdict) ? [path] : [])));
  return withoutThose(matches, part, byPixels, (own, match, { path }) => {
    const isAsked = match.evidence === 'near' && !sure.has(path);
    return isAsked && !haveOneShape(part, own, match, byPixels.thresholds);
  });
};

const withoutThose = async (
  matches: readonly OurPicture[],
  { fingerprint }: PicturePixels,
  { pixelsAt, thresholds: { maxDistance } }: LaidByHash,
  isOther: (own: PicturePixels, match: Match, each: OurPicture) => boolean,
): Promise<readonly OurPicture[]> => {
  const kept: OurPicture[] = [];
  for (const each of matches) {
    const own = isByHashAlone(each) ? await pixelsAt(each.path) : undefined;
    const match = own && compareFingerprints(fingerprint, own.fingerprint, maxDistance);
    if (!own || !match || !isOther(own, match, each)) kept.push(each);
  }
  return kept;
};

/** The same picture where it says enough, a suspicion where little of both agrees and it is not known to have been cut out of ours. */
export const asLittle = (picture: OurPicture, { isCutOut }: Pick<LocalMatch, 'isCutOut'>): OurPicture =>
  isSure(picture.verdict) && isCutOut !== true && picture.local !== undefined && isDetailInCommon(picture.local)
    ? { ...picture, verdict: 'suspect' }
    : picture;

/** Any plain thing in a frame has the shape of a cushion on white. */
export const hasItsColours = (match: OurPicture): boolean => !isByHashAlone(match) || match.recoloured <= STRANGE;

/** Bits and share of other colours up to which a hash says what a small part of a picture shows; and it says no more than that it has the same shapes. */
const NEAR = 20;
const SAME_COLOURS = 0.15;
export const ofSmallPart = (matches: readonly OurPicture[]): readonly OurPicture[] =>
  matches
    .filter(({ distance, recoloured }) => distance <= NEAR && recoloured <= SAME_COLOURS)
    .map((match): OurPicture => ({ ...match, verdict: 'variant' }));

export const NOTHING_SHOWN: { readonly local: readonly LocalPicture[] } = { local: [] };
