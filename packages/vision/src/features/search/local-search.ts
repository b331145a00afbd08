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

/** Key points that are kept of a picture: 38 bytes each, 14 KB in all. */
export const POINTS_PER_PICTURE = 360;

/** The features that are kept of a picture, found in a raster of at most 512 px. */
export const featuresOf = (image: RgbImage): Features =>
  extractFeatures(sheetLuma(sheetRaster(image)), POINTS_PER_PICTURE);

/** The same where the luma of that raster has been made. */
export const featuresIn = (luma: GreyImage): Features => extractFeatures(luma, POINTS_PER_PICTURE);

/** One of ours in a search: its features, and its pixels, are read when it may show. */
export interface SearchedPicture {
  readonly features: () => Features;
  /** The same until those of another one are asked for so; `features` unless given. */
  readonly passing?: () => Features;
  readonly sheet: () => Promise<Sheet>;
  /** Its pixels in all the detail that is compared; absent where they are not at hand. */
  readonly detail?: () => Promise<RgbImage>;
}

/** What was found in a suspect. */
export interface FoundInSuspect {
  readonly found: readonly LocalFound[];
  /** Its key points, as it was looked at last. */
  readonly points: Features;
}

/** All of a suspect, a part of it, or one of many pictures of a page. */
export type SearchedAs = 'whole' | 'panel' | 'of-page';

export interface LocalSearch {
  /** Which of ours show in a picture, whole or in part; those of `settled` are not asked again. A small one is looked at a second time unless it is part of a larger one. */
  readonly find: (
    suspect: RgbImage,
    settled: (position: number) => boolean,
    as?: SearchedAs,
  ) => Promise<FoundInSuspect>;
  /** Which others of ours have such points at a place of their own, the surest first; their pixels have not been looked at. */
  readonly sharing: (features: Features, settled: (position: number) => boolean) => readonly SharingPicture[];
}

/** One of ours that has points in common with a picture, and how it lies on that, px. */
export interface SharingPicture {
  readonly position: number;
  readonly mapping: PlaneMap;
}

/** Share of a suspect from which on one of ours is most of it. */
const MOST_OF_IT = 0.6;

/** Beside it, or within it, another one of ours may show. */
export const isInPart = ({ visiblePart, aroundOther }: LocalMatch): boolean =>
  visiblePart !== undefined || aroundOther === true;

/** Points with which a variant is as certain as a duplicate. */
const CERTAINLY = 40;

const isCertainVariant = (match: LocalMatch): boolean =>
  match.verdict === 'variant' && match.inliers >= CERTAINLY && !isInPart(match) && match.under !== true;

/** A second look, at small things in a large picture, and at more points of a small one: in a crop of a stitch all look alike. */
const SECOND_SIDE = 800;
const SECOND_POINTS = 800;
/** Cells a side of the grid that spreads its points: finer than the first look's, as strong letters beside a product on white would take all that a cell may have. */
const SECOND_CELLS = 16;

/** What shows under something else, or was cut out, may show in a way that says more where it is looked at more closely. */
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
    // Where one of ours is the suspect for certain, only what is likely to be it, too, is looked at, and no mirrored one.
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
      // Of what was found only the size of the raster is asked for.
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

/** One of ours, and where its points say that it lies. */
interface Aligned {
  readonly position: number;
  readonly own: SearchedPicture;
  readonly alignment: PointAlignment;
  /** Features of the suspect as it was looked at. */
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

/** Those whose points agree on a place, most of them first; their pixels have not been looked at. */
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
