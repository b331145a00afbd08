import type { BlockComparison } from './agreement.ts';
import type { PointAlignment } from './alignment.ts';
import { colourChange, unchangedShare } from './colours.ts';
import { FEWEST_SUSPICIOUS, type LocalMatch } from './compare-pair.ts';
import type { AgreeingPatch } from './patches/agreeing-patch.ts';
import { BAND_HEIGHT, CORNER, LABEL_AREA } from './patches/patches.ts';
import { plainChange } from './placed/plain-change.ts';
import type { Sheet } from './sheet.ts';

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
const MOST_UNCHANGED_AROUND = 0.25;
/** Share of its blocks that lie in its middle quarter, below which it is a frame, in which others have other pictures; of things 0.12 and more do, of frames 0.01. */
const LEAST_IN_MIDDLE = 0.06;
/** Overlays, nearly all of them: a band, by its share of an edge, and a label. */
const OF_EDGE = 0.8;
const NEARLY_ALL = 0.9;

/** The registration of ours on a suspect. */
export interface AlignedPair {
  readonly ours: Sheet;
  readonly theirs: Sheet;
  readonly alignment: PointAlignment;
  readonly comparison: BlockComparison;
}

/** What was cut out of ours and stands before something else, where that was no plain ground: a part of any outline agrees, and nothing around it does. */
export const judgeCutOut = (pair: AlignedPair, mirrored: boolean): LocalMatch | null => {
  const { ours, theirs, alignment, comparison } = pair;
  const isSuspicious = alignment.inliers >= FEWEST_SUSPICIOUS;
  if (comparison.agreeing < (isSuspicious ? FEWEST_CUT_OUT : MANY_CUT_OUT)) return null;
  const patch = comparison.largestPatch();
  if (patch === undefined || patch.blocks < FEWEST_CUT_OUT || patch.share < LEAST_CUT_OUT) return null;
  if (patch.closely < CUT_OUT_CLOSELY * patch.blocks || isOverlay(patch)) return null;
  // Along its outline half of a block is what it stands before.
  const within = colourChange(ours, theirs, alignment.mapping, patch.isWithin);
  const { recoloured, recolouredBlocks } =
    within.recoloured === null ? colourChange(ours, theirs, alignment.mapping, patch.has) : within;
  if (recoloured === null || recoloured > OTHER_IN_CUT_OUT) return null;
  const isCutOut = isMuch(patch) && isAllElse(pair, patch);
  if (!isCutOut && !isSuspicious) return null;
  const { part, blocks, closely } = patch;
  const colours = { recoloured, recolouredBlocks, isOfProduct: false, otherGround: false };
  const outcome = isCutOut ? ({ verdict: 'variant', isCutOut } as const) : ({ verdict: 'suspect' } as const);
  const same = {
    ...alignment,
    change: plainChange(pair, mirrored),
    ...comparison.agreement(),
    ...colours,
    mirrored,
    ...outcome,
  };
  return { ...same, ...ofPartAlone({ blocks, agreeing: blocks, closely }), visiblePart: part };
};

const isMuch = ({ blocks, share, part, at }: AgreeingPatch): boolean => {
  if (blocks < MANY_CUT_OUT || share < MUCH_CUT_OUT) return false;
  const { left, top, right, bottom } = part;
  const isInMiddle = (place: number, from: number, to: number): boolean =>
    Math.abs(place - (from + to) / 2) < (to - from) / 4;
  const inMiddle = at.filter(([x, y]) => isInMiddle(x, left, right) && isInMiddle(y, top, bottom));
  return inMiddle.length >= LEAST_IN_MIDDLE * at.length;
};

/** Whether next to nothing around a patch has the colours that it has in ours. */
const isAllElse = ({ ours, theirs, alignment }: AlignedPair, patch: AgreeingPatch): boolean => {
  const unchanged = unchangedShare(ours, theirs, alignment.mapping, (x, y) => !patch.encloses(x, y));
  return unchanged !== null && unchanged <= MOST_UNCHANGED_AROUND;
};

/** What is said where nothing but a part shows, in which these blocks agree. */
export const ofPartAlone = ({
  blocks,
  agreeing,
  closely,
}: Pick<BlockComparison, 'blocks' | 'agreeing' | 'closely'>) => {
  const blocksOfPart = { blocks, agreeing, closely, differing: 0, patch: 0, covered: 0, cornered: 0 };
  return { ...blocksOfPart, otherShapes: 0, otherContent: 0 };
};

/** Whether a patch is where bands and labels are: others buy them, too. A few blocks around it agree by chance. */
const isOverlay = ({ part: { left, top, right, bottom }, share, at }: AgreeingPatch): boolean => {
  const areNearlyAll = (isInside: (x: number, y: number) => boolean): boolean =>
    at.filter(([x, y]) => isInside(x, y)).length >= NEARLY_ALL * at.length;
  const isRow = areNearlyAll((_, y) => y < BAND_HEIGHT) || areNearlyAll((_, y) => y > 1 - BAND_HEIGHT);
  const isColumn = areNearlyAll((x) => x < BAND_HEIGHT) || areNearlyAll((x) => x > 1 - BAND_HEIGHT);
  if ((isRow && right - left >= OF_EDGE) || (isColumn && bottom - top >= OF_EDGE)) return true;
  return share <= LABEL_AREA && areNearlyAll((x, y) => Math.min(x, 1 - x) < CORNER && Math.min(y, 1 - y) < CORNER);
};
