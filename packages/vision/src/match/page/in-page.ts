import type { RgbImage } from '@listing-lint/rules/image';
import { commonArea, giveBack, panelArea, panelOverlap } from '@listing-lint/rules/kernel';
import type { PartEdges } from '../../features/pair/mapping.ts';
import { type Sheet, sheetLuma, sheetRaster } from '../../features/pair/sheet.ts';
import { mayBePage, type PagePictures, pagePictures } from '../../features/panels/page-pictures.ts';

import type { PicturePixels } from '../../verify/told-apart.ts';
import { joined } from '../joined.ts';
import { isSure } from '../local-pictures.ts';
import type { OurPicture } from '../our-picture.ts';
import { askPart, type PartAsker } from '../part-look.ts';
import type { FingerprintedFile } from '../read-ours.ts';

/** Shorter side of a picture of a page that is looked at, and of one that is counted, px of the file; at most so many are. */
const LEAST_PICTURE = 64;
const COUNTED_PICTURE = 32;
const MOST_PICTURES = 40;
/** Which pictures of a page are not looked at, behind "they are". */
export const UNSEEN_PICTURES = `under ${LEAST_PICTURE} px or beyond the first ${MOST_PICTURES}`;
/** Why nothing can be told of a picture in which none of ours was found, where it has so few px. */
export const tooSmall = ({ width, height }: { readonly width: number; readonly height: number }): string | undefined =>
  Math.min(width, height) < LEAST_PICTURE
    ? `too small to be told: ${width}×${height} px, of which each side needs ${LEAST_PICTURE} at least`
    : undefined;
/** A page that is more times longer than wide is glanced at with this longer side, px, for each time that it is. */
const LONG_PAGE = 2;
const GLANCE_SIDE = 1024;
/** Px that the longer side of a picture of a page has at most where it is looked at; of the page then. */
const PICTURE_SIDE = 320;
const MOST_SIDE = 4096;
/** Below this a hash says less than of a larger picture. */
const SMALL_PICTURE = 110;
/** What a page and what was found have in common, from which on a picture is known already. */
const SAME_PLACE = 0.5;

export interface PageAsked {
  readonly matches: readonly OurPicture[];
  /** Pictures of the page that were not looked at. */
  readonly unseen: number;
  /** Whether a part of it need not be looked at any more: it is one of the pictures, or several of them. */
  readonly isSeen: (panel: PartEdges) => boolean;
}

interface InPageAsker extends PartAsker {
  /** What is told of one picture of a page once it is looked at alone. */
  readonly tell: (matches: readonly OurPicture[], page: PicturePixels) => Promise<readonly OurPicture[]>;
}

interface Known {
  readonly matches: readonly OurPicture[];
  readonly isItself: (path: string) => boolean;
  /** The suspect made ready to be laid on, made once. */
  readonly sheet: () => Sheet;
}

export const NO_PAGE: PageAsked = { matches: [], unseen: 0, isSeen: () => false };

/** Which of ours the pictures of a page of results show, each looked at alone, at the size that the file has it in. */
export const inPageAsker =
  (asker: InPageAsker) =>
  async (suspect: FingerprintedFile, known: Known): Promise<PageAsked> => {
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
      const { agreed, laid } = await askPart(asker, part, { isItself, isSettled: isItself });
      const found = joined(agreed, laid);
      if (found.length === 0) continue;
      matches = joined(matches, await asker.tell(found, { fingerprint: suspect.fingerprint, image: page }));
    }
    if (page !== suspect.image) giveBack(page.data);
    return { matches, unseen, isSeen: seenAmong(pictures, [...known.matches, ...matches]) };
  };

/** Its shorter side, px. */
const sideOf = ({ left, top, right, bottom }: PartEdges, { width, height }: RgbImage): number =>
  Math.min((right - left) * width, (bottom - top) * height);

/** Share of a picture of a page that lies in a part of it. */
const MOSTLY = 0.8;
/** So many pictures beside each other that are not all of the page are no picture of their own. */
const SEVERAL = 3;

const seenAmong = (pictures: readonly PartEdges[], matches: readonly OurPicture[]) => {
  const told = pictures.filter((picture) =>
    matches.some(({ verdict, box }) => isSure(verdict) && panelOverlap(box, picture) > SAME_PLACE),
  );
  return (panel: PartEdges): boolean => {
    if (pictures.some((picture) => panelOverlap(picture, panel) > MOSTLY)) return true;
    const isInside = (picture: PartEdges): boolean => commonArea(picture, panel) > MOSTLY * panelArea(picture);
    const inside = pictures.filter(isInside).length;
    const isHalfTold = inside > 1 && 2 * told.filter(isInside).length >= inside;
    return isHalfTold || (inside >= SEVERAL && inside <= pictures.length - SEVERAL);
  };
};

const isLong = ({ width, height }: RgbImage): boolean => Math.max(width, height) > LONG_PAGE * Math.min(width, height);

/** The suspect as it is glanced at: of a page that goes on and on the decode has little left. */
const glanceAt = async ({ image, full }: FingerprintedFile): Promise<RgbImage> => {
  if (full === undefined || !isLong(image)) return image;
  const ratio = Math.max(full.width, full.height) / Math.min(full.width, full.height);
  const side = Math.min(MOST_SIDE, Math.round((GLANCE_SIDE * ratio) / LONG_PAGE));
  return Math.max(full.width, full.height) > Math.max(image.width, image.height) ? full.within(side) : image;
};

/** The pictures of a page, and that in the size at which they are looked at. */
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
