// Boxes around what stands alone and small on plain ground, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import type { Sheet } from '../pair/sheet.ts';
import { drawnPicture, drawnSheet } from './plain/test-drawn.ts';
import { productBoxes } from './product-boxes.ts';

const SIDE = 400;
type Boxes = readonly (readonly [left: number, top: number, right: number, bottom: number])[];
/** Products on white, px. */
const sheet = (...products: Boxes): Sheet =>
  drawnSheet(
    drawnPicture(SIDE, SIDE, (x, y) => {
      const isProduct = products.some(([left, top, right, bottom]) => x >= left && y >= top && x < right && y < bottom);
      const level = isProduct ? (x * 7 + y * 13) % 160 : 250;
      return [level, level, level];
    }),
  );
/** The boxes in px, rounded to tens. */
const boxes = (of: Sheet, seen: Parameters<typeof productBoxes>[1] = []): Boxes =>
  productBoxes(of, seen).map(({ left, top, right, bottom }) => {
    const [a, b, c, d] = [left, top, right, bottom].map((each) => 10 * Math.round(SIDE * 0.1 * each));
    return [a ?? 0, b ?? 0, c ?? 0, d ?? 0];
  });

describe('productBoxes', () => {
  it('are around each product, the largest first, two at most', () => {
    expect(boxes(sheet([40, 48, 200, 208]))).toEqual([[30, 40, 210, 220]]);
    const three = sheet([24, 24, 160, 160], [200, 200, 376, 376], [200, 24, 300, 124]);
    expect(boxes(three)).toEqual([
      [190, 190, 380, 380],
      [20, 20, 170, 170],
    ]);
  });
  it('leave out lines that lead to it, and words', () => {
    expect(boxes(sheet([40, 48, 200, 208], [200, 100, 380, 106], [300, 300, 380, 316]))).toEqual([[30, 40, 210, 220]]);
  });
  it('are none of what is most of the picture, or next to nothing of it', () => {
    expect(boxes(sheet([40, 40, 304, 304]))).toHaveLength(1);
    expect(boxes(sheet([40, 40, 320, 320]))).toHaveLength(0);
    expect(boxes(sheet([40, 40, 132, 132]))).toHaveLength(1);
    expect(boxes(sheet([40, 40, 88, 240]))).toHaveLength(0);
  });
  it('are none of the searched panels, and there are none without a plain background', () => {
    const one = sheet([40, 48, 200, 208]);
    expect(boxes(one, [{ left: 0.1, top: 0.12, right: 0.5, bottom: 0.52 }])).toHaveLength(0);
    expect(boxes(one, [{ left: 0.1, top: 0.12, right: 0.5, bottom: 0.3 }])).toHaveLength(1);
    expect(boxes(sheet([0, 0, SIDE, SIDE]))).toEqual([]);
  });
});
