import type { Features } from '../extract/features.ts';
import { blockAgreement, type LaidAgreement, type ShownPart } from './agreement.ts';
import { alignPoints, type PointAlignment, pairedPoints, stepsOf } from './alignment.ts';
import { colourChange, otherGroundShare } from './colours.ts';
import { mirroredBack, type PartEdges, type PlaneMap } from './mapping.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { FEWEST_BENT, flopped, unbent } from './unbent.ts';

/** Of a picture all that is needed to lay it on another one: key points, of it or as a mirror shows it, and its pixels as they are. */
export interface Laid {
  readonly features: Features;
  readonly sheet: Sheet;
}

/** `duplicate`: the same picture. `variant`: the same shapes in other colours or with other content. `suspect`: much points to it. */
export type LocalVerdict = 'duplicate' | 'variant' | 'suspect';

/** How one of ours shows in a suspect, by local features and what both show once laid on each other. */
export interface LocalMatch extends PointAlignment, LaidAgreement {
  readonly verdict: LocalVerdict;
  /** The suspect was mirrored; `mapping` leads into it as it is. */
  readonly mirrored: boolean;
  /** The plain ground around our product is another one in the suspect. */
  readonly otherGround: boolean;
  /** Share of our blocks in other colours; null where it cannot be said. */
  readonly recoloured: number | null;
  /** How many blocks that are. */
  readonly recolouredBlocks: number;
  /** The part of ours that alone shows, beside something else; all that is said of blocks and colours is said of it. */
  readonly partShown?: PartEdges;
}

/** Blocks that must have structure to speak of agreement. */
const FEWEST_BLOCKS = 8;
/** Share of them that agrees in copies, and of what may be one. */
const COPY = 0.75;
const PERHAPS = 0.5;
/** Share of blocks that show something else, up to which it is a copy. */
const MOST_DIFFERING = 0.2;
/** Share of blocks in other colours up to which it is the same picture. */
const SAME_COLOURS = 0.15;
/** Blocks of a patch of other content up to which it is the same picture. */
export const LARGEST_PATCH = 3;
/** With fewer blocks it is the same picture only where nearly all of them agree, and neither side is stretched by more than this: buttons and a label lie alike on two jackets. */
const FEW_BLOCKS = 40;
const UNSTRETCHED = 1.05;
/** Share of blocks in other colours from which on more must agree, and how much: blocks, blocks in nearly all they show, and what is seen of ours. */
const OTHER_COLOURS = 0.5;
const WELL_AGREEING = 0.88;
const WELL_CLOSELY = 0.6;
const DYED_SEEN = 0.35;
/** Where no more of ours is seen, the same is asked of what shows anything else. */
const SMALL_PART = 0.25;
/** Blocks with structure, and what is seen of ours, where a quarter is covered. */
const FEWEST_BESIDE = 24;
const SEEN_BESIDE = 0.5;
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
/** Share of our ground in other colours from which on it was replaced. */
const MOST_OF_GROUND = 0.5;
/** Points that a suspicion needs. */
const FEWEST_SUSPICIOUS = 12;

/** How ours shows in a suspect; null where nothing says so. `features` are those of the suspect, as a mirror shows it where `mirrored`. */
export const comparePair = (ours: Laid, theirs: Laid, mirrored = false): LocalMatch | null => {
  const alignment = alignPoints(ours.features, theirs.features);
  return alignment && judgeAligned(ours, theirs, alignment, mirrored);
};

/** The same where it is known how their points lie. */
export const judgeAligned = (
  ours: Laid,
  theirs: Laid,
  { mapping, inliers }: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  const alignment = { mapping: mirrored ? mirroredBack(mapping, theirs.features.width) : mapping, inliers };
  const match = judgeLaid(ours, theirs, alignment, mirrored);
  const isOpen = (match === null || match.verdict === 'suspect') && inliers >= FEWEST_BENT;
  return isOpen ? surer(match, judgeBent(ours, theirs, { mapping, inliers }, mirrored)) : match;
};

/** The same once the paper that the suspect shows is flat; never more than a variant. */
const judgeBent = (
  ours: Laid,
  theirs: Laid,
  { mapping, inliers }: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  const { colour } = theirs.sheet;
  const flat = unbent(mirrored ? flopped(colour) : colour, pairedPoints(ours.features, theirs.features), mapping);
  if (flat === null) return null;
  const match = judgeLaid(ours, { ...theirs, sheet: sheetOf(flat) }, { mapping, inliers }, false);
  if (match === null || match.verdict === 'suspect') return null;
  return { ...match, verdict: 'variant', mirrored, mapping: mirrored ? mirroredBack(mapping, flat.width) : mapping };
};

const ORDER: readonly (LocalVerdict | undefined)[] = ['duplicate', 'variant', 'suspect', undefined];

/** Of two the one that says more. */
export const surer = (a: LocalMatch | null, b: LocalMatch | null): LocalMatch | null => {
  const order = ORDER.indexOf(a?.verdict) - ORDER.indexOf(b?.verdict);
  return order < 0 || (order === 0 && (a?.inliers ?? 0) >= (b?.inliers ?? 0)) ? a : b;
};

/** The same where `mapping` leads into the suspect as it is. */
export const judgeLaid = (
  ours: Laid,
  theirs: Laid,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null => {
  const { mapping } = alignment;
  const whole = blockAgreement(ours.sheet, theirs.sheet, mapping, false);
  const product =
    ours.sheet.product === null || isCopy(whole) ? null : blockAgreement(ours.sheet, theirs.sheet, mapping, true);
  const agreement = product !== null && isCopy(product) ? product : whole;
  const isAlike = isCopy(agreement);
  const part = isAlike || isCopyBesideCorner(whole) ? null : inPart(ours.sheet, theirs.sheet, alignment, whole);
  if (part !== null) return { ...part, mirrored };
  if (!isAlike && agreement.agreeing < PERHAPS * agreement.blocks) return null;
  const { recoloured, recolouredBlocks, colourPatch } = colourChange(ours.sheet, theirs.sheet, mapping);
  const otherGround = (otherGroundShare(ours.sheet, theirs.sheet, mapping) ?? 0) > MOST_OF_GROUND;
  // Along the edge of a product its ground shows, too.
  const shapes = otherGround ? (product ?? blockAgreement(ours.sheet, theirs.sheet, mapping, true)) : agreement;
  const patch = Math.max(shapes.patch, colourPatch);
  const isCertain = agreement.blocks >= FEW_BLOCKS || (agreesWell(agreement) && !isStretched(ours.sheet, mapping));
  const isSame = isAlike && recoloured !== null && recoloured <= SAME_COLOURS && patch <= LARGEST_PATCH;
  // In other colours a few blocks of simple shapes agree by chance.
  if (!isSame && (alignment.inliers < FEWEST_SUSPICIOUS || agreement.blocks < FEWEST_BLOCKS)) return null;
  const isCovered = !isAlike && (recoloured ?? 1) <= OTHER_COLOURS && isCopyBesideCorner(whole);
  const isTold = isSame || isCovered || (isAlike && isVariant(agreement, recoloured));
  const verdict = isSame && isCertain ? 'duplicate' : isTold ? 'variant' : 'suspect';
  return { ...alignment, ...agreement, patch, verdict, mirrored, otherGround, recoloured, recolouredBlocks };
};

/**
 * Where something else lies over a part of ours, or takes its place, as in a picture that was put together of halves or strips: what shows agrees in nearly
 * all, and the rest in next to nothing.
 */
const inPart = (
  ours: Sheet,
  theirs: Sheet,
  alignment: PointAlignment,
  whole: LaidAgreement,
): Omit<LocalMatch, 'mirrored'> | null => {
  if (alignment.inliers < FEWEST_SUSPICIOUS) return null;
  for (const each of whole.shown) {
    if (!isCopyInPart(each)) continue;
    const { part, shown, blocks, agreeing, closely } = each;
    const counts = (x: number, y: number): boolean => (shown === null ? !isIn(part, x, y) : isIn(shown, x, y));
    const { recoloured, recolouredBlocks } = colourChange(ours, theirs, alignment.mapping, counts);
    if (recoloured === null || recoloured > OTHER_COLOURS) continue;
    const colours = { recoloured, recolouredBlocks, otherGround: false };
    const same = { ...alignment, ...whole, ...colours, verdict: 'variant' } as const;
    if (shown === null) return { ...same, patch: Math.max(whole.patch, LARGEST_PATCH + 1) };
    const rest = { blocks, agreeing, closely, differing: 0, patch: 0, covered: 0, cornered: 0 };
    return { ...same, ...rest, partShown: shown };
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

/** In other colours, or in a small part, only what agrees in nearly all is the same shape: sofas of one line agree in three quarters. */
const isVariant = (agreement: LaidAgreement, recoloured: number | null): boolean => {
  const { seen } = agreement;
  if ((recoloured ?? 0) > OTHER_COLOURS) return agreesWell(agreement) && seen >= DYED_SEEN;
  return agreesWell(agreement) || seen >= SMALL_PART;
};

const agreesWell = ({ blocks, agreeing, closely, covered }: LaidAgreement): boolean =>
  agreeing >= WELL_AGREEING * (blocks - covered) && closely >= WELL_CLOSELY * (blocks - covered);

const isStretched = ({ colour: { width, height } }: Sheet, mapping: PlaneMap): boolean => {
  const { across, down } = stepsOf(mapping, width / 2, height / 2);
  const stretch = Math.hypot(...across) / Math.hypot(...down);
  return Math.max(stretch, 1 / stretch) > UNSTRETCHED;
};

/** With a corner left out, of which up to a quarter of it may lie under a sticker, the rest agrees in nearly all: the same shapes under something else. */
const isCopyBesideCorner = ({ blocks, agreeing, closely, cornered, seen }: LaidAgreement): boolean => {
  const rest = blocks - cornered;
  return (
    rest >= FEWEST_BESIDE && seen >= SEEN_BESIDE && agreeing >= WELL_AGREEING * rest && closely >= WELL_CLOSELY * rest
  );
};

const isCopy = ({ blocks, agreeing, differing }: LaidAgreement): boolean =>
  blocks >= FEWEST_BLOCKS && agreeing >= COPY * blocks && differing <= MOST_DIFFERING * blocks;
