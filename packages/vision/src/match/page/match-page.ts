import type { RgbImage } from '@listing-lint/rules/image';
import { commonArea, giveBack, panelArea, panelOverlap } from '@listing-lint/rules/kernel';
import type { PartEdges } from '../../features/pair/mapping.ts';
import { type Sheet, sheetLuma, sheetRaster } from '../../features/pair/sheet.ts';
import { mayBePage, type PagePictures, pagePictures } from '../../features/panels/page-pictures.ts';

import type { PicturePixels } from '../../verify/verify-duplicate.ts';
import { joined } from '../joined.ts';
import { isSure } from '../local-pictures.ts';
import { matchPart, type PartMatcher } from '../match-part.ts';
import type { OurPicture } from '../our-picture.ts';
import type { FingerprintedFile } from '../read-ours.ts';

/** Least shorter side of a picture on a page that is compared, and of one that is counted, px of the file; most pictures compared. */
const LEAST_PICTURE = 64;
const COUNTED_PICTURE = 32;
const MOST_PICTURES = 40;
/** Which pictures of a page are not compared, after "they are". */
export const UNSEEN_PICTURES = `under ${LEAST_PICTURE} px or beyond the first ${MOST_PICTURES}`;
/** Why a picture without matches is inconclusive if it has too few px. */
export const tooSmall = ({ width, height }: { readonly width: number; readonly height: number }): string | undefined =>
  Math.min(width, height) < LEAST_PICTURE
    ? `too small to be compared: ${width}×${height} px, each side needs ${LEAST_PICTURE} at least`
    : undefined;
/** Aspect ratio from which on a page is long, and the longer side of its preview per multiple of that ratio, px. */
const LONG_PAGE = 2;
const GLANCE_SIDE = 1024;
/** Longer side at which a picture of a page is compared, px, and the most for the page. */
const PICTURE_SIDE = 320;
const MOST_SIDE = 4096;
/** Shorter side below which a match by hash needs stronger agreement, px. */
const SMALL_PICTURE = 110;
/** Overlap (intersection over union) of a picture with a known match from which on it is skipped. */
const SAME_PLACE = 0.5;

export interface PageMatches {
  readonly matches: readonly OurPicture[];
  /** Pictures of the page that were not compared. */
  readonly unseen: number;
  /** Whether a panel can be skipped: it is one of the pictures, or several of them. */
  readonly isSeen: (panel: PartEdges) => boolean;
}

interface PageParts extends PartMatcher {
  /** Verifies the matches of one picture of a page. */
  readonly verify: (matches: readonly OurPicture[], page: PicturePixels) => Promise<readonly OurPicture[]>;
}

interface Known {
  readonly matches: readonly OurPicture[];
  readonly isItself: (path: string) => boolean;
  /** Registration raster of the suspect, made once. */
  readonly sheet: () => Sheet;
}

export const NO_PAGE: PageMatches = { matches: [], unseen: 0, isSeen: () => false };

/** Matches each picture of a page of results by itself, at the resolution of the file. */
export const pageMatcher =
  (matcher: PageParts) =>
  async (suspect: FingerprintedFile, known: Known): Promise<PageMatches> => {
    const glance = await glanceAt(suspect);
    if (!mayBePage(sheetLuma(isLong(glance) ? glance : sheetRaster(glance)))) return NO_PAGE;
    const { pictures, unseen, page } = await picturesOfPage(glance, suspect);
    if (glance !== suspect.image && glance !== page) giveBack(glance.data);
    const { sha256 } = suspect.fingerprint;
    let matches: readonly OurPicture[] = [];
    for (const [k, panel] of pictures.entries()) {
      const isKnown = known.matches.some(
        ({ verdict, box }) => verdict === 'duplicate' && panelOverlap(box, panel) > SAME_PLACE,
      );
      if (isKnown) continue;
      const isSmall = sideOf(panel, page) < SMALL_PICTURE;
      const part = {
        image: page,
        panel,
        sheet: known.sheet,
        name: `${sha256} picture ${k}`,
        isSmall,
        isWorthIt: true,
        isOfPage: true,
      };
      const { isItself } = known;
      const { agreed, registered } = await matchPart(matcher, part, { isItself, isSettled: isItself });
      const found = joined(agreed, registered);
      if (found.length === 0) continue;
      matches = joined(matches, await matcher.verify(found, { fingerprint: suspect.fingerprint, image: page }));
    }
    if (page !== suspect.image) giveBack(page.data);
    return { matches, unseen, isSeen: seenAmong(pictures, [...known.matches, ...matches]) };
  };

/** Its shorter side, px. */
const sideOf = ({ left, top, right, bottom }: PartEdges, { width, height }: RgbImage): number =>
  Math.min((right - left) * width, (bottom - top) * height);

/** Least share of a picture that is inside of a panel. */
const MOSTLY = 0.8;
/** Number of pictures from which on a panel with them is no picture of its own, unless it has nearly all of the page. */
const SEVERAL = 3;

const seenAmong = (pictures: readonly PartEdges[], matches: readonly OurPicture[]) => {
  const matched = pictures.filter((picture) =>
    matches.some(({ verdict, box }) => isSure(verdict) && panelOverlap(box, picture) > SAME_PLACE),
  );
  return (panel: PartEdges): boolean => {
    if (pictures.some((picture) => panelOverlap(picture, panel) > MOSTLY)) return true;
    const isInside = (picture: PartEdges): boolean => commonArea(picture, panel) > MOSTLY * panelArea(picture);
    const inside = pictures.filter(isInside).length;
    const isHalfMatched = inside > 1 && 2 * matched.filter(isInside).length >= inside;
    return isHalfMatched || (inside >= SEVERAL && inside <= pictures.length - SEVERAL);
  };
};

const isLong = ({ width, height }: RgbImage): boolean => Math.max(width, height) > LONG_PAGE * Math.min(width, height);

/** Returns the preview in which pictures of a page are detected: a long page is decoded again, as its canonical decode is too small. */
const glanceAt = async ({ image, full }: FingerprintedFile): Promise<RgbImage> => {
  if (full === undefined || !isLong(image)) return image;
  const ratio = Math.max(full.width, full.height) / Math.min(full.width, full.height);
  const side = Math.min(MOST_SIDE, Math.round((GLANCE_SIDE * ratio) / LONG_PAGE));
  return Math.max(full.width, full.height) > Math.max(image.width, image.height) ? full.within(side) : image;
};

/** Detects the pictures of a page and returns the page at the size at which they are compared. */
const picturesOfPage = async (
  glance: RgbImage,
  { image, full = { ...image, within: async () => image } }: FingerprintedFile,
): Promise<PagePictures & { readonly page: RgbImage }> => {
  const scale = glance.width / full.width;
  const found = pagePictures(sheetLuma(glance), {
    least: LEAST_PICTURE * scale,
    smallest: COUNTED_PICTURE * scale,
    most: MOST_PICTURES,
  });
  const sides = found.pictures
    .map(({ left, top, right, bottom }) => Math.max((right - left) * glance.width, (bottom - top) * glance.height))
    .sort((a, b) => a - b);
  const longest = Math.max(glance.width, glance.height);
  const wanted = (longest * PICTURE_SIDE) / Math.max(1, sides[sides.length >> 1] ?? 1);
  const side = Math.min(MOST_SIDE, Math.round(wanted), Math.max(full.width, full.height));
  return { ...found, page: side > longest ? await full.within(side) : glance };
};
