import type { ErrorCode } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Cause, Outcome } from '../model/report.ts';
import { type CompiledRule, type Formula, formulaLeaves, useKey } from '../rule/compile.ts';
import { causeOf, messageOf } from './causes.ts';
import { type JudgedLeaf, type Judgement, judgeFormula } from './json-rules.ts';
import { judgeLeaf } from './judge-leaf.ts';
import { isUnknown, type Operand, toJson } from './operand.ts';

/** A fact's value, or why it could not be had, in words for people. */
export type Resolved = { readonly value: unknown } | { readonly unknown: string; readonly code?: ErrorCode };

/** Gives the value of a fact (full id) for the subject that is judged. Called at most once a fact and params in one evaluation. */
export type ResolveFact = (fact: string, params: JsonObject) => Promise<Resolved>;

export interface Verdict {
  readonly outcome: Outcome;
  /** The causes' sentences, joined; empty for pass and skip. */
  readonly message: string;
  readonly causes: readonly Cause[];
  /** `true` when today's date was an input. */
  readonly timed: boolean;
  /** Codes that came with unknown facts, sorted, each once (`image-unreadable`, `metadata-only`). */
  readonly codes: readonly ErrorCode[];
}

/** Judges one subject. Never rejects: what cannot be had makes the outcome `inconclusive`. */
export const evaluateRule = async (
  compiled: CompiledRule,
  resolve: ResolveFact,
  options: { readonly asOf: string },
): Promise<Verdict> => {
  const ask = memoised(resolve);
  const judge = (formula: Formula): Promise<Judgement> =>
    judgeFormula(formula, ask, (leaf, actual, expected) => judgeLeaf(leaf, actual, expected, options.asOf));
  const guardTimed = compiled.when !== undefined && isTimed(compiled.when, compiled);
  if (compiled.when) {
    const guard = await judge(compiled.when);
    if (guard.holds === false) return settled('skip', guardTimed);
    if (guard.holds === undefined) return unsettled('inconclusive', guard.leaves, guardTimed, compiled, ask);
  }
  const timed = guardTimed || isTimed(compiled.assert, compiled);
  const claim = await judge(compiled.assert);
  if (claim.holds === true) return settled('pass', timed);
  return unsettled(claim.holds === false ? 'fail' : 'inconclusive', claim.leaves, timed, compiled, ask);
};

type Ask = (fact: string, params: JsonObject) => Promise<Operand>;

/** Each fact and params once; a rejection is an unknown value like any other. */
const memoised = (resolve: ResolveFact): Ask => {
  const asked = new Map<string, Promise<Operand>>();
  return (fact, params) => {
    const key = useKey({ fact, params });
    const known = asked.get(key);
    if (known) return known;
    const answer = answerOf(resolve, fact, params);
    asked.set(key, answer);
    return answer;
  };
};

const answerOf = async (resolve: ResolveFact, fact: string, params: JsonObject): Promise<Operand> => {
  try {
    const resolved = await resolve(fact, params);
    return 'unknown' in resolved ? resolved : { value: toJson(resolved.value) };
  } catch (error) {
    return { unknown: error instanceof Error ? error.message : String(error) };
  }
};

const isTimed = (formula: Formula, compiled: CompiledRule): boolean =>
  formulaLeaves(formula).some(
    (leaf) =>
      leaf.operator.timed?.(leaf.expected) === true ||
      compiled.timedFacts.has(leaf.fact) ||
      (leaf.reference !== undefined && compiled.timedFacts.has(leaf.reference.fact)),
  );

const settled = (outcome: 'pass' | 'skip', timed: boolean): Verdict => ({
  outcome,
  message: '',
  causes: [],
  timed,
  codes: [],
});

const unsettled = async (
  outcome: 'fail' | 'inconclusive',
  leaves: readonly JudgedLeaf[],
  timed: boolean,
  compiled: CompiledRule,
  ask: Ask,
): Promise<Verdict> => {
  const causes = await Promise.all(leaves.map((leaf) => causeOf(leaf, compiled, ask)));
  const codes = leaves.flatMap(({ actual, expected }) =>
    [actual, expected].flatMap((operand) => (isUnknown(operand) && operand.code ? [operand.code] : [])),
  );
  return { outcome, message: messageOf(causes), causes, timed, codes: [...new Set(codes)].sort() };
};
