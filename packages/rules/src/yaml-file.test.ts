import { expect, it } from 'vitest';
import { sentencesOf } from './yaml-file.ts';

it('names the line of every problem but the first, at whose line the finding stands', () => {
  const problems = [{ message: 'a', line: 3, hint: 'do b' }, { message: 'c', line: 7 }, { message: 'd' }];
  expect(sentencesOf(problems)).toEqual(['a (do b)', 'line 7: c', 'd']);
});
