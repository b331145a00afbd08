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
  dominatedOf,
  hasItsColours,
  type LocalPicture,
  NO_LOCAL_PICTURES,
  ofOneShape,
  ofSmallPart,
  type PixelSource,
  picturesOfLocal,
  withoutOtherContent,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';

/** Maps a match by local features in a part of a suspect to the whole suspect. */
export type PlaceFound = (found: LocalFound, entry: ComparedPicture) => OurPicture;

/** How a part of a suspect is searched: `panel` is null for the whole suspect. */
export interface PartQuery {
  readonly place: PlaceFound;
  readonly panel: SuspectPanel | null;
  /** One of many pictures of a page. */
  readonly isOfPage?: boolean;
}

/** The matchers that a part of a suspect is searched by. */
export interface PartMatcher {
  readonly byHash: (fingerprint: Fingerprint, panel: PartEdges | null) => readonly OurPicture[];
  readonly byFeatures: (
    image: RgbImage,
    query: PartQuery,
    isSettled: (path: string) => boolean,
  ) => Promise<{ readonly local: readonly LocalPicture[] }>;
  /** As a negative, by hash; absent if negatives are not searched for. */
  readonly inNegative?: (fingerprint: Fingerprint, image: RgbImage, panel: PartEdges) => readonly OurPicture[];
  /** Pixels to verify matches by hash with; absent if they are accepted unverified. */
  readonly byPixels?: PixelSource;
  /** Local features are matched only after a match by hash. */
  readonly thrifty: boolean;
}

/** Pictures of the shop to skip. */
export interface Excluded {
  readonly isItself: (path: string) => boolean;
  readonly isSettled: (path: string) => boolean;
}

/** Maps a match to the whole suspect from itself, or from a panel. */
export const placedIn =
  (panel: PartEdges | null): PlaceFound =>
  (found, entry) =>
    localPicture(found, entry, panel);

/** A rectangular part of a suspect to search by itself. */
interface SuspectPart {
  readonly image: RgbImage;
  readonly panel: PartEdges;
  readonly sheet: () => Sheet;
  readonly name: string;
  /** So small that matches by hash need stronger agreement. */
  readonly isSmall: boolean;
  /** Local features are matched without a match by hash, too. */
  readonly isWorthIt: boolean;
  readonly isOfPage?: boolean;
}

/** Matches of a part: by hash, by registration, and those of the latter that another picture dominates. */
interface PartAnswer {
  readonly agreed: readonly OurPicture[];
  readonly registered: readonly OurPicture[];
  readonly dominated: readonly OurPicture[];
}

/** Finds the shop's pictures in a part of a suspect. */
export const matchPart = async (
  { byHash, byFeatures, inNegative, byPixels, thrifty }: PartMatcher,
  { image, panel, sheet, name, isSmall, isWorthIt, isOfPage = false }: SuspectPart,
  { isItself, isSettled }: Excluded,
): Promise<PartAnswer> => {
  const part = cutOut(image, panel);
  const fingerprint = fingerprintOfPart(part, name);
  const near = byHash(fingerprint, panel).filter(({ path }) => !isItself(path));
  const hashed = isSmall ? ofSmallPart(near) : near;
  // Matches by hash are registered, too, to distinguish near ones.
  const named = new Set(hashed.map(({ path }) => path));
  const isRegistered = hashed.length > 0 || (!thrifty && isWorthIt);
  const isOther = (path: string): boolean => isSettled(path) && !named.has(path);
  const query: PartQuery = { place: placedIn(panel), panel: suspectPanel(sheet, panel), isOfPage };
  const { local } = isRegistered ? await byFeatures(part, query, isOther) : NO_LOCAL_PICTURES;
  const registered = picturesOfLocal(local);
  const said = withoutOtherContent(hashed, local).filter(hasItsColours);
  const agreed = byPixels ? await ofOneShape(said, registered, { fingerprint, image: part }, byPixels) : said;
  // Only a page in dark mode has negatives.
  const isOpen = isOfPage && !isSmall && agreed.length === 0 && registered.length === 0;
  const negatives = (isOpen && inNegative?.(fingerprint, part, panel)) || [];
  const turnedOver = negatives.filter(({ path }) => !isItself(path));
  giveBack(part.data);
  return { agreed: [...agreed, ...turnedOver], registered, dominated: dominatedOf(local) };
};
