import type { ErrorCode } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Cause, Outcome, Related } from '../model/report.ts';
import {
  type BoundLeaf,
  type CompiledRule,
  type Formula,
  isQuantifiedLeaf,
  type Leaf,
  type PlacedUse,
  type QuantifiedLeaf,
} from '../rule/formula/formula.ts';
import { causesOf, headlineOf, messageOf } from './causes.ts';
import { watchedDay } from './frame.ts';
import { judgeFormula } from './json-rules.ts';
import { judgeLeaf } from './judge-leaf.ts';
import type { FormulaTruth, Frame, JudgedComparison, JudgedLeaf, JudgedQuantified, WatchedDay } from './judged.ts';
import { isUnknown, type Operand, operandAt, toJson } from './operand.ts';
import { NOTHING_RELATED, type RelatedSubjects, valueOfOne } from './related-subjects.ts';
import { not } from './truth.ts';

/** A fact's value, or why it could not be had, in words for people. `timed`: today's date had a part in it. */
export type Resolved = { readonly timed?: boolean } & (
  | { readonly value: unknown }
  | { readonly unknown: string; readonly code?: ErrorCode }
);

/** Gives the value of a fact (full id) for the subject that is judged, at once where it is known. Called at most once a fact and params in one evaluation. */
export type ResolveFact = (fact: string, params: JsonObject) => Resolved | Promise<Resolved>;

export interface EvaluateOptions {
  /** ISO date that stands for today. */
  readonly asOf: string;
  /** Without it all that is said of related subjects is unknown. */
  readonly related?: RelatedSubjects;
  /** Judged again when the whole set has been seen: what is inconclusive until then needs no causes. */
  readonly isFirst?: boolean;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** The causes' sentences, joined; empty for pass and skip. */
  readonly message: string;
  readonly causes: readonly Cause[];
  /** Facts of the subject itself that causes are about, as they were asked for. */
  readonly blamed: readonly { readonly fact: string; readonly params: JsonObject }[];
  /** Members of conditions over related subjects, at most ten a condition: those that are to blame first. */
  readonly related: readonly Related[];
  /** How many there are. */
  readonly relatedCount: number;
  /** One text for each of these conditions, which changes with the members that made it fail. */
  readonly memberKeys: readonly string[];
  /** `true` when today's date was an input. */
  readonly timed: boolean;
  /** Codes that came with unknown facts, sorted, each once (`content-unreadable`, `metadata-only`). */
  readonly codes: readonly ErrorCode[];
}

/** Judges one subject. Never rejects: what cannot be had makes the outcome `inconclusive`. */
export const evaluateRule = async (
  compiled: CompiledRule,
  resolve: ResolveFact,
  options: EvaluateOptions,
): Promise<Verdict> => {
  const { asOf, related = NOTHING_RELATED, isFirst = false } = options;
  const today = watchedDay(asOf);
  const frame: Frame = { ask: memoised(resolve, related, today), related, today, asOf, judge };
  if (compiled.when) {
    const truth = judge(compiled.when, frame);
    const guard = truth instanceof Promise ? await truth : truth;
    if (guard.holds === false) return settled('skip', today.wasRead());
    if (guard.holds === undefined) {
      if (isFirst) return settled('inconclusive', today.wasRead());
      return unsettled('inconclusive', guard.leaves, compiled, frame);
    }
  }
  const truth = judge(compiled.assert, frame);
  const claim = truth instanceof Promise ? await truth : truth;
  if (claim.holds === true) return settled('pass', today.wasRead());
  if (claim.holds === undefined && isFirst) return settled('inconclusive', today.wasRead());
  return unsettled(claim.holds === false ? 'fail' : 'inconclusive', claim.leaves, compiled, frame);
};

const judge = (formula: Formula, frame: Frame): FormulaTruth | Promise<FormulaTruth> =>
  judgeFormula(formula, (leaves) => judgeLeaves(leaves, frame));

/** A leaf with what it has asked for. */
interface AskedLeaf {
  readonly leaf: BoundLeaf;
  readonly actual: Operand | Promise<Operand>;
  readonly expected: Operand | Promise<Operand>;
}

/** Asks for all that is needed at once, and judges one leaf after the other: without waiting where all of it is there, as it is for most rules of a subject. */
const judgeLeaves = (leaves: readonly Leaf[], frame: Frame): readonly JudgedLeaf[] | Promise<readonly JudgedLeaf[]> => {
  const asked = leaves.map((leaf) => (isQuantifiedLeaf(leaf) ? leaf : askedFor(leaf, frame)));
  const judged: JudgedLeaf[] = [];
  for (const each of asked) {
    const known = 'actual' in each ? judgedAtOnce(each, frame) : undefined;
    if (known === undefined) return judgeInTurn(asked, frame);
    judged.push(known);
  }
  return judged;
};

const askedFor = (leaf: BoundLeaf, { ask }: Frame): AskedLeaf => ({
  leaf,
  actual: ask(leaf),
  expected: leaf.reference === undefined ? { value: leaf.expected } : ask(leaf.reference),
});

const judgedAtOnce = ({ leaf, actual, expected }: AskedLeaf, frame: Frame): JudgedComparison | undefined =>
  actual instanceof Promise || expected instanceof Promise ? undefined : judgeValue(leaf, actual, expected, frame);

const judgeInTurn = async (
  asked: readonly (AskedLeaf | QuantifiedLeaf)[],
  frame: Frame,
): Promise<readonly JudgedLeaf[]> => {
  const judged: JudgedLeaf[] = [];
  for (const each of asked) {
    if ('actual' in each) judged.push(judgeValue(each.leaf, await each.actual, await each.expected, frame));
    else judged.push(await judgeMembers(each, frame));
  }
  return judged;
};

const judgeValue = (leaf: BoundLeaf, actual: Operand, expected: Operand, { today }: Frame): JudgedComparison => {
  const { holds, unknown } = judgeLeaf(leaf, actual, expected, today);
  return unknown === undefined ? { leaf, actual, expected, holds } : { leaf, actual, expected, holds, unknown };
};

/** What judges conditions over related subjects, and says so: loaded where a rule has one. */
const loadQuantifiers = async () => {
  const { derive } = await import('./derive.ts');
  const { quantifiedCause } = await import('./quantified-causes.ts');
  const { relatedMembers } = await import('./related-findings.ts');
  return { derive, quantifiedCause, relatedMembers };
};
let loading: ReturnType<typeof loadQuantifiers> | undefined;
const quantifiers = (): ReturnType<typeof loadQuantifiers> => {
  loading ??= loadQuantifiers();
  return loading;
};

const judgeMembers = async (leaf: QuantifiedLeaf, frame: Frame): Promise<JudgedQuantified> => {
  const derived = await (await quantifiers()).derive(leaf, frame);
  const { truth, unknown } = derived;
  return { leaf, derived, holds: leaf.negated ? not(truth) : truth, ...(unknown === undefined ? {} : { unknown }) };
};

/** Each fact and params once; a rejection is an unknown value like any other. What has been answered is given at once. */
const memoised = (resolve: ResolveFact, related: RelatedSubjects, today: WatchedDay): Frame['ask'] => {
  const asked = new Map<string, Operand | Promise<Operand>>();
  const ofOne = async (of: NonNullable<PlacedUse['of']>, use: PlacedUse): Promise<Operand> => {
    const answer = await valueOfOne(related, of, use);
    if (answer.timed === true) today.read();
    return answer;
  };
  const begin = (use: PlacedUse): Operand | Promise<Operand> => {
    const answer = answerOf(resolve, use.fact, use.params, today);
    asked.set(use.key, answer);
    if (answer instanceof Promise) void answer.then((operand) => asked.set(use.key, operand));
    return answer;
  };
  return (use) => {
    if (use.of !== undefined) return ofOne(use.of, use);
    const answer = asked.get(use.key) ?? begin(use);
    return answer instanceof Promise
      ? answer.then((operand) => operandAt(operand, use.path))
      : operandAt(answer, use.path);
  };
};

const answerOf = (
  resolve: ResolveFact,
  fact: string,
  params: JsonObject,
  today: WatchedDay,
): Operand | Promise<Operand> => {
  const operandOf = (resolved: Resolved): Operand => {
    if (resolved.timed === true) today.read();
    return 'unknown' in resolved ? resolved : { value: toJson(resolved.value) };
  };
  try {
    const resolved = resolve(fact, params);
    return resolved instanceof Promise ? resolved.then(operandOf, unknownFor) : operandOf(resolved);
  } catch (error) {
    return unknownFor(error);
  }
};

const unknownFor = (error: unknown): Operand => ({ unknown: error instanceof Error ? error.message : String(error) });

const settled = (outcome: 'pass' | 'skip' | 'inconclusive', timed: boolean): Verdict => ({
  outcome,
  message: '',
  causes: [],
  blamed: [],
  related: [],
  relatedCount: 0,
  memberKeys: [],
  timed,
  codes: [],
});

const unsettled = async (
  outcome: 'fail' | 'inconclusive',
  leaves: readonly JudgedLeaf[],
  { options, headline }: CompiledRule,
  frame: Frame,
): Promise<Verdict> => {
  const ofMembers = leaves.some((leaf) => 'derived' in leaf) ? await quantifiers() : undefined;
  const told = await Promise.all(
    leaves.map(
      (leaf) =>
        ('derived' in leaf ? ofMembers?.quantifiedCause(leaf, frame, options) : causesOf(leaf, frame, options)) ?? [],
    ),
  );
  const causes = told.flat();
  const members = await Promise.all(
    leaves.flatMap((leaf) => ('derived' in leaf ? (ofMembers?.relatedMembers(leaf, options) ?? []) : [])),
  );
  const codes = leaves
    .flatMap(operandsOf)
    .flatMap((operand) => (isUnknown(operand) && operand.code ? [operand.code] : []));
  return {
    outcome,
    message: outcome === 'fail' ? await headlineOf(headline, causes, frame, options) : messageOf(causes),
    causes,
    blamed: leaves.flatMap((each) => ('derived' in each || each.leaf.of !== undefined ? [] : [each.leaf])),
    related: members.flatMap(({ first }) => first),
    relatedCount: members.reduce((sum, { count }) => sum + count, 0),
    memberKeys: members.map(({ key }) => key),
    timed: frame.today.wasRead(),
    codes: [...new Set(codes)].sort(),
  };
};

const operandsOf = (leaf: JudgedLeaf): readonly Operand[] =>
  'derived' in leaf ? leaf.derived.operands : [leaf.actual, leaf.expected];
