import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { type Formula, formulaLeaves, isLeaf, type Leaf } from '../rule/formula/formula.ts';
import type { FormulaTruth, JudgedLeaf } from './judged.ts';
import type { Truth } from './truth.ts';

type Leafy = { fact?: string; result?: boolean; all?: Leafy[]; any?: Leafy[] };

/** An engine that knows one formula, and what the evaluation that holds it knows of its leaves. */
interface Prepared {
  readonly engine: Engine;
  truths: readonly Truth[];
  /** What unknown leaves count as in this run. */
  assumed: boolean;
}

/** What the engine has said of one formula. */
interface Evaluated {
  readonly leaves: readonly Leaf[];
  /** By the truths of the leaves: what follows from the same truths is the same. */
  readonly answers: Map<string, Answer>;
  /**
   * Engines at rest. An engine keeps the state of its run on the instance, and overlapping runs of one engine lose rules: an evaluation
   * takes an engine out, or makes one where none is at rest, and gives it back when its last run has ended.
   */
  readonly atRest: Prepared[];
}

/** The truth of a formula, and the numbers of the leaves that make it so. */
interface Answer {
  readonly holds: Truth;
  readonly blamed: readonly number[];
}

const evaluated = new WeakMap<Formula, Evaluated>();

/** Of one formula. Most have a handful of leaves, and most subjects few of their truths. */
const MOST_ANSWERS = 1000;

/**
 * Evaluates a formula in Kleene's three-valued logic with json-rules-engine, which has two values: unknown leaves are taken as true; if
 * the formula fails even so it is false. Taken as false next: if it holds even so it is true. Else it is unknown. Each leaf is judged
 * once, before the engine runs: no run ever waits for another one, and what the engine says of the same truths is not asked again.
 */
export const judgeFormula = (
  formula: Formula,
  judgeLeaves: (leaves: readonly Leaf[]) => readonly JudgedLeaf[] | Promise<readonly JudgedLeaf[]>,
): FormulaTruth | Promise<FormulaTruth> => {
  const known: Evaluated = evaluated.get(formula) ?? {
    leaves: formulaLeaves(formula),
    answers: new Map(),
    atRest: [],
  };
  evaluated.set(formula, known);
  const judged = judgeLeaves(known.leaves);
  return judged instanceof Promise
    ? judged.then((leaves) => truthOf(formula, known, leaves))
    : truthOf(formula, known, judged);
};

/** At once where the engine has been asked about the same truths. */
const truthOf = (
  formula: Formula,
  known: Evaluated,
  judged: readonly JudgedLeaf[],
): FormulaTruth | Promise<FormulaTruth> => {
  let key = '';
  for (const { holds } of judged) key += holds === undefined ? '?' : holds ? 't' : 'f';
  const answer = known.answers.get(key);
  const truth = ({ holds, blamed }: Answer): FormulaTruth => ({
    holds,
    leaves: blamed.length === 0 ? NONE : blamed.flatMap((index) => judged[index] ?? []),
  });
  return answer === undefined ? answerTo(formula, known, judged, key).then(truth) : truth(answer);
};
const NONE: readonly JudgedLeaf[] = [];

const answerTo = async (
  formula: Formula,
  known: Evaluated,
  judged: readonly JudgedLeaf[],
  key: string,
): Promise<Answer> => {
  const prepared = known.atRest.pop() ?? prepare(formula, known.leaves);
  prepared.truths = judged.map(({ holds }) => holds);
  const answer = await ask(prepared);
  known.atRest.push(prepared);
  if (known.answers.size >= MOST_ANSWERS) known.answers.clear();
  known.answers.set(key, answer);
  return answer;
};

const ask = async (prepared: Prepared): Promise<Answer> => {
  const { truths } = prepared;
  prepared.assumed = true;
  const hopeful = await run(prepared);
  if (!hopeful.holds) return { holds: false, blamed: hopeful.blamed.filter((index) => truths[index] === false) };
  if (truths.every((truth) => truth !== undefined)) return { holds: true, blamed: [] };
  prepared.assumed = false;
  const doubtful = await run(prepared);
  if (doubtful.holds) return { holds: true, blamed: [] };
  return { holds: undefined, blamed: doubtful.blamed.filter((index) => truths[index] === undefined) };
};

const run = async ({ engine }: Prepared) => {
  const { results, failureResults } = await engine.run();
  const result = results[0] ?? failureResults[0];
  if (!result || results.length + failureResults.length !== 1) throw new Error('json-rules-engine lost a rule');
  const holds = results.length === 1;
  return { holds, blamed: holds ? [] : blamed(result.conditions as Leafy).map(({ fact }) => Number(fact)) };
};

const HOLDS = 'holds';

/** The truths of leaves are settled before a run: the engine is asked what follows from them. */
const prepare = (formula: Formula, leaves: readonly Leaf[]): Prepared => {
  const rule = { conditions: conditionsOf(formula, leaves), event: { type: HOLDS } };
  const prepared: Prepared = { engine: new Engine([rule]), truths: [], assumed: true };
  prepared.engine.addOperator(HOLDS, (truth: boolean | 'unknown') => (truth === 'unknown' ? prepared.assumed : truth));
  leaves.forEach((_leaf, index) => {
    prepared.engine.addFact(factName(index), () => prepared.truths[index] ?? 'unknown', { cache: false });
  });
  return prepared;
};

const factName = (index: number): string => String(index);

const conditionsOf = (formula: Formula, leaves: readonly Leaf[]): TopLevelCondition => {
  const numbers = new Map(leaves.map((leaf, index) => [leaf, index]));
  const toCondition = (node: Formula): object => {
    if (!isLeaf(node)) return 'all' in node ? { all: node.all.map(toCondition) } : { any: node.any.map(toCondition) };
    return { fact: factName(numbers.get(node) ?? -1), operator: HOLDS, value: true };
  };
  const root = toCondition(formula);
  return (isLeaf(formula) ? { all: [root] } : root) as TopLevelCondition;
};

/** Leaves that make a failed node fail: a passed branch excuses its failed leaves. */
const blamed = (node: Leafy): Leafy[] => {
  const children = node.all ?? node.any;
  if (!children) return node.result === false ? [node] : [];
  return node.result === true ? [] : children.flatMap(blamed);
};
