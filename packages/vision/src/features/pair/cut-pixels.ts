import type { RgbImage } from '@listing-lint/rules/image';
import { unfilled } from '@listing-lint/rules/kernel';

/** A part of a picture, px. */
interface CutBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture, in a room of its own. */
export const cutInPixels = (image: RgbImage, { left, top, width, height }: CutBox): RgbImage => {
  const data = unfilled(3 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 3 * ((top + row) * image.width + left);
    data.set(image.data.subarray(from, from + 3 * width), 3 * width * row);
  }
  return { width, height, data };
};
