import { loadSharp } from '../../image/read/load-sharp.ts';
import { type GreyImage, lumaOf, type RgbImage } from '../../image/read/raster.ts';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Level, makeLevel } from './level.ts';
import { STAGES, sideOf } from './stages.ts';

/** Longest side of the level on which wide marks are refined, and of the one on which the largest are confirmed, px. */
const MIDDLE_SIDE = 500;
const SMALL_SIDE = 250;
/** Widest rendering of a mark that is refined on the fine level, px; wider ones go to the middle level. */
const FINE_WIDTH = 300;

/** The sizes of one picture that the search looks at; none larger than the decode. */
export interface Pyramid {
  /** As decoded, at most 1024 px. */
  readonly fine: GreyImage;
  /** About 500 px. */
  readonly middle: GreyImage;
  readonly small: GreyImage;
  /** By side of the plane, smallest first. */
  readonly planes: ReadonlyMap<number, GreyImage>;
}

/** Makes all sizes from the canonical pixels, never from the file. */
export const pyramidOf = (image: RgbImage): Promise<Pyramid> => pyramidOfLuma(lumaOf(image));

/** Makes all sizes from luma of at most 1024 px. */
export const pyramidOfLuma = async (fine: GreyImage): Promise<Pyramid> => {
  const planes = new Map<number, GreyImage>();
  for (const { size } of STAGES) planes.set(size, await fitted(fine, sideOf(size)));
  const middle = planes.get(512) ?? (await fitted(fine, MIDDLE_SIDE));
  return { fine, middle, small: await fitted(fine, SMALL_SIDE), planes };
};

const fitted = async (image: GreyImage, side: number): Promise<GreyImage> => {
  if (Math.max(image.width, image.height) <= side) return image;
  const raw = { width: image.width, height: image.height, channels: 1 } as const;
  const sharp = await loadSharp();
  const { data, info } = await sharp(image.data, { raw })
    .resize({ width: side, height: side, fit: 'inside' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

/** The sizes of a picture as signed gradient fields, for refinement and confirmation; each is made when it is first asked for. */
export interface GradientPyramid {
  readonly fine: () => Level;
  /** The level on which a mark `scale` of the picture's width wide is refined: the fine one, or the middle one for wide marks. */
  readonly refining: (scale: number) => Level;
  /** The middle level, or the finest below it whose width (px) suits, or the coarsest of all. */
  readonly coarser: (suits: (innerWidth: number) => boolean) => Level;
  readonly release: () => void;
}

export const gradientPyramid = (kernel: CorrelationKernel, pyramid: Pyramid): GradientPyramid => {
  const made = new Map<GreyImage, Level>();
  const levelOf = (picture: GreyImage): Level => {
    const known = made.get(picture);
    if (known) return known;
    const level = makeLevel(kernel, picture);
    made.set(picture, level);
    return level;
  };
  const coarser = [pyramid.middle, pyramid.planes.get(384) ?? pyramid.small, pyramid.small];
  return {
    fine: () => levelOf(pyramid.fine),
    refining: (scale) => levelOf(scale * pyramid.fine.width <= FINE_WIDTH ? pyramid.fine : pyramid.middle),
    coarser: (suits) => levelOf(coarser.find(({ width }) => suits(width)) ?? pyramid.small),
    release: () => {
      for (const level of made.values()) level.release();
      made.clear();
    },
  };
};
