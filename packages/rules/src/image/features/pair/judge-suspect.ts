import { type AgreeingPatch, type LaidBlocks, laidBlocks, type ShownPart, shownParts } from './agreement.ts';
import { type PointAlignment, pairedPoints } from './alignment.ts';
import { colourChange, colourKept } from './colours.ts';
import {
  FEWEST_SUSPICIOUS,
  judgeLaid,
  judgeUncovered,
  LARGEST_PATCH,
  type Laid,
  type LocalMatch,
  mirroredBackOf,
  OTHER_COLOURS,
  patchShare,
  surer,
  WELL_AGREEING,
} from './compare-pair.ts';
import { mirroredBack, type PartEdges, type PlaneMap } from './mapping.ts';
import { BAND_HEIGHT, CORNER, LABEL_AREA } from './patches.ts';
import { plainChange } from './placed/plain-change.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { FEWEST_BENT, flopped, unbent } from './unbent.ts';

/**
 * Of a part of ours that shows where the rest is something else: share of all that is seen, as two products may bear the same words, and of its blocks;
 * blocks, and share of those that agree in nearly all; blocks in the rest, and share of those that may agree.
 */
const LEAST_SHOWN = 0.35;
const LEAST_OF_BLOCKS = 0.25;
const FEWEST_SHOWN = 24;
const SHOWN_CLOSELY = 0.75;
const FEWEST_HIDDEN = 8;
const AGREEING_HIDDEN = 0.4;

/**
 * Of what shows around something else that takes the middle: share of what is seen that this takes, and of its blocks that may agree by chance; share of all
 * blocks around it that agree where the picture goes on there, as a scene does under a sticker, and is no frame, banner or mark; share of what is seen up to
 * which what shows around it is one of these however full it is, and up to which what shows beside it is a band.
 */
const MOST_TAKEN = 0.3;
const AGREEING_BY_CHANCE = 0.25;
const FILLED = 0.62;
const FRAME = 0.52;
const BAND = LEAST_SHOWN;
const MIDDLE = 0.5;

/**
 * Of what was cut out of ours along any outline: points; blocks that touch each other, share of all that are seen, share of them that agree in nearly all, and of them that
 * may have other colours. Two products may bear the same words: a suspicion, unless it is much and next to nothing around it is as it was.
 */
const FEWEST_CUT_OUT = 12;
const LEAST_CUT_OUT = 0.03;
const CUT_OUT_CLOSELY = 0.4;
const OTHER_IN_CUT_OUT = 0.3;
/**
 * From which on that is a variant: blocks, share, and share of those around it that may have the colours they have in ours, its plain ground as well. Around a model in another garment,
 * and around what a line of products bears alike, much is as it was.
 */
const MANY_CUT_OUT = 50;
const MUCH_CUT_OUT = 0.1;
const MOST_KEPT_BESIDE = 0.25;
/** What is laid over pictures instead, nearly all of it: a band, by how much of an edge that takes, and a label. */
const OF_EDGE = 0.8;
const NEARLY_ALL = 0.9;

/** How ours shows in a picture of somebody else's, where it may also be in part beside something else, or on paper that bends; a variant then. */
export const judgeSuspect = (
  ours: Laid,
  theirs: Laid,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  const match = judgeUncovered(ours, theirs, alignment, mirrored);
  const isUnder = match?.under === true;
  if (match !== null && match.verdict !== 'suspect' && !isUnder) return match;
  const asItIs = mirrored ? mirroredBackOf(alignment, theirs.features.width) : alignment;
  const parts =
    alignment.inliers < FEWEST_SUSPICIOUS && !isUnder ? [] : shownParts(ours.sheet, theirs.sheet, asItIs.mapping);
  const part = judgePart(parts, [ours.sheet, theirs.sheet], asItIs, mirrored);
  const around = part?.aroundOther === true || isUnder ? (part ?? match) : null;
  if (around !== null && parts.some(takesMiddle)) return { ...around, verdict: 'suspect', aroundOther: true };
  if (part !== null || isUnder) return part ?? match;
  const bent = alignment.inliers < FEWEST_BENT ? null : judgeBent(ours, theirs, alignment, mirrored);
  return surer(match, bent) ?? judgeCutOut([ours.sheet, theirs.sheet], asItIs, mirrored);
};

/** What was cut out of ours and stands before something else, where that was no plain ground: a part of any outline agrees, and nothing around it does. */
const judgeCutOut = (
  [ours, theirs]: readonly [Sheet, Sheet],
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  if (alignment.inliers < FEWEST_SUSPICIOUS) return null;
  const laid = laidBlocks(ours, theirs, alignment.mapping, false);
  const patch = laid.largestPatch();
  if (patch === undefined || patch.blocks < FEWEST_CUT_OUT || patch.share < LEAST_CUT_OUT) return null;
  if (patch.closely < CUT_OUT_CLOSELY * patch.blocks || isLaidOver(patch)) return null;
  const { recoloured, recolouredBlocks } = colourChange(ours, theirs, alignment.mapping, patch.has);
  if (recoloured === null || recoloured > OTHER_IN_CUT_OUT) return null;
  const colours = { recoloured, recolouredBlocks, isOfProduct: false, otherGround: false };
  const change = plainChange({ ours, theirs, alignment, laid }, mirrored);
  const { part, blocks, closely } = patch;
  const isMuch = blocks >= MANY_CUT_OUT && patch.share >= MUCH_CUT_OUT;
  const kept = isMuch ? colourKept(ours, theirs, alignment.mapping, (x, y) => !patch.has(x, y)) : null;
  const verdict = kept !== null && kept <= MOST_KEPT_BESIDE ? 'variant' : 'suspect';
  const same = { ...alignment, change, ...laid.agreement(), ...colours, mirrored, verdict } as const;
  return { ...same, ...ofPartAlone({ blocks, agreeing: blocks, closely }), partShown: part };
};

/** What is said where nothing but a part shows, in which these blocks agree. */
const ofPartAlone = ({ blocks, agreeing, closely }: Pick<LaidBlocks, 'blocks' | 'agreeing' | 'closely'>) => {
  const blocksOfPart = { blocks, agreeing, closely, differing: 0, patch: 0, covered: 0, cornered: 0 };
  return { ...blocksOfPart, otherShapes: 0, otherContent: 0 };
};

/** Whether a patch lies where bands and labels do: others bought them, too. Beside it a few blocks agree by chance. */
const isLaidOver = ({ part: { left, top, right, bottom }, share, at }: AgreeingPatch): boolean => {
  const areNearlyAll = (lies: (x: number, y: number) => boolean): boolean =>
    at.filter(([x, y]) => lies(x, y)).length >= NEARLY_ALL * at.length;
  const isRow = areNearlyAll((_, y) => y < BAND_HEIGHT) || areNearlyAll((_, y) => y > 1 - BAND_HEIGHT);
  const isColumn = areNearlyAll((x) => x < BAND_HEIGHT) || areNearlyAll((x) => x > 1 - BAND_HEIGHT);
  if ((isRow && right - left >= OF_EDGE) || (isColumn && bottom - top >= OF_EDGE)) return true;
  return share <= LABEL_AREA && areNearlyAll((x, y) => Math.min(x, 1 - x) < CORNER && Math.min(y, 1 - y) < CORNER);
};

/**
 * Where something else lies over a part of ours, or takes its place, as in a picture that was put together of halves or strips: what shows agrees in nearly
 * all, and the rest in next to nothing.
 */
const judgePart = (
  parts: readonly ShownPart[],
  [ours, theirs]: readonly [Sheet, Sheet],
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  for (const each of parts) {
    if (!isCopyInPart(each)) continue;
    const { part, shown } = each;
    const counts = (x: number, y: number): boolean => (shown === null ? !isIn(part, x, y) : isIn(shown, x, y));
    const { recoloured, recolouredBlocks } = colourChange(ours, theirs, alignment.mapping, counts);
    if (recoloured === null || recoloured > OTHER_COLOURS) continue;
    const colours = { recoloured, recolouredBlocks, isOfProduct: ours.product !== null, otherGround: false };
    const laid = laidBlocks(ours, theirs, alignment.mapping, false);
    const whole = laid.agreement();
    const change = plainChange({ ours, theirs, alignment, laid }, mirrored);
    const same = { ...alignment, change, ...whole, ...colours, mirrored, verdict: 'variant' } as const;
    if (shown === null) {
      const patch = Math.max(whole.patch, LARGEST_PATCH + 1);
      const otherContent = patchShare(patch, whole.inSight);
      return { ...same, patch, otherShapes: patchShare(whole.patch, whole.inSight), otherContent, aroundOther: true };
    }
    return { ...same, ...ofPartAlone(each), partShown: shown };
  }
  return null;
};

const isIn = ({ left, top, right, bottom }: PartEdges, x: number, y: number): boolean =>
  x > left && x < right && y > top && y < bottom;

const isCopyInPart = ({ share, blocks, agreeing, closely, hidden, agreeingHidden }: ShownPart): boolean => {
  const isEnough = share >= LEAST_SHOWN && blocks >= FEWEST_SHOWN && blocks >= LEAST_OF_BLOCKS * (blocks + hidden);
  const isSame = agreeing >= WELL_AGREEING * blocks && closely >= SHOWN_CLOSELY * blocks;
  return isEnough && isSame && hidden >= FEWEST_HIDDEN && agreeingHidden <= AGREEING_HIDDEN * hidden;
};

/**
 * What shops lay around or over all their pictures is bought, and others have it, too: where the middle of ours is another one in the suspect, so that next to
 * nothing of it agrees, and plain ground, a frame or a band at one side lies around that, what both have in common is no picture.
 */
export const isAroundOther = (ours: Sheet, theirs: Sheet, mapping: PlaneMap): boolean =>
  shownParts(ours, theirs, mapping).some(takesMiddle);

const takesMiddle = (each: ShownPart): boolean =>
  isFurniture(each) &&
  isIn(each.part, MIDDLE, MIDDLE) &&
  each.hidden >= FEWEST_HIDDEN &&
  each.agreeingHidden <= AGREEING_BY_CHANCE * each.hidden;

const isFurniture = ({ shown, share, filled }: ShownPart): boolean =>
  shown === null ? share <= FRAME || (share <= 1 - MOST_TAKEN && filled < FILLED) : share < BAND;

/** The same once the paper that the suspect shows is flat; never more than a variant. */
const judgeBent = (ours: Laid, theirs: Laid, alignment: PointAlignment, mirrored: boolean): LocalMatch | null => {
  const { mapping } = alignment;
  const { colour } = theirs.sheet;
  const flat = unbent(mirrored ? flopped(colour) : colour, pairedPoints(ours.features, theirs.features), mapping);
  if (flat === null) return null;
  const match = judgeLaid(ours, { ...theirs, sheet: sheetOf(flat) }, alignment, false);
  if (match === null || match.verdict === 'suspect') return null;
  return { ...match, verdict: 'variant', mirrored, mapping: mirrored ? mirroredBack(mapping, flat.width) : mapping };
};
