import { expect, it } from 'vitest';
import { markSentence, notExaminedSentence, placeInWords, textSentence } from './sentences.ts';

const at = (x: number, y: number, on: 'ground' | 'label' = 'ground') => ({
  ...{ x: x - 0.05, y: y - 0.05, width: 0.1, height: 0.1 },
  on,
});

it('names the place of a box by thirds of the picture', () => {
  expect(placeInWords(at(0.1, 0.9))).toBe('at the bottom left');
  expect(placeInWords(at(0.5, 0.1))).toBe('at the top');
  expect(placeInWords(at(0.9, 0.5))).toBe('at the right');
  expect(placeInWords(at(0.5, 0.5))).toBe('in the middle');
});

it('says that text is evidence, and how much of it there is', () => {
  expect(textSentence([at(0.1, 0.9)])).toBe('text-like strokes next to the product (1 row, at the bottom left)');
  expect(textSentence([at(0.1, 0.9), at(0.2, 0.8), at(0.9, 0.1, 'label')])).toBe(
    'text-like strokes next to the product and in a band or sticker (3 rows, at the bottom left, at the top right)',
  );
});

it('says of a mark whether it can be read', () => {
  const mark = { template: 'brand/mark.png', reason: null, contrast: 20 };
  expect(markSentence({ ...mark, status: 'present' })).toBe('the mark brand/mark.png is on the picture');
  expect(markSentence({ ...mark, status: 'illegible' })).toBe('a faint mark is on the picture (brand/mark.png)');
});

it('reports what is missing to find overlays on many pictures', () => {
  expect(notExaminedSentence(5, 5, true)).toMatch('main pictures of 5 products, at least 12 are needed');
  expect(notExaminedSentence(1, 1, false)).toMatch('further pictures of 1 product, at least 12 are needed');
  expect(notExaminedSentence(5, 12, true)).toMatch('main pictures of 12 products only 5 differ enough');
  expect(notExaminedSentence(5, 40, false)).toMatch('further pictures of 40 products only 5 differ enough');
});

it.each([
  [0, 0, 2 / 3, 2 / 3, 'in the middle'],
  [0, 0, 0.66, 0.66, 'at the top left'],
  [1 / 3, 0.4, 2 / 3, 0.2, 'at the right'],
  [0.3, 0.4, 0.7, 0.2, 'in the middle'],
  [0.4, 1 / 3, 0.2, 2 / 3, 'at the bottom'],
  [0.4, 0.9, 0.2, 0.1, 'at the bottom'],
])('a box at %d, %d of %d by %d is %s', (x, y, width, height, words) => {
  expect(placeInWords({ x, y, width, height })).toBe(words);
});
