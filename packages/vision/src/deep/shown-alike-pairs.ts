import { areOnePart } from '@listing-lint/rules/kernel';
import type { RegisteredPlacement } from '../features/pair/placed/placement.ts';
import type { Sheet } from '../features/pair/sheet.ts';
import { areOneAsRegistered, goesOnBeyond } from '../match/verdict/shared-part.ts';
import type { DeepPair } from './deep-pair.ts';

/** A picture of the set of which another one shows a part that both have in common with no difference. */
interface ShownInPart {
  readonly picture: number;
  readonly inliers: number;
  /** Where it lies in the one that shows it. */
  readonly place: RegisteredPlacement;
  /** What is told of both; absent of one that only bears witness. */
  readonly pair?: DeepPair;
}

/** Pictures that are one picture, of which the same is told. */
interface OnePicture {
  readonly head: ShownInPart;
  readonly members: ShownInPart[];
  /** One that shows as much and is another picture. */
  alike: ShownInPart | undefined;
}

interface AskedOfShown {
  readonly isAsked: (a: number, b: number) => boolean;
  readonly sheetAt: (picture: number) => Promise<Sheet | undefined>;
  /** Pairs of a picture with others of its own product, of which nothing is told. */
  readonly ownPairs: (picture: number) => Promise<readonly DeepPair[]>;
}

/**
 * Of several products one picture may show just what they have in common: a crop of a template without its print, the head of a model in two garments. As in
 * `match`, it is a copy of none of them more than of the others, so that each is a variant. Those that are one picture, also where one is a part of the
 * other, are duplicates as before.
 */
export const withoutPartsInCommon = async (
  pairs: readonly DeepPair[],
  asked: AskedOfShown,
): Promise<readonly DeepPair[]> => {
  const alike = new Map<DeepPair, number>();
  const areOne = askedOnce(pairs, asked);
  for (const [picture, shown] of shownByPicture(pairs)) {
    const own = (await asked.ownPairs(picture)).flatMap((pair) => {
      const { pair: _, ...witness } = shownIn(picture, pair);
      return isShown(pair, witness.place) ? [witness] : [];
    });
    for (const { alike: other, members } of await onePictures([...own, ...shown], asked.isAsked, areOne)) {
      for (const { pair, picture: member } of members) {
        if (pair === undefined || other === undefined || alike.has(pair) || !asked.isAsked(member, other.picture))
          continue;
        alike.set(pair, other.picture);
      }
    }
  }
  return pairs.map((pair) => {
    const other = alike.get(pair);
    return other === undefined ? pair : { ...pair, alike: other };
  });
};

const isShown = ({ match }: DeepPair, place: RegisteredPlacement): boolean =>
  match.verdict === 'duplicate' && goesOnBeyond(place);

/** The other one of a pair, as the first one shows it. */
const shownIn = (picture: number, pair: DeepPair): Required<ShownInPart> => {
  const { ours, theirs, placement, back, match } = pair;
  const [other, place] = picture === theirs ? [ours, placement] : [theirs, back];
  return { picture: other, inliers: match.inliers, place, pair };
};

/** Of each picture, in order, what it shows a part of. */
const shownByPicture = (pairs: readonly DeepPair[]): readonly (readonly [number, readonly ShownInPart[]])[] => {
  const all = new Map<number, ShownInPart[]>();
  for (const pair of pairs) {
    for (const picture of [pair.ours, pair.theirs]) {
      const shown = shownIn(picture, pair);
      if (!isShown(pair, shown.place)) continue;
      const list = all.get(picture);
      if (list === undefined) all.set(picture, [shown]);
      else list.push(shown);
    }
  }
  return [...all].sort(([a], [b]) => a - b);
};

/** Those that are one picture, by the first of them: it is held against all others, so that many of one template take no longer than as many of one picture. */
const onePictures = async (
  shown: readonly ShownInPart[],
  isAsked: AskedOfShown['isAsked'],
  areOne: AreOne,
): Promise<readonly OnePicture[]> => {
  const heads: OnePicture[] = [];
  for (const each of shown) {
    let alike: ShownInPart | undefined;
    let one: OnePicture | undefined;
    for (const other of heads) {
      const { head } = other;
      const isTold = alike !== undefined && other.alike !== undefined;
      if (isTold || !isAsked(each.picture, head.picture)) continue;
      if (!areOnePart(each.place.part, head.place.part)) continue;
      if (await areOne(each, head)) {
        one = other;
        break;
      }
      alike ??= head;
      other.alike ??= each;
    }
    if (one === undefined || alike !== undefined) heads.push({ head: each, members: [each], alike });
    else one.members.push(each);
  }
  return heads;
};

type AreOne = (a: ShownInPart, b: ShownInPart) => Promise<boolean>;

/** Whether two are one picture as a third one lays them; those that are one already are not laid again. */
const askedOnce = (pairs: readonly DeepPair[], { sheetAt }: AskedOfShown): AreOne => {
  const nameOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const known = new Set(
    pairs.flatMap(({ ours, theirs, match }) => (match.verdict === 'duplicate' ? [nameOf(ours, theirs)] : [])),
  );
  const laid = ({ inliers, place: { mapping } }: ShownInPart, sheet: Sheet) => ({ inliers, mapping, sheet });
  return async (a, b) => {
    const name = nameOf(a.picture, b.picture);
    if (known.has(name)) return true;
    const [own, other] = [await sheetAt(a.picture), await sheetAt(b.picture)];
    if (own !== undefined && other !== undefined && !areOneAsRegistered(laid(a, own), laid(b, other))) return false;
    known.add(name);
    return true;
  };
};
