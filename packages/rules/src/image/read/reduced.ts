import { pictureReducer } from '../kernel/reducer-wasm.ts';
import type { RgbImage } from './raster.ts';

/** Size of a picture whose longer side is made `side` px; null where it is no larger. */
export const sizeWithin = (
  { width, height }: { readonly width: number; readonly height: number },
  side: number,
): { readonly width: number; readonly height: number } | null => {
  const scale = side / Math.max(width, height);
  if (scale >= 1) return null;
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
};

/** The picture with its longer side at most `side` px, by the means of equal areas; the picture itself where it is no larger. */
export const reducedTo = (image: RgbImage, side: number): RgbImage => {
  const target = sizeWithin(image, side);
  return target === null ? image : pictureReducer().reduce(image, target);
};
