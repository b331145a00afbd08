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
import { goesOnBeyond, type SheetByPath } from './shown-alike.ts';

/** Another one of ours, and how it lies on one, px. */
export interface SharingOurs {
  readonly path: string;
  readonly product: string | null;
  readonly mapping: PlaneMap;
}
/** Which others of ours have points of one of them at a place of their own. */
export type SharersOf = (path: string, features: Features) => readonly SharingOurs[];

/** Blocks that must agree to be held against others. */
const FEWEST_BLOCKS = 8;
/** So many of the matches of a suspect are asked about, the surest first, and so many others of ours are laid on each. */
const MOST_ASKED = 6;
const MOST_SHARERS = 4;
/** Share of the blocks in which a suspect agrees, from which on another one of ours shows the same, of what lies in the middle, and of what lies beside it. */
const SHOWS_IT = 0.8;
const SHOWS_BESIDE = 0.75;
/** Points of ours that lie so near to the middle of a block that agrees belong to it, px. */
const NEAR = 16;
/** Share of ours up to which what agrees in its middle may be a logo; most thefts show more of it. */
const LARGEST_LOGO = 0.4;
/** Share of what agrees that may have other colours on another one of ours. */
const MOST_RECOLOURED = 0.5;
/** Share of a suspect from which on one of ours is all of it. */
const NEARLY_ALL_OF_IT = 0.9;

/**
 * Without what rests on nothing but a banner, a frame or a badge that another product of ours has, too: that is laid over pictures of all kinds, and what a suspect shows under
 * it is something else. What lies in the middle, as a large logo, is a suspicion then, which says so.
 */
export const withoutFurniture = async (
  matches: readonly OurPicture[],
  suspect: () => Sheet,
  { sheetOf, sharersOf }: { readonly sheetOf: SheetByPath; readonly sharersOf: SharersOf },
): Promise<readonly OurPicture[]> => {
  const told: OurPicture[] = [];
  let asked = 0;
  for (const match of matches) {
    const own = asked < MOST_ASKED && mayBeFurniture(match) ? await sheetOf(match.path) : undefined;
    const part = own && match.local && agreeingPart(own, suspect(), match.local);
    const isAsked = part && (part.isBeside || match.verdict === 'suspect' || isRoundLogo(part));
    if (isAsked) asked++;
    const isShared = isAsked && (await isSharedWith(match, { part, sheetOf, suspect: suspect(), sharersOf }));
    if (!isShared) told.push(match);
    else if (!part.isBeside) told.push(asCommon(match));
  }
  return told.length === matches.length && told.every((match, k) => match === matches[k]) ? matches : told;
};

const isRoundLogo = ({ own, edges }: AgreeingPart): boolean =>
  panelArea(edges) <= LARGEST_LOGO && isEvenInItself(own, edges);

/** What shows all of ours, or is all of a suspect, is no part that both have in common. */
const mayBeFurniture = ({ verdict, local }: OurPicture): boolean =>
  local !== undefined &&
  (verdict === 'suspect' ||
    verdict === 'variant' ||
    (verdict === 'duplicate' && goesOnBeyond(local) && local.share < NEARLY_ALL_OF_IT));

/** Whether another one of ours shows the same shapes in other colours there: a product of one line, and no banner of both. */
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

interface AskedSharers {
  readonly part: AgreeingPart;
  readonly suspect: Sheet;
  readonly sheetOf: SheetByPath;
  readonly sharersOf: SharersOf;
}

/** Whether another product of ours agrees with one in all in which that agrees with a suspect, and is another picture. */
const isSharedWith = async (
  { path, product }: OurPicture,
  { part: { own, onSuspect, at, isBeside }, suspect, sheetOf, sharersOf }: AskedSharers,
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
    const isShown = first >= FEWEST_BLOCKS && both >= (isBeside ? SHOWS_BESIDE : SHOWS_IT) * first;
    if (isShown && !isRecoloured(own, theirs, mapping, isThere)) return true;
  }
  return false;
};
