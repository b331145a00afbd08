import { expect, it } from 'vitest';
import { seededRandom } from './random.ts';

it.each([0, 1, 7, 1000, 3_000_001])('passes over %i numbers as if they had been drawn', (count) => {
  const [drawn, skipped] = [seededRandom(5), seededRandom(5)];
  for (let i = 0; i < count; i++) drawn();
  skipped.skip(count);
  expect([skipped(), skipped()]).toEqual([drawn(), drawn()]);
});
