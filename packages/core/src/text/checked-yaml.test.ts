import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkYaml, problemsInOrder, sentencesOf } from './checked-yaml.ts';

it('names the line of every problem but the first, at whose line the finding stands', () => {
  const problems = [{ message: 'a', line: 3, hint: 'do b' }, { message: 'c', line: 7 }, { message: 'd' }];
  expect(sentencesOf(problems)).toEqual(['a (do b)', 'line 7: c', 'd']);
});

it('says last how many problems are not told, however often they are put in order', () => {
  const { problems } = checkYaml({ path: 'a.yaml', text: 'a: 1\n'.repeat(80) }, z.strictObject({}));
  const told = sentencesOf(problemsInOrder(problems));
  expect(told).toHaveLength(51);
  expect(told[0]).toBe('this key stands twice (keep one of the two)');
  expect(told.at(-1)).toBe('29 more problems are not shown: correct these first');
});

describe('a number where a name may be a text', () => {
  const schema = z.strictObject({
    product: z.union([z.string(), z.int()]).optional(),
    codes: z.array(z.object({ code: z.union([z.string(), z.int()]) })).optional(),
    most: z.number().optional(),
    other: z.union([z.boolean(), z.int()]).optional(),
  });
  const told = (text: string): readonly string[] => {
    const { problems, value } = checkYaml({ path: 'a.yaml', text }, schema);
    expect(value === null).toBe(problems.length > 0);
    return problems.map(({ message, hint, line }) => `${line}: ${message} (${hint})`);
  };
  it.each([
    ['product: 12E5', '1: the number 12E5 would be read as 1200000 (put it in quotes)'],
    ['product: 0x1f', '1: the number 0x1f would be read as 31 (put it in quotes)'],
    ['product: +5', '1: the number +5 would be read as 5 (put it in quotes)'],
    ['most: 1\ncodes:\n  - code: 7.0', '3: the number 7.0 would be read as 7 (put it in quotes)'],
  ])('%j is not read as it is written', (text, problem) => {
    expect(told(text)).toEqual([problem]);
  });
  it.each(['product: "12E5"', 'product: 1200', 'product: -3', 'most: 1e6', 'other: 1e6', 'codes: [{code: 12}]'])(
    '%j is',
    (text) => {
      expect(told(text)).toEqual([]);
    },
  );
  it('is told beside other mistakes', () => {
    expect(told('product: 1e3\nmost: x')).toHaveLength(2);
    expect(told('product: 7.10')).toHaveLength(1);
  });
});
