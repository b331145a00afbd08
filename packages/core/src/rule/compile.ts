import type { Json } from '../model/json.ts';
import { type Condition, isQuantified, type LeafCondition, type RuleDocument } from '../model/rule.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { HEADLINE_WORDS } from './check-message.ts';
import { type BindContext, headline, placed, placeNames, spoken } from './formula/bind-place.ts';
import { bindQuantified, operatorOf } from './formula/bind-quantified.ts';
import {
  type BoundLeaf,
  type CompiledRule,
  type FactUse,
  type Formula,
  formulaLeaves,
  useKey,
  usesOf,
} from './formula/formula.ts';
import { bindDefaults } from './options.ts';
import { bindOptions, factReference } from './references.ts';

/** Binds options. The values must have passed `checkOptions`, the rule `parseRule`. */
export const compileRule = (
  rule: RuleDocument,
  values: { readonly [name: string]: Json },
  vocabulary: Vocabulary,
): CompiledRule => {
  const options = bindDefaults(rule, values);
  const context: BindContext = { rule, scope: rule.scope, options, vocabulary };
  const when = rule.when && toFormula(rule.when, false, context);
  const assert = toFormula(rule.assert, false, context);
  const guardFacts = when ? factsOf(when) : [];
  const asked = factsOf(assert);
  const above = rule.headline === undefined ? undefined : headline(asked, HEADLINE_WORDS, context);
  return {
    rule,
    options,
    ...(when ? { when } : {}),
    assert,
    ...(above ? { headline: above } : {}),
    guardFacts,
    assertFacts: above ? eachUseOnce([...asked, ...above.messageFacts.values()]) : asked,
  };
};

const toFormula = (condition: Condition, negated: boolean, context: BindContext): Formula => {
  if (isQuantified(condition)) {
    return bindQuantified(condition, negated, context, (inner, members) => toFormula(inner, false, members));
  }
  if ('not' in condition) return toFormula(condition.not, !negated, context);
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition;
    const children = (isAll ? condition.all : condition.any).map((child) => toFormula(child, negated, context));
    return isAll !== negated ? { all: children } : { any: children };
  }
  return bindLeaf(condition, negated, context);
};

const bindLeaf = (leaf: LeafCondition, negated: boolean, context: BindContext): BoundLeaf => {
  const operator = operatorOf(leaf.operator, context.rule.id, context.vocabulary);
  const reference = factReference(leaf.value);
  return Object.assign(placeNames(leaf, context), placed(leaf, context), {
    operator,
    negated,
    expected: reference ? null : bindOptions(leaf.value, context.options),
    ...(reference ? { reference: placed(reference, context) } : {}),
    ...spoken(leaf.message, operator.placeholders ?? [], context),
  });
};

/** The facts of the subject itself that a formula, its values and its messages ask for, each use once. */
const factsOf = (formula: Formula): readonly FactUse[] => {
  const uses = formulaLeaves(formula).flatMap(usesOf);
  return eachUseOnce(uses.filter(({ of }) => of === undefined));
};

const eachUseOnce = (uses: readonly FactUse[]): readonly FactUse[] => [
  ...new Map(uses.map(({ fact, params }) => [useKey({ fact, params }), { fact, params }])).values(),
];
