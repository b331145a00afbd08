import type { Json } from '../../model/json.ts';
import type { Operator } from '../../model/operator.ts';
import { type Condition, QUANTIFIERS, type QuantifiedCondition, type Quantifier } from '../../model/rule.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { bindOptions, factReference } from '../references.ts';
import { type BindContext, placed, placeNames, relationOf, spoken } from './bind-place.ts';
import type { BoundNumber, Formula, QuantifiedLeaf } from './formula.ts';
import { parseTolerance } from './tolerance.ts';

/** What messages of each quantifier may use beside `actual` and `expected`. */
const COUNTED = ['total', 'held', 'failed', 'unknown'];
const COMPARED = ['total', 'values'];
export const QUANTIFIER_WORDS: { readonly [quantifier in Quantifier]: readonly string[] } = {
  any: COUNTED,
  every: COUNTED,
  none: COUNTED,
  atLeast: COUNTED,
  atMost: COUNTED,
  count: COUNTED,
  same: COMPARED,
  distinct: COMPARED,
  unique: ['total', 'others'],
  exist: ['total', 'missing'],
};

/** The quantifier of a checked condition. */
const quantifierOf = (condition: QuantifiedCondition): Quantifier => {
  const quantifier = QUANTIFIERS.find((name) => condition[name] !== undefined);
  if (quantifier === undefined) throw new Error(`a condition of ${condition.of} without a quantifier`);
  return quantifier;
};

/** Binds a condition over related subjects. `bind` makes a formula of a condition on a member. */
export const bindQuantified = (
  condition: QuantifiedCondition,
  negated: boolean,
  context: BindContext,
  bind: (condition: Condition, context: BindContext) => Formula,
): QuantifiedLeaf => {
  const quantifier = quantifierOf(condition);
  const relation = relationOf(condition.of, context);
  const members = { ...context, scope: relation.relation.scope };
  const that = thatOf(condition);
  const compared = condition.same ?? condition.distinct ?? condition.unique;
  const tolerance = parseTolerance(bindOptions(compared?.tolerance ?? null, context.options));
  const number = numberOf(condition, context);
  return {
    relation,
    quantifier,
    negated,
    ...(condition.where === undefined ? {} : { where: bind(condition.where, members) }),
    ...(that === undefined ? {} : { that: bind(that, members) }),
    ...(compared === undefined ? {} : { place: withNames(compared, members) }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(number === undefined ? {} : { number }),
    ...spoken(condition.message, QUANTIFIER_WORDS[quantifier], context),
  };
};

/** What is judged of each member, where something is. */
const thatOf = ({ any, every, none, that, count }: QuantifiedCondition): Condition | undefined =>
  any ?? every ?? none ?? that ?? (count === 'all' ? undefined : count);

const withNames = (
  compared: NonNullable<QuantifiedCondition['same']>,
  members: BindContext,
): NonNullable<QuantifiedLeaf['place']> => Object.assign(placeNames(compared, members), placed(compared, members));

const numberOf = (condition: QuantifiedCondition, context: BindContext): BoundNumber | undefined => {
  const { atLeast, atMost, operator, value } = condition;
  if (atLeast !== undefined) return boundNumber('greaterThanInclusive', atLeast, context);
  if (atMost !== undefined) return boundNumber('lessThanInclusive', atMost, context);
  return operator === undefined ? undefined : boundNumber(operator, value ?? null, context);
};

const boundNumber = (id: string, value: Json, context: BindContext): BoundNumber => {
  const reference = factReference(value);
  return {
    operator: operatorOf(id, context.rule.id, context.vocabulary),
    expected: reference ? null : bindOptions(value, context.options),
    ...(reference ? { reference: placed(reference, context) } : {}),
  };
};

/** An operator that a checked rule names. */
export const operatorOf = (id: string, rule: string, vocabulary: Vocabulary): Operator => {
  const operator = vocabulary.operators.get(id);
  if (!operator) throw new Error(`rule ${rule} was compiled with another vocabulary: no operator ${id}`);
  return operator;
};
