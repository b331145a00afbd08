import type { QuantifiedLeaf } from '../rule/formula/formula.ts';
import { judgeNumber } from './judge-leaf.ts';
import type { Derived, Frame, SeenMember, Tally } from './judged.ts';
import { comparedValue, see, tallyOf } from './members.ts';
import { isUnknown, type Operand } from './operand.ts';
import type { Member } from './related-subjects.ts';
import { overRange, quantified, type Range, type Truth } from './truth.ts';
import {
  areDistinct,
  areOne,
  areSame,
  bucketsNear,
  differentValues,
  ownBucket,
  type Place,
  placeOf,
} from './values.ts';

/**
 * Derives the truth of a condition over related subjects. What is asked of each member is judged here, before the formula that the
 * condition stands in is handed to the rule engine.
 */
export const derive = async (leaf: QuantifiedLeaf, frame: Frame): Promise<Derived> => {
  const group = await frame.related.group(leaf.relation);
  if (group.timed === true) frame.today.read();
  if ('unknown' in group) return { truth: undefined, unknown: group.unknown, expected: null, operands: [group] };
  const tally = await tallyOf(leaf, group, frame);
  if (tally.timed) frame.today.read();
  if (leaf.quantifier === 'unique') return uniqueIn(leaf, tally, frame);
  const { reference } = leaf.number ?? {};
  if (reference !== undefined) return compared(leaf, tally, await frame.ask(reference), frame);
  const known = derivedOf.get(tally) ?? ofGroup(leaf, tally, frame);
  derivedOf.set(tally, known);
  return known;
};

/** What says the same of every subject whose group it is. */
const derivedOf = new WeakMap<Tally, Derived>();

const ofGroup = (leaf: QuantifiedLeaf, tally: Tally, frame: Frame): Derived => {
  if (leaf.number !== undefined) return compared(leaf, tally, { value: leaf.number.expected }, frame);
  const truth = truthOf(leaf, tally);
  return { truth, ...reasonWhere(truth, tally), tally, expected: null, operands: [] };
};

const truthOf = ({ quantifier, tolerance }: QuantifiedLeaf, { seen, held, failed }: Tally): Truth => {
  switch (quantifier) {
    case 'any':
    case 'every':
    case 'none':
      return quantified(quantifier, held, failed);
    case 'same':
      return areSame(valued(seen), tolerance);
    case 'distinct':
      return areDistinct(valued(seen), tolerance);
    case 'exist':
      return !seen.some(({ member }) => member.isMissing);
    default:
      throw new Error(`${quantifier} compares a number`);
  }
};

const valued = (seen: readonly SeenMember[]) => seen.map((each) => ({ isIn: each.isIn, value: comparedValue(each) }));

/** `atLeast`, `atMost`, `count` and `distinct`: a number of members or values, compared. */
const compared = (leaf: QuantifiedLeaf, tally: Tally, expected: Operand, frame: Frame): Derived => {
  const { number: comparison, quantifier } = leaf;
  if (comparison === undefined) throw new Error(`${quantifier} without a number`);
  const number = quantifier === 'distinct' ? valueCount(leaf, tally) : tally.held;
  let unknown: string | undefined;
  const truth = overRange(number, (each) => {
    const judged = judgeNumber(comparison, each, expected, frame.today);
    unknown ??= judged.unknown;
    return judged.holds;
  });
  const reason = truth === undefined && unknown !== undefined ? { unknown } : reasonWhere(truth, tally);
  return {
    truth,
    ...reason,
    tally,
    number,
    expected: isUnknown(expected) ? null : expected.value,
    operands: [expected],
  };
};

const counts = new WeakMap<Tally, Range>();

const valueCount = ({ tolerance }: QuantifiedLeaf, tally: Tally): Range => {
  const known = counts.get(tally) ?? differentValues(valued(tally.seen), tolerance);
  counts.set(tally, known);
  return known;
};

/** Why a truth is unknown: the first member that leaves it open. */
const reasonWhere = (truth: Truth, tally: Tally): Partial<OpenReason> => (truth === undefined ? openReason(tally) : {});

type OpenReason = Pick<Derived, 'open'> & { readonly unknown: string };
const reasons = new WeakMap<Tally, OpenReason>();

const openReason = (tally: Tally): OpenReason => {
  const known = reasons.get(tally) ?? openOf(tally.seen, 'its members do not say enough');
  reasons.set(tally, known);
  return known;
};

/** Why a member leaves it open whether it is in, holds, or what its value is. */
export const reasonOf = ({ isIn, held, value, judgement }: SeenMember): string | undefined => {
  if (isIn === false) return undefined;
  if (value !== undefined && isUnknown(value)) return value.unknown;
  if (value !== undefined && value.value === null) return 'there is no value';
  if (isIn !== undefined && held !== undefined) return undefined;
  return judgement?.leaves.find(({ unknown }) => unknown !== undefined)?.unknown ?? 'it cannot be judged';
};

/** Others with one value: how many there are for certain, and all that may have it. */
interface Bucket {
  readonly members: { readonly seen: SeenMember; readonly place: Place }[];
}

interface ValueIndex {
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** Members that may be in and whose value is not known. */
  readonly open: readonly SeenMember[];
}

const indexes = new WeakMap<Tally, ValueIndex>();

/** Made once a tally: each subject then looks up its own value. */
const indexOf = ({ tolerance }: QuantifiedLeaf, tally: Tally): ValueIndex => {
  const known = indexes.get(tally);
  if (known !== undefined) return known;
  const buckets = new Map<string, Bucket>();
  const open: SeenMember[] = [];
  for (const seen of tally.seen) {
    if (seen.isIn === false) continue;
    const value = comparedValue(seen);
    if (value === undefined) {
      open.push(seen);
      continue;
    }
    const place = placeOf(value, tolerance);
    const key = ownBucket(place);
    const bucket = buckets.get(key) ?? { members: [] };
    bucket.members.push({ seen, place });
    buckets.set(key, bucket);
  }
  const index = { buckets, open };
  indexes.set(tally, index);
  return index;
};

/** As many others as a finding tells of, and one more. */
const MOST_OTHERS = 11;

/** `unique`: no other member has the value that the subject has. A subject that `where` leaves out is not compared. */
const uniqueIn = async (leaf: QuantifiedLeaf, tally: Tally, frame: Frame): Promise<Derived> => {
  const { self } = frame.related;
  const own = self && (tally.byMember.get(self) ?? (await see(leaf, self, frame)));
  if (own?.frame.today.wasRead() === true) frame.today.read();
  if (own === undefined)
    return { truth: undefined, unknown: 'it cannot be compared', tally, expected: null, operands: [] };
  if (own.isIn === false) return { truth: true, tally, expected: null, operands: [] };
  const index = indexOf(leaf, tally);
  const value = comparedValue(own);
  const operands = own.value === undefined ? [] : [own.value];
  const others = tally.total.most - (tally.byMember.has(own.member) ? 1 : 0);
  if (value === undefined) {
    const truth: Truth = others === 0 ? true : undefined;
    const unknown =
      truth === undefined
        ? { unknown: `its own ${leaf.place?.label ?? 'value'}: ${reasonOf(own) ?? 'there is no value'}` }
        : {};
    return { truth, ...unknown, tally, expected: null, operands };
  }
  const found = likesOf(own.member, placeOf(value, leaf.tolerance), index, tally.byMember.has(own.member));
  const isSure = own.isIn === true && found.certain.length > 0;
  const isOpen =
    found.certain.length + found.maybe.length > 0 || index.open.some(({ member }) => member !== own.member);
  const truth: Truth = isSure ? false : isOpen ? undefined : true;
  return {
    truth,
    ...(truth === undefined
      ? openOf([own, ...found.maybe, ...index.open.slice(0, MOST_OTHERS)], 'it is not known whether it is compared')
      : {}),
    tally,
    expected: null,
    own: value,
    others: [...found.certain, ...found.maybe].slice(0, MOST_OTHERS),
    otherCount: found.count,
    operands,
  };
};

const openOf = (members: readonly SeenMember[], otherwise: string): OpenReason => {
  for (const open of members) {
    const reason = reasonOf(open);
    if (reason !== undefined) return { unknown: `${open.member.path}: ${reason}`, open };
  }
  return { unknown: otherwise };
};

/** Others whose value is one with that of a place. Stops when there are enough for sure: all of the own bucket are. */
const likesOf = (own: Member, place: Place, { buckets }: ValueIndex, isAmong: boolean) => {
  const certain: SeenMember[] = [];
  const maybe: SeenMember[] = [];
  let count = 0;
  for (const key of bucketsNear(place)) {
    if (certain.length >= MOST_OTHERS) break;
    const members = buckets.get(key)?.members ?? [];
    for (const other of members) {
      if (certain.length >= MOST_OTHERS) break;
      if (other.seen.member === own || !areOne(place, other.place)) continue;
      (other.seen.isIn === true ? certain : maybe).push(other.seen);
    }
    if (key === ownBucket(place)) count = members.length - (isAmong && members.length > 0 ? 1 : 0);
  }
  return { certain, maybe, count: Math.max(count, certain.length + maybe.length) };
};
