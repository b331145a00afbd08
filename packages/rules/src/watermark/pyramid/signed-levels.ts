import type { GreyImage } from '../../image/read/raster.ts';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Level, makeLevel } from './level.ts';
import type { PictureSizes } from './picture.ts';

/** The sizes of a picture as signed gradient fields, for refinement and confirmation; each is made when it is first asked for. */
export interface SignedLevels {
  /** The picture as it was decoded, at most 1024 px. */
  readonly fine: () => Level;
  /** About 500 px, for wide marks. */
  readonly middle: () => Level;
  /** The middle level, or the finest below it whose width (px) suits, or the coarsest of all. */
  readonly coarser: (suits: (innerWidth: number) => boolean) => Level;
  readonly release: () => void;
}

export const signedLevels = (kernel: CorrelationKernel, pictures: PictureSizes): SignedLevels => {
  const made = new Map<GreyImage, Level>();
  const levelOf = (picture: GreyImage): Level => {
    const known = made.get(picture);
    if (known) return known;
    const level = makeLevel(kernel, picture, false);
    made.set(picture, level);
    return level;
  };
  const coarser = [pictures.middle, pictures.planes.get(384) ?? pictures.small, pictures.small];
  return {
    fine: () => levelOf(pictures.fine),
    middle: () => levelOf(pictures.middle),
    coarser: (suits) => levelOf(coarser.find(({ width }) => suits(width)) ?? pictures.small),
    release: () => {
      for (const level of made.values()) level.release();
      made.clear();
    },
  };
};
