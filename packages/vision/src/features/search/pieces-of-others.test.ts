// What seems cut out of one of ours, where another one of ours shows.

import type { RgbImage } from '@listing-lint/rules/image';
import { expect, it } from 'vitest';
import type { LocalMatch } from '../pair/compare-pair.ts';
import { type LocalFound, withoutPiecesOfOthers } from './dominated-matches.ts';

const SHEET: RgbImage = { width: 200, height: 200, data: new Uint8Array(0) };
/** All of ours in a square of the suspect, from its upper left on. */
const found = (position: number, at: number, side: number, more: Partial<LocalMatch>): LocalFound => {
  const mapping = { a: side / 200, b: 0, c: at, d: 0, e: side / 200, f: at, g: 0, h: 0 };
  const change = { turn: 0, stretch: 1, perspective: 1 };
  const match = { verdict: 'variant', mirrored: false, mapping, change, inliers: 30, ...more } as LocalMatch;
  return { position, match, ours: SHEET, theirs: SHEET, isDominated: false };
};
const verdicts = (...all: readonly LocalFound[]) =>
  withoutPiecesOfOthers(all).map(({ position, match }) => [position, match.verdict, match.isCutOut]);

it('is a suspicion within that other one, and unchanged next to it, alone, or next to other pieces', () => {
  const piece = found(0, 40, 50, { isCutOut: true });
  expect(verdicts(piece, found(1, 10, 160, {}))).toEqual([
    [0, 'suspect', undefined],
    [1, 'variant', undefined],
  ]);
  const stays = [0, 'variant', true];
  expect(verdicts(piece)).toEqual([stays]);
  expect(verdicts(piece, found(1, 80, 100, {}))[0]).toEqual(stays);
  expect(verdicts(piece, found(1, 10, 160, { verdict: 'suspect' }))[0]).toEqual(stays);
  expect(verdicts(piece, found(1, 10, 160, { isCutOut: true }))[0]).toEqual(stays);
});
