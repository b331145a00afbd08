import type { Json } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import {
  type BoundLeaf,
  type CompiledRule,
  type Formula,
  formulaLeaves,
  isLeaf,
  isQuantifiedLeaf,
  type Leaf,
} from '../rule/formula/formula.ts';
import { parseDate } from '../value/dates.ts';
import { type LeafFault, quantifierChanges, type SpoilableComparison } from './mutate-quantified.ts';

/** A rule with one deliberate fault, and what the fault is. */
export interface Mutant {
  readonly what: string;
  readonly mutate: (compiled: CompiledRule) => CompiledRule;
}

/**
 * The faults that a rule's tests must notice: each comparison turned into its opposite, each bound that includes its limit made to
 * exclude it (and the reverse), each threshold moved up and down by a tenth. A threshold that an option gives is moved where the option
 * has its default.
 */
export const mutantsOf = (compiled: CompiledRule, operators: ReadonlyMap<string, Operator>): readonly Mutant[] => {
  const parts = [...(compiled.when ? (['when'] as const) : []), 'assert' as const];
  return parts.flatMap((part) => {
    const formula = compiled[part];
    if (!formula) return [];
    return allLeaves(formula).flatMap((leaf, index) =>
      leafChanges(leaf, operators).map(
        ({ what, change }): Mutant => ({
          what: `${part}: ${what}`,
          mutate: (rule) => {
            const target = rule[part];
            return target ? { ...rule, [part]: changeLeaf(target, index, change) } : rule;
          },
        }),
      ),
    );
  });
};

const leafName = ({ of, fact, path, operator }: BoundLeaf): string =>
  `${[of?.name, fact, path].filter(Boolean).join('.')} ${operator.id}`;

const leafChanges = (leaf: Leaf, operators: ReadonlyMap<string, Operator>): readonly LeafFault[] =>
  isQuantifiedLeaf(leaf)
    ? quantifierChanges(leaf, (number) => changesOf(number, operators).slice(1)).map(({ what, change }) => ({
        what: `${leaf.quantifier} of ${leaf.relation.name} ${what}`,
        change: (one) => (isQuantifiedLeaf(one) ? change(one) : one),
      }))
    : changesOf({ ...leaf, negated: leaf.negated }, operators).map(({ what, change }) => ({
        what: `${leafName(leaf)} ${what}`,
        change: (one) => (isQuantifiedLeaf(one) ? one : { ...one, ...change(one) }),
      }));

const changesOf = (
  leaf: SpoilableComparison,
  operators: ReadonlyMap<string, Operator>,
): readonly LeafFault<SpoilableComparison>[] => {
  const flipped: LeafFault<SpoilableComparison> = {
    what: 'turned into its opposite',
    change: (one) => ({ ...one, negated: !one.negated }),
  };
  const partner = operators.get(PARTNERS[leaf.operator.id] ?? '');
  const edge: readonly LeafFault<SpoilableComparison>[] = partner
    ? [{ what: `made ${partner.id}`, change: (one) => ({ ...one, operator: partner }) }]
    : [];
  if (leaf.reference) return [flipped, ...edge];
  const moved = thresholdsOf(leaf).map(
    ({ what, value }): LeafFault<SpoilableComparison> => ({
      what,
      change: (one) => ({ ...one, expected: value(one.expected) }),
    }),
  );
  return [flipped, ...edge, ...moved];
};

const PARTNERS: { readonly [id: string]: string | undefined } = {
  greaterThan: 'greaterThanInclusive',
  greaterThanInclusive: 'greaterThan',
  lessThan: 'lessThanInclusive',
  lessThanInclusive: 'lessThan',
};

interface Move {
  readonly what: string;
  readonly value: (expected: Json) => Json;
}

const ORDERED: readonly string[] = [
  ...Object.keys(PARTNERS),
  'between',
  'before',
  'after',
  'olderThan',
  'newerThan',
  'withinLast',
];

const thresholdsOf = ({ operator, expected }: SpoilableComparison): readonly Move[] => {
  if (!ORDERED.includes(operator.id)) return [];
  const items: readonly Json[] = Array.isArray(expected) ? expected : [expected];
  return items.flatMap((item, index) =>
    [1, -1].flatMap((direction) => {
      const moved = moveThreshold(item, direction);
      if (moved === undefined) return [];
      const value = (now: Json): Json =>
        Array.isArray(now)
          ? now.map((part: Json, place) => (place === index ? (moveThreshold(part, direction) ?? part) : part))
          : (moveThreshold(now, direction) ?? now);
      return [{ what: `moved from ${String(item)} to ${String(moved)}`, value }];
    }),
  );
};

/** A number by a tenth (a whole one by at least 1), a length of time by a tenth, a date by a month. */
const moveThreshold = (value: Json, direction: number): Json | undefined => {
  if (typeof value === 'number') {
    const step = Number.isInteger(value) ? Math.max(1, Math.round(Math.abs(value) / 10)) : Math.abs(value) / 10;
    return value + direction * step;
  }
  if (typeof value !== 'string') return undefined;
  const period = /^(\d+) (.*)$/.exec(value);
  if (period) return `${Number(period[1]) + direction * Math.max(1, Math.round(Number(period[1]) / 10))} ${period[2]}`;
  const day = parseDate(value)?.day;
  return day === undefined
    ? undefined
    : new Date(Date.parse(day) + direction * 30 * 86_400_000).toISOString().slice(0, 10);
};

/** The formula with its leaf of that number changed; numbers go in the order of `allLeaves`. */
const changeLeaf = (formula: Formula, index: number, change: (leaf: Leaf) => Leaf): Formula => {
  let seen = -1;
  const visit = (node: Formula): Formula => {
    if (!isLeaf(node)) return 'all' in node ? { all: node.all.map(visit) } : { any: node.any.map(visit) };
    seen += 1;
    if (seen === index) {
      // Nothing of what it is made of is to be changed as well.
      seen += allLeaves(node).length - 1;
      return change(node);
    }
    if (!isQuantifiedLeaf(node)) return node;
    const { where, that } = node;
    return { ...node, ...(where ? { where: visit(where) } : {}), ...(that ? { that: visit(that) } : {}) };
  };
  return visit(formula);
};

/** Leaves in the order in which they are written; after one over related subjects come those of its members. */
const allLeaves = (formula: Formula): readonly Leaf[] =>
  formulaLeaves(formula).flatMap((leaf) => [
    leaf,
    ...(isQuantifiedLeaf(leaf) ? [leaf.where, leaf.that].flatMap((inner) => (inner ? allLeaves(inner) : [])) : []),
  ]);
