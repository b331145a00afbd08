import { expect, it } from 'vitest';
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
