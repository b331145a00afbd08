import { giveBack } from '../../../kernel/byte-room.ts';
import type { RgbImage } from '../../read/raster.ts';
import { reducedTo } from '../../read/reduced.ts';
import type { PlaneMap } from '../pair/mapping.ts';

/** Luma, and the differences of blue and of red from it (ITU-R BT.601; 0–255, colour around 0), plane by plane in floats. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly [luma: Float32Array, blue: Float32Array, red: Float32Array];
}

const emptyPlanes = (width: number, height: number, hasColour: boolean): Planes => {
  const plane = (isThere: boolean): Float32Array => new Float32Array(isThere ? width * height : 0);
  return { width, height, planes: [plane(true), plane(hasColour), plane(hasColour)] };
};

/** Gives their memory back: of the pictures of one line that a suspect may show there are 10 MB each. */
export const giveBackPlanes = ({ planes }: Planes): void => {
  for (const plane of planes) giveBack(plane);
};

/** Where colour is not asked for its planes have no pixels. */
export const planesOf = ({ width, height, data }: RgbImage, hasColour = true): Planes => {
  const made = emptyPlanes(width, height, hasColour);
  const [luma, blue, red] = made.planes;
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    luma[i] = y;
    if (!hasColour) continue;
    blue[i] = 0.564 * (b - y);
    red[i] = 0.713 * (r - y);
  }
  return made;
};

/** Scales that differ by less are the same. */
const SAME_SCALE = 1.15;

/** The picture so many times smaller; the picture itself where that is hardly any. */
export const reducedBy = (image: RgbImage, times: number): RgbImage =>
  times <= SAME_SCALE ? image : reducedTo(image, Math.max(1, Math.round(Math.max(image.width, image.height) / times)));

/** Px at the edge of what is laid on a picture that say nothing: a frame may begin there. */
const EDGE = 3;

/** What is laid on a picture, pixel by pixel, and where it lies there, but for its edge: 1. */
export interface LaidPlanes extends Planes {
  readonly isThere: Uint8Array;
}

/** `theirs` as it lies on a picture of that size, pixels of which `mapping` takes to theirs. */
export const laidOn = (
  theirs: Planes,
  { a, b, c, d, e, f }: PlaneMap,
  { width, height }: Pick<Planes, 'width' | 'height'>,
): LaidPlanes => {
  const hasColour = theirs.planes[1].length > 0;
  const made = emptyPlanes(width, height, hasColour);
  const isThere = new Uint8Array(width * height);
  const [luma, blue, red] = made.planes;
  const [l, m, n] = theirs.planes;
  const [right, bottom] = [theirs.width - 1, theirs.height - 1];
  const across = theirs.width;
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const u = a * x + b * y + c;
      const v = d * x + e * y + f;
      if (u >= EDGE && v >= EDGE && u < right - EDGE && v < bottom - EDGE) isThere[k] = 1;
      // Beyond its edge stands what is at its edge.
      const left = Math.min(right - 1, Math.max(0, Math.floor(u)));
      const top = Math.min(bottom - 1, Math.max(0, Math.floor(v)));
      const p = Math.min(1, Math.max(0, u - left));
      const q = Math.min(1, Math.max(0, v - top));
      const at = top * across + left;
      const w00 = (1 - p) * (1 - q);
      const w10 = p * (1 - q);
      const w01 = (1 - p) * q;
      const w11 = p * q;
      const below = at + across;
      luma[k] = w00 * (l[at] ?? 0) + w10 * (l[at + 1] ?? 0) + w01 * (l[below] ?? 0) + w11 * (l[below + 1] ?? 0);
      if (!hasColour) continue;
      blue[k] = w00 * (m[at] ?? 0) + w10 * (m[at + 1] ?? 0) + w01 * (m[below] ?? 0) + w11 * (m[below + 1] ?? 0);
      red[k] = w00 * (n[at] ?? 0) + w10 * (n[at + 1] ?? 0) + w01 * (n[below] ?? 0) + w11 * (n[below + 1] ?? 0);
    }
  }
  return { ...made, isThere };
};

/** Luma of each pixel with its neighbours, 1 : 2 : 1 across and down. */
export const smoothed = ({ width, height, planes: [luma, blue, red] }: Planes): Planes => ({
  width,
  height,
  planes: [smoothedPlane(luma, width, height), blue, red],
});

const smoothedPlane = (plane: Float32Array, width: number, height: number): Float32Array => {
  const [across, out] = [new Float32Array(plane.length), new Float32Array(plane.length)];
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const [before, after] = [x > 0 ? k - 1 : k, x + 1 < width ? k + 1 : k];
      across[k] = ((plane[before] ?? 0) + 2 * (plane[k] ?? 0) + (plane[after] ?? 0)) / 4;
    }
  }
  for (let y = 0, k = 0; y < height; y++) {
    const [above, below] = [y > 0 ? -width : 0, y + 1 < height ? width : 0];
    for (let x = 0; x < width; x++, k++)
      out[k] = ((across[k + above] ?? 0) + 2 * (across[k] ?? 0) + (across[k + below] ?? 0)) / 4;
  }
  giveBack(across);
  return out;
};

/** One plane of a picture. */
export interface FloatPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Means of four pixels each: half the size. */
export const halvedPlane = ({ width, height, data }: FloatPlane): FloatPlane => {
  const [across, down] = [width >> 1, height >> 1];
  const out = new Float32Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const at = 2 * y * width + 2 * x;
      const upper = (data[at] ?? 0) + (data[at + 1] ?? 0);
      out[y * across + x] = (upper + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0)) / 4;
    }
  }
  return { width: across, height: down, data: out };
};
