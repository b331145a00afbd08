import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { type Formula, formulaLeaves, isLeaf, type Leaf } from '../rule/formula/formula.ts';
import type { FormulaTruth, JudgedLeaf } from './judged.ts';

type Leafy = { leaf?: number; result?: boolean; all?: Leafy[]; any?: Leafy[] };

/** An engine that knows one formula, and what the evaluation that holds it knows of its leaves. */
interface Prepared {
  readonly engine: Engine;
  readonly leaves: readonly Leaf[];
  judged: readonly JudgedLeaf[];
  /** What unknown leaves count as in this run. */
  assumed: boolean;
}

/**
 * Engines at rest, by formula. An engine keeps the state of its run on the instance, and overlapping runs of one engine lose rules: an
 * evaluation takes an engine out, or makes one where none is at rest, and gives it back when its last run has ended.
 */
const atRest = new WeakMap<Formula, Prepared[]>();

/**
 * Evaluates a formula in Kleene's three-valued logic with json-rules-engine, which has two values: unknown leaves are taken as true; if
 * the formula fails even so it is false. Taken as false next: if it holds even so it is true. Else it is unknown. Each leaf is judged
 * once, before the engine runs: no run ever waits for another one.
 */
export const judgeFormula = async (
  formula: Formula,
  judgeLeaf: (leaf: Leaf) => Promise<JudgedLeaf>,
): Promise<FormulaTruth> => {
  const resting = atRest.get(formula) ?? [];
  const prepared = resting.pop() ?? prepare(formula);
  if (!atRest.has(formula)) atRest.set(formula, resting);
  prepared.judged = await Promise.all(prepared.leaves.map(judgeLeaf));
  const judgement = await judgeWith(prepared);
  prepared.judged = [];
  resting.push(prepared);
  return judgement;
};

const judgeWith = async (prepared: Prepared): Promise<FormulaTruth> => {
  const { judged } = prepared;
  prepared.assumed = true;
  const hopeful = await run(prepared);
  if (!hopeful.holds) return { holds: false, leaves: hopeful.blamed.filter((leaf) => leaf.holds === false) };
  if (judged.every(({ holds }) => holds !== undefined)) return { holds: true, leaves: [] };
  prepared.assumed = false;
  const doubtful = await run(prepared);
  if (doubtful.holds) return { holds: true, leaves: [] };
  return { holds: undefined, leaves: doubtful.blamed.filter((leaf) => leaf.holds === undefined) };
};

const run = async ({ engine, judged }: Prepared) => {
  const { results, failureResults } = await engine.run();
  const result = results[0] ?? failureResults[0];
  if (!result || results.length + failureResults.length !== 1) throw new Error('json-rules-engine lost a rule');
  const holds = results.length === 1;
  return {
    holds,
    blamed: holds ? [] : blamed(result.conditions as Leafy).flatMap(({ leaf }) => judged[leaf ?? -1] ?? []),
  };
};

const HOLDS = 'holds';

/** What the leaves are is settled before a run: the engine is asked what follows from them. */
const prepare = (formula: Formula): Prepared => {
  const leaves = formulaLeaves(formula);
  const rule = { conditions: conditionsOf(formula, leaves), event: { type: HOLDS } };
  const prepared: Prepared = { engine: new Engine([rule]), leaves, judged: [], assumed: true };
  prepared.engine.addOperator(HOLDS, (leaf: JudgedLeaf | undefined) => {
    if (leaf === undefined) throw new Error('an engine at rest was asked');
    return leaf.holds ?? prepared.assumed;
  });
  leaves.forEach((_leaf, index) => {
    prepared.engine.addFact(factName(index), () => prepared.judged[index], { cache: false });
  });
  return prepared;
};

const factName = (index: number): string => `leaf ${index}`;

const conditionsOf = (formula: Formula, leaves: readonly Leaf[]): TopLevelCondition => {
  const numbers = new Map(leaves.map((leaf, index) => [leaf, index]));
  const toCondition = (node: Formula): object => {
    if (!isLeaf(node)) return 'all' in node ? { all: node.all.map(toCondition) } : { any: node.any.map(toCondition) };
    const index = numbers.get(node) ?? -1;
    return { fact: factName(index), operator: HOLDS, value: true, leaf: index };
  };
  return { all: [toCondition(formula)] } as TopLevelCondition;
};

/** Leaves that make a failed node fail: a passed branch excuses its failed leaves. */
const blamed = (node: Leafy): Leafy[] => {
  const children = node.all ?? node.any;
  if (!children) return node.result === false ? [node] : [];
  return node.result === true ? [] : children.flatMap(blamed);
};
