import type { ComparedPicture, Fingerprint, FingerprintTable } from '@listing-lint/rules/hash';
import { once } from '@listing-lint/rules/kernel';
import type { PartEdges } from '../../features/pair/mapping.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { isSmallPanel } from '../../features/panels/panels.ts';
import type { SearchedPicture } from '../../features/search/local-search.ts';
import { productBoxes } from '../../features/search/product-boxes.ts';

import { joined } from '../joined.ts';
import { isSure } from '../local-pictures.ts';
import type { OurPicture } from '../our-picture.ts';
import { askPart, type NotAsked, type PartAsker } from '../part-look.ts';
import type { FingerprintedFile } from '../read-ours.ts';
import { tiltedAsker } from '../tilted-match.ts';
import type { HashAsker } from './hash-asker.ts';
import { inPlaceAsker } from './in-place.ts';
import { letteredAsker } from './pale-letters.ts';

/** Ours, as later looks ask for them. */
interface LookedFor {
  readonly entries: readonly ComparedPicture[];
  /** Of these, row by row. */
  readonly table: () => FingerprintTable;
  /** One for each entry. */
  readonly searched: readonly SearchedPicture[];
}

/** A suspect, and what of it is laid on ours or asked by itself, each made once. */
export interface LaidSuspect extends FingerprintedFile {
  readonly sheet: () => Sheet;
  readonly panels: () => readonly PartEdges[];
}

/** What is looked for where nothing is sure. */
export type LaterLook = () => readonly OurPicture[] | Promise<readonly OurPicture[]>;

/** With what looks find one after the other, until something is sure. */
export const untilSure = async (
  known: readonly OurPicture[],
  looks: readonly LaterLook[],
  withoutCommon: (matches: readonly OurPicture[]) => Promise<readonly OurPicture[]>,
): Promise<readonly OurPicture[]> => {
  let matches = known;
  for (const look of looks) {
    matches = await withoutCommon(joined(matches, await look()));
    if (matches.some(({ verdict }) => isSure(verdict))) break;
  }
  return matches;
};

/** What is asked one after the other, until something is sure. */
export const laterLooksOf = (
  { entries, table, searched }: LookedFor,
  { inNegative, ...asker }: PartAsker & Pick<HashAsker, 'inNegative'>,
) => {
  const ofWhole = (fingerprint: Fingerprint): readonly OurPicture[] => asker.byHash(fingerprint, null);
  const underLetters = letteredAsker(ofWhole);
  const inTilted = tiltedAsker(asker);
  const inPlace = once(() => inPlaceAsker({ entries, table: table(), searched }));
  return (suspect: LaidSuspect, not: NotAsked): readonly LaterLook[] => {
    const { fingerprint, image, sheet } = suspect;
    const { isItself, isSettled } = not;
    const isOthers = ({ path }: OurPicture): boolean => !isItself(path);
    return [
      ...(asker.thrifty ? [] : [() => inProducts(asker, suspect, not), () => inPlace()(fingerprint, sheet, isSettled)]),
      () => inTilted(image, sheet, fingerprint.sha256, not),
      () => inNegative(fingerprint, image, null).filter(isOthers),
      () => underLetters(fingerprint, image).filter(isOthers),
    ];
  };
};

/** What stands alone and small on plain ground, each looked at by itself: of a product among words and arrows the whole has hardly a point. */
const inProducts = async (
  asker: PartAsker,
  { fingerprint, image, sheet, panels }: LaidSuspect,
  not: NotAsked,
): Promise<readonly OurPicture[]> => {
  let matches: readonly OurPicture[] = [];
  for (const [k, panel] of productBoxes(sheet(), panels()).entries()) {
    const name = `${fingerprint.sha256} product ${k}`;
    const part = { image, panel, sheet, name, isSmall: isSmallPanel(panel, image), isWorthIt: true };
    const { agreed, laid } = await askPart(asker, part, not);
    matches = joined(joined(matches, agreed), laid);
  }
  return matches;
};
