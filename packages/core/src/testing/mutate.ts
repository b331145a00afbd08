import type { Json } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import { type BoundLeaf, type CompiledRule, type Formula, formulaLeaves, isLeaf } from '../rule/compile.ts';
import { parseDate } from '../value/dates.ts';

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
    return formulaLeaves(formula).flatMap((leaf, index) =>
      changesOf(leaf, operators).map(
        ({ what, change }): Mutant => ({
          what: `${part}: ${leafName(leaf)} ${what}`,
          mutate: (rule) => {
            const target = rule[part];
            return target ? { ...rule, [part]: changeLeaf(target, index, change) } : rule;
          },
        }),
      ),
    );
  });
};

const leafName = (leaf: BoundLeaf): string => `${[leaf.fact, leaf.path].filter(Boolean).join('.')} ${leaf.operator.id}`;

interface Change {
  readonly what: string;
  readonly change: (leaf: BoundLeaf) => BoundLeaf;
}

const changesOf = (leaf: BoundLeaf, operators: ReadonlyMap<string, Operator>): readonly Change[] => {
  const flipped: Change = { what: 'turned into its opposite', change: (one) => ({ ...one, negated: !one.negated }) };
  const partner = operators.get(PARTNERS[leaf.operator.id] ?? '');
  const edge: readonly Change[] = partner
    ? [{ what: `made ${partner.id}`, change: (one) => ({ ...one, operator: partner }) }]
    : [];
  if (leaf.reference) return [flipped, ...edge];
  const moved = thresholdsOf(leaf).map(
    ({ what, value }): Change => ({ what, change: (one) => ({ ...one, expected: value(one.expected) }) }),
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

const ORDERED: readonly string[] = [...Object.keys(PARTNERS), 'between', 'before', 'after', 'olderThan', 'newerThan'];

const thresholdsOf = ({ operator, expected }: BoundLeaf): readonly Move[] => {
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

/** The formula with its leaf of that number changed; numbers go in the order in which leaves are written. */
const changeLeaf = (formula: Formula, index: number, change: Change['change']): Formula => {
  let seen = -1;
  const visit = (node: Formula): Formula => {
    if (isLeaf(node)) {
      seen += 1;
      return seen === index ? change(node) : node;
    }
    return 'all' in node ? { all: node.all.map(visit) } : { any: node.any.map(visit) };
  };
  return visit(formula);
};
