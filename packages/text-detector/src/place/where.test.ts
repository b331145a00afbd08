import { expect, it } from 'vitest';
import { whereTheyLie } from './where.ts';

const at = (x: number, y: number, share = 0.12) => ({ box: { x, y, width: 0.2, height: 0.1 }, share });

it.each([
  [at(0, 0), 'upper left, 12 % of the picture'],
  [at(0.4, 0.01), 'upper middle, 12 % of the picture'],
  [at(0.8, 0.9, 0.034), 'lower right, 3 % of the picture'],
  [at(0.4, 0.45, 0.004), 'in the middle, less than 1 % of the picture'],
  [at(0, 0.45), 'left, at half height, 12 % of the picture'],
])('names the place of a line: %j', (line, words) => {
  expect(whereTheyLie([line])).toBe(words);
});

it('names three places, and the number of others', () => {
  expect(whereTheyLie([])).toBe('');
  expect(whereTheyLie([at(0, 0), at(0.8, 0), at(0.8, 0.9), at(0, 0), at(0, 0)])).toBe(
    'upper left, 12 % of the picture; upper right, 12 % of the picture; lower right, 12 % of the picture; 2 more',
  );
});
