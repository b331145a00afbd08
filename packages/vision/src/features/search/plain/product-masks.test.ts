// Foreground masks of a picture by several background models: by its colour, strict and tolerant, and by how softly it changes.
import { describe, expect, it } from 'vitest';
import { fineCells, productMasks } from './product-masks.ts';
import { drawnPicture } from './test-drawn.ts';

const SIDE = 128;
const isDisc = (x: number, y: number): boolean => (x - 64) ** 2 + (y - 64) ** 2 < 40 ** 2;
const masks = (at: (x: number, y: number) => readonly number[]) => {
  const cells = fineCells(drawnPicture(SIDE, SIDE, at));
  return productMasks(cells).map((mask) => mask.reduce((sum, each) => sum + each, 0) / mask.length);
};
/** Share of the picture that a disc covers. */
const DISC = (Math.PI * 40 ** 2) / SIDE ** 2;

describe('cells of a picture', () => {
  it('have mean colours, and say by how much a channel differs in each', () => {
    const { columns, rows, lab, range } = fineCells(
      drawnPicture(10, 9, (x, y) => (x < 4 ? [x === 2 && y === 2 ? 60 : 20, 20, 20] : [255, 255, 255])),
    );
    expect([columns, rows]).toEqual([2, 2]);
    expect([...range]).toEqual([40, 0, 0, 0]);
    expect(lab[3]).toBeCloseTo(100, 0);
    // As lab-cells does, in linear light.
    expect(lab[0] ?? 0).toBeGreaterThan(lab[6] ?? 0);
  });
});

describe('what is no ground', () => {
  it('is segmented by background colour, also if nearly as white, and tolerantly with a soft shadow', () => {
    const [closely, lit, less, soft] = masks((x, y) => (isDisc(x, y) ? [238, 238, 238] : [255, 255, 255]));
    expect(closely).toBeGreaterThan(DISC - 0.02);
    expect(closely).toBeLessThan(DISC + 0.06);
    // ΔE 6: a shadow in the second, ground in the third, and its edge is none in the last.
    expect([lit, less]).toEqual([0, 0]);
    expect(soft).toBeGreaterThan(0);
  });
  it('leaves a soft shadow out, and nothing that is as dark in another colour, or has a sharp edge', () => {
    const shadow = (y: number): number => Math.max(0, Math.min(120, 6 * (y - 90)));
    const lit = (at: (x: number, y: number) => readonly number[]): number => masks(at)[1] ?? -1;
    const light = (y: number): readonly number[] => [255 - shadow(y), 255 - shadow(y), 255 - shadow(y)];
    const isCast = (x: number, y: number): boolean => x > 30 && x < 98 && y > 90 && y < 118;
    const edged = (x: number, y: number): readonly number[] => {
      const near = Math.min(x - 30, 98 - x, y - 90, 118 - y);
      return [0, 1, 2].map(() => 255 - Math.max(0, Math.min(60, 5 * near)));
    };
    expect(lit((x, y) => (isDisc(x, y) ? [200, 30, 30] : isCast(x, y) ? edged(x, y) : [255, 255, 255]))).toBeLessThan(
      DISC + 0.03,
    );
    expect(lit((x, y) => (isDisc(x, y) ? [200, 30, 30] : light(y)))).toBeGreaterThan(DISC - 0.02);
    expect(lit((x, y) => (isDisc(x, y) ? [120, 120, 120] : [255, 255, 255]))).toBeGreaterThan(DISC - 0.02);
  });
  it('is segmented on a gradient background, and not if there is only the gradient', () => {
    const soft = (y: number): readonly number[] => [90 + y, 200 - y, 120];
    const found = masks((x, y) => (isDisc(x, y) ? [30, 30, 60] : soft(y)));
    // No colour that its edges have.
    expect(found).toHaveLength(1);
    expect(Math.abs((found[0] ?? 0) - DISC)).toBeLessThan(0.08);
    expect(masks((_, y) => soft(y))).toEqual([0]);
    expect(masks((x, y) => [(x * 53) % 256, (y * 97) % 256, 90]).at(-1)).toBeGreaterThan(0.9);
  });
  it('does not reach what the product encloses', () => {
    const ring = (x: number, y: number): boolean => isDisc(x, y) && (x - 64) ** 2 + (y - 64) ** 2 > 20 ** 2;
    const [closely] = masks((x, y) => (ring(x, y) ? [200, 30, 30] : [255, 255, 255]));
    expect(closely).toBeGreaterThan(DISC - 0.02);
  });
});
