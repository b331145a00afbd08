import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { coreOperators } from './core-operators.ts';

const wrong = (id: string, expected: Json): string | undefined =>
  coreOperators.find((operator) => operator.id === id)?.check?.(expected);

describe('what a rule may compare with', () => {
  it.each<[string, Json, string | undefined]>([
    ['between', [1, 2], undefined],
    ['between', [2, 2], undefined],
    ['between', [3, 2], 'the lowest is above the highest'],
    ['between', [1], 'write two values, the lowest and the highest'],
    ['between', [], 'write two values, the lowest and the highest'],
    ['between', [1, 2, 3], 'write two values, the lowest and the highest'],
    ['between', [1, '2026-01-01'], 'write two numbers or two dates'],
    ['between', ['2026-01-01', 1], 'write two numbers or two dates'],
    ['between', [true, false], 'write two numbers or two dates'],
    ['between', ['2026-01-01', '2026-01-01'], undefined],
    ['between', ['2026-01-02', '2026-01-01'], 'the first date is after the second'],
    ['between', ['2026-01-02', 'today'], undefined],
    ['between', ['today', '2020-01-01'], undefined],
    ['between', ['soon', 'today'], '"soon" is not a date; write YYYY-MM-DD, a date with time, or today'],
    ['between', ['today', 'soon'], '"soon" is not a date; write YYYY-MM-DD, a date with time, or today'],
    ['before', 'today', undefined],
    ['before', 'soon', '"soon" is not a date; write YYYY-MM-DD, a date with time, or today'],
    ['olderThan', '30 days', undefined],
    ['olderThan', '30', '"30" is not a length of time; write a number and day, week, month or year, as in 30 days'],
    ['in', ['a', 'b'], undefined],
    ['in', [], 'the list is empty'],
    ['in', ['a', 1], 'the list mixes kinds of values'],
    ['in', ['a', ['b']], 'the list may hold texts, numbers, yes or no only'],
    ['in', [['b'], 'a'], 'the list may hold texts, numbers, yes or no only'],
    ['in', [null], 'the list may hold texts, numbers, yes or no only'],
  ])('%s %j: %s', (id, expected, message) => {
    expect(wrong(id, expected)).toBe(message);
  });
});
