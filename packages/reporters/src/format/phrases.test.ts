import { expect, it } from 'vitest';
import { judged } from './phrases.ts';

it.each([
  [{}, 'nothing'],
  [{ image: 1200, listing: 1 }, '1 listing and 1,200 images'],
  [{ page: 2, 'monitoring-log': 1, case: 5 }, '5 cases, 1 monitoring log and 2 pages'],
])('says of %j what was judged', (subjects, expected) => {
  expect(judged(subjects)).toBe(expected);
});
