import { giveBack, panelArea } from '@listing-lint/rules/kernel';
import { mirroredFeatures } from '../../features/extract/features.ts';
import { alignPoints } from '../../features/pair/alignment.ts';
import { FEWEST_SUSPICIOUS } from '../../features/pair/compare-pair.ts';
import type { PartEdges } from '../../features/pair/mapping.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { cutOut } from '../../features/panels/panels.ts';
import { featuresOf } from '../../features/search/local-search.ts';

import type { OurPicture } from '../our-picture.ts';
import { agreeingPart } from './agreeing-part.ts';
import type { SheetByPath } from './shown-alike.ts';

/** Share of ours that shows, and of the suspect that it takes, up to which a suspicion says nothing: a badge, a logo, a few letters. */
const LITTLE = 0.08;
/** Share of our product on plain ground, from which on what shows is the product and no mark on it or beside it. */
const MOST_OF_PRODUCT = 0.5;
/** Share of ours up to which what a mirror shows of it may be a logo. */
const PERHAPS_LOGO = 0.25;

/**
 * Without suspicions that rest on next to nothing of either picture, unless that is our product; and without what a mirror shows of a part that is its own mirror
 * image, as round logos are: a picture that bears the same one agrees with it in a mirror, too.
 */
export const withoutDetailAlone = async (
  matches: readonly OurPicture[],
  suspect: () => Sheet,
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const told: OurPicture[] = [];
  for (const match of matches) {
    const { local } = match;
    const isAsked = local !== undefined && (isLittle(match) || mayBeLogo(match));
    const sheet = isAsked ? await sheetOf(match.path) : undefined;
    const isAlone = sheet && local && (isDetail(match, sheet) || isLogo(match, sheet, suspect));
    if (isAlone !== true) told.push(match);
  }
  return told.length === matches.length ? matches : told;
};

const isLittle = ({ verdict, local }: OurPicture): boolean =>
  verdict === 'suspect' && local !== undefined && local.shown <= LITTLE && local.share <= LITTLE;

const isDetail = (match: OurPicture, sheet: Sheet): boolean =>
  isLittle(match) && match.local !== undefined && !isOfProduct(sheet, match.local.ourPart);

const mayBeLogo = ({ verdict, local }: OurPicture): boolean => verdict !== 'undecided' && local?.mirrored === true;

/** Of what a mirror shows nothing agrees but a part that is even in itself; beside it plain ground may agree as well. */
const isLogo = (match: OurPicture, sheet: Sheet, suspect: () => Sheet): boolean => {
  const { local } = match;
  if (local === undefined || !mayBeLogo(match)) return false;
  const edges = agreeingPart(sheet, suspect(), local)?.edges ?? local.ourPart;
  return panelArea(edges) <= PERHAPS_LOGO && !isOfProduct(sheet, edges) && isEvenInItself(sheet, edges);
};

/** Whether most of our product lies in a part of ours; `false` where it does not stand on plain ground. */
const isOfProduct = ({ product, ground }: Sheet, { left, top, right, bottom }: PartEdges): boolean => {
  if (product === null || ground === null) return false;
  let [all, within] = [0, 0];
  product.forEach((isThere, cell) => {
    if (isThere !== 1) return;
    all++;
    const [x, y] = [(cell % ground.columns) + 0.5, Math.floor(cell / ground.columns) + 0.5];
    const [u, v] = [x / ground.columns, y / ground.rows];
    if (u >= left && u < right && v >= top && v < bottom) within++;
  });
  return within >= MOST_OF_PRODUCT * all;
};

/** Share of the points of a part that agree with those of its mirror image where it is even in itself: of one drawn logo at four places 53 to 88 %, of parts of photos 35 at most. */
const EVEN = 0.5;

/** Whether a part of a picture is nearly its own mirror image, as a round logo is. */
export const isEvenInItself = ({ colour }: Sheet, part: PartEdges): boolean => {
  const cut = cutOut(colour, part);
  const features = featuresOf(cut);
  giveBack(cut.data);
  const agreeing = alignPoints(features, mirroredFeatures(features))?.inliers ?? 0;
  return agreeing >= FEWEST_SUSPICIOUS && agreeing >= EVEN * features.count;
};
