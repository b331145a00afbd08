import { panelArea } from '@listing-lint/rules/kernel';
import { extractFeatures } from '../../features/extract/extract.ts';
import { type Features, featuresAt } from '../../features/extract/features.ts';
import { agreeingWithBoth } from '../../features/pair/agreement.ts';
import { colourChange } from '../../features/pair/colours.ts';
import { FEWEST_SUSPICIOUS } from '../../features/pair/compare-pair.ts';
import { mappedBack, type PlaneMap } from '../../features/pair/mapping.ts';
import { type Sheet, sheetLuma } from '../../features/pair/sheet.ts';
import { POINTS_PER_PICTURE } from '../../features/search/local-search.ts';
import type { OurPicture } from '../our-picture.ts';
import { type AgreeingPart, agreeingPart } from './agreeing-part.ts';
import { areOnePicture, asCommon } from './common-part.ts';
import { isEvenInItself } from './detail-alone.ts';
import { goesOnBeyond, type SheetByPath } from './shared-part.ts';

/** Another picture of the shop, and its mapping, px. */
export interface SharingOurs {
  readonly path: string;
  readonly product: string | null;
  readonly mapping: PlaneMap;
}
/** Returns the other pictures of the shop that share keypoints with a picture. */
export type SharersOf = (path: string, features: Features) => readonly SharingOurs[];

/** Least agreeing blocks to compare with other pictures. */
const FEWEST_BLOCKS = 8;
/** Most matches of a suspect that are checked, the surest first, and most pictures registered on each. */
const MOST_CHECKED = 6;
const MOST_SHARERS = 4;
/** Least share of the blocks that must agree in the other picture, too: for a part in the middle, and outside of it. */
const SHOWS_IT = 0.8;
const SHOWS_OFF_MIDDLE = 0.75;
/** Largest distance of a keypoint from the centre of its block, px. */
const NEAR = 16;
/** Largest share of ours that may be a logo in the middle; most thefts show more. */
const LARGEST_LOGO = 0.4;
/** Largest recoloured share of a shared overlay. */
const MOST_RECOLOURED = 0.5;
/** Share of a suspect that counts as nearly all of it. */
const NEARLY_ALL_OF_IT = 0.9;

/**
 * Removes matches that agree only in an overlay that another product of the shop has, too: a banner, a frame or a badge. A shared part in the middle, as a large logo,
 * becomes a suspicion with the reason.
 */
export const withoutSharedOverlays = async (
  matches: readonly OurPicture[],
  suspect: () => Sheet,
  { sheetOf, sharersOf }: { readonly sheetOf: SheetByPath; readonly sharersOf: SharersOf },
): Promise<readonly OurPicture[]> => {
  const remaining: OurPicture[] = [];
  let checked = 0;
  for (const match of matches) {
    const own = checked < MOST_CHECKED && mayBeOverlay(match) ? await sheetOf(match.path) : undefined;
    const part = own && match.local && agreeingPart(own, suspect(), match.local);
    const isChecked = part && (part.isOffMiddle || match.verdict === 'suspect' || isRoundLogo(part));
    if (isChecked) checked++;
    const isShared = isChecked && (await isSharedWith(match, { part, sheetOf, suspect: suspect(), sharersOf }));
    if (!isShared) remaining.push(match);
    else if (!part.isOffMiddle) remaining.push(asCommon(match));
  }
  return remaining.length === matches.length && remaining.every((match, k) => match === matches[k])
    ? matches
    : remaining;
};

const isRoundLogo = ({ own, edges }: AgreeingPart): boolean =>
  panelArea(edges) <= LARGEST_LOGO && isEvenInItself(own, edges);

/** Whether a match may rest on an overlay: it shows only part of our picture and of the suspect. */
const mayBeOverlay = ({ verdict, local }: OurPicture): boolean =>
  local !== undefined &&
  (verdict === 'suspect' ||
    verdict === 'variant' ||
    (verdict === 'duplicate' && goesOnBeyond(local) && local.share < NEARLY_ALL_OF_IT));

/** Whether the other picture has other colours there: a product of the same line, and no shared banner. */
const isRecoloured = (
  own: Sheet,
  theirs: Sheet,
  mapping: PlaneMap,
  isThere: (x: number, y: number) => boolean,
): boolean => {
  const { width, height } = own.colour;
  const { recoloured } = colourChange(own, theirs, mapping, (x, y) => isThere(x * width, y * height));
  return (recoloured ?? 0) > MOST_RECOLOURED;
};

interface SharedPart {
  readonly part: AgreeingPart;
  readonly suspect: Sheet;
  readonly sheetOf: SheetByPath;
  readonly sharersOf: SharersOf;
}

/** Whether a picture of another product agrees in the same part as the suspect, and is a different picture. */
const isSharedWith = async (
  { path, product }: OurPicture,
  { part: { own, onSuspect, at, isOffMiddle }, suspect, sheetOf, sharersOf }: SharedPart,
): Promise<boolean> => {
  const points = extractFeatures(sheetLuma(own.colour), POINTS_PER_PICTURE, { hasMargins: true });
  const isThere = (x: number, y: number): boolean =>
    at.some(([u, v]) => Math.abs(x - u) <= NEAR && Math.abs(y - v) <= NEAR);
  const features = featuresAt(points, isThere);
  if (features.count < FEWEST_SUSPICIOUS) return false;
  const others = sharersOf(path, features).filter((other) => product === null || product !== other.product);
  for (const other of others.slice(0, MOST_SHARERS)) {
    const theirs = await sheetOf(other.path);
    if (theirs === undefined) continue;
    const mapping = mappedBack(other.mapping);
    if (areOnePicture(own, theirs, mapping)) continue;
    const onBoth = [
      { sheet: suspect, mapping: onSuspect },
      { sheet: theirs, mapping },
    ] as const;
    const { first, both } = agreeingWithBoth(own, onBoth);
    const isShared = first >= FEWEST_BLOCKS && both >= (isOffMiddle ? SHOWS_OFF_MIDDLE : SHOWS_IT) * first;
    if (isShared && !isRecoloured(own, theirs, mapping, isThere)) return true;
  }
  return false;
};
