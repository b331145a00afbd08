import { areOnePart } from '@listing-lint/rules/kernel';
import { agreeingWithBoth, blockAgreement } from '../../features/pair/agreement.ts';
import type { PlaneMap } from '../../features/pair/mapping.ts';
import { inPixels, planeOf } from '../../features/pair/placed/placement.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import { replaced } from '../joined.ts';
import type { OurPicture } from '../our-picture.ts';
import { goesOnBeyond, mappingBetween, type SheetByPath } from './shared-part.ts';

/** A match that is registered on the suspect. */
type RegisteredPicture = OurPicture & { readonly local: NonNullable<OurPicture['local']> };

/** Includes suspicions: their common part is as visible. */
const isRegistered = (match: OurPicture): match is RegisteredPicture => match.local !== undefined;

/** Whether the match is only part of the suspect. Crops that fill the suspect are handled by `withoutSharedParts`. */
const isPartOfSuspect = (match: OurPicture): match is RegisteredPicture =>
  isRegistered(match) &&
  (match.verdict === 'variant' ||
    (match.verdict === 'duplicate' && goesOnBeyond(match.local) && match.local.share < NEARLY_ALL_OF_IT));

/** Other pictures that must share the part: a single one may be of the same product. */
const FEWEST_OTHERS = 2;
/** Most others that are compared, the surest first. */
const MOST_OTHERS = 6;
/** Least share of the agreeing blocks that must agree in the other picture, too. */
const SHOWS_ALL = 0.9;
/** Two pictures are one if at least this share of blocks agrees and the largest differing patch is below this share. */
const ONE_PICTURE = 0.75;
const OTHER_CONTENT = 0.1;
/** Largest difference of the recoloured shares of two matches. */
const MORE_COLOURS = 0.25;
/** Share of a suspect that counts as nearly all of it. */
const NEARLY_ALL_OF_IT = 0.9;

/**
 * Turns matches into suspicions that agree with the suspect only in a part that several of our pictures share at the same place, as a banner, a frame or a card
 * template: other sellers buy the same template.
 */
export const withoutCommonParts = async (
  matches: readonly OurPicture[],
  suspect: () => Sheet,
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const partial = matches.filter(isPartOfSuspect);
  const registered = matches.filter(isRegistered);
  if (partial.length === 0 || registered.length <= FEWEST_OTHERS) return matches;
  const common = new Set<RegisteredPicture>();
  for (const match of partial) {
    let count = 0;
    for (const other of othersOf(match, registered)) {
      if (await showsAsMuch(match, other, suspect(), sheetOf)) count++;
      if (count >= FEWEST_OTHERS) break;
    }
    if (count >= FEWEST_OTHERS) common.add(match);
  }
  if (common.size === 0) return matches;
  const isCommon = (match: RegisteredPicture): boolean =>
    common.has(match) || [...common].some((each) => saysNoLess(each, match));
  return replaced(matches, new Map(partial.filter(isCommon).map((match) => [match, asCommon(match)])));
};

/** Added to the description of such a suspicion. */
const OTHERS_SHOW_IT = ', which others of ours show, too';

/** Turns a match into a suspicion and adds the reason. */
export const asCommon = (match: OurPicture): OurPicture => ({
  ...match,
  verdict: 'suspect',
  description: match.description.endsWith(OTHERS_SHOW_IT) ? match.description : `${match.description}${OTHERS_SHOW_IT}`,
});

/** Whether a common match agrees with the same part of a suspect at least as well as a variant, with no more other colours. */
const saysNoLess = (common: RegisteredPicture, match: RegisteredPicture): boolean =>
  match.verdict === 'variant' &&
  areOnePart(common.box, match.box) &&
  common.recoloured <= match.recoloured &&
  agreeingShare(common) >= agreeingShare(match);

const agreeingShare = ({ local: { agreeing, blocks } }: RegisteredPicture): number => agreeing / Math.max(1, blocks);

const othersOf = (match: RegisteredPicture, all: readonly RegisteredPicture[]): readonly RegisteredPicture[] =>
  all
    .filter((other) => other !== match && (match.product === null || match.product !== other.product))
    .slice(0, MOST_OTHERS);

/**
 * Whether another picture agrees with a match wherever the suspect does, and is a different picture. `false` if it is recoloured much more on the suspect.
 */
const showsAsMuch = async (
  match: RegisteredPicture,
  other: RegisteredPicture,
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

/** Whether two registered pictures are one. */
export const areOnePicture = (own: Sheet, theirs: Sheet, mapping: PlaneMap): boolean => {
  const { agreeing, blocks, patch } = blockAgreement(own, theirs, mapping, false);
  return agreeing >= ONE_PICTURE * blocks && patch < OTHER_CONTENT * blocks;
};
