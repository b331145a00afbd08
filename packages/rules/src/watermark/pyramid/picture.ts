import sharp from 'sharp';
import { type GreyImage, lumaOf, type RgbImage } from '../../image/read/raster.ts';
import { STAGES, sideOf } from './plan.ts';

/** Longest side of the level on which wide marks are refined, and of the one on which the largest are confirmed, px. */
const MIDDLE_SIDE = 500;
const SMALL_SIDE = 250;

/** The sizes of one picture that the search looks at; none larger than the decode. */
export interface PictureSizes {
  /** As decoded, at most 1024 px. */
  readonly fine: GreyImage;
  readonly middle: GreyImage;
  readonly small: GreyImage;
  /** By side of the plane, smallest first. */
  readonly planes: ReadonlyMap<number, GreyImage>;
}

/** Makes all sizes from the canonical pixels, never from the file. */
export const picturesOf = (image: RgbImage): Promise<PictureSizes> => sizesOf(lumaOf(image));

/** Makes all sizes from luma of at most 1024 px. */
export const sizesOf = async (fine: GreyImage): Promise<PictureSizes> => {
  const planes = new Map<number, GreyImage>();
  for (const { size } of STAGES) planes.set(size, await fitted(fine, sideOf(size)));
  const middle = planes.get(512) ?? (await fitted(fine, MIDDLE_SIDE));
  return { fine, middle, small: await fitted(fine, SMALL_SIDE), planes };
};

const fitted = async (image: GreyImage, side: number): Promise<GreyImage> => {
  if (Math.max(image.width, image.height) <= side) return image;
  const raw = { width: image.width, height: image.height, channels: 1 } as const;
  const { data, info } = await sharp(image.data, { raw })
    .resize({ width: side, height: side, fit: 'inside' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};
