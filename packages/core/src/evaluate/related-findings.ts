import { quoted } from '../message/format.ts';
import type { Json } from '../model/json.ts';
import type { Related } from '../model/report.ts';
import { sha256 } from '../text/canonical-json.ts';
import { causesOf, messageOf } from './causes.ts';
import { reasonOf } from './derive.ts';
import type { JudgedQuantified, SeenMember, Tally } from './judged.ts';
import { comparedValue } from './members.ts';
import { quantifiedCause, sortedMembers } from './quantified-causes.ts';

/** Members of a finding: the first of them with what is true of each, and how many there are. */
export interface RelatedMembers {
  readonly first: readonly Related[];
  readonly count: number;
  /** SHA-256 of who they are and what is true of each: other members to blame make another finding. */
  readonly key: string;
}

type Options = { readonly [name: string]: Json };

/** As many as a finding tells of. */
const MOST = 10;

/** Which members made a condition over them fail or left it open: those to blame first, then the others. */
export const relatedMembers = async (judged: JudgedQuantified, options: Options): Promise<RelatedMembers> => {
  const { leaf, derived } = judged;
  const { tally } = derived;
  if (tally === undefined) return { first: [], count: 0, key: '' };
  if (leaf.quantifier !== 'unique') return remembered(judged, tally, options);
  return membersOf(derived.others ?? [], derived.otherCount ?? 0, async (seen) => valueSentence(judged, seen));
};

const known = new WeakMap<Tally, Map<string, Promise<RelatedMembers>>>();

/** What is said of the members of a tally is the same for every subject that has them. */
const remembered = (judged: JudgedQuantified, tally: Tally, options: Options): Promise<RelatedMembers> => {
  const key = String(wantsHeld(judged));
  const made = known.get(tally) ?? new Map<string, Promise<RelatedMembers>>();
  known.set(tally, made);
  const members = made.get(key) ?? membersInOrder(judged, tally, options);
  made.set(key, members);
  return members;
};

const membersInOrder = (judged: JudgedQuantified, tally: Tally, options: Options): Promise<RelatedMembers> => {
  const { quantifier, relation } = judged.leaf;
  if (quantifier === 'exist') {
    const missing = tally.seen.filter(({ member }) => member.isMissing);
    return membersOf(missing, missing.length, async () => `there is no such ${relation.noun}`);
  }
  if (quantifier !== 'same' && quantifier !== 'distinct') return countedMembers(judged, tally, options);
  const counted = tally.seen.filter(({ isIn }) => isIn !== false);
  return membersOf(rarestFirst(counted), counted.length, async (seen) => valueSentence(judged, seen));
};

/** Whether members that hold would have made it hold. */
const wantsHeld = ({ leaf: { quantifier, negated, number } }: JudgedQuantified): boolean => {
  const wants = quantifier === 'none' || number?.operator.id.startsWith('less') === true;
  return wants === negated;
};

const countedMembers = (judged: JudgedQuantified, tally: Tally, options: Options): Promise<RelatedMembers> => {
  const { held, failed, unknown } = sortedMembers(tally);
  const isOpen = judged.holds === undefined;
  const [to, fro] = wantsHeld(judged) ? [failed, held] : [held, failed];
  const order = isOpen ? [...unknown, ...to, ...fro] : [...to, ...unknown, ...fro];
  return membersOf(order, order.length, (seen) => stateSentence(seen, options));
};

const membersOf = async (
  seen: readonly SeenMember[],
  count: number,
  sentence: (seen: SeenMember) => Promise<string>,
): Promise<RelatedMembers> => ({
  first: await Promise.all(
    seen.slice(0, MOST).map(async (each) => ({ path: each.member.path, message: await sentence(each) })),
  ),
  count: Math.max(count, Math.min(seen.length, MOST)),
  key: sha256(seen.map(stateOf).sort().join('\n')),
});

const stateOf = (seen: SeenMember): string => {
  const { member, isIn, held, failed } = seen;
  return JSON.stringify([
    member.path,
    member.isMissing,
    isIn ?? null,
    held ?? null,
    failed ?? null,
    comparedValue(seen) ?? null,
  ]);
};

/** "holds", or what does not hold of it or cannot be told. */
const stateSentence = async (seen: SeenMember, options: Options): Promise<string> => {
  if (seen.held === true) return 'holds';
  const reason = seen.failed === true ? undefined : reasonOf(seen);
  const causes = await causesIn(seen, options);
  const what = causes === '' ? (reason ?? 'is not known') : causes;
  return seen.failed === true ? `does not hold${causes === '' ? '' : `: ${causes}`}` : `cannot be judged: ${what}`;
};

const causesIn = async ({ judgement, frame }: SeenMember, options: Options): Promise<string> => {
  const causes = (judgement?.leaves ?? []).map((leaf) =>
    'derived' in leaf ? quantifiedCause(leaf, frame, options) : causesOf(leaf, frame, options),
  );
  return messageOf((await Promise.all(causes)).flat());
};

const valueSentence = ({ leaf: { place } }: JudgedQuantified, seen: SeenMember): string => {
  const value = comparedValue(seen);
  const label = place?.label ?? 'value';
  return value === undefined
    ? `${label} could not be judged: ${reasonOf(seen) ?? 'it is not known'}`
    : `${label} is ${quoted(value, undefined, place?.unit)}`;
};

/** Members with a rare value first: they are the ones that stand out. */
const rarestFirst = (seen: readonly SeenMember[]): readonly SeenMember[] => {
  const counts = new Map<string, number>();
  const keyOf = (each: SeenMember): string => JSON.stringify(comparedValue(each) ?? null);
  for (const each of seen) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return [...seen].sort((a, b) => (counts.get(keyOf(a)) ?? 0) - (counts.get(keyOf(b)) ?? 0));
};
