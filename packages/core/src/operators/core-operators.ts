import type { Operator } from '../model/operator.ts';
import { ALL_KINDS } from '../value/kinds.ts';
import { collectionOperators } from './collection.ts';
import { comparisonOperators } from './comparison.ts';
import { textOperators } from './text.ts';
import { timeOperators } from './time.ts';

const exists: Operator = {
  id: 'exists',
  title:
    'There is a value (`value: true`), or there is none (`value: false`). The one operator that judges a missing value.',
  phrase: (expected) => (expected === true ? 'exist' : 'be absent'),
  accepts: ALL_KINDS,
  expects: ['boolean'],
  test: (actual, expected) => (actual !== null) === expected,
};

/** The operators of the rule language, in the order of the docs. */
export const coreOperators: readonly Operator[] = [
  ...comparisonOperators,
  ...collectionOperators,
  ...textOperators,
  ...timeOperators,
  exists,
];
