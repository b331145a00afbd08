import type { RgbImage } from '@listing-lint/rules/image';

/** A picture of one grey. */
export const plainPage = (width: number, height: number, grey: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(grey),
});

/** Lays a picture on another one, which is changed, its upper left corner at a pixel. */
export const pastedAt = (target: RgbImage, source: RgbImage, left: number, top: number): RgbImage => {
  for (let y = 0; y < source.height; y++)
    target.data.set(
      source.data.subarray(3 * y * source.width, 3 * (y + 1) * source.width),
      3 * ((top + y) * target.width + left),
    );
  return target;
};
