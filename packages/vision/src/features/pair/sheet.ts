import { type GreyImage, type RgbImage, reducedTo, WORKING_SIDE, workingRaster } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';

import { featureKernel } from '../kernel/kernel-wasm.ts';
import { type GroundCells, groundAroundProduct, productCells } from './ground.ts';

/** Longest side, px, at which pictures are registered and keypoints detected. */
export const SHEET_SIDE = WORKING_SIDE;

/** A picture prepared for registration. */
export interface Sheet {
  readonly colour: RgbImage;
  /** Blurred luma, each half the size of the one before. */
  readonly luma: readonly GreyImage[];
  readonly ground: GroundCells | null;
  /** Cells of the product, without its edge; null where there is no plain ground around it. */
  readonly product: Uint8Array | null;
}

/** Sizes of blurred luma. */
const HALVINGS = 4;

const lumas = new WeakMap<RgbImage, GreyImage>();

/** A picture in the size of a sheet, never enlarged; made once a picture, as its key points and its sheet are both taken from it. */
export const sheetRaster = (image: RgbImage, side = SHEET_SIDE): RgbImage =>
  side === SHEET_SIDE ? workingRaster(image) : reducedTo(image, side);

/** Its luma, made once, too. */
export const sheetLuma = (raster: RgbImage): GreyImage => {
  const known = lumas.get(raster);
  if (known !== undefined) return known;
  const luma = featureKernel().luma(raster);
  lumas.set(raster, luma);
  return luma;
};

/** Frees a sheet that nobody has any more, and what it was made of: what waits for a collection brings that about. */
export const giveBackSheet = ({ colour, luma }: Sheet): void => {
  for (const { data } of [colour, sheetLuma(colour), ...luma]) giveBack(data);
};

export const sheetOf = (colour: RgbImage): Sheet => {
  const whole = sheetLuma(colour);
  let sharp = whole;
  const luma = [featureKernel().blurred(sharp)];
  for (let k = 1; k < HALVINGS && Math.min(sharp.width, sharp.height) >= 64; k++) {
    const half = featureKernel().halved(sharp);
    if (sharp !== whole) giveBack(sharp.data);
    sharp = half;
    luma.push(featureKernel().blurred(sharp));
  }
  if (sharp !== whole) giveBack(sharp.data);
  let ground: GroundCells | null | undefined;
  let product: Uint8Array | null | undefined;
  const groundOnce = (): GroundCells | null => {
    if (ground === undefined) ground = groundAroundProduct(colour);
    return ground;
  };
  // Suspects never need them.
  return {
    colour,
    luma,
    get ground() {
      return groundOnce();
    },
    get product() {
      if (product === undefined) {
        const cells = groundOnce();
        product = cells && productCells(cells);
      }
      return product;
    },
  };
};
