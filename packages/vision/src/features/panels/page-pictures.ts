import type { GreyImage } from '@listing-lint/rules/image';
import { type PanelBox, panelArea, panelOverlap } from '@listing-lint/rules/kernel';
import type { PartEdges } from '../pair/mapping.ts';
import { bandPanels } from './bands.ts';

/** The pictures of a page: products side by side, as on shops' pages of results. */
export interface PagePictures {
  /** As fractions of the page, in the order of reading. */
  readonly pictures: readonly PartEdges[];
  /** Number of further pictures, too small or beyond the most; words are excluded. */
  readonly unseen: number;
}

/** So many small parts a page has at least. */
const FEWEST_PARTS = 5;
/** Longest side of such a part for the shorter side of the page, and how many times longer than the other one. */
const LARGEST_SIDE = 0.55;
const MOST_OBLONG = 2.6;

/** Whether the luma of a picture, made small, has so many small parts between plain bands as a page has; few photos do. Letters and buttons are no parts. */
export const mayBePage = (luma: GreyImage): boolean =>
  innermost(bandPanels(luma).filter((box) => isLikely(box, luma, 0))).length >= FEWEST_PARTS;

/** Detects the pictures of a page in its luma; `least` is their least shorter side, px of it, `most` their number. */
export const pagePictures = (
  luma: GreyImage,
  { least, smallest, most }: { readonly least: number; readonly smallest: number; readonly most: number },
): PagePictures => {
  const { width, height } = luma;
  const likely = bandPanels(luma).filter((box) => isLikely(box, luma, smallest));
  const found = withoutDoubles(withWholes(innermost(likely), likely)).sort((a, b) => panelArea(b) - panelArea(a));
  const seen = found.filter((box) => shorterSide(box) >= least).slice(0, most);
  const isLeft = (box: PanelBox): boolean =>
    !seen.includes(box) && (shorterSide(box) >= least || groundOf(luma, box) <= MOST_GROUND);
  return {
    pictures: seen
      .toSorted((a, b) => a.top - b.top || a.left - b.left)
      .map(({ left, top, right, bottom }) => ({
        left: left / width,
        top: top / height,
        right: right / width,
        bottom: bottom / height,
      })),
    // Of what has fewer parts than a page, as letters on a photo, none is a picture of its own.
    unseen: found.length < FEWEST_PARTS ? 0 : found.filter(isLeft).length,
  };
};

const shorterSide = ({ left, top, right, bottom }: PanelBox): number => Math.min(right - left, bottom - top);
const longerSide = ({ left, top, right, bottom }: PanelBox): number => Math.max(right - left, bottom - top);

const isLikely = (box: PanelBox, { width, height }: GreyImage, smallest: number): boolean =>
  shorterSide(box) >= smallest &&
  longerSide(box) <= MOST_OBLONG * shorterSide(box) &&
  longerSide(box) <= LARGEST_SIDE * Math.min(width, height);

/** Share of a small part in one grey from which on it is words on their ground: of pictures, cropped to what they show, one in twenty has more. */
const MOST_GROUND = 0.7;
/** Grey values, of 256, to either side that are taken for one. */
const ONE_GREY = 8;

/** Share of a part that its most common grey takes. */
const groundOf = ({ width, data }: GreyImage, { left, top, right, bottom }: PanelBox): number => {
  const counts = new Uint32Array(256);
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const grey = Math.round(data[y * width + x] ?? 0);
      counts[grey] = (counts[grey] ?? 0) + 1;
    }
  const taken = Array.from(counts, (_, grey) =>
    counts.subarray(Math.max(0, grey - ONE_GREY), grey + ONE_GREY + 1).reduce((sum, count) => sum + count, 0),
  );
  return Math.max(...taken) / Math.max(1, (right - left) * (bottom - top));
};

const isWithin = (inner: PanelBox, outer: PanelBox): boolean =>
  inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;

const isSame = (a: PanelBox, b: PanelBox): boolean => isWithin(a, b) && isWithin(b, a);

/** Those that hold no other one. */
const innermost = (boxes: readonly PanelBox[]): readonly PanelBox[] =>
  boxes.filter(
    (box, k) => !boxes.some((other, i) => other !== box && isWithin(other, box) && (!isSame(other, box) || i < k)),
  );

/** How many times as large as the middle one of all a picture may be that was cut in two: shoes on white. */
const HARDLY_LARGER = 1.3;

/** Of a picture that has plain bands of its own all of it, instead of its parts. */
const withWholes = (parts: readonly PanelBox[], all: readonly PanelBox[]): readonly PanelBox[] => {
  const sides = parts.map(longerSide).sort((a, b) => a - b);
  const largest = HARDLY_LARGER * (sides[sides.length >> 1] ?? 0);
  const wholes = all.filter(
    (box) => longerSide(box) <= largest && parts.filter((part) => isWithin(part, box) && !isSame(part, box)).length > 1,
  );
  return [...wholes, ...parts.filter((part) => !wholes.some((whole) => isWithin(part, whole)))];
};

const SAME_PICTURE = 0.8;
const withoutDoubles = (boxes: readonly PanelBox[]): PanelBox[] => {
  const retained: PanelBox[] = [];
  for (const box of boxes) if (retained.every((other) => panelOverlap(box, other) < SAME_PICTURE)) retained.push(box);
  return retained;
};
