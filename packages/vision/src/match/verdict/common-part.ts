import { areOnePart } from '@listing-lint/rules/kernel';
import { agreeingWithBoth, blockAgreement } from '../../features/pair/agreement.ts';
import type { PlaneMap } from '../../features/pair/mapping.ts';
import { inPixels, planeOf } from '../../features/pair/placed/placement.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { joined } from '../joined.ts';
import type { OurPicture } from '../our-picture.ts';
import { goesOnBeyond, mappingBetween, type SheetByPath } from './shown-alike.ts';

/** One of ours that is laid on a suspect in which there is something else, too. */
type LaidOurs = OurPicture & { readonly local: NonNullable<OurPicture['local']> };

/** Also what was called a suspicion before, as it had this in common with others: it shows that as well as it did. */
const isLaid = (match: OurPicture): match is LaidOurs => match.local !== undefined;

/** A crop, of which a suspect shows nothing else, is told by `withoutShownAlike`. */
const isShownBeside = (match: OurPicture): match is LaidOurs =>
  isLaid(match) &&
  (match.verdict === 'variant' ||
    (match.verdict === 'duplicate' && goesOnBeyond(match.local) && match.local.share < NEARLY_ALL_OF_IT));

/** Others of ours that must show it, too: two may be two pictures of one product. */
const FEWEST_OTHERS = 2;
/** So many are asked, the surest first. */
const MOST_OTHERS = 6;
/** Share of the blocks in which a suspect agrees, from which on another one of ours that agrees in them shows all of it. */
const SHOWS_ALL = 0.9;
/** Share of the blocks of two of ours that agree, below which they are two pictures, and of those that hang together and show something else, from which on they are, too. */
const ONE_PICTURE = 0.75;
const OTHER_CONTENT = 0.1;
/** Share in other colours by which one of ours may have more of it than another one. */
const MORE_COLOURS = 0.25;
/** Share of a suspect beside which there is next to nothing else. */
const NEARLY_ALL_OF_IT = 0.9;

/**
 * A banner, a frame or a card that a shop lays over its pictures is the same on all of them, and is on those of others, too, who bought it where the shop
 * did. What several of ours show at the same place says nothing of any one of them: where a suspect agrees with no more than that, it is a suspicion.
 */
export const withoutCommonParts = async (
  matches: readonly OurPicture[],
  suspect: () => Sheet,
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const beside = matches.filter(isShownBeside);
  const laid = matches.filter(isLaid);
  if (beside.length === 0 || laid.length <= FEWEST_OTHERS) return matches;
  const common = new Set<LaidOurs>();
  for (const match of beside) {
    let count = 0;
    for (const other of othersOf(match, laid)) {
      if (await showsAsMuch(match, other, suspect(), sheetOf)) count++;
      if (count >= FEWEST_OTHERS) break;
    }
    if (count >= FEWEST_OTHERS) common.add(match);
  }
  if (common.size === 0) return matches;
  const isToldSo = (match: LaidOurs): boolean =>
    common.has(match) || [...common].some((each) => saysNoLess(each, match));
  const told = new Set<OurPicture>(beside.filter(isToldSo));
  return joined(
    [],
    matches.map((match) => (told.has(match) ? asCommon(match) : match)),
  );
};

/** What is said of a suspicion then. */
const OTHERS_SHOW_IT = ', which others of ours show, too';

/** The same as a suspicion, which says why it is none more. */
export const asCommon = (match: OurPicture): OurPicture => ({
  ...match,
  verdict: 'suspect',
  description: match.description.endsWith(OTHERS_SHOW_IT) ? match.description : `${match.description}${OTHERS_SHOW_IT}`,
});

/** Whether one that is no more than what others show, too, agrees with the same part of a suspect as well as a variant does, in no more other colours. */
const saysNoLess = (common: LaidOurs, match: LaidOurs): boolean =>
  match.verdict === 'variant' &&
  areOnePart(common.box, match.box) &&
  common.recoloured <= match.recoloured &&
  agreeingShare(common) >= agreeingShare(match);

const agreeingShare = ({ local: { agreeing, blocks } }: LaidOurs): number => agreeing / Math.max(1, blocks);

const othersOf = (match: LaidOurs, all: readonly LaidOurs[]): readonly LaidOurs[] =>
  all
    .filter((other) => other !== match && (match.product === null || match.product !== other.product))
    .slice(0, MOST_OTHERS);

/**
 * Whether one of ours, laid on another one as a suspect lays them, agrees with it where it agrees with the suspect, and is another picture. One that the suspect shows
 * in other colours than it shows the first in does not show as much.
 */
const showsAsMuch = async (
  match: LaidOurs,
  other: LaidOurs,
  suspect: Sheet,
  sheetOf: SheetByPath,
): Promise<boolean> => {
  if (other.recoloured > match.recoloured + MORE_COLOURS) return false;
  const [own, theirs] = [await sheetOf(match.path), await sheetOf(other.path)];
  if (own === undefined || theirs === undefined) return false;
  const mapping = mappingBetween({ ...match.local, sheet: own }, { ...other.local, sheet: theirs });
  if (areOnePicture(own, theirs, mapping)) return false;
  const onSuspect = inPixels(planeOf(match.local.mapping), own.colour, suspect.colour);
  const { first, both } = agreeingWithBoth(own, [
    { sheet: suspect, mapping: onSuspect },
    { sheet: theirs, mapping },
  ]);
  return both >= SHOWS_ALL * first;
};

/** Whether two of ours, one laid on the other, show the same. */
export const areOnePicture = (own: Sheet, theirs: Sheet, mapping: PlaneMap): boolean => {
  const { agreeing, blocks, patch } = blockAgreement(own, theirs, mapping, false);
  return agreeing >= ONE_PICTURE * blocks && patch < OTHER_CONTENT * blocks;
};
