import type { Operator } from '../model/operator.ts';
import { suggest } from '../text/nearest.ts';
import { describe } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type CheckContext, report } from './check-context.ts';
import type { Mapping } from './check-place.ts';

/** The operator that a leaf names; undefined when there is none of that name (reported). */
export const checkOperator = (leaf: Mapping, path: KeyPath, context: CheckContext): Operator | undefined => {
  const { operators } = context.vocabulary;
  if (typeof leaf.operator !== 'string') {
    const message =
      leaf.operator === undefined
        ? 'a condition needs "operator"'
        : `"operator" must be an operator's name, not ${describe(leaf.operator)}`;
    report(context, leaf.operator === undefined ? path : [...path, 'operator'], message);
    return undefined;
  }
  const own = context.plugin === undefined ? undefined : operators.get(`${context.plugin}/${leaf.operator}`);
  const operator = own ?? operators.get(leaf.operator);
  if (!operator)
    report(
      context,
      [...path, 'operator'],
      `unknown operator "${leaf.operator}"`,
      operatorHint(leaf.operator, operators.keys()),
    );
  return operator;
};

/** What people write for an operator before they know its name. */
const SYNONYMS: { readonly [name: string]: string | undefined } = {
  '=': 'equal',
  '==': 'equal',
  is: 'equal',
  equals: 'equal',
  '!=': 'notEqual',
  isNot: 'notEqual',
  '>': 'greaterThan',
  moreThan: 'greaterThan',
  '>=': 'greaterThanInclusive',
  atLeast: 'greaterThanInclusive',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  atMost: 'lessThanInclusive',
  oneOf: 'in',
  noneOf: 'notIn',
  includes: 'contains',
  regex: 'matches',
  like: 'matches',
};

const operatorHint = (name: string, known: Iterable<string>): string | undefined => {
  const meant = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
  return meant === undefined ? suggest(name, known) : `did you mean "${meant}"?`;
};
