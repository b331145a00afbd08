// Whether enough of a picture has a colour, at both sides of each bound.
import { expect, it } from 'vitest';
import { colourMatcher } from './colour-row.ts';
import type { MeanColour } from './colour-shares.ts';

const own: MeanColour = [50, 0, 0];
const isThere = (blocks: readonly MeanColour[]): boolean => colourMatcher(blocks)(own);

it('is said by the share of blocks that are near enough', () => {
  const blocks = (near: number, all: number, l = 62): readonly MeanColour[] =>
    Array.from({ length: all }, (_, k) => (k < near ? [l, 0, 0] : [90, 0, 0]));
  expect([blocks(1, 50), blocks(1, 51), blocks(0, 25)].map(isThere)).toEqual([true, false, false]);
  expect([blocks(25, 25, 62), blocks(25, 25, 62.1), blocks(25, 25, 38)].map(isThere)).toEqual([true, false, true]);
  expect([isThere([[50, 12, 0]]), isThere([[50, 0, 12.1]])]).toEqual([true, false]);
});
