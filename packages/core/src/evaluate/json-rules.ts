import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { JsonObject } from '../model/json.ts';
import { type BoundLeaf, type Formula, formulaLeaves, isLeaf } from '../rule/compile.ts';
import { type Operand, operandAt } from './operand.ts';

/** A leaf with what it saw. `holds` is undefined where it is unknown. */
export interface JudgedLeaf {
  readonly leaf: BoundLeaf;
  readonly actual: Operand;
  readonly expected: Operand;
  readonly holds: boolean | undefined;
  readonly unknown?: string;
}

/** A formula's truth: of the whole, and the leaves that make it so, in the order in which they are written. */
export interface FormulaTruth {
  readonly holds: boolean | undefined;
  readonly leaves: readonly JudgedLeaf[];
}

/** Judges one pair of operands; `unknown` says why it cannot. */
export type JudgeLeaf = (leaf: BoundLeaf, actual: Operand, expected: Operand) => Pick<JudgedLeaf, 'holds' | 'unknown'>;

type Leafy = {
  leaf?: number;
  result?: boolean;
  factResult?: unknown;
  valueResult?: unknown;
  all?: Leafy[];
  any?: Leafy[];
};

/** What one evaluation lends to the engine that it holds. */
interface Session {
  readonly resolve: (fact: string, params: JsonObject) => Promise<Operand>;
  readonly judgeLeaf: JudgeLeaf;
  /** What unknown leaves count as in this run. */
  assumed: boolean;
  sawUnknown: boolean;
}

/** An engine that knows one formula, and the evaluation that holds it. */
interface Prepared {
  readonly engine: Engine;
  readonly leaves: readonly BoundLeaf[];
  session: Session | undefined;
}

/**
 * Engines at rest, by formula. An engine keeps the state of its run on the instance, and overlapping runs of one engine lose rules: an
 * evaluation takes an engine out, or makes one where none is at rest, and gives it back when its last run has ended.
 */
const atRest = new WeakMap<Formula, Prepared[]>();

/**
 * Evaluates a formula in Kleene's three-valued logic with json-rules-engine, which has two values: unknown leaves are taken as true; if
 * the formula fails even so it is false. Taken as false next: if it holds even so it is true. Else it is unknown.
 */
export const judgeFormula = async (
  formula: Formula,
  resolve: Session['resolve'],
  judgeLeaf: JudgeLeaf,
): Promise<FormulaTruth> => {
  const resting = atRest.get(formula) ?? [];
  atRest.set(formula, resting);
  const prepared = resting.pop() ?? prepare(formula);
  const session: Session = { resolve, judgeLeaf, assumed: true, sawUnknown: false };
  prepared.session = session;
  const judgement = await judgeWith(prepared, session);
  prepared.session = undefined;
  resting.push(prepared);
  return judgement;
};

const judgeWith = async ({ engine, leaves }: Prepared, session: Session): Promise<FormulaTruth> => {
  const judged = (root: Leafy): readonly JudgedLeaf[] =>
    blamed(root).map((node) => judgedLeaf(node, leaves, session.judgeLeaf));
  const hopeful = await run(engine);
  if (!hopeful.holds) return { holds: false, leaves: judged(hopeful.root).filter((leaf) => leaf.holds === false) };
  if (!session.sawUnknown) return { holds: true, leaves: [] };
  session.assumed = false;
  const doubtful = await run(engine);
  if (doubtful.holds) return { holds: true, leaves: [] };
  return { holds: undefined, leaves: judged(doubtful.root).filter((leaf) => leaf.holds === undefined) };
};

const run = async (engine: Engine): Promise<{ readonly holds: boolean; readonly root: Leafy }> => {
  const { results, failureResults } = await engine.run();
  const result = results[0] ?? failureResults[0];
  if (!result || results.length + failureResults.length !== 1) throw new Error('json-rules-engine lost a rule');
  return { holds: results.length === 1, root: result.conditions as Leafy };
};

/** The engine's cache is off (the caller has a better one) and its path resolver is ours: dotted own keys; no JSONPath, which runs code. */
const prepare = (formula: Formula): Prepared => {
  const leaves = formulaLeaves(formula);
  const rule = { conditions: conditionsOf(formula, leaves), event: { type: 'holds' } };
  const prepared: Prepared = { engine: new Engine([rule], { pathResolver: resolvePath }), leaves, session: undefined };
  const session = (): Session => {
    if (!prepared.session) throw new Error('an engine at rest was asked');
    return prepared.session;
  };
  leaves.forEach((leaf, index) => {
    prepared.engine.addOperator(operatorName(index), (actual: Operand, expected: Operand | undefined) => {
      const now = session();
      const { holds } = now.judgeLeaf(leaf, actual, expected ?? { value: leaf.expected });
      if (holds === undefined) now.sawUnknown = true;
      return holds ?? now.assumed;
    });
  });
  for (const fact of new Set(leaves.flatMap((leaf) => [leaf.fact, ...(leaf.reference ? [leaf.reference.fact] : [])]))) {
    prepared.engine.addFact(fact, (params: JsonObject) => session().resolve(fact, params), { cache: false });
  }
  return prepared;
};

const operatorName = (index: number): string => `leaf ${index}`;

const conditionsOf = (formula: Formula, leaves: readonly BoundLeaf[]): TopLevelCondition => {
  const toCondition = (node: Formula): object => {
    if (!isLeaf(node)) return 'all' in node ? { all: node.all.map(toCondition) } : { any: node.any.map(toCondition) };
    const index = leaves.indexOf(node);
    return {
      fact: node.fact,
      params: node.params,
      path: node.path === '' ? WHOLE : node.path,
      operator: operatorName(index),
      value: node.reference
        ? { ...node.reference, path: node.reference.path === '' ? WHOLE : node.reference.path }
        : undefined,
      leaf: index,
    };
  };
  return { all: [toCondition(formula)] } as TopLevelCondition;
};

/** The engine does not resolve an empty path; no key of a fact can be written so. */
const WHOLE = '.';

const resolvePath = (operand: object, path: string): Operand =>
  operandAt(operand as Operand, path === WHOLE ? '' : path);

/** Leaves that make a failed node fail: a passed branch excuses its failed leaves. */
const blamed = (node: Leafy): Leafy[] => {
  const children = node.all ?? node.any;
  if (!children) return node.result === false ? [node] : [];
  return node.result === true ? [] : children.flatMap(blamed);
};

const judgedLeaf = (node: Leafy, leaves: readonly BoundLeaf[], judgeLeaf: JudgeLeaf): JudgedLeaf => {
  const leaf = leaves[node.leaf ?? -1];
  if (!leaf) throw new Error('json-rules-engine changed a condition');
  const actual = node.factResult as Operand;
  const expected = (node.valueResult as Operand | undefined) ?? { value: leaf.expected };
  return { leaf, actual, expected, ...judgeLeaf(leaf, actual, expected) };
};
