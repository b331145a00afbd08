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

import type { PicturePixels } from '../verify/told-apart.ts';

import { hashAsker } from './altered/hash-asker.ts';
import { type LaidSuspect, laterLooksOf, untilSure } from './altered/later-looks.ts';
import { isOwnMirrorImage, seenBeyond } from './beyond-panel.ts';
import { joined } from './joined.ts';
import {
  asLittle,
  asOutdone,
  isByHashAlone,
  isSure,
  type LocalPicture,
  laidPictures,
  outdoneOf,
  withoutOtherContent,
  withoutOtherShapes,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';
import { inPageAsker, NO_PAGE, type PageAsked } from './page/in-page.ts';
import { askPart, type PartLook, placedIn } from './part-look.ts';
import type { FingerprintedFile, PlainPicture } from './read-ours.ts';
import { withoutCommonParts } from './verdict/common-part.ts';
import { withoutDetailAlone } from './verdict/detail-alone.ts';
import { type SharersOf, withoutFurniture } from './verdict/furniture.ts';
import { plainAsker } from './verdict/plain-ones.ts';
import { productTeller } from './verdict/product-told.ts';
import { type SheetByPath, type StampedOf, withoutShownAlike } from './verdict/shown-alike.ts';
import { toldInPlace } from './verdict/told-in-place.ts';
import { toldWhole } from './verdict/told-whole.ts';

/** All that suspects are held against. */
interface Ours {
  readonly entries: readonly ComparedPicture[];
  /** Of these, row by row. */
  readonly table: () => FingerprintTable;
  /** One for each entry. */
  readonly searched: readonly SearchedPicture[];
  readonly plain: readonly PlainPicture[];
  /** Pictures of which there are fingerprints alone. */
  readonly known: readonly ComparedPicture[];
  readonly thresholds: Thresholds;
  /** See `AskingOptions`. */
  readonly thrifty: boolean;
  /** Where one of ours has the seller's mark, fractions of it; absent where duplicates are not told apart in place, as what was edited still comes from ours. */
  readonly marksOn?: (path: string) => Promise<readonly FractionBox[]>;
  /** The stamped file that belongs to one of ours: a picture and its stamped copy are one. */
  readonly stampedOf?: StampedOf;
}

/** What is said of a suspect. */
export interface SuspectAsked {
  readonly matches: readonly OurPicture[];
  /** Small pictures in it that were not looked at. */
  readonly unseenPictures: number;
  /** It has too little detail to be compared by parts, and none of ours is sure to show in it. */
  readonly isPlain: boolean;
}

type Ask = (suspect: FingerprintedFile, isItself: (path: string) => boolean) => Promise<SuspectAsked>;

/** What is found by one look after the other; of a page what its pictures show is told already. */
interface AskedInOrder {
  readonly matches: readonly OurPicture[];
  readonly page: PageAsked;
  readonly isPlain?: boolean;
}

/** Share of a suspect that one of ours takes, from which on nothing else is looked for in its parts. */
const MOST_OF_IT = 0.6;

/** Share of the points of a suspect up to which a panel of it has more of them where it is looked at alone: a quarter of a collage has less. */
const FEW_OF_ITS_POINTS = 0.4;

/** Answers which of ours a suspect copies: by its hashes, by local features, by both in its panels; and which ones cannot be told. */
export const suspectAsker = (ours: Ours): Ask => {
  const { entries, searched, plain, known, thresholds, thrifty } = ours;
  const search = copySearch([...entries, ...known], { table: tableOfAll(ours), openScan: openWasmScan });
  const features = localSearch(searched, thrifty ? THRIFTY : THOROUGH);
  const { byHash, inNegative } = hashAsker(search, thresholds);
  const byFeatures = featureAsker(features, entries, searched);
  const { sheetAt, ...pixels } = { ...picturesByPath(entries, searched), thresholds };
  const tellProducts = productTeller(plainAsker(plain), sheetAt);
  const asker = { byHash, byFeatures, inNegative, byPixels: pixels, thrifty };
  const laterLooks = laterLooksOf(ours, asker);
  const tell = teller(ours, { sheetAt, ...pixels });
  const lastly = lastLook(sheetAt, sharersAmong(features, entries));
  const inPage = inPageAsker({
    ...asker,
    tell: async (matches, page) => tell(await withoutCommonParts(matches, sheetOnce(page.image), sheetAt), page),
  });

  const ask = async (suspect: LaidSuspect, isItself: (path: string) => boolean): Promise<AskedInOrder> => {
    const { fingerprint, image, sheet } = suspect;
    const withoutCommon = (found: readonly OurPicture[]) => withoutCommonParts(found, sheet, sheetAt);
    const isOthers = ({ path }: OurPicture): boolean => !isItself(path);
    const ofWhole = byHash(fingerprint, null).filter(isOthers);
    let matches = joined([], await withoutOtherShapes(ofWhole, { fingerprint, image }, pixels));
    // Beside the same file, others that are near it are held against it pixel by pixel.
    const isSettled = (path: string): boolean =>
      isItself(path) ||
      (!matches.some(isByHashAlone) && matches.some((match) => match.path === path && match.verdict === 'duplicate'));
    if (thrifty && matches.some(isCopyOfMost)) return { matches, page: NO_PAGE };
    const { local, points } = await byFeatures(image, { place: placedIn(null), panel: null }, isSettled);
    const laid = joined(withoutOtherContent(matches, local), laidPictures(local));
    matches = await withoutCommon(laid);
    const parts = new Set(laidPictures(local.filter(({ isPart }) => isPart)));
    const besideOther = [...parts].filter(({ verdict }) => verdict === 'variant');
    const under = new Set(laidPictures(local.filter(({ isUnder }) => isUnder)));
    const outdone = [...outdoneOf(local)];
    if (matches.some((match) => isMostOfIt(match) && !parts.has(match) && !under.has(match)))
      return { matches, page: NO_PAGE };
    const page = await inPage(suspect, { matches, isItself, sheet });
    for (const [k, panel] of suspect.panels().entries()) {
      if (page.isSeen(panel)) continue;
      // The look at the whole of it shows what lies in its parts, too: where that was nothing, a part is looked at again that had few points in it, or is named by a hash.
      const isWorthIt = local.length > 0 || pointsWithin(points, panel) < FEW_OF_ITS_POINTS * points.count;
      const [name, isSmall] = [`${fingerprint.sha256} ${k}`, isSmallPanel(panel, image)];
      const part = { image, panel, sheet, name, isSmall, isWorthIt };
      const seen = await askPart(asker, part, { isItself, isSettled });
      outdone.push(...seen.outdone);
      const laidInPart = seen.laid.filter((picture) => !isOwnMirrorImage(picture, besideOther));
      matches = joined(joined(matches, seen.agreed), laidInPart);
    }
    matches = await withoutCommon(await asOutdone(matches, outdone, (each) => tell(each, suspect)));
    const said = [...matches, ...page.matches];
    if (said.some(isSureOfIt)) return { matches, page };
    if (!said.some(({ verdict }) => isSure(verdict))) {
      const looks = laterLooks(suspect, { isItself, isSettled: settledWith(matches, isSettled) });
      matches = await untilSure(matches, looks, withoutCommon);
      if (matches.some(isSureOfIt)) return { matches, page };
    }
    matches = await tellProducts({ suspect: sheet, points }, matches, isItself);
    const isPlain = searched.length > 0 && points.count < FEW_POINTS && !matches.some(isSureOfIt);
    return { matches, page, isPlain };
  };
  return async (suspect, isItself) => {
    const laid = { ...suspect, sheet: sheetOnce(suspect.image), panels: once(() => panelsOf(suspect.image)) };
    const { matches, page, isPlain = false } = await ask(laid, isItself);
    const told = await tell(matches, suspect);
    const all = page.matches.length === 0 ? told : joined(told, page.matches);
    return { matches: await lastly(all, laid), unseenPictures: page.unseen, isPlain };
  };
};

const sheetOnce = (image: RgbImage): (() => Sheet) => once(() => sheetOf(sheetRaster(image)));

/** Those, too, of which it is known that what shows lies around something else. */
const settledWith = (matches: readonly OurPicture[], isSettled: (path: string) => boolean) => {
  const around = new Set(matches.filter(({ local }) => local?.aroundOther === true).map(({ path }) => path));
  return (path: string): boolean => around.has(path) || isSettled(path);
};

const tableOfAll = ({ table, known }: Ours): FingerprintTable =>
  joinTables(table(), tableOfFingerprints(known.map(({ fingerprint }) => fingerprint)));

/** What is told of what was found in a picture, once it is held against that pixel by pixel. */
const teller =
  ({ marksOn, stampedOf, thresholds }: Ours, { sheetAt, ...pixels }: ReturnType<typeof picturesByPath>) =>
  async (matches: readonly OurPicture[], suspect: PicturePixels): Promise<readonly OurPicture[]> => {
    const told = marksOn ? await toldInPlace(matches, suspect, { ...pixels, marksOn, thresholds }) : matches;
    return withoutShownAlike(told, sheetAt, stampedOf);
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

/** What is left of all that was found once it is asked whether it is a picture of ours, and not what many have; and what is said of it. */
const lastLook =
  (sheetOf: SheetByPath, sharersOf: SharersOf) =>
  async (matches: readonly OurPicture[], { image, sheet }: LaidSuspect): Promise<readonly OurPicture[]> => {
    const own = await withoutFurniture(matches, sheet, { sheetOf, sharersOf });
    return toldWhole(await withoutDetailAlone(own, sheet, sheetOf), image, sheetOf);
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

const featureAsker =
  (features: LocalSearch, entries: Ours['entries'], searched: Ours['searched']) =>
  async (
    image: RgbImage,
    { place, panel, isOfPage = false }: PartLook,
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
      const picture = await seenBeyond(each, place(each, entry), { entry, panel, sheet: () => own.sheet() });
      local.push({
        picture: asLittle(picture, each.match),
        isOutdone: each.isDominated,
        isPart: isInPart(each.match),
        isUnder: each.match.under === true,
      });
    }
    return { local, points };
  };

/** One of ours is most of the suspect, for certain. */
const isMostOfIt = ({ verdict, box }: OurPicture): boolean => isSure(verdict) && panelArea(box) > MOST_OF_IT;

/** Hashes alone call any frame, or any bowl, a variant of another one: of those it may be a plain one of ours, and which one is not known. */
const isSureOfIt = (match: OurPicture): boolean =>
  isSure(match.verdict) && !(match.verdict === 'variant' && isByHashAlone(match));

/** A variant is none: colours of what is nearly its own mirror image may be told wrongly by a grid. */
const isCopyOfMost = (match: OurPicture): boolean => match.verdict === 'duplicate' && isMostOfIt(match);
