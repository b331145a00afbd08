import { type RgbImage, reducedTo } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';

import type { PlaneMap } from '../pair/mapping.ts';
import type { FloatPlane, WarpSize } from './kernel/kernel.ts';
import { apartKernel } from './kernel/kernel-wasm.ts';

/** Luma, and the differences of blue and of red from it (ITU-R BT.601; 0–255, colour around 0), plane by plane in floats. */
export interface Planes extends WarpSize {
  readonly planes: readonly [luma: Float32Array, blue: Float32Array, red: Float32Array];
}

/** Gives their memory back: of the pictures of one line that a suspect may show there are 10 MB each. */
export const giveBackPlanes = ({ planes }: Planes): void => {
  for (const plane of planes) giveBack(plane);
};

/** Without colour the colour planes are empty. */
export const planesOf = (image: RgbImage, hasColour = true): Planes => ({
  width: image.width,
  height: image.height,
  planes: apartKernel().planes(image, hasColour),
});

export const lumaPlane = ({ width, height, planes: [data] }: Planes): FloatPlane => ({ width, height, data });

/** Scales that differ by less are the same. */
const SAME_SCALE = 1.15;

/** The picture so many times smaller; the picture itself where that is hardly any. */
export const reducedBy = (image: RgbImage, times: number): RgbImage =>
  times <= SAME_SCALE ? image : reducedTo(image, Math.max(1, Math.round(Math.max(image.width, image.height) / times)));

/** Border of a registered picture that is ignored, px: a frame may begin there. */
const EDGE = 3;

/** The warped picture and its validity mask: 1 inside, except for the border. */
export interface WarpedPlanes extends Planes {
  readonly isThere: Uint8Array;
}

/** Warps `theirs` onto a picture of that size; `mapping` maps its pixels to theirs. */
export const warpPlanes = ({ width, height, planes }: Planes, mapping: PlaneMap, size: WarpSize): WarpedPlanes => {
  const kernel = apartKernel();
  const warp = (data: Float32Array): Float32Array =>
    data.length === 0 ? new Float32Array(0) : kernel.warp({ width, height, data }, mapping, size);
  const [luma, blue, red] = planes;
  const extent = { left: EDGE, top: EDGE, right: width - 1 - EDGE, bottom: height - 1 - EDGE };
  return {
    width: size.width,
    height: size.height,
    planes: [warp(luma), warp(blue), warp(red)],
    isThere: kernel.within(mapping, size, extent),
  };
};

/** Luma of each pixel with its neighbours, 1 : 2 : 1 across and down. */
export const smoothed = (planes: Planes): Planes => {
  const [, blue, red] = planes.planes;
  return { ...planes, planes: [apartKernel().smoothed(lumaPlane(planes)), blue, red] };
};
