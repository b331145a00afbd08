import type { RgbImage } from '../raster.ts';
import { reducedTo } from './reduced.ts';

/** Longest side, px, at which pictures are compared: fingerprints and keypoints are taken from it, and they are registered in it. */
export const WORKING_SIDE = 512;

const rasters = new WeakMap<RgbImage, RgbImage>();

/** A picture in that size, never enlarged; made once a picture, as much is taken from it. */
export const workingRaster = (image: RgbImage): RgbImage => {
  const known = rasters.get(image);
  if (known !== undefined) return known;
  const raster = reducedTo(image, WORKING_SIDE);
  rasters.set(image, raster);
  return raster;
};

/** Says what a picture is in that size, where that was decoded by itself. */
export const workingRasterIs = (image: RgbImage, raster: RgbImage): void => {
  rasters.set(image, raster);
};
