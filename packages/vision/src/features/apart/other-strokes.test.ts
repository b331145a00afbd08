// Lines of two pictures that lie on each other: rows of strokes as of small print, with what compression leaves of them.

import { type Random, seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import { APART_CELL, type FloatPlane } from './kernel/kernel.ts';
import { areOtherStrokes, greatestStrokes, OTHER_STROKES, strokesAt } from './other-strokes.ts';

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

/** A label between stripes that are misaligned by a fraction of a pixel in one picture; one stroke of its word is longer there, too. */
const striped = (off: number, isLonger: boolean): Float32Array => {
  const data = label(1);
  for (const top of [12, 116])
    for (let y = top; y < top + 32; y++)
      for (let x = 4; x < SIDE - 4; x++)
        data[y * SIDE + x] = 130 + 70 * Math.sin((2 * Math.PI * (x + off)) / 10) * Math.cos(y / 7);
  if (isLonger)
    for (let y = WORD.top; y < WORD.top + 5; y++) data[y * SIDE + AT[0]] = 270 - (data[y * SIDE + AT[0]] ?? 0);
  return data;
};

it('looks at another stroke, and not at edges that lie off a little and stand out more', () => {
  const pair = [seen(striped(0, false), 2, 3), seen(striped(0.8, true), 2, 4)] as const;
  const rough = new Float32Array(CELLS * CELLS).fill(10);
  const { x, y } = greatestStrokes(pair, pair, { known: KNOWN, rough: [rough, rough] });
  expect(Math.abs(x - AT[0])).toBeLessThan(16);
  expect(Math.abs(y - AT[1])).toBeLessThan(12);
});

it.each([
  [0.2, 8.1, false],
  [1.2, 5.9, false],
  [8.1, 1.3, false],
  [5.3, 5.3, false],
  [1.6, 8, true],
  [2.5, 7, true],
  [7, 3.1, false],
  [7, 4.5, true],
])(
  'holds two looks, of which one has %d and the other one in more detail %d, against each other: %s',
  (one, two, is) => {
    expect(areOtherStrokes(one, two)).toBe(is);
  },
);
