import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../model/json.ts';
import type { OptionSpec } from '../model/rule.ts';
import { coreOperators } from '../operators/core-operators.ts';
import { factShape, isUnknownStep } from '../vocabulary/shape.ts';
import { checkExpected, checkOptionValue } from './check-expected.ts';

const shape = factShape(
  z.object({
    status: z.enum(['present', 'absent']).nullable(),
    width: z.number().nullable(),
    day: z.iso.date(),
    names: z.array(z.string()),
    kinds: z.array(z.enum(['a', 'b'])),
    text: z.string(),
  }),
);

const said = (id: string, path: string, expected: Json): string | undefined => {
  const operator = coreOperators.find((each) => each.id === id);
  const at = shape.at(path);
  if (operator === undefined || isUnknownStep(at)) throw new Error('no such operator or value');
  const complaint = checkExpected(operator, path, at, expected);
  return complaint && [complaint.message, complaint.hint].filter((part) => part !== undefined).join(' · ');
};

describe('what a rule compares a value with', () => {
  it.each<[string, string, Json, string | undefined]>([
    ['equal', 'status', 'present', undefined],
    ['equal', 'status', 'presnt', 'status is never "presnt" · did you mean "present"?'],
    ['equal', 'status', 'zzzzzzzz', 'status is never "zzzzzzzz" · it is "present" or "absent"'],
    ['equal', 'width', 3, undefined],
    ['equal', 'width', 'wide', 'width is a number, but "wide" is text'],
    ['greaterThan', 'width', '3', '"greaterThan" needs a number, not "3" · write the number without quotes'],
    ['greaterThan', 'width', '-3.5', '"greaterThan" needs a number, not "-3.5" · write the number without quotes'],
    [
      ...(['greaterThan', 'width', '9007199254740993'] as const),
      '"greaterThan" needs a number, not "9007199254740993" · write a number of at most 9007199254740991',
    ],
    [
      ...(['between', 'width', [100, Number.POSITIVE_INFINITY]] as const),
      '"between" needs a finite number, not Infinity · for a range without an end, use greaterThanInclusive or lessThanInclusive',
    ],
    ['lessThan', 'width', Number.NaN, '"lessThan" needs a finite number, not NaN'],
    ['in', 'width', [1, Number.NEGATIVE_INFINITY], '"in" needs a finite number, not -Infinity'],
    ['greaterThan', 'width', '3px', '"greaterThan" needs a number, not "3px"'],
    ['greaterThan', 'width', true, '"greaterThan" needs a number, not true'],
    ['in', 'status', ['present', 'absnt'], 'status is never "absnt" · did you mean "absent"?'],
    ['in', 'width', [1, 2], undefined],
    ['before', 'day', 'today', undefined],
    ['equal', 'day', 'today', undefined],
    ['equal', 'text', 'today', undefined],
    ['contains', 'kinds', 'a', undefined],
    ['contains', 'kinds', 'zzzzzzzz', 'an element of kinds is never "zzzzzzzz" · it is "a" or "b"'],
    ['contains', 'names', 1, 'an element of names is text, but 1 is a number'],
    ['contains', 'text', 'part', undefined],
  ])('%s of %s with %j: %s', (id, path, expected, message) => {
    expect(said(id, path, expected)).toBe(message);
  });
});

describe('a value of an option', () => {
  const number: OptionSpec = { type: 'number', default: 5, minimum: 1, maximum: 9 };
  const text: OptionSpec = { type: 'string', default: 'main', enum: ['main', 'chart'] };
  const list: OptionSpec = { type: 'array', items: 'number', default: [1], minimum: 1, maximum: 9 };
  it.each<[OptionSpec, Json, string | undefined]>([
    [number, 1, undefined],
    [number, 9, undefined],
    [number, 0.5, 'must be at least 1, not 0.5'],
    [number, 9.5, 'must be at most 9, not 9.5'],
    [{ type: 'number', default: 0 }, -1e9, undefined],
    [list, [1, 9], undefined],
    [list, [1, 10], 'must be at most 9, not 10'],
    [list, [0], 'must be at least 1, not 0'],
    [list, ['a'], 'must be a list of numbers, not a list'],
    // A text is above no bound, and below none.
    [{ type: 'string', default: '0', minimum: 5, maximum: 6 }, '1', undefined],
    [text, 'chart', undefined],
    [text, 'chrat', 'must be main or chart, not "chrat" · did you mean "chart"?'],
    [text, 'zzzzzzzz', 'must be main or chart, not "zzzzzzzz"'],
    [number, Number.POSITIVE_INFINITY, 'must be a finite number, not Infinity'],
    [{ type: 'integer', default: 1 }, 1.5, 'must be a whole number, not 1.5'],
    [{ type: 'boolean', default: true }, 'yes', 'must be yes or no, not "yes"'],
  ])('%j takes %j: %s', (spec, value, message) => {
    const complaint = checkOptionValue(spec, value);
    expect(complaint && [complaint.message, complaint.hint].filter((part) => part !== undefined).join(' · ')).toBe(
      message,
    );
  });
});
