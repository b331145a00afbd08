import { dateOrTime } from '@listing-lint/rules/settings';
import { expect, it } from 'vitest';

it.each([
  ['2026-02-02', true],
  ['2026-02-02T10:00', true],
  ['2026-02-02T10:00Z', true],
  ['2026-02-02T10:00+01:00', true],
  ['2026-02-02T10:00:00.5Z', true],
  ['2026-02-30', false],
  ['2026-02-02T25:00Z', false],
  ['2026-02-02 10:00', false],
  ['today', false],
])('%s is a day or a time: %s', (text, expected) => {
  expect(dateOrTime.safeParse(text).success).toBe(expected);
});
