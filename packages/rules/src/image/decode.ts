import sharp from 'sharp';
import type { RgbImage } from './raster.ts';

/** Longest side of the canonical decode, px. */
export const CANONICAL_SIDE = 1024;

/**
 * The one canonical decode: auto-oriented, alpha on white, sRGB, at most 1024 px inside, never enlarged.
 * Everything that looks at pixels derives from it.
 */
export const decodeCanonical = async (bytes: Buffer): Promise<RgbImage> => {
  const { data, info } = await sharp(bytes, { limitInputPixels: 50_000_000, sequentialRead: true, failOn: 'error' })
    .autoOrient()
    .resize({ width: CANONICAL_SIDE, height: CANONICAL_SIDE, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};
