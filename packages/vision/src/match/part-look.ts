import { type ComparedPicture, type Fingerprint, fingerprintOfPart } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import type { PartEdges } from '../features/pair/mapping.ts';
import type { Sheet } from '../features/pair/sheet.ts';
import { cutOut } from '../features/panels/panels.ts';
import type { LocalFound } from '../features/search/dominated-matches.ts';

import { type SuspectPanel, suspectPanel } from './beyond-panel.ts';
import { localPicture } from './local-match.ts';
import {
  hasItsColours,
  type LaidByHash,
  type LocalPicture,
  laidPictures,
  NOTHING_SHOWN,
  ofOneShape,
  ofSmallPart,
  outdoneOf,
  withoutOtherContent,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';

/** How what local features found in a part of a suspect lies in all of it. */
export type PlaceFound = (found: LocalFound, entry: ComparedPicture) => OurPicture;

/** How a part of a suspect is looked at: `panel` is null where it is all of it. */
export interface PartLook {
  readonly place: PlaceFound;
  readonly panel: SuspectPanel | null;
  /** One of many pictures of a page. */
  readonly isOfPage?: boolean;
}

/** What one part of a suspect is asked. */
export interface PartAsker {
  readonly byHash: (fingerprint: Fingerprint, panel: PartEdges | null) => readonly OurPicture[];
  readonly byFeatures: (
    image: RgbImage,
    look: PartLook,
    isSettled: (path: string) => boolean,
  ) => Promise<{ readonly local: readonly LocalPicture[] }>;
  /** As a negative, by its hash; absent where nobody asks for that. */
  readonly inNegative?: (fingerprint: Fingerprint, image: RgbImage, panel: PartEdges) => readonly OurPicture[];
  /** What hashes say of it is laid on; absent where that is believed. */
  readonly byPixels?: LaidByHash;
  /** Features are asked where a hash names one of ours alone. */
  readonly thrifty: boolean;
}

/** Which of ours need not be asked about. */
export interface NotAsked {
  readonly isItself: (path: string) => boolean;
  readonly isSettled: (path: string) => boolean;
}

/** As it lies in all of a suspect, or in a panel of it. */
export const placedIn =
  (panel: PartEdges | null): PlaceFound =>
  (found, entry) =>
    localPicture(found, entry, panel);

/** A rectangular part of a suspect that is asked about by itself. */
interface PartAsked {
  readonly image: RgbImage;
  readonly panel: PartEdges;
  readonly sheet: () => Sheet;
  readonly name: string;
  /** It shows so little that more must agree where it is told by its hash. */
  readonly isSmall: boolean;
  /** Features are asked where no hash names one of ours, too. */
  readonly isWorthIt: boolean;
  readonly isOfPage?: boolean;
}

/** What a part shows of ours by its hash, laid on it, and of the latter what another one of ours outdoes. */
interface PartAnswer {
  readonly agreed: readonly OurPicture[];
  readonly laid: readonly OurPicture[];
  readonly outdone: readonly OurPicture[];
}

/** Which of ours a part shows. */
export const askPart = async (
  { byHash, byFeatures, inNegative, byPixels, thrifty }: PartAsker,
  { image, panel, sheet, name, isSmall, isWorthIt, isOfPage = false }: PartAsked,
  { isItself, isSettled }: NotAsked,
): Promise<PartAnswer> => {
  const part = cutOut(image, panel);
  const fingerprint = fingerprintOfPart(part, name);
  const near = byHash(fingerprint, panel).filter(({ path }) => !isItself(path));
  const hashed = isSmall ? ofSmallPart(near) : near;
  // What hashes find in it is laid on it, too, so that of near ones it can be told which is shown.
  const named = new Set(hashed.map(({ path }) => path));
  const isLaid = hashed.length > 0 || (!thrifty && isWorthIt);
  const isOther = (path: string): boolean => isSettled(path) && !named.has(path);
  const look: PartLook = { place: placedIn(panel), panel: suspectPanel(sheet, panel), isOfPage };
  const { local } = isLaid ? await byFeatures(part, look, isOther) : NOTHING_SHOWN;
  const laid = laidPictures(local);
  const said = withoutOtherContent(hashed, local).filter(hasItsColours);
  const agreed = byPixels ? await ofOneShape(said, laid, { fingerprint, image: part }, byPixels) : said;
  // A page in dark mode has all of its pictures turned over; of a part of something else that would be asked for nothing.
  const isOpen = isOfPage && !isSmall && agreed.length === 0 && laid.length === 0;
  const negatives = (isOpen && inNegative?.(fingerprint, part, panel)) || [];
  const turnedOver = negatives.filter(({ path }) => !isItself(path));
  giveBack(part.data);
  return { agreed: [...agreed, ...turnedOver], laid, outdone: outdoneOf(local) };
};
