import type { Json } from '../model/json.ts';
import type { Operator, ValueKind } from '../model/operator.ts';
import { asArray, asNumber, isScalar } from '../value/kinds.ts';

const SCALARS: readonly ValueKind[] = ['boolean', 'number', 'string', 'date'];

const isIn = (actual: Json, expected: Json): boolean => asArray(expected).includes(actual);

/** A list that a rule gives must have elements, all of one kind, none of them a list or null. */
export const checkList = (expected: Json): string | undefined => {
  const list = asArray(expected);
  if (list.length === 0) return 'the list is empty';
  if (!list.every(isScalar)) return 'the list may hold texts, numbers, yes or no only';
  return new Set(list.map((item) => typeof item)).size > 1 ? 'the list mixes kinds of values' : undefined;
};

const order = (id: string, title: string, phrase: string, test: (a: number, b: number) => boolean): Operator => ({
  id,
  title,
  phrase,
  accepts: ['number'],
  expects: ['number'],
  test: (actual, expected) => test(asNumber(actual), asNumber(expected)),
});

/** Equality and order. Text is compared exactly, capitals included; numbers exactly. */
export const comparisonOperators: readonly Operator[] = [
  {
    id: 'equal',
    title: 'The value is exactly this one.',
    phrase: 'be {{expected}}',
    accepts: SCALARS,
    expects: SCALARS,
    sameKind: 'actual',
    test: (actual, expected) => actual === expected,
  },
  {
    id: 'notEqual',
    title: 'The value is another one than this.',
    phrase: 'be other than {{expected}}',
    accepts: SCALARS,
    expects: SCALARS,
    sameKind: 'actual',
    test: (actual, expected) => actual !== expected,
  },
  order('greaterThan', 'The number is larger.', 'be more than {{expected}}', (a, b) => a > b),
  order('greaterThanInclusive', 'The number is larger or the same.', 'be at least {{expected}}', (a, b) => a >= b),
  order('lessThan', 'The number is smaller.', 'be less than {{expected}}', (a, b) => a < b),
  order('lessThanInclusive', 'The number is smaller or the same.', 'be at most {{expected}}', (a, b) => a <= b),
  {
    id: 'in',
    title: 'The value is one of the list.',
    phrase: 'be one of {{expected}}',
    accepts: SCALARS,
    expects: ['array'],
    sameKind: 'actual',
    check: checkList,
    test: isIn,
  },
  {
    id: 'notIn',
    title: 'The value is none of the list.',
    phrase: 'be none of {{expected}}',
    accepts: SCALARS,
    expects: ['array'],
    sameKind: 'actual',
    check: checkList,
    test: (actual, expected) => !isIn(actual, expected),
  },
];
