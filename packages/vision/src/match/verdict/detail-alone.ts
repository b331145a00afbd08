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
import type { SheetByPath } from './shared-part.ts';

/** Largest visible share of ours and of the suspect for a mere detail: a badge, a logo, a few letters. */
const LITTLE = 0.08;
/** Least share of our product on a plain background for a match of the product and not of a logo on it or next to it. */
const MOST_OF_PRODUCT = 0.5;
/** Largest share of ours that may be a logo when matched mirrored. */
const PERHAPS_LOGO = 0.25;

/**
 * Removes suspicions that rest on a tiny detail of both pictures, unless that is our product; and mirrored matches of a symmetric part, as round logos: a picture with
 * the same logo matches it mirrored, too.
 */
export const withoutDetailAlone = async (
  matches: readonly OurPicture[],
  suspect: () => Sheet,
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const remaining: OurPicture[] = [];
  for (const match of matches) {
    const { local } = match;
    const isChecked = local !== undefined && (isLittle(match) || mayBeLogo(match));
    const sheet = isChecked ? await sheetOf(match.path) : undefined;
    const isAlone = sheet && local && (isDetail(match, sheet) || isLogo(match, sheet, suspect));
    if (isAlone !== true) remaining.push(match);
  }
  return remaining.length === matches.length ? matches : remaining;
};

const isLittle = ({ verdict, local }: OurPicture): boolean =>
  verdict === 'suspect' && local !== undefined && local.shown <= LITTLE && local.share <= LITTLE;

const isDetail = (match: OurPicture, sheet: Sheet): boolean =>
  isLittle(match) && match.local !== undefined && !isOfProduct(sheet, match.local.ourPart);

const mayBeLogo = ({ verdict, local }: OurPicture): boolean => verdict !== 'undecided' && local?.mirrored === true;

/** Whether a mirrored match agrees only in a symmetric part; a plain background may agree as well. */
const isLogo = (match: OurPicture, sheet: Sheet, suspect: () => Sheet): boolean => {
  const { local } = match;
  if (local === undefined || !mayBeLogo(match)) return false;
  const edges = agreeingPart(sheet, suspect(), local)?.edges ?? local.ourPart;
  return panelArea(edges) <= PERHAPS_LOGO && !isOfProduct(sheet, edges) && isEvenInItself(sheet, edges);
};

/** Whether most of our product is in a part of the picture; `false` without a plain background. */
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

/** Least share of keypoints that match the mirror image of a symmetric part: a drawn logo at four places 53 to 88 %, parts of photos at most 35 %. */
const EVEN = 0.5;

/** Whether a part of a picture is nearly its own mirror image, as a round logo. */
export const isEvenInItself = ({ colour }: Sheet, part: PartEdges): boolean => {
  const cut = cutOut(colour, part);
  const features = featuresOf(cut);
  giveBack(cut.data);
  const agreeing = alignPoints(features, mirroredFeatures(features))?.inliers ?? 0;
  return agreeing >= FEWEST_SUSPICIOUS && agreeing >= EVEN * features.count;
};
