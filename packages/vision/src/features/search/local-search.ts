import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { giveBack, panelArea } from '@listing-lint/rules/kernel';
import { extractFeatures } from '../extract/extract.ts';
import { FEWEST_POINTS, type Features, mirroredFeatures, NO_FEATURES } from '../extract/features.ts';
import { type FeatureIndex, indexFeatures } from '../index/feature-index.ts';
import { alignPoints, type PointAlignment } from '../pair/alignment.ts';
import type { LocalMatch, RegistrationInput } from '../pair/compare-pair.ts';
import { FEWEST_INLIERS } from '../pair/hypothesis.ts';
import { judgeSuspect } from '../pair/judge-suspect.ts';
import type { PlaneMap } from '../pair/mapping.ts';
import { SHEET_SIDE, type Sheet, sheetLuma, sheetOf, sheetRaster } from '../pair/sheet.ts';
import {
  demoteDominated,
  demoteDominatedByDetail,
  type LocalFound,
  PlacedPictures,
  partOf,
  retryAtBestPlacements,
  withoutPiecesOfOthers,
} from './dominated-matches.ts';
import { amongMany, OF_PAGE, type SearchEffort } from './search-effort.ts';

/** Stored keypoints of a picture: 38 bytes each, 14 KB in all. */
export const POINTS_PER_PICTURE = 360;

/** Extracts the stored features of a picture, in a raster of at most 512 px. */
export const featuresOf = (image: RgbImage): Features =>
  extractFeatures(sheetLuma(sheetRaster(image)), POINTS_PER_PICTURE);

/** The same where the luma of that raster has been made. */
export const featuresIn = (luma: GreyImage): Features => extractFeatures(luma, POINTS_PER_PICTURE);

/** One of ours in a search: its features, and its pixels, are read when it may show. */
export interface SearchedPicture {
  readonly features: () => Features;
  /** The same, valid until the next call for another picture; default `features`. */
  readonly passing?: () => Features;
  readonly sheet: () => Promise<Sheet>;
  /** Its pixels in all the detail that is compared; absent where they are not at hand. */
  readonly detail?: () => Promise<RgbImage>;
}

/** What was found in a suspect. */
export interface FoundInSuspect {
  readonly found: readonly LocalFound[];
  /** Its keypoints of the last pass. */
  readonly points: Features;
}

/** All of a suspect, a part of it, or one of many pictures of a page. */
export type SearchedAs = 'whole' | 'panel' | 'of-page';

export interface LocalSearch {
  /** Finds our pictures in a picture, whole or in part; skips `settled`. A small one gets a second pass unless it is part of a larger one. */
  readonly find: (
    suspect: RgbImage,
    settled: (position: number) => boolean,
    as?: SearchedAs,
  ) => Promise<FoundInSuspect>;
  /** Returns our other pictures with the same keypoints at one placement, the surest first, unverified by pixels. */
  readonly sharing: (features: Features, settled: (position: number) => boolean) => readonly SharingPicture[];
}

/** A picture with keypoints in common, and its mapping, px. */
export interface SharingPicture {
  readonly position: number;
  readonly mapping: PlaneMap;
}

/** Share of a suspect from which on one of ours is most of it. */
const MOST_OF_IT = 0.6;

/** Another picture may be next to it, or within it. */
export const isInPart = ({ visiblePart, aroundOther }: LocalMatch): boolean =>
  visiblePart !== undefined || aroundOther === true;

/** Points with which a variant is as certain as a duplicate. */
const CERTAINLY = 40;

const isCertainVariant = (match: LocalMatch): boolean =>
  match.verdict === 'variant' && match.inliers >= CERTAINLY && !isInPart(match) && match.under !== true;

/** A second look, at small things in a large picture, and at more points of a small one: in a crop of a stitch all look alike. */
const SECOND_SIDE = 800;
const SECOND_POINTS = 800;
/** Grid cells a side that spread the keypoints of the second pass: finer than in the first, as strong letters next to a product on white would take all of a cell. */
const SECOND_CELLS = 16;

/** Matches under something else, or cut out, may be improved by the second pass. */
const maySayMore = ({ under, isCutOut }: LocalMatch): boolean => under === true || isCutOut === true;

/** What a second look finds, and what a first one saw of which that might have said more. */
const withFirst = (found: readonly LocalFound[], before: readonly LocalFound[]): readonly LocalFound[] => {
  const first = new Map(before.flatMap((each) => (maySayMore(each.match) ? [[each.position, each] as const] : [])));
  const retained = found.filter(({ position, match }) => !(match.verdict === 'suspect' && first.has(position)));
  const there = new Set(retained.map(({ position }) => position));
  return [...retained, ...[...first.values()].filter(({ position }) => !there.has(position))];
};

const NOTHING_SEEN: FoundInSuspect = { found: [], points: NO_FEATURES };

export const localSearch = (ours: readonly SearchedPicture[], usual: SearchEffort): LocalSearch => {
  const index = indexFeatures(ours.length, (position) => {
    const own = ours[position];
    return own?.passing?.() ?? own?.features() ?? NO_FEATURES;
  });
  const look = async (
    image: RgbImage,
    upright: Features,
    isSettled: (position: number) => boolean,
    effort: SearchEffort,
  ): Promise<FoundInSuspect> => {
    if (upright.count < FEWEST_POINTS) return { found: [], points: upright };
    let sheet: Sheet | undefined;
    const placed = new PlacedPictures();
    const registered = new Map<number, RegistrationInput>();
    // If one picture is the suspect for certain, only likely duplicates are searched for, and no mirrored ones.
    let isMostOfIt = false;
    const many = amongMany(effort, ours.length, effort.manyAgreeing);
    const lay = async (likely: readonly Aligned[]): Promise<void> => {
      for (const { position, own, alignment, features, mirrored } of likely) {
        if (isMostOfIt && alignment.inliers < many) break;
        sheet ??= sheetOf(image);
        const theirs: RegistrationInput = { features, sheet };
        const ourSheet = await own.sheet();
        const ourInput: RegistrationInput = { features: own.features(), sheet: ourSheet };
        const match = judgeSuspect(ourInput, theirs, alignment, mirrored);
        if (match === null) continue;
        const found = { position, match, ours: ourSheet.colour, theirs: image, isDominated: false };
        if (!placed.put(found)) continue;
        registered.set(position, ourInput);
        if (match.verdict === 'duplicate' || isCertainVariant(match))
          isMostOfIt ||= panelArea(partOf(found)) > MOST_OF_IT;
      }
    };
    const alignedIn = (features: Features, mirrored: boolean) =>
      alignedOf({ index, ours, effort }, { features, mirrored }, isSettled);
    const asItIs = alignedIn(upright, false);
    const isLikely = (asItIs[0]?.alignment.inliers ?? 0) >= CERTAINLY;
    if (isLikely) await lay(asItIs);
    const inMirror = isMostOfIt ? [] : alignedIn(mirroredFeatures(upright), true);
    // What most points agree on comes first: it may be all of the suspect.
    await lay(isLikely ? inMirror : [...asItIs, ...inMirror].sort(byInliers));
    const all = placed.all();
    if (all.length < 2 || sheet === undefined) return { found: all, points: upright };
    const ranked = demoteDominated(
      retryAtBestPlacements(withoutPiecesOfOthers(all), registered, { features: upright, sheet }),
    );
    return { found: demoteDominatedByDetail(ranked, image), points: upright };
  };
  return {
    find: async (suspect, isSettled, as = 'whole') => {
      const effort = as === 'of-page' && !usual.isOnce ? OF_PAGE : usual;
      const lookAt = (image: RgbImage, points: number, cells?: number) =>
        look(
          image,
          extractFeatures(sheetLuma(image), points, { ...(cells === undefined ? {} : { cells }), hasMargins: true }),
          isSettled,
          effort,
        );
      const isSmall = Math.max(suspect.width, suspect.height) <= SHEET_SIDE;
      const first = isSmall || !effort.isOnce ? await lookAt(sheetRaster(suspect), POINTS_PER_PICTURE) : NOTHING_SEEN;
      const isDone = isSmall && (as !== 'whole' || effort.isOnce);
      if (isDone || first.found.some(({ match }) => match.verdict !== 'suspect' && !maySayMore(match))) return first;
      const larger = sheetRaster(suspect, SECOND_SIDE);
      const second = await lookAt(larger, SECOND_POINTS, effort.isOnce ? undefined : SECOND_CELLS);
      // Only the size of the raster is needed of a match.
      if (larger !== suspect) for (const { data } of [larger, sheetLuma(larger)]) giveBack(data);
      if (second.found.length === 0) return { ...first, points: second.points };
      return { ...second, found: withFirst(second.found, first.found) };
    },
    sharing: sharingAmong({ index, ours, effort: usual }),
  };
};

const sharingAmong =
  (scope: SearchScope): LocalSearch['sharing'] =>
  (features, isSettled) =>
    alignedOf(scope, { features, mirrored: false }, isSettled).map(({ position, alignment: { mapping } }) => ({
      position,
      mapping,
    }));

/** A picture and its placement by keypoints. */
interface Aligned {
  readonly position: number;
  readonly own: SearchedPicture;
  readonly alignment: PointAlignment;
  /** Features of the suspect in this pass. */
  readonly features: Features;
  readonly mirrored: boolean;
}

const byInliers = (a: Aligned, b: Aligned): number =>
  b.alignment.inliers - a.alignment.inliers || a.position - b.position;

interface SearchScope {
  readonly index: FeatureIndex;
  readonly ours: readonly SearchedPicture[];
  readonly effort: SearchEffort;
}

/** Candidates whose keypoints agree on a placement, most inliers first, unverified by pixels. */
const alignedOf = (
  { index, ours, effort }: SearchScope,
  { features, mirrored }: Pick<Aligned, 'features' | 'mirrored'>,
  isSettled: (position: number) => boolean,
): readonly Aligned[] => {
  const noChance = (points: number): number => amongMany(effort, ours.length, points);
  return index
    .query(features, effort)
    .filter(
      ({ picture, inliers }, k) => !isSettled(picture) && (inliers >= effort.fewestAgreeing || k < effort.unlikely),
    )
    .flatMap(({ picture, matches }, k): Aligned[] => {
      const own = ours[picture];
      if (own === undefined) return [];
      const points = own.features();
      // What the index has found takes a tenth of the time that all points take.
      const strictly = k < effort.unlikely ? null : alignPoints(points, features, matches);
      const isLikely = k < effort.unlikely || (strictly !== null && strictly.inliers >= noChance(FEWEST_INLIERS));
      const alignment = isLikely ? alignPoints(points, features) : null;
      return alignment === null ? [] : [{ position: picture, own, alignment, features, mirrored }];
    })
    .sort(byInliers)
    .filter(
      ({ alignment: { inliers } }, k) =>
        inliers >= noChance(effort.manyAgreeing) || (k < effort.registered && inliers >= noChance(FEWEST_INLIERS)),
    );
};
