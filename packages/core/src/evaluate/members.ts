import type { Json } from '../model/json.ts';
import type { Formula, QuantifiedLeaf } from '../rule/formula/formula.ts';
import { frameOfMember } from './frame.ts';
import type { FormulaTruth, Frame, SeenMember, Tally } from './judged.ts';
import { isUnknown, type Operand } from './operand.ts';
import type { Member, RelatedGroup } from './related-subjects.ts';
import { and, countTrue, not } from './truth.ts';

const tallies = new WeakMap<RelatedGroup, Map<QuantifiedLeaf, Promise<Tally>>>();
const judged = new WeakMap<Member, Map<Formula, Promise<JudgedMember>>>();

/** Looks at each member of a group once a quantifier, whatever the number of subjects whose group it is. */
export const tallyOf = (
  leaf: QuantifiedLeaf,
  group: RelatedGroup & { readonly members: readonly Member[] },
  frame: Frame,
): Promise<Tally> =>
  remembered(tallies, group, leaf, async () => {
    const seen: SeenMember[] = [];
    for (const member of group.members) seen.push(await see(leaf, member, frame));
    return {
      seen,
      byMember: new Map(seen.map((each) => [each.member, each])),
      held: countTrue(seen.map(({ held }) => held)),
      failed: countTrue(seen.map(({ failed }) => failed)),
      total: countTrue(seen.map(({ isIn }) => isIn)),
      timed: group.timed === true || seen.some(({ frame: { today } }) => today.wasRead()),
    };
  });

/** What a quantifier sees of one member. Of one that does not exist everything is unknown. */
export const see = async (leaf: QuantifiedLeaf, member: Member, frame: Frame): Promise<SeenMember> => {
  const own = frameOfMember(member, frame);
  if (member.isMissing) {
    return { member, isIn: undefined, held: undefined, failed: undefined, frame: own, value: NO_SUCH };
  }
  const where = leaf.where && (await judgeMember(leaf.where, member, own));
  // Whom today's date leaves out it lets in on another day.
  if (where?.timed === true) own.today.read();
  const isIn = where === undefined ? true : where.judgement.holds;
  if (isIn === false) return { member, isIn, held: false, failed: false, frame: own };
  const that = leaf.that && (await judgeMember(leaf.that, member, own));
  const holds = that === undefined ? true : that.judgement.holds;
  const value = leaf.place && (await own.ask(leaf.place));
  if (that?.timed === true) own.today.read();
  const judgement = isIn === undefined ? where?.judgement : that?.judgement;
  return {
    member,
    isIn,
    held: and(isIn, holds),
    failed: and(isIn, not(holds)),
    frame: own,
    ...(value === undefined ? {} : { value }),
    ...(judgement === undefined ? {} : { judgement }),
  };
};

const NO_SUCH: Operand = { unknown: 'it does not exist' };

interface JudgedMember {
  readonly judgement: FormulaTruth;
  readonly timed: boolean;
}

/** Judges a member by a formula, once. */
const judgeMember = (formula: Formula, member: Member, frame: Frame): Promise<JudgedMember> =>
  remembered(judged, member, formula, async () => {
    const own = frameOfMember(member, frame);
    const judgement = await frame.judge(formula, own);
    return { judgement, timed: own.today.wasRead() };
  });

const remembered = <K extends object, L, V>(
  all: WeakMap<K, Map<L, Promise<V>>>,
  key: K,
  inner: L,
  make: () => Promise<V>,
): Promise<V> => {
  const known = all.get(key) ?? new Map<L, Promise<V>>();
  all.set(key, known);
  const value = known.get(inner) ?? make();
  known.set(inner, value);
  return value;
};

/** The value that is compared as data; undefined where it is missing or cannot be had. */
export const comparedValue = ({ value }: SeenMember): Json | undefined =>
  value === undefined || isUnknown(value) || value.value === null ? undefined : value.value;
