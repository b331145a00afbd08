// Lines of two pictures that lie on each other: rows of strokes as of small print, with what compression leaves of them.
import { expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../kernel/random.ts';
import { APART_CELL, type FloatPlane } from './kernel/kernel.ts';
import { OTHER_STROKES, strokesAt } from './other-strokes.ts';

const SIDE = 160;
const CELLS = SIDE / APART_CELL;
/** Where one word stands, 20 px wide and 5 high, and its middle. */
const WORD = { left: 72, top: 76 };
const AT = [82, 79] as const;
const KNOWN = new Uint8Array(CELLS * CELLS).fill(1);

const INK = 60;

/** Bars of 5 px on paper, each 1 or 2 px wide. */
const drawWord = (data: Float32Array, { left, top }: typeof WORD, random: Random): void => {
  for (let x = left; x < left + 20; x++) {
    if (random() < 0.5) continue;
    const [from, to] = random() < 0.5 ? [0, 5] : [2, 4];
    for (let y = top + from; y < top + to; y++) data[y * SIDE + x] = INK;
  }
};

/** Rows of words; that at `WORD` is the `own`-th one, and no word where that is null. */
const label = (own: number | null): Float32Array => {
  const data = new Float32Array(SIDE * SIDE).fill(210);
  const random = seededRandom(7);
  for (let top = 16; top < SIDE - 16; top += 12)
    for (let left = 12; left < SIDE - 28; left += 30)
      if (top !== WORD.top || left !== WORD.left) drawWord(data, { left, top }, random);
  if (own !== null) drawWord(data, WORD, seededRandom(100 + own));
  return data;
};

/** Blurred, 1 : 2 : 1 across and down, and up to so many levels lighter or darker. */
const seen = (data: Float32Array, noise: number, seed: number): FloatPlane => {
  const random = seededRandom(seed);
  const at = (k: number): number => data[k] ?? 210;
  const blurred = Float32Array.from(data, (_, k) => {
    const row = (m: number): number => at(m - 1) + 2 * at(m) + at(m + 1);
    return (row(k - SIDE) + 2 * row(k) + row(k + SIDE)) / 16 + noise * (2 * random() - 1);
  });
  return { width: SIDE, height: SIDE, data: blurred };
};

const strokesOf = (theirs: number | null, noise: number): number =>
  strokesAt([seen(label(1), noise, 3), seen(label(theirs), noise, 4)], KNOWN, AT);

it('finds another word, and none in a copy', () => {
  expect(strokesOf(1, 4)).toBeLessThan(OTHER_STROKES / 3);
  expect(strokesOf(2, 4)).toBeGreaterThan(OTHER_STROKES);
});

it('finds a word that the other one does not have', () => {
  expect(strokesOf(null, 4)).toBeGreaterThan(OTHER_STROKES);
});

it('holds what is left against what is left of lines around it', () => {
  expect(strokesOf(1, 16)).toBeLessThan(1);
  expect(strokesOf(2, 16)).toBeLessThan(OTHER_STROKES);
});
