import { compareBlocks, type VisiblePart } from './agreement.ts';
import { type PointAlignment, pairedPoints } from './alignment.ts';
import { colourChange } from './colours.ts';
import {
  FEWEST_SUSPICIOUS,
  judgeRegistered,
  judgeUncoveredRegistered,
  LARGEST_PATCH,
  type LocalMatch,
  mirroredBackOf,
  OTHER_COLOURS,
  patchShare,
  type RegistrationInput,
  surer,
  WELL_AGREEING,
} from './compare-pair.ts';
import { type AlignedPair, judgeCutOut, ofPartAlone } from './cut-out.ts';
import { mirroredBack, type PartEdges, type PlaneMap } from './mapping.ts';
import { plainChange } from './placed/plain-change.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { FEWEST_BENT, flopped, unbent } from './unbent.ts';

/**
 * Of a part of ours that shows where the rest is something else: share of all that is seen, as two products may bear the same words, and of its blocks;
 * blocks, and share of those that agree in nearly all; blocks in the rest, and share of those that may agree.
 */
const LEAST_VISIBLE = 0.35;
const LEAST_OF_BLOCKS = 0.25;
const FEWEST_VISIBLE = 24;
const VISIBLE_CLOSELY = 0.75;
const FEWEST_HIDDEN = 8;
const AGREEING_HIDDEN = 0.4;

/**
 * Of a visible part around other content in the middle: least share of the visible area that the content takes, and share of its blocks that may agree by chance; share of all
 * blocks around it that agree if the picture continues there, as a scene under a sticker, and is no frame, banner or watermark; largest share of the visible area
 * for a surrounding part to be one of these, however full, and for a part at one side to be a band.
 */
const MOST_TAKEN = 0.3;
const AGREEING_BY_CHANCE = 0.25;
const FILLED = 0.62;
const FRAME = 0.52;
const BAND = LEAST_VISIBLE;
const MIDDLE = 0.5;

/** Judges ours in someone else's picture, where it may be partly visible next to other content, or on bent paper; a variant then. */
export const judgeSuspect = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  const asItIs = mirrored ? mirroredBackOf(alignment, theirs.features.width) : alignment;
  const comparison = compareBlocks(ours.sheet, theirs.sheet, asItIs.mapping, false);
  const match = judgeUncoveredRegistered(ours, theirs, asItIs, mirrored, comparison);
  const isUnder = match?.under === true;
  if (match !== null && match.verdict !== 'suspect' && !isUnder) return match;
  const pair = { ours: ours.sheet, theirs: theirs.sheet, alignment: asItIs, comparison };
  const parts = alignment.inliers < FEWEST_SUSPICIOUS && !isUnder ? [] : comparison.visibleParts();
  const part = judgePart(parts, pair, mirrored);
  const around = part?.aroundOther === true || isUnder ? (part ?? match) : null;
  const cutOut = judgeCutOut(pair, mirrored);
  const isCutOut = cutOut?.isCutOut === true;
  if (around !== null && parts.some(takesMiddle))
    return isCutOut ? cutOut : { ...around, verdict: 'suspect', aroundOther: true };
  const inPart = isUnder ? (part ?? match) : part;
  if (inPart !== null) return isCutOut ? { ...inPart, isCutOut } : inPart;
  const bent = alignment.inliers < FEWEST_BENT ? null : judgeBent(ours, theirs, alignment, mirrored);
  const best = surer(match, bent);
  if (best !== null && best.verdict !== 'suspect') return best;
  return best === null || isCutOut ? cutOut : best;
};

/**
 * Something covers or replaces a part of ours, as in a picture composed of halves or strips: the visible part agrees in nearly
 * all blocks, the rest in almost none.
 */
const judgePart = (
  parts: readonly VisiblePart[],
  { ours, theirs, alignment, comparison }: AlignedPair,
  mirrored: boolean,
): LocalMatch | null => {
  for (const each of parts) {
    if (!isCopyInPart(each)) continue;
    const { part, visible } = each;
    const counts = (x: number, y: number): boolean => (visible === null ? !isIn(part, x, y) : isIn(visible, x, y));
    const { recoloured, recolouredBlocks } = colourChange(ours, theirs, alignment.mapping, counts);
    if (recoloured === null || recoloured > OTHER_COLOURS) continue;
    const colours = { recoloured, recolouredBlocks, isOfProduct: ours.product !== null, otherGround: false };
    const whole = comparison.agreement();
    const change = plainChange({ ours, theirs, alignment, comparison }, mirrored);
    const same = { ...alignment, change, ...whole, ...colours, mirrored, verdict: 'variant' } as const;
    if (visible === null) {
      const patch = Math.max(whole.patch, LARGEST_PATCH + 1);
      const otherContent = patchShare(patch, whole.inSight);
      return { ...same, patch, otherShapes: patchShare(whole.patch, whole.inSight), otherContent, aroundOther: true };
    }
    return { ...same, ...ofPartAlone(each), visiblePart: visible };
  }
  return null;
};

const isIn = ({ left, top, right, bottom }: PartEdges, x: number, y: number): boolean =>
  x > left && x < right && y > top && y < bottom;

const isCopyInPart = ({ share, blocks, agreeing, closely, hidden, agreeingHidden }: VisiblePart): boolean => {
  const isEnough = share >= LEAST_VISIBLE && blocks >= FEWEST_VISIBLE && blocks >= LEAST_OF_BLOCKS * (blocks + hidden);
  const isSame = agreeing >= WELL_AGREEING * blocks && closely >= VISIBLE_CLOSELY * blocks;
  return isEnough && isSame && hidden >= FEWEST_HIDDEN && agreeingHidden <= AGREEING_HIDDEN * hidden;
};

/**
 * Overlays that shops put around or over all their pictures are bought, and others have them, too: if the middle of ours differs in the suspect, almost without
 * agreement, and a plain background, a frame or a band at one side surrounds it, the common part is no picture.
 */
export const isAroundOther = (ours: Sheet, theirs: Sheet, mapping: PlaneMap): boolean =>
  compareBlocks(ours, theirs, mapping, false).visibleParts().some(takesMiddle);

const takesMiddle = (each: VisiblePart): boolean =>
  isFrameOrBand(each) &&
  isIn(each.part, MIDDLE, MIDDLE) &&
  each.hidden >= FEWEST_HIDDEN &&
  each.agreeingHidden <= AGREEING_BY_CHANCE * each.hidden;

const isFrameOrBand = ({ visible, share, filled }: VisiblePart): boolean =>
  visible === null ? share <= FRAME || (share <= 1 - MOST_TAKEN && filled < FILLED) : share < BAND;

/** The same once the paper that the suspect shows is flat; never more than a variant. */
const judgeBent = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  const { mapping } = alignment;
  const { colour } = theirs.sheet;
  const flat = unbent(mirrored ? flopped(colour) : colour, pairedPoints(ours.features, theirs.features), mapping);
  if (flat === null) return null;
  const match = judgeRegistered(ours, { ...theirs, sheet: sheetOf(flat) }, alignment, false);
  if (match === null || match.verdict === 'suspect') return null;
  return { ...match, verdict: 'variant', mirrored, mapping: mirrored ? mirroredBack(mapping, flat.width) : mapping };
};
