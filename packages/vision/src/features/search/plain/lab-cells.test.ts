// Which cells of a picture are the ground around a product.

import type { RgbImage } from '@listing-lint/rules/image';
import { expect, it } from 'vitest';
import type { Sheet } from '../../pair/sheet.ts';
import { groundOfCells } from './lab-cells.ts';

const grey = (width: number, height: number, at: (x: number, y: number) => number): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let k = 0; k < width * height; k++) data.fill(at(k % width, Math.floor(k / width)), 3 * k, 3 * k + 3);
  return { width, height, data };
};

it('are ground where the ground around the product is', () => {
  const isGround = Uint8Array.from({ length: 4 * 4 }, (_, k) => Number(k % 4 < 2));
  const sheet: Sheet = {
    ...{ colour: grey(16, 16, () => 9), luma: [], product: null },
    ground: { columns: 4, rows: 4, isGround, share: 0.5 },
  };
  expect([...groundOfCells(sheet)]).toEqual([1, 0, 1, 0]);
  expect([...groundOfCells({ ...sheet, ground: null })]).toEqual([0, 0, 0, 0]);
});
