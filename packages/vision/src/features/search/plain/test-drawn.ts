import type { RgbImage } from '@listing-lint/rules/image';
import { groundAroundProduct, productCells } from '../../pair/ground.ts';
import type { Sheet } from '../../pair/sheet.ts';

/** A picture of such a size, px, drawn by what it has at each place. */
export const drawnPicture = (
  width: number,
  height: number,
  at: (x: number, y: number) => readonly number[],
): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), 3 * (y * width + x));
  return { width, height, data };
};

/** Its sheet, with only the background and the product. */
export const drawnSheet = (colour: RgbImage): Sheet => {
  const ground = groundAroundProduct(colour);
  return { colour, luma: [], ground, product: ground && productCells(ground) };
};
