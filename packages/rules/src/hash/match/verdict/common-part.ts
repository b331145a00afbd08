import { blockAgreement } from '../../../image/features/pair/agreement.ts';
import { joined } from '../joined.ts';
import type { OurPicture } from '../our-picture.ts';
import { goesOnBeyond, mappingBetween, type SheetByPath } from './shown-alike.ts';

/** One of ours that is laid on a suspect in which there is something else, too. */
type ShownBeside = OurPicture & { readonly local: NonNullable<OurPicture['local']> };

/** A crop, of which a suspect shows nothing else, is told by `withoutShownAlike`. */
const isShownBeside = (match: OurPicture): match is ShownBeside =>
  match.local !== undefined &&
  (match.verdict === 'variant' ||
    (match.verdict === 'duplicate' && goesOnBeyond(match.local) && match.local.share < NEARLY_ALL_OF_IT));

/** Others of ours that must show it, too: two may be two pictures of one product. */
const FEWEST_OTHERS = 2;
/** So many are asked, the surest first. */
const MOST_OTHERS = 6;
/** Share of the blocks in which a suspect agrees, from which on another one of ours that agrees in as many shows all of it. */
const NEARLY_ALL = 0.9;
/** Share of the blocks of two of ours that agree, below which they are two pictures, and of those that hang together and show something else, from which on they are, too. */
const ONE_PICTURE = 0.75;
const OTHER_CONTENT = 0.1;
/** Share of a suspect beside which there is next to nothing else. */
const NEARLY_ALL_OF_IT = 0.9;

/**
 * A banner, a frame or a card that a shop lays over its pictures is the same on all of them, and is on those of others, too, who bought it where the shop
 * did. What several of ours show at the same place says nothing of any one of them: where a suspect agrees with no more than that, it is a suspicion.
 */
export const withoutCommonParts = async (
  matches: readonly OurPicture[],
  sheetOf: SheetByPath,
): Promise<readonly OurPicture[]> => {
  const beside = matches.filter(isShownBeside);
  if (beside.length <= FEWEST_OTHERS) return matches;
  const told = new Map<OurPicture, OurPicture>();
  for (const match of beside) {
    let count = 0;
    for (const other of othersOf(match, beside)) {
      if (await showsAsMuch(match, other, sheetOf)) count++;
      if (count >= FEWEST_OTHERS) break;
    }
    if (count < FEWEST_OTHERS) continue;
    told.set(match, {
      ...match,
      verdict: 'suspect',
      description: `${match.description}, which others of ours show, too`,
    });
  }
  return told.size === 0
    ? matches
    : joined(
        [],
        matches.map((match) => told.get(match) ?? match),
      );
};

const othersOf = (match: ShownBeside, all: readonly ShownBeside[]): readonly ShownBeside[] =>
  all
    .filter((other) => other !== match && (match.product === null || match.product !== other.product))
    .slice(0, MOST_OTHERS);

/** Whether one of ours, laid on another one as a suspect lays them, agrees with it in all in which it agrees with the suspect, and is another picture. */
const showsAsMuch = async (match: ShownBeside, other: ShownBeside, sheetOf: SheetByPath): Promise<boolean> => {
  const [own, theirs] = [await sheetOf(match.path), await sheetOf(other.path)];
  if (own === undefined || theirs === undefined) return false;
  const mapping = mappingBetween({ ...match.local, sheet: own }, { ...other.local, sheet: theirs });
  const { agreeing, blocks, patch } = blockAgreement(own, theirs, mapping, false);
  const areTwo = agreeing < ONE_PICTURE * blocks || patch >= OTHER_CONTENT * blocks;
  return areTwo && agreeing >= NEARLY_ALL * match.local.agreeing;
};
