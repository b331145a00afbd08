import type { FractionBox } from '@listing-lint/core/plugin';
import {
  type ComparedPicture,
  copySearch,
  type FingerprintTable,
  joinTables,
  openWasmScan,
  type Thresholds,
  tableOfFingerprints,
} from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { once, panelArea } from '@listing-lint/rules/kernel';
import { type Features, pointsWithin } from '../features/extract/features.ts';
import { type Sheet, sheetOf, sheetRaster } from '../features/pair/sheet.ts';
import { isSmallPanel, panelsOf } from '../features/panels/panels.ts';
import { isInPart, type LocalSearch, localSearch, type SearchedPicture } from '../features/search/local-search.ts';
import { FEW_POINTS } from '../features/search/plain/plain-products.ts';
import { THOROUGH, THRIFTY } from '../features/search/search-effort.ts';

import type { PicturePixels } from '../verify/verify-duplicate.ts';

import { hashMatcher } from './altered/hash-matcher.ts';
import { laterPassesOf, type PreparedSuspect, untilSure } from './altered/later-passes.ts';
import { isOwnMirrorImage, judgeBeyondPanel } from './beyond-panel.ts';
import { joined } from './joined.ts';
import {
  asLittle,
  dominatedOf,
  isByHashAlone,
  isSure,
  type LocalPicture,
  picturesOfLocal,
  withDominatedAsVariants,
  withoutOtherContent,
  withoutOtherShapes,
} from './local-pictures.ts';
import { matchPart, type PartQuery, placedIn } from './match-part.ts';
import type { OurPicture } from './our-picture.ts';
import { NO_PAGE, type PageMatches, pageMatcher } from './page/match-page.ts';
import type { FingerprintedFile, PlainPicture } from './read-ours.ts';
import { withoutCommonParts } from './verdict/common-part.ts';
import { withoutDetailAlone } from './verdict/detail-alone.ts';
import { withFullInsets } from './verdict/full-inset.ts';
import { plainMatcher } from './verdict/plain-candidates.ts';
import { type SharersOf, withoutSharedOverlays } from './verdict/shared-overlay.ts';
import { type SheetByPath, type StampedOf, withoutSharedParts } from './verdict/shared-part.ts';
import { verifyInPlace } from './verdict/verify-in-place.ts';
import { productVerifier } from './verdict/verify-product.ts';

/** What suspects are compared with. */
interface Ours {
  readonly entries: readonly ComparedPicture[];
  /** Fingerprints of the entries, row by row. */
  readonly table: () => FingerprintTable;
  /** One for each entry. */
  readonly searched: readonly SearchedPicture[];
  readonly plain: readonly PlainPicture[];
  /** Pictures known by their fingerprints only. */
  readonly known: readonly ComparedPicture[];
  readonly thresholds: Thresholds;
  /** See `MatchingOptions`. */
  readonly thrifty: boolean;
  /** Returns where a picture of the shop has the seller's watermark, as fractions. Absent when duplicates are not verified in place, as an edited copy is still a copy. */
  readonly marksOn?: (path: string) => Promise<readonly FractionBox[]>;
  /** Returns the stamped file of a picture: both count as one picture. */
  readonly stampedOf?: StampedOf;
}

/** Result of matching one frame of a suspect. */
export interface SuspectMatches {
  readonly matches: readonly OurPicture[];
  /** Small pictures in it that were not compared. */
  readonly unseenPictures: number;
  /** It has too little detail to be compared by parts, and no match is sure. */
  readonly isPlain: boolean;
}

type SuspectMatcher = (suspect: FingerprintedFile, isItself: (path: string) => boolean) => Promise<SuspectMatches>;

/** Matches before verification; those of a page's pictures are verified already. */
interface StagedMatches {
  readonly matches: readonly OurPicture[];
  readonly page: PageMatches;
  readonly isPlain?: boolean;
}

/** Share of a suspect that a match must cover to skip its panels. */
const MOST_OF_IT = 0.6;

/** Largest share of the suspect's keypoints in a panel that is worth a search of its own: a quarter of a collage has less. */
const FEW_OF_ITS_POINTS = 0.4;

/** Returns a function that finds the shop's pictures that a suspect copies: by hashes, by local features, by both in its panels; undecided candidates included. */
export const suspectMatcher = (ours: Ours): SuspectMatcher => {
  const { entries, searched, plain, known, thresholds, thrifty } = ours;
  const search = copySearch([...entries, ...known], { table: tableOfAll(ours), openScan: openWasmScan });
  const features = localSearch(searched, thrifty ? THRIFTY : THOROUGH);
  const { byHash, inNegative } = hashMatcher(search, thresholds);
  const byFeatures = featureMatcher(features, entries, searched);
  const { sheetAt, ...pixels } = { ...picturesByPath(entries, searched), thresholds };
  const verifyProducts = productVerifier(plainMatcher(plain), sheetAt);
  const matcher = { byHash, byFeatures, inNegative, byPixels: pixels, thrifty };
  const laterPasses = laterPassesOf(ours, matcher);
  const verify = verifier(ours, { sheetAt, ...pixels });
  const finish = finalPass(sheetAt, sharersAmong(features, entries));
  const inPage = pageMatcher({
    ...matcher,
    verify: async (matches, page) => verify(await withoutCommonParts(matches, sheetOnce(page.image), sheetAt), page),
  });

  const match = async (suspect: PreparedSuspect, isItself: (path: string) => boolean): Promise<StagedMatches> => {
    const { fingerprint, image, sheet } = suspect;
    const withoutCommon = (found: readonly OurPicture[]) => withoutCommonParts(found, sheet, sheetAt);
    const isOthers = ({ path }: OurPicture): boolean => !isItself(path);
    const ofWhole = byHash(fingerprint, null).filter(isOthers);
    let matches = joined([], await withoutOtherShapes(ofWhole, { fingerprint, image }, pixels));
    // When the same file is among the matches, other near ones are still verified by pixels.
    const isSettled = (path: string): boolean =>
      isItself(path) ||
      (!matches.some(isByHashAlone) && matches.some((match) => match.path === path && match.verdict === 'duplicate'));
    if (thrifty && matches.some(isCopyOfMost)) return { matches, page: NO_PAGE };
    const { local, points } = await byFeatures(image, { place: placedIn(null), panel: null }, isSettled);
    const registered = joined(withoutOtherContent(matches, local), picturesOfLocal(local));
    matches = await withoutCommon(registered);
    const parts = new Set(picturesOfLocal(local.filter(({ isPart }) => isPart)));
    const variantParts = [...parts].filter(({ verdict }) => verdict === 'variant');
    const under = new Set(picturesOfLocal(local.filter(({ isUnder }) => isUnder)));
    const dominated = [...dominatedOf(local)];
    if (matches.some((match) => isMostOfIt(match) && !parts.has(match) && !under.has(match)))
      return { matches, page: NO_PAGE };
    const page = await inPage(suspect, { matches, isItself, sheet });
    for (const [k, panel] of suspect.panels().entries()) {
      if (page.isSeen(panel)) continue;
      // The search of the whole covers its parts. After an empty result a panel is searched again if it had few keypoints or matches by hash.
      const isWorthIt = local.length > 0 || pointsWithin(points, panel) < FEW_OF_ITS_POINTS * points.count;
      const [name, isSmall] = [`${fingerprint.sha256} ${k}`, isSmallPanel(panel, image)];
      const part = { image, panel, sheet, name, isSmall, isWorthIt };
      const seen = await matchPart(matcher, part, { isItself, isSettled });
      dominated.push(...seen.dominated);
      const registeredInPart = seen.registered.filter((picture) => !isOwnMirrorImage(picture, variantParts));
      matches = joined(joined(matches, seen.agreed), registeredInPart);
    }
    matches = await withoutCommon(await withDominatedAsVariants(matches, dominated, (each) => verify(each, suspect)));
    const said = [...matches, ...page.matches];
    if (said.some(isSureOfIt)) return { matches, page };
    if (!said.some(({ verdict }) => isSure(verdict))) {
      const passes = laterPasses(suspect, { isItself, isSettled: settledWith(matches, isSettled) });
      matches = await untilSure(matches, passes, withoutCommon);
      if (matches.some(isSureOfIt)) return { matches, page };
    }
    matches = await verifyProducts({ suspect: sheet, points }, matches, isItself);
    const isPlain = searched.length > 0 && points.count < FEW_POINTS && !matches.some(isSureOfIt);
    return { matches, page, isPlain };
  };
  return async (suspect, isItself) => {
    const prepared = { ...suspect, sheet: sheetOnce(suspect.image), panels: once(() => panelsOf(suspect.image)) };
    const { matches, page, isPlain = false } = await match(prepared, isItself);
    const verified = await verify(matches, suspect);
    const all = page.matches.length === 0 ? verified : joined(verified, page.matches);
    return { matches: await finish(all, prepared), unseenPictures: page.unseen, isPlain };
  };
};

const sheetOnce = (image: RgbImage): (() => Sheet) => once(() => sheetOf(sheetRaster(image)));

/** Also settles the pictures whose visible part is known to surround something else. */
const settledWith = (matches: readonly OurPicture[], isSettled: (path: string) => boolean) => {
  const around = new Set(matches.filter(({ local }) => local?.aroundOther === true).map(({ path }) => path));
  return (path: string): boolean => around.has(path) || isSettled(path);
};

const tableOfAll = ({ table, known }: Ours): FingerprintTable =>
  joinTables(table(), tableOfFingerprints(known.map(({ fingerprint }) => fingerprint)));

/** Verifies matches against a picture pixel by pixel. */
const verifier =
  ({ marksOn, stampedOf, thresholds }: Ours, { sheetAt, ...pixels }: ReturnType<typeof picturesByPath>) =>
  async (matches: readonly OurPicture[], suspect: PicturePixels): Promise<readonly OurPicture[]> => {
    const verified = marksOn ? await verifyInPlace(matches, suspect, { ...pixels, marksOn, thresholds }) : matches;
    return withoutSharedParts(verified, sheetAt, stampedOf);
  };

const picturesByPath = (entries: Ours['entries'], searched: Ours['searched']) => {
  const positions = once(() => new Map(entries.map(({ path }, k) => [path, k])));
  const sheetAt: SheetByPath = (path) => searched[positions().get(path) ?? -1]?.sheet();
  const pixelsAt = async (path: string): Promise<PicturePixels | undefined> => {
    const [entry, sheet] = [entries[positions().get(path) ?? -1], await sheetAt(path)];
    return entry && sheet && { fingerprint: entry.fingerprint, image: sheet.colour };
  };
  const detailAt = (path: string): Promise<RgbImage> | undefined => searched[positions().get(path) ?? -1]?.detail?.();
  return { sheetAt, pixelsAt, detailAt };
};

/** Removes matches that rest on an overlay or a detail that many pictures share, and corrects the description of full insets. */
const finalPass =
  (sheetOf: SheetByPath, sharersOf: SharersOf) =>
  async (matches: readonly OurPicture[], { image, sheet }: PreparedSuspect): Promise<readonly OurPicture[]> => {
    const own = await withoutSharedOverlays(matches, sheet, { sheetOf, sharersOf });
    return withFullInsets(await withoutDetailAlone(own, sheet, sheetOf), image, sheetOf);
  };

const sharersAmong =
  (features: LocalSearch, entries: Ours['entries']): SharersOf =>
  (path, points) =>
    features
      .sharing(points, (position) => entries[position]?.path === path)
      .map(({ position, mapping }) => {
        const { path: other = '', product = '' } = entries[position] ?? {};
        return { path: other, product: product || null, mapping };
      });

const featureMatcher =
  (features: LocalSearch, entries: Ours['entries'], searched: Ours['searched']) =>
  async (
    image: RgbImage,
    { place, panel, isOfPage = false }: PartQuery,
    isSettled: (path: string) => boolean,
  ): Promise<{ readonly local: readonly LocalPicture[]; readonly points: Features }> => {
    const isOther = (position: number): boolean => isSettled(entries[position]?.path ?? '');
    const { found, points } = await features.find(
      image,
      isOther,
      panel === null ? 'whole' : isOfPage ? 'of-page' : 'panel',
    );
    const local: LocalPicture[] = [];
    for (const each of found) {
      const [entry, own] = [entries[each.position], searched[each.position]];
      if (entry === undefined || own === undefined) continue;
      const picture = await judgeBeyondPanel(each, place(each, entry), { entry, panel, sheet: () => own.sheet() });
      local.push({
        picture: asLittle(picture, each.match),
        isDominated: each.isDominated,
        isPart: isInPart(each.match),
        isUnder: each.match.under === true,
      });
    }
    return { local, points };
  };

/** Whether a sure match covers most of the suspect. */
const isMostOfIt = ({ verdict, box }: OurPicture): boolean => isSure(verdict) && panelArea(box) > MOST_OF_IT;

/** Whether a match is sure and not a variant by hash alone: any two frames or bowls are variants by hash. */
const isSureOfIt = (match: OurPicture): boolean =>
  isSure(match.verdict) && !(match.verdict === 'variant' && isByHashAlone(match));

/** Whether a duplicate covers most of the suspect. Variants do not count: the colour grid is unreliable for near-symmetric pictures. */
const isCopyOfMost = (match: OurPicture): boolean => match.verdict === 'duplicate' && isMostOfIt(match);
