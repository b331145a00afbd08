import { expect, it } from 'vitest';
import { notDone } from './few-named.ts';

it('says on a line each what was left out, as a terminal can show it', () => {
  expect(notDone('stamped', ['a: it is a link', 'b\u001B[2J: gone'])).toEqual([
    'not stamped: a: it is a link',
    'not stamped: b\\x1b[2J: gone',
  ]);
  expect(notDone('stamped', [])).toEqual([]);
});
