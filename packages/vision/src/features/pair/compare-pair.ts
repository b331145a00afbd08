import type { Features } from '../extract/features.ts';
import { type AgreementSummary, type BlockComparison, compareBlocks } from './agreement.ts';
import { alignPoints, type PointAlignment, stepsOf } from './alignment.ts';
import { type ColourChange, colourChange, groundChange, isDimmed, isInOneLight } from './colours.ts';
import { mirroredBack, type PartEdges, type PlaneMap, scaleOf } from './mapping.ts';
import { plainChange } from './placed/plain-change.ts';
import type { Sheet } from './sheet.ts';

/** Of a picture all that is needed to lay it on another one: key points, of it or as a mirror shows it, and its pixels as they are. */
export interface RegistrationInput {
  readonly features: Features;
  readonly sheet: Sheet;
}

/** `duplicate`: the same picture. `variant`: the same shapes in other colours or with other content. `suspect`: much points to it. */
export type LocalVerdict = 'duplicate' | 'variant' | 'suspect';

/** A match of one of ours in a suspect, by local features and by registration. */
export interface LocalMatch extends PointAlignment, AgreementSummary {
  readonly verdict: LocalVerdict;
  /** The suspect was mirrored; `mapping` leads into it as it is. */
  readonly mirrored: boolean;
  /** Our product is in the suspect on another background. */
  readonly otherGround: boolean;
  /** Share of our blocks in other colours; null where it cannot be said. */
  readonly recoloured: number | null;
  /** How many blocks that are. */
  readonly recolouredBlocks: number;
  /** They are those of our product on plain ground, without that. */
  readonly isOfProduct: boolean;
  /** Share, of what the suspect shows of ours, of the largest patch that shows other shapes; 0 where it is none to speak of, or in other colours alone. */
  readonly otherShapes: number;
  /** The same where other colours count, too. */
  readonly otherContent: number;
  /** The visible part of ours, if there is other content next to it; blocks and colours refer to it. */
  readonly visiblePart?: PartEdges;
  /** Something covers much of it, or it is in other light: it is verified by the visible pixels. */
  readonly under?: true;
  /** It shows around something else that hides, or takes, a rectangle of it. */
  readonly aroundOther?: true;
  /** It was cut out of ours: much of it shows, and nothing of what is around it there. */
  readonly isCutOut?: true;
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
/** Share of recoloured blocks of a variant while half of all are unchanged: the frame around a print is of another wood. */
const ALL_SAME_COLOURS = 0.05;
/** Least scale of ours for that. */
const TELLING_SIZE = 0.5;
/** Blocks of a patch of other content up to which it is the same picture. */
export const LARGEST_PATCH = 3;
/** With fewer blocks it is the same picture only where nearly all of them agree, and neither side is stretched by more than this: buttons and a label lie alike on two jackets. */
const FEW_BLOCKS = 40;
const UNSTRETCHED = 1.05;
/** How many times larger one corner may become than another one of what is seen straight on. */
const SEEN_STRAIGHT = 1.05;
/** Share of the blocks of all else that must agree. */
const NEARLY_ALL = 0.93;
/** Share of blocks in other colours from which on more must agree, and how much: blocks, blocks in nearly all they show, and what is seen of ours. */
export const OTHER_COLOURS = 0.5;
export const WELL_AGREEING = 0.88;
const WELL_CLOSELY = 0.6;
const DYED_SEEN = 0.35;
/** If no more of ours is visible, the same is required of blocks with other content. */
const SMALL_PART = 0.25;
/** Blocks with structure, and what is seen of ours, where a quarter is covered. */
const FEWEST_PARTLY_SEEN = 24;
const PARTLY_SEEN = 0.5;
/** Share of our ground in other colours from which on it was replaced. */
const MOST_OF_GROUND = 0.5;
/** Points that a suspicion needs. */
export const FEWEST_SUSPICIOUS = 12;

/**
 * Of the same picture under something else, as large letters, or in other light: blocks that agree in nearly all that they show, share of all with structure,
 * and those with much of it. Of pictures that have no scene in common none has so many.
 */
const FEWEST_CLOSELY = 60;
const LEAST_CLOSELY = 0.4;
const FEWEST_STRONGLY = 24;
const LEAST_OF_PRODUCT = 0.25;
/** Least inliers for other colours under an overlay: of two round things with equal shading up to 21 agree. */
const MANY_POINTS = 24;

/** How ours shows in a suspect; null where nothing says so. `features` are those of the suspect, as a mirror shows it where `mirrored`. */
export const comparePair = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  mirrored = false,
): LocalMatch | null => {
  const alignment = alignPoints(ours.features, theirs.features);
  return alignment && judgeAligned(ours, theirs, alignment, mirrored);
};

/** The same where it is known how their points lie. */
export const judgeAligned = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null =>
  judgeRegistered(ours, theirs, mirrored ? mirroredBackOf(alignment, theirs.features.width) : alignment, mirrored);

/** The same of a picture of somebody else's, in which ours may also lie under something else; a variant then. */
export const judgeUncovered = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null =>
  judgeUncoveredRegistered(
    ours,
    theirs,
    mirrored ? mirroredBackOf(alignment, theirs.features.width) : alignment,
    mirrored,
  );

/** The same with a `mapping` into the suspect as it is; for registered pictures. */
export const judgeUncoveredRegistered = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
  whole = compareBlocks(ours.sheet, theirs.sheet, alignment.mapping, false),
): LocalMatch | null => judgeOverlaid(ours, theirs, alignment, mirrored, { whole, checksCovered: true });

/** An alignment with a picture of so many px across as a mirror shows it, with that as it is. */
export const mirroredBackOf = (alignment: PointAlignment, width: number): PointAlignment => ({
  ...alignment,
  mapping: mirroredBack(alignment.mapping, width),
});

const ORDER: readonly (LocalVerdict | undefined)[] = ['duplicate', 'variant', 'suspect', undefined];

/** How little is said; what shows under something else may lie there in another way, too, that says more. */
const doubtOf = (match: LocalMatch | null): number => ORDER.indexOf(match?.verdict) + (match?.under === true ? 0.5 : 0);

/** Of two the one that says more. */
export const surer = (a: LocalMatch | null, b: LocalMatch | null): LocalMatch | null => {
  const order = doubtOf(a) - doubtOf(b);
  return order < 0 || (order === 0 && (a?.inliers ?? 0) >= (b?.inliers ?? 0)) ? a : b;
};

/** The same where `mapping` leads into the suspect as it is. */
export const judgeRegistered = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
): LocalMatch | null =>
  judgeOverlaid(ours, theirs, alignment, mirrored, {
    whole: compareBlocks(ours.sheet, theirs.sheet, alignment.mapping, false),
    checksCovered: false,
  });

/** The same, and whether it is under something else; `isAsked` enables that check. */
const judgeOverlaid = (
  ours: RegistrationInput,
  theirs: RegistrationInput,
  alignment: PointAlignment,
  mirrored: boolean,
  { whole, checksCovered }: { readonly whole: BlockComparison; readonly checksCovered: boolean },
): LocalMatch | null => {
  const { mapping } = alignment;
  const product =
    ours.sheet.product === null || isCopy(whole) ? null : compareBlocks(ours.sheet, theirs.sheet, mapping, true);
  const comparison = product !== null && isCopy(product) ? product : whole;
  const isAlike = isCopy(comparison);
  const mayBeUnder =
    checksCovered && whole.seen >= SMALL_PART && [whole, product].some(showsUnder) && showsSome(product);
  if (!isAlike && !mayBeUnder && comparison.agreeing < PERHAPS * comparison.blocks) return null;
  const agreement = comparison.agreement();
  const colours = colourChange(ours.sheet, theirs.sheet, mapping);
  const { recoloured, recolouredBlocks, colourPatch, counted } = colours;
  const isUnder = mayBeUnder && isExplained(ours.sheet, theirs.sheet, alignment, colours);
  if (!isAlike && mayBeUnder && !isUnder) return null;
  const ground = groundChange(ours.sheet, theirs.sheet, mapping);
  const isOtherwise = (ground.share ?? 0) > MOST_OF_GROUND;
  // Along the edge of a product its ground shows, too.
  const shapes = isOtherwise
    ? (product ?? compareBlocks(ours.sheet, theirs.sheet, mapping, true)).agreement()
    : agreement;
  const patch = Math.max(shapes.patch, colourPatch);
  // A repeating pattern agrees with one of another size at any placement, by a few points; its background would not.
  const isWhole =
    !isOtherwise || (alignment.inliers >= FEWEST_SUSPICIOUS && shapes.agreeing >= NEARLY_ALL * shapes.blocks);
  const isCertain = isWhole && isSurelySame(ours.sheet, agreement, alignment) && !hasOtherPart(colours, mapping);
  const isSame = isAlike && recoloured !== null && recoloured <= SAME_COLOURS && patch <= LARGEST_PATCH;
  // In other colours a few blocks of simple shapes agree by chance.
  if (!isSame && !isUnder && (alignment.inliers < FEWEST_SUSPICIOUS || agreement.blocks < FEWEST_BLOCKS)) return null;
  const isCovered = !isAlike && (recoloured ?? 1) <= OTHER_COLOURS && isCopyOutsideCorner(agreement);
  const isSeen = isAlike && agreement.seen >= SMALL_PART;
  const isShaded = isSeen && (recoloured ?? 0) > OTHER_COLOURS && isDimmed(ours.sheet, theirs.sheet, mapping);
  const isConfirmed = isSame || isCovered || isShaded || (isAlike && isVariant(agreement, recoloured));
  const verdict: LocalVerdict = isSame && isCertain ? 'duplicate' : isConfirmed || isUnder ? 'variant' : 'suspect';
  const otherShapes = patchShare(shapes.patch, whole.inSight);
  const match = {
    ...{ ...alignment, ...agreement, patch, verdict, mirrored, recoloured, recolouredBlocks },
    change: plainChange({ ours: ours.sheet, theirs: theirs.sheet, alignment, comparison: whole }, mirrored),
    otherGround: ground.isReplaced,
    isOfProduct: ours.sheet.product !== null,
    otherShapes,
    otherContent: Math.max(otherShapes, patchShare(colourPatch, counted)),
  };
  return isUnder && !isConfirmed ? { ...match, under: true } : match;
};

/** The share of a patch of blocks among all; 0 where it is none to speak of. */
export const patchShare = (patch: number, all: number): number =>
  patch <= LARGEST_PATCH ? 0 : Math.min(1, patch / Math.max(1, all));

/** Whether many points say that it is ours that may lie there under something else, or one light why its colours are others. */
const isExplained = (
  ours: Sheet,
  theirs: Sheet,
  { inliers, mapping }: PointAlignment,
  { recoloured }: ColourChange,
): boolean => {
  if ((recoloured ?? 0) <= OTHER_COLOURS || inliers >= MANY_POINTS) return true;
  return inliers >= FEWEST_SUSPICIOUS && isInOneLight(ours, theirs, mapping);
};

const showsUnder = (agreement: BlockComparison | null): boolean => {
  if (agreement === null) return false;
  const { blocks, closely, strongly } = agreement;
  return closely >= FEWEST_CLOSELY && closely >= LEAST_CLOSELY * blocks && strongly >= FEWEST_STRONGLY;
};

/** Of a product on plain ground, too: two of them in one frame have that in common. */
const showsSome = (product: BlockComparison | null): boolean =>
  product === null || product.closely >= LEAST_OF_PRODUCT * product.blocks;

/** In other colours, or in a small part, only what agrees in nearly all is the same shape: sofas of one line agree in three quarters. */
const isVariant = (agreement: AgreementSummary, recoloured: number | null): boolean => {
  const { seen } = agreement;
  if ((recoloured ?? 0) > OTHER_COLOURS) return agreesWell(agreement) && seen >= DYED_SEEN;
  return agreesWell(agreement) || seen >= SMALL_PART;
};

const agreesWell = ({ blocks, agreeing, closely, covered }: AgreementSummary): boolean =>
  agreeing >= WELL_AGREEING * (blocks - covered) && closely >= WELL_CLOSELY * (blocks - covered);

/** Whether a part has another colour while the rest is unchanged; at a much smaller scale, misaligned edges have other colours, too. */
const hasOtherPart = ({ changedAmongUnchanged, counted }: ColourChange, mapping: PlaneMap): boolean =>
  changedAmongUnchanged > LARGEST_PATCH &&
  changedAmongUnchanged > ALL_SAME_COLOURS * counted &&
  scaleOf(mapping) >= TELLING_SIZE;

/** Whether the same shapes in the same colours are the same picture: another photo of the same scene also agrees in much, registered at an angle. */
const isSurelySame = (ours: Sheet, agreement: AgreementSummary, { mapping, change }: PointAlignment): boolean => {
  const { blocks, agreeing } = agreement;
  const isMany = blocks >= FEW_BLOCKS;
  if (isStretched(ours, mapping) || change.perspective > SEEN_STRAIGHT)
    return isMany && agreeing >= NEARLY_ALL * blocks;
  return isMany || agreesWell(agreement);
};

const isStretched = ({ colour: { width, height } }: Sheet, mapping: PlaneMap): boolean => {
  const { across, down } = stepsOf(mapping, width / 2, height / 2);
  const stretch = Math.hypot(...across) / Math.hypot(...down);
  return Math.max(stretch, 1 / stretch) > UNSTRETCHED;
};

/** With a corner left out, of which up to a quarter of it may lie under a sticker, the rest agrees in nearly all: the same shapes under something else. */
const isCopyOutsideCorner = ({ blocks, agreeing, closely, cornered, seen }: AgreementSummary): boolean => {
  const rest = blocks - cornered;
  return (
    rest >= FEWEST_PARTLY_SEEN &&
    seen >= PARTLY_SEEN &&
    agreeing >= WELL_AGREEING * rest &&
    closely >= WELL_CLOSELY * rest
  );
};

const isCopy = ({ blocks, agreeing, differing }: BlockComparison): boolean =>
  blocks >= FEWEST_BLOCKS && agreeing >= COPY * blocks && differing <= MOST_DIFFERING * blocks;
