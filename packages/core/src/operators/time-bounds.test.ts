// Dates and numbers at the bound that an operator sets, and one step to either side.
import { expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { coreOperators } from './core-operators.ts';

const AS_OF = '2026-03-31';
const operator = (id: string) => {
  const found = coreOperators.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no operator "${id}"`);
  return found;
};
const answer = (id: string, actual: Json, expected: Json): boolean | undefined =>
  operator(id).test(actual, expected, { asOf: AS_OF });

it.each<[string, Json, readonly string[], readonly boolean[]]>([
  ['before', '2026-03-10', ['2026-03-09', '2026-03-10', '2026-03-11'], [true, false, false]],
  ['after', '2026-03-10', ['2026-03-09', '2026-03-10', '2026-03-11'], [false, false, true]],
  ['before', 'today', ['2026-03-30', '2026-03-31', '2026-04-01'], [true, false, false]],
  ['after', 'today', ['2026-03-30', '2026-03-31', '2026-04-01'], [false, false, true]],
  ['olderThan', '30 days', ['2026-02-28', '2026-03-01', '2026-03-02'], [true, false, false]],
  ['newerThan', '30 days', ['2026-02-28', '2026-03-01', '2026-03-02'], [false, false, true]],
  ['olderThan', '1 month', ['2026-02-27', '2026-02-28', '2026-03-01'], [true, false, false]],
  ['olderThan', '2 weeks', ['2026-03-16', '2026-03-17', '2026-03-18'], [true, false, false]],
  ['newerThan', '1 year', ['2025-03-30', '2025-03-31', '2025-04-01'], [false, false, true]],
  ['withinLast', '30 days', ['2026-02-28', '2026-03-01', '2026-03-02'], [false, true, true]],
  ['withinLast', '30 days', ['2026-03-30', '2026-03-31', '2026-04-01'], [true, true, false]],
  ['withinLast', '0 days', ['2026-03-30', '2026-03-31', '2026-04-01'], [false, true, false]],
])('%s %j, of %j: %j', (id, expected, dates, answers) => {
  expect(dates.map((date) => answer(id, date, expected))).toEqual(answers);
});

it.each<[string, Json, Json, boolean | undefined]>([
  // A time without a zone may be of the day before or after.
  ['before', '2026-03-10T12:00:00', '2026-03-10T12:00:00Z', undefined],
  ['after', '2026-03-10T12:00:00', '2026-03-10T12:00:00Z', undefined],
  ['before', '2026-03-08T12:00:00', '2026-03-10T12:00:00Z', true],
  ['after', '2026-03-12T12:00:00', '2026-03-10T12:00:00Z', true],
  ['before', '2026-03-10T12:00:00+01:00', '2026-03-10T12:00:00Z', true],
  ['before', '2026-03-10T12:00:00Z', '2026-03-10T12:00:00Z', false],
  ['after', '2026-03-10T12:00:01Z', '2026-03-10T12:00:00Z', true],
])('%s: %j beside %j: %s', (id, actual, expected, is) => {
  expect(answer(id, actual, expected)).toBe(is);
});

it.each<[string, Json, boolean]>([
  ['before', 'today', true],
  ['before', '2026-02-28', true],
  ['before', '2026-02-29', false],
  ['before', 'tomorrow', false],
  ['after', '2026-03-10T12:00:00Z', true],
  ['olderThan', '30 days', true],
  ['olderThan', '1 day', true],
  ['olderThan', '30', false],
  ['olderThan', 'days', false],
  ['olderThan', '-1 days', false],
  ['newerThan', '2 weeks', true],
  ['withinLast', '1 fortnight', false],
  ['between', [5, 5], true],
  ['between', [5, 6], true],
  ['between', [6, 5], false],
  ['between', [5], false],
  ['between', [5, 6, 7], false],
  ['between', [], false],
  ['between', ['2026-03-10', '2026-03-10'], true],
  ['between', ['2026-03-10', '2026-03-09'], false],
  ['between', ['today', '2026-03-09'], true],
  ['between', ['2026-03-09', 'today'], true],
  ['between', ['2026-03-09', 'someday'], false],
  ['between', ['someday', '2026-03-09'], false],
  ['between', [5, '2026-03-09'], false],
  ['between', ['2026-03-09', 5], false],
  ['between', [true, false], false],
])('%s takes %j: %s', (id, expected, isTaken) => {
  expect(operator(id).check?.(expected) === undefined).toBe(isTaken);
});

it.each<[string, Json, Json, boolean]>([
  ['greaterThan', 5, 5, false],
  ['greaterThan', 5.1, 5, true],
  ['greaterThan', 4.9, 5, false],
  ['greaterThanInclusive', 5, 5, true],
  ['greaterThanInclusive', 4.9, 5, false],
  ['lessThan', 5, 5, false],
  ['lessThan', 4.9, 5, true],
  ['lessThan', 5.1, 5, false],
  ['lessThanInclusive', 5, 5, true],
  ['lessThanInclusive', 5.1, 5, false],
  ['between', 5, [5, 7], true],
  ['between', 4.9, [5, 7], false],
  ['between', 7, [5, 7], true],
  ['between', 7.1, [5, 7], false],
])('%s: %j beside %j: %s', (id, actual, expected, is) => {
  expect(answer(id, actual, expected)).toBe(is);
});
