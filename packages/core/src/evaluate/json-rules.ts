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
export interface Judgement {
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

/**
 * Evaluates a formula in Kleene's three-valued logic with json-rules-engine, which has two values: unknown leaves are taken as true; if
 * the formula fails even so it is false. Taken as false next: if it holds even so it is true. Else it is unknown.
 *
 * The engine is made anew each time: it keeps its state on the instance, and overlapping runs of one engine lose rules. Its cache is off
 * (the caller has a better one) and its path resolver is ours (dotted own keys; no JSONPath, which runs code).
 */
export const judgeFormula = async (
  formula: Formula,
  resolve: (fact: string, params: JsonObject) => Promise<Operand>,
  judgeLeaf: JudgeLeaf,
): Promise<Judgement> => {
  const leaves = formulaLeaves(formula);
  let assumed = true;
  let sawUnknown = false;
  const engine = new Engine([{ conditions: conditionsOf(formula, leaves), event: { type: 'holds' } }], {
    pathResolver: resolvePath,
  });
  leaves.forEach((leaf, index) => {
    engine.addOperator(operatorName(index), (actual: Operand, expected: Operand | undefined) => {
      const { holds } = judgeLeaf(leaf, actual, expected ?? { value: leaf.expected });
      if (holds === undefined) sawUnknown = true;
      return holds ?? assumed;
    });
  });
  for (const fact of new Set(leaves.flatMap((leaf) => [leaf.fact, ...(leaf.reference ? [leaf.reference.fact] : [])]))) {
    engine.addFact(fact, (params: JsonObject) => resolve(fact, params), { cache: false });
  }
  const run = async (): Promise<{ holds: boolean; root: Leafy }> => {
    const { results, failureResults } = await engine.run();
    const result = results[0] ?? failureResults[0];
    if (!result || results.length + failureResults.length !== 1) throw new Error('json-rules-engine lost a rule');
    return { holds: results.length === 1, root: result.conditions as Leafy };
  };
  const hopeful = await run();
  const judged = (root: Leafy): readonly JudgedLeaf[] =>
    blamed(root).map((node) => judgedLeaf(node, leaves, judgeLeaf));
  if (!hopeful.holds) return { holds: false, leaves: judged(hopeful.root).filter((leaf) => leaf.holds === false) };
  if (!sawUnknown) return { holds: true, leaves: [] };
  assumed = false;
  const doubtful = await run();
  if (doubtful.holds) return { holds: true, leaves: [] };
  return { holds: undefined, leaves: judged(doubtful.root).filter((leaf) => leaf.holds === undefined) };
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
