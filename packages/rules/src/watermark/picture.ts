import sharp from 'sharp';
import { type GreyImage, lumaOf, type RgbImage } from '../image/raster.ts';
import { STAGES, sideOf } from './plan.ts';

/** Longest side of the level on which wide marks are refined, px. */
const MIDDLE_SIDE = 500;

/** The sizes of one picture that the search looks at; none larger than the decode. */
export interface PictureSizes {
  /** As decoded, at most 1024 px. */
  readonly fine: GreyImage;
  readonly middle: GreyImage;
  /** By side of the plane. */
  readonly planes: ReadonlyMap<number, GreyImage>;
}

/** Makes all sizes from the canonical pixels, never from the file. */
export const picturesOf = (image: RgbImage): Promise<PictureSizes> => sizesOf(lumaOf(image));

/** Makes all sizes from luma of at most 1024 px. */
export const sizesOf = async (fine: GreyImage): Promise<PictureSizes> => {
  const planes = new Map<number, GreyImage>();
  for (const { size } of STAGES) planes.set(size, await fitted(fine, sideOf(size)));
  return { fine, middle: planes.get(512) ?? (await fitted(fine, MIDDLE_SIDE)), planes };
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
