import type { ErrorCode } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { OperatorContext } from '../model/operator.ts';
import type { Cause, Outcome } from '../model/report.ts';
import { type CompiledRule, type Formula, useKey } from '../rule/compile.ts';
import { causeOf, messageOf } from './causes.ts';
import { type FormulaTruth, type JudgedLeaf, judgeFormula } from './json-rules.ts';
import { judgeLeaf } from './judge-leaf.ts';
import { isUnknown, type Operand, toJson } from './operand.ts';

/** A fact's value, or why it could not be had, in words for people. `timed`: today's date had a part in it. */
export type Resolved = { readonly timed?: boolean } & (
  | { readonly value: unknown }
  | { readonly unknown: string; readonly code?: ErrorCode }
);

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
  const today = watchedDay(options.asOf);
  const ask = memoised(resolve, today);
  const judge = (formula: Formula): Promise<FormulaTruth> =>
    judgeFormula(formula, ask, (leaf, actual, expected) => judgeLeaf(leaf, actual, expected, today));
  if (compiled.when) {
    const guard = await judge(compiled.when);
    if (guard.holds === false) return settled('skip', today.wasRead());
    if (guard.holds === undefined) return unsettled('inconclusive', guard.leaves, compiled, ask, today);
  }
  const claim = await judge(compiled.assert);
  if (claim.holds === true) return settled('pass', today.wasRead());
  return unsettled(claim.holds === false ? 'fail' : 'inconclusive', claim.leaves, compiled, ask, today);
};

/** The day that stands for today, and whether anything that was judged has looked at it. */
interface WatchedDay extends OperatorContext {
  readonly read: () => void;
  readonly wasRead: () => boolean;
}

const watchedDay = (asOf: string): WatchedDay => {
  let wasRead = false;
  const read = (): void => {
    wasRead = true;
  };
  return {
    get asOf() {
      read();
      return asOf;
    },
    read,
    wasRead: () => wasRead,
  };
};

type Ask = (fact: string, params: JsonObject) => Promise<Operand>;

/** Each fact and params once; a rejection is an unknown value like any other. */
const memoised = (resolve: ResolveFact, today: WatchedDay): Ask => {
  const asked = new Map<string, Promise<Operand>>();
  return (fact, params) => {
    const key = useKey({ fact, params });
    const known = asked.get(key);
    if (known) return known;
    const answer = answerOf(resolve, fact, params, today);
    asked.set(key, answer);
    return answer;
  };
};

const answerOf = async (
  resolve: ResolveFact,
  fact: string,
  params: JsonObject,
  today: WatchedDay,
): Promise<Operand> => {
  try {
    const resolved = await resolve(fact, params);
    if (resolved.timed === true) today.read();
    return 'unknown' in resolved ? resolved : { value: toJson(resolved.value) };
  } catch (error) {
    return { unknown: error instanceof Error ? error.message : String(error) };
  }
};

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
  compiled: CompiledRule,
  ask: Ask,
  today: WatchedDay,
): Promise<Verdict> => {
  const causes = await Promise.all(leaves.map((leaf) => causeOf(leaf, compiled, ask)));
  const codes = leaves.flatMap(({ actual, expected }) =>
    [actual, expected].flatMap((operand) => (isUnknown(operand) && operand.code ? [operand.code] : [])),
  );
  return { outcome, message: messageOf(causes), causes, timed: today.wasRead(), codes: [...new Set(codes)].sort() };
};
