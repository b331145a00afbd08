import { areOnePart } from '@listing-lint/rules/kernel';
import type { LocalMatch } from '../features/pair/compare-pair.ts';
import type { RegisteredPlacement } from '../features/pair/placed/placement.ts';
import type { Sheet } from '../features/pair/sheet.ts';
import { areOneAsRegistered, goesOnBeyond } from '../match/verdict/shared-part.ts';

/** A picture of the set of which another one shows a part that both have in common with no difference. */
interface VisiblePicture {
  readonly picture: number;
  readonly inliers: number;
  /** Its placement in the one that shows it. */
  readonly place: RegisteredPlacement;
  /** The pair; absent for a witness only. */
  readonly pair?: DeepPair;
}

/** Pictures that are one picture, with the same result. */
interface OnePicture {
  readonly head: VisiblePicture;
  readonly members: VisiblePicture[];
  /** One that shows as much and is another picture. */
  alike: VisiblePicture | undefined;
}

interface PairQueries {
  readonly isCandidate: (a: number, b: number) => boolean;
  readonly sheetAt: (picture: number) => Promise<Sheet | undefined>;
  /** Returns pairs of a picture with others of its own product, which are not reported. */
  readonly ownPairs: (picture: number) => Promise<readonly DeepPair[]>;
}

/**
 * Of several products one picture may show just what they have in common: a crop of a template without its print, the head of a model in two garments. As in
 * `match`, it is a copy of none of them more than of the others, so that each is a variant. Those that are one picture, also where one is a part of the
 * other, are duplicates as before.
 */
export const withoutPartsInCommon = async (
  pairs: readonly DeepPair[],
  queries: PairQueries,
): Promise<readonly DeepPair[]> => {
  const alike = new Map<DeepPair, number>();
  const areOne = memoizedAreOne(pairs, queries);
  for (const [picture, visible] of visibleByPicture(pairs)) {
    const own = (await queries.ownPairs(picture)).flatMap((pair) => {
      const { pair: _, ...witness } = visibleIn(picture, pair);
      return isPartlyVisible(pair, witness.place) ? [witness] : [];
    });
    for (const { alike: other, members } of await onePictures([...own, ...visible], queries.isCandidate, areOne)) {
      for (const { pair, picture: member } of members) {
        if (pair === undefined || other === undefined || alike.has(pair) || !queries.isCandidate(member, other.picture))
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

const isPartlyVisible = ({ match }: DeepPair, place: RegisteredPlacement): boolean =>
  match.verdict === 'duplicate' && goesOnBeyond(place);

/** The other one of a pair, as the first one shows it. */
const visibleIn = (picture: number, pair: DeepPair): Required<VisiblePicture> => {
  const { ours, theirs, placement, back, match } = pair;
  const [other, place] = picture === theirs ? [ours, placement] : [theirs, back];
  return { picture: other, inliers: match.inliers, place, pair };
};

/** Of each picture, in order, what it shows a part of. */
const visibleByPicture = (pairs: readonly DeepPair[]): readonly (readonly [number, readonly VisiblePicture[]])[] => {
  const all = new Map<number, VisiblePicture[]>();
  for (const pair of pairs) {
    for (const picture of [pair.ours, pair.theirs]) {
      const visible = visibleIn(picture, pair);
      if (!isPartlyVisible(pair, visible.place)) continue;
      const list = all.get(picture);
      if (list === undefined) all.set(picture, [visible]);
      else list.push(visible);
    }
  }
  return [...all].sort(([a], [b]) => a - b);
};

/** Those that are one picture, by the first of them: it is held against all others, so that many of one template take no longer than as many of one picture. */
const onePictures = async (
  visible: readonly VisiblePicture[],
  isCandidate: PairQueries['isCandidate'],
  areOne: AreOne,
): Promise<readonly OnePicture[]> => {
  const heads: OnePicture[] = [];
  for (const each of visible) {
    let alike: VisiblePicture | undefined;
    let one: OnePicture | undefined;
    for (const other of heads) {
      const { head } = other;
      const areBothShared = alike !== undefined && other.alike !== undefined;
      if (areBothShared || !isCandidate(each.picture, head.picture)) continue;
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

type AreOne = (a: VisiblePicture, b: VisiblePicture) => Promise<boolean>;

/** Whether two are one picture when registered through a third one; known results are reused. */
const memoizedAreOne = (pairs: readonly DeepPair[], { sheetAt }: PairQueries): AreOne => {
  const nameOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const known = new Set(
    pairs.flatMap(({ ours, theirs, match }) => (match.verdict === 'duplicate' ? [nameOf(ours, theirs)] : [])),
  );
  const placed = ({ inliers, place: { mapping } }: VisiblePicture, sheet: Sheet) => ({ inliers, mapping, sheet });
  return async (a, b) => {
    const name = nameOf(a.picture, b.picture);
    if (known.has(name)) return true;
    const [own, other] = [await sheetAt(a.picture), await sheetAt(b.picture)];
    if (own !== undefined && other !== undefined && !areOneAsRegistered(placed(a, own), placed(b, other))) return false;
    known.add(name);
    return true;
  };
};

/** How one picture of a set shows in another one. */
export interface DeepPair {
  /** Positions; `ours` shows in `theirs`, in whole or in part, or the other way round. */
  readonly ours: number;
  readonly theirs: number;
  readonly match: LocalMatch;
  /** What makes `ours` into `theirs`, and what makes `theirs` into `ours`. */
  readonly placement: RegisteredPlacement;
  readonly back: RegisteredPlacement;
  /** Another picture that shows as much of one of both: the common part distinguishes neither. */
  readonly alike?: number;
}
