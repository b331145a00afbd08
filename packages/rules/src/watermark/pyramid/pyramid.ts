import { type GreyImage, lumaOf, type RgbImage } from '../../image/read/raster.ts';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Level, makeLevel } from './level.ts';
import { withShrink } from './shrink.ts';
import { STAGES, sideOf } from './stages.ts';

/** Longest side of the level on which the largest marks are confirmed, px. */
const SMALL_SIDE = 250;
/** Widest rendering of a mark that is refined on the fine level, px; wider ones go to the middle level. */
const FINE_WIDTH = 300;

/** The sizes of one picture that the search looks at; none larger than the decode. */
export interface Pyramid {
  /** As decoded, at most 1024 px. */
  readonly fine: GreyImage;
  /** That of the plane of 512 px. */
  readonly middle: GreyImage;
  readonly small: GreyImage;
  /** By side of the plane, smallest first. */
  readonly planes: ReadonlyMap<number, GreyImage>;
}

const made = new WeakMap<RgbImage, Pyramid>();

/** Makes all sizes from the canonical pixels, never from the file; once for a picture, as long as its pixels are held. */
export const pyramidOf = (kernel: CorrelationKernel, image: RgbImage): Pyramid => {
  const known = made.get(image);
  if (known) return known;
  const pyramid = pyramidOfLuma(kernel, lumaOf(image));
  made.set(image, pyramid);
  return pyramid;
};

/** All sizes as a mirror shows them. */
export const mirroredPyramid = (pyramid: Pyramid): Pyramid => {
  const mirrored = new Map<GreyImage, GreyImage>();
  const mirror = (image: GreyImage): GreyImage => {
    const known = mirrored.get(image) ?? mirroredGrey(image);
    mirrored.set(image, known);
    return known;
  };
  return {
    fine: mirror(pyramid.fine),
    middle: mirror(pyramid.middle),
    get small() {
      return mirror(pyramid.small);
    },
    planes: new Map([...pyramid.planes].map(([size, image]) => [size, mirror(image)])),
  };
};

const mirroredGrey = ({ width, height, data }: GreyImage): GreyImage => {
  const turned = data.slice();
  for (let from = 0; from < turned.length; from += width) turned.subarray(from, from + width).reverse();
  return { width, height, data: turned };
};

/** Makes all sizes from luma of at most 1024 px. */
export const pyramidOfLuma = (kernel: CorrelationKernel, fine: GreyImage): Pyramid => {
  const planes = withShrink(kernel, fine, (shrink) => new Map(STAGES.map(({ size }) => [size, shrink(sideOf(size))])));
  let small: GreyImage | undefined;
  return {
    fine,
    middle: planes.get(512) ?? fine,
    get small() {
      small ??= withShrink(kernel, fine, (shrink) => shrink(SMALL_SIDE));
      return small;
    },
    planes,
  };
};

/** The sizes of a picture as signed gradient fields, for refinement and confirmation; made lazily. */
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
  return {
    fine: () => levelOf(pyramid.fine),
    refining: (scale) => levelOf(scale * pyramid.fine.width <= FINE_WIDTH ? pyramid.fine : pyramid.middle),
    coarser: (suits) => {
      const coarser = [pyramid.middle, pyramid.planes.get(384)];
      return levelOf(coarser.find((picture) => picture !== undefined && suits(picture.width)) ?? pyramid.small);
    },
    release: () => {
      for (const level of made.values()) level.release();
      made.clear();
    },
  };
};
