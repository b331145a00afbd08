import type { FractionBox } from '@listing-lint/core/plugin';
import type { Features } from '../../image/features/extract/features.ts';
import type { PartEdges } from '../../image/features/pair/mapping.ts';
import { placeWords } from '../../image/features/pair/placement.ts';
import { sheetOf, sheetRaster } from '../../image/features/pair/sheet.ts';
import { panelArea } from '../../image/features/panels/boxes.ts';
import { cutOut, isSmallPanel, panelsOf } from '../../image/features/panels/panels.ts';
import {
  isInPart,
  type LocalSearch,
  localSearch,
  type SearchedPicture,
} from '../../image/features/search/local-search.ts';
import { THOROUGH, THRIFTY } from '../../image/features/search/search-effort.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { giveBack } from '../../kernel/byte-room.ts';
import { once } from '../../kernel/once.ts';
import { type CopyVerdict, copyVerdictOf, type Match, type Thresholds } from '../compare/compare.ts';
import { type ComparedPicture, type CopySearch, copySearch } from '../compare/copy-search.ts';
import { describeMatch } from '../compare/describe.ts';
import { type FingerprintTable, joinTables, tableOfFingerprints } from '../compare/fingerprint-table.ts';
import type { PicturePixels } from '../compare/laid/told-apart.ts';
import { type Fingerprint, fingerprintOfPart } from '../fingerprint/fingerprint.ts';
import type { FractionEdges } from '../hash256/dihedral.ts';
import { openWasmScan } from '../index/kernel/join-wasm.ts';
import { inPlaceAsker } from './altered/in-place.ts';
import { negativeAsker } from './altered/negative-match.ts';
import { letteredAsker } from './altered/pale-letters.ts';
import { type IsWithinPanel, isOwnMirrorImage, seenBeyond, suspectPanel } from './beyond-panel.ts';
import { joined } from './joined.ts';
import { localPicture } from './local-match.ts';
import {
  asLittle,
  hasItsColours,
  isByHashAlone,
  isSure,
  type LocalPicture,
  laidPictures,
  NOTHING_SHOWN,
  ofSmallPart,
  withoutOtherContent,
  withoutOtherShapes,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';
import type { FingerprintedFile, PlainPicture } from './read-ours.ts';
import { type PartLook, type PlaceFound, tiltedAsker } from './tilted-match.ts';
import { withoutCommonParts } from './verdict/common-part.ts';
import { plainOnes } from './verdict/plain-ones.ts';
import { type SheetByPath, withoutShownAlike } from './verdict/shown-alike.ts';
import { toldInPlace } from './verdict/told-in-place.ts';

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
}

type Ask = (suspect: FingerprintedFile, isItself: (path: string) => boolean) => Promise<readonly OurPicture[]>;

/** Share of a suspect that one of ours takes, from which on nothing else is looked for in its parts. */
const MOST_OF_IT = 0.6;

/** Share of the points of a suspect up to which a panel of it has more of them where it is looked at alone: a quarter of a collage has less. */
const FEW_OF_ITS_POINTS = 0.4;

/** Answers which of ours a suspect copies: by its hashes, by local features, by both in its panels; and which ones cannot be told. */
export const suspectAsker = ({ entries, table, searched, plain, known, thresholds, thrifty, marksOn }: Ours): Ask => {
  const all = joinTables(table(), tableOfFingerprints(known.map(({ fingerprint }) => fingerprint)));
  const search = copySearch([...entries, ...known], { table: all, openScan: openWasmScan });
  const features = localSearch(searched, thrifty ? THRIFTY : THOROUGH);
  const { byHash, hasShape } = hashAsker(search, thresholds);
  const byFeatures = featureAsker(features, entries, searched);
  const inNegative = negativeAsker({ hasShape, byHash: (fingerprint) => byHash(fingerprint, null) });
  const underLetters = letteredAsker((fingerprint) => byHash(fingerprint, null));
  const inTilted = tiltedAsker({ byHash, byFeatures, thrifty });
  const { sheetAt, pixelsAt } = picturesByPath(entries, searched);
  const inPlace = once(() => inPlaceAsker({ entries, table: table(), searched }));

  const ask: Ask = async ({ fingerprint, image }, isItself) => {
    const isOthers = ({ path }: OurPicture): boolean => !isItself(path);
    const ofWhole = byHash(fingerprint, null).filter(isOthers);
    let matches = joined([], await withoutOtherShapes(ofWhole, { fingerprint, image }, pixelsAt, thresholds));
    // Beside the same file, others that are near it are held against it pixel by pixel.
    const isSettled = (path: string): boolean =>
      isItself(path) ||
      (!matches.some(isByHashAlone) && matches.some((match) => match.path === path && match.verdict === 'duplicate'));
    if (thrifty && matches.some(isMostOfIt)) return matches;
    const { local, points } = await byFeatures(image, { place: within(null), panel: null }, isSettled);
    matches = await withoutCommonParts(joined(withoutOtherContent(matches, local), laidPictures(local)), sheetAt);
    const parts = new Set(laidPictures(local.filter(({ isPart }) => isPart)));
    const besideOther = [...parts].filter(({ verdict }) => verdict === 'variant');
    const under = new Set(laidPictures(local.filter(({ isUnder }) => isUnder)));
    if (matches.some((match) => isMostOfIt(match) && !parts.has(match) && !under.has(match))) return matches;
    const sheet = once(() => sheetOf(sheetRaster(image)));
    for (const [k, panel] of panelsOf(image).entries()) {
      const part = cutOut(image, panel);
      const own = fingerprintOfPart(part, `${fingerprint.sha256} ${k}`);
      const near = byHash(own, panel).filter(isOthers);
      const hashed = isSmallPanel(panel, image) ? ofSmallPart(near) : near;
      // What hashes find in it is laid on it, too, so that of near ones it can be told which is shown.
      const named = new Set(hashed.map(({ path }) => path));
      // The look at the whole of it shows what lies in its parts, too: where that was nothing, a part is looked at again that had few points in it, or is named by a hash.
      const isWorthIt = local.length > 0 || pointsWithin(points, panel) < FEW_OF_ITS_POINTS * points.count;
      const isLaid = hashed.length > 0 || (!thrifty && isWorthIt);
      const isOther = (path: string): boolean => isSettled(path) && !named.has(path);
      const look: PartLook = { place: within(panel), panel: suspectPanel(sheet, isIn(panel)) };
      const { local: shown } = isLaid ? await byFeatures(part, look, isOther) : NOTHING_SHOWN;
      giveBack(part.data);
      if (!isLaid) continue;
      const agreed = withoutOtherContent(hashed, shown).filter(hasItsColours);
      const laid = laidPictures(shown).filter((picture) => !isOwnMirrorImage(picture, besideOther));
      matches = joined(joined(matches, agreed), laid);
    }
    matches = await withoutCommonParts(matches, sheetAt);
    if (matches.some(({ verdict }) => isSure(verdict))) return matches;
    // What is asked one after the other, until something is sure.
    const more: readonly (() => readonly OurPicture[] | Promise<readonly OurPicture[]>)[] = [
      ...(thrifty ? [] : [() => inPlace()(fingerprint, sheet, isSettled)]),
      () => inTilted(image, sheet, fingerprint.sha256, { isItself, isSettled }),
      () => inNegative(fingerprint, image).filter(isOthers),
      () => underLetters(fingerprint, image).filter(isOthers),
    ];
    for (const look of more) {
      matches = joined(matches, await look());
      if (matches.some(({ verdict }) => isSure(verdict))) return matches;
    }
    const isKnown = (path: string): boolean => isItself(path) || matches.some((match) => match.path === path);
    return [...matches, ...plainOnes(plain, { image: sheetRaster(image), points }, isKnown)];
  };
  return async (suspect, isItself) => {
    const found = await ask(suspect, isItself);
    const told = marksOn ? await toldInPlace(found, suspect, { pixelsAt, marksOn, thresholds }) : found;
    return withoutShownAlike(told, sheetAt);
  };
};

const picturesByPath = (entries: Ours['entries'], searched: Ours['searched']) => {
  const positions = once(() => new Map(entries.map(({ path }, k) => [path, k])));
  const sheetAt: SheetByPath = (path) => searched[positions().get(path) ?? -1]?.sheet();
  const pixelsAt = async (path: string): Promise<PicturePixels | undefined> => {
    const [entry, sheet] = [entries[positions().get(path) ?? -1], await sheetAt(path)];
    return entry && sheet && { fingerprint: entry.fingerprint, image: sheet.colour };
  };
  return { sheetAt, pixelsAt };
};

const hashAsker = (search: CopySearch, thresholds: Thresholds) => {
  const radius = Math.max(thresholds.maxDistance, thresholds.suspectDistance);
  const askedFor = (fingerprint: Fingerprint): ComparedPicture => ({
    ...{ path: `suspect ${fingerprint.sha256}`, product: '', role: '' },
    fingerprint,
  });
  return {
    byHash: (fingerprint: Fingerprint, panel: PartEdges | null): readonly OurPicture[] => {
      const asked = askedFor(fingerprint);
      // Of a panel only what is sure is told.
      const found = panel === null ? search.find(asked, radius) : search.findByShape(asked, thresholds.maxDistance);
      return found.flatMap(({ entry, match }): OurPicture[] => {
        const verdict = copyVerdictOf(match, thresholds);
        if (verdict === null || (panel !== null && !isSure(verdict))) return [];
        return [ourPicture(fingerprint, entry, { match, verdict, panel })];
      });
    },
    hasShape: (fingerprint: Fingerprint): boolean =>
      search.findByShape(askedFor(fingerprint), thresholds.maxDistance).length > 0,
  };
};

const featureAsker =
  (features: LocalSearch, entries: Ours['entries'], searched: Ours['searched']) =>
  async (
    image: RgbImage,
    { place, panel }: PartLook,
    isSettled: (path: string) => boolean,
  ): Promise<{ readonly local: readonly LocalPicture[]; readonly points: Features }> => {
    const isOther = (position: number): boolean => isSettled(entries[position]?.path ?? '');
    const { found, points } = await features.find(image, isOther, panel !== null);
    const local: LocalPicture[] = [];
    for (const each of found) {
      const [entry, own] = [entries[each.position], searched[each.position]];
      if (entry === undefined || own === undefined) continue;
      const picture = await seenBeyond(each, place(each, entry), { entry, panel, sheet: () => own.sheet() });
      local.push({
        picture: asLittle(picture),
        isOutdone: each.isOutdone,
        isPart: isInPart(each.match),
        isUnder: each.match.under === true,
      });
    }
    return { local, points };
  };

/** As it lies in all of a suspect, or in a panel of it. */
const within =
  (panel: PartEdges | null): PlaceFound =>
  (found, entry) =>
    localPicture(found, entry, panel);

const isIn =
  ({ left, top, right, bottom }: PartEdges): IsWithinPanel =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom;

/** Points of a picture that lie in a part of it. */
const pointsWithin = ({ count, x, y, width, height }: Features, { left, top, right, bottom }: PartEdges): number => {
  let within = 0;
  for (let k = 0; k < count; k++) {
    const [u, v] = [((x[k] ?? 0) + 0.5) / width, ((y[k] ?? 0) + 0.5) / height];
    if (u >= left && u < right && v >= top && v < bottom) within++;
  }
  return within;
};

/** One of ours is most of the suspect, for certain. */
const isMostOfIt = ({ verdict, box }: OurPicture): boolean => isSure(verdict) && panelArea(box) > MOST_OF_IT;

const ALL: FractionEdges = { left: 0, top: 0, right: 1, bottom: 1 };

const ourPicture = (
  suspect: Fingerprint,
  entry: ComparedPicture,
  { match, verdict, panel }: { readonly match: Match; readonly verdict: CopyVerdict; readonly panel: PartEdges | null },
): OurPicture => {
  const words = describeMatch(match, entry.path, suspect, entry.fingerprint, verdict === 'variant');
  const within = panel ?? ALL;
  const box = suspect.parts[match.part].box;
  const [width, height] = [within.right - within.left, within.bottom - within.top];
  return {
    path: entry.path,
    product: entry.product || null,
    verdict,
    evidence: match.evidence,
    distance: match.distance,
    recoloured: match.recoloured,
    turn: match.form,
    description: panel === null ? words : `${words}, ${placeWords(panel)} of a larger picture`,
    box: {
      left: within.left + box.left * width,
      top: within.top + box.top * height,
      right: within.left + box.right * width,
      bottom: within.top + box.bottom * height,
    },
    ourBox: entry.fingerprint.parts[match.otherPart].box,
  };
};
