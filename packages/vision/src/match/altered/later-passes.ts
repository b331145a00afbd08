import type { ComparedPicture, Fingerprint, FingerprintTable } from '@listing-lint/rules/hash';
import { once } from '@listing-lint/rules/kernel';
import type { PartEdges } from '../../features/pair/mapping.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { isSmallPanel } from '../../features/panels/panels.ts';
import type { SearchedPicture } from '../../features/search/local-search.ts';
import { productBoxes } from '../../features/search/product-boxes.ts';

import { joined } from '../joined.ts';
import { isSure } from '../local-pictures.ts';
import { type Excluded, matchPart, type PartMatcher } from '../match-part.ts';
import type { OurPicture } from '../our-picture.ts';
import type { FingerprintedFile } from '../read-ours.ts';
import { tiltedMatcher } from '../tilted-match.ts';
import type { HashMatcher } from './hash-matcher.ts';
import { inPlaceMatcher } from './in-place.ts';
import { letteredMatcher } from './pale-letters.ts';

/** The shop's pictures as the later passes need them. */
interface SearchedEntries {
  readonly entries: readonly ComparedPicture[];
  /** Of these, row by row. */
  readonly table: () => FingerprintTable;
  /** One for each entry. */
  readonly searched: readonly SearchedPicture[];
}

/** A suspect with its registration raster and its panels, each computed once. */
export interface PreparedSuspect extends FingerprintedFile {
  readonly sheet: () => Sheet;
  readonly panels: () => readonly PartEdges[];
}

/** A search that runs only while no match is sure. */
export type LaterPass = () => readonly OurPicture[] | Promise<readonly OurPicture[]>;

/** Adds the matches of each pass in turn until one is sure. */
export const untilSure = async (
  known: readonly OurPicture[],
  passes: readonly LaterPass[],
  withoutCommon: (matches: readonly OurPicture[]) => Promise<readonly OurPicture[]>,
): Promise<readonly OurPicture[]> => {
  let matches = known;
  for (const runPass of passes) {
    matches = await withoutCommon(joined(matches, await runPass()));
    if (matches.some(({ verdict }) => isSure(verdict))) break;
  }
  return matches;
};

/** Returns the later passes in order: small products, overlays, tilted panels, negatives, pale letters. */
export const laterPassesOf = (
  { entries, table, searched }: SearchedEntries,
  { inNegative, ...matcher }: PartMatcher & Pick<HashMatcher, 'inNegative'>,
) => {
  const ofWhole = (fingerprint: Fingerprint): readonly OurPicture[] => matcher.byHash(fingerprint, null);
  const underLetters = letteredMatcher(ofWhole);
  const inTilted = tiltedMatcher(matcher);
  const inPlace = once(() => inPlaceMatcher({ entries, table: table(), searched }));
  return (suspect: PreparedSuspect, excluded: Excluded): readonly LaterPass[] => {
    const { fingerprint, image, sheet } = suspect;
    const { isItself, isSettled } = excluded;
    const isOthers = ({ path }: OurPicture): boolean => !isItself(path);
    return [
      ...(matcher.thrifty
        ? []
        : [() => inProducts(matcher, suspect, excluded), () => inPlace()(fingerprint, sheet, isSettled)]),
      () => inTilted(image, sheet, fingerprint.sha256, excluded),
      () => inNegative(fingerprint, image, null).filter(isOthers),
      () => underLetters(fingerprint, image).filter(isOthers),
    ];
  };
};

/** Matches each small product on a plain background by itself: among words and arrows it has hardly a keypoint in the whole picture. */
const inProducts = async (
  matcher: PartMatcher,
  { fingerprint, image, sheet, panels }: PreparedSuspect,
  excluded: Excluded,
): Promise<readonly OurPicture[]> => {
  let matches: readonly OurPicture[] = [];
  for (const [k, panel] of productBoxes(sheet(), panels()).entries()) {
    const name = `${fingerprint.sha256} product ${k}`;
    const part = { image, panel, sheet, name, isSmall: isSmallPanel(panel, image), isWorthIt: true };
    const { agreed, registered } = await matchPart(matcher, part, excluded);
    matches = joined(joined(matches, agreed), registered);
  }
  return matches;
};
