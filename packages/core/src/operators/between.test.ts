import { expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { coreOperators } from './core-operators.ts';

const between = coreOperators.find(({ id }) => id === 'between');
const is = (actual: Json, from: Json, to: Json): boolean | undefined =>
  between?.test(actual, [from, to], { asOf: '2026-03-10' });

it.each<[Json, Json, Json, boolean | undefined]>([
  [5, 5, 5, true],
  [4, 5, 6, false],
  [7, 5, 6, false],
  ['2026-03-01', '2026-03-01', '2026-03-31', true],
  ['2026-03-31', '2026-03-01', '2026-03-31', true],
  ['2026-02-28', '2026-03-01', '2026-03-31', false],
  ['2026-04-01', '2026-03-01', '2026-03-31', false],
  ['2026-03-10', '2026-03-01', 'today', true],
  ['2026-03-11', '2026-03-01', 'today', false],
  ['2026-03-09', 'today', '2026-12-31', false],
  // A time without a zone may be of the day before or after: one end may settle it all the same.
  ['2026-03-10T12:00:00', '2026-03-10T12:00:00Z', '2027-01-01', undefined],
  ['2026-03-10T12:00:00', '2026-01-01T12:00:00Z', '2026-02-01', false],
  ['2026-03-10T12:00:00', '2026-04-01', '2027-01-01T12:00:00Z', false],
  [5, '2026-01-01', '2026-02-01', undefined],
  ['2026-01-01', 5, 6, undefined],
])('%j lies between %j and %j: %s', (actual, from, to, answer) => {
  expect(is(actual, from, to)).toBe(answer);
});
