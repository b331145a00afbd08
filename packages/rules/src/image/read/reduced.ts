import { pictureReducer } from '../kernel/reducer-wasm.ts';
import type { RgbImage } from './raster.ts';

/** The picture with its longer side at most `side` px, by the means of equal areas; the picture itself where it is no larger. */
export const reducedTo = (image: RgbImage, side: number): RgbImage => {
  const scale = side / Math.max(image.width, image.height);
  if (scale >= 1) return image;
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
  return pictureReducer().reduce(image, { width: scaled(image.width), height: scaled(image.height) });
};
