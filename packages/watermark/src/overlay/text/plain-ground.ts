import type { RgbImage } from '@listing-lint/rules/image';
import { ABOVE, ALL, type Blob, components, LEFT, TAKEN } from './regions.ts';

/** Longest side, px, of the raster on which plain regions are found. */
const COARSE_SIDE = 640;
/** Largest step of luma, and of a channel, between neighbours of one plain region: JPEG blurs and rings in colour more than in luma. */
const LUMA_STEP = 5;
const COLOUR_STEP = 20;
/** Shares of the picture from which on a plain region is ground, or may be a sticker. */
const LEAST_GROUND = 0.006;
const LEAST_LABEL = 0.001;

/** Means of whole blocks of pixels, so that the longest side is at most `COARSE_SIDE`. */
export const shrunk = (image: RgbImage): RgbImage => {
  const factor = Math.ceil(Math.max(image.width, image.height) / COARSE_SIDE);
  if (factor === 1) return image;
  const width = Math.max(1, Math.floor(image.width / factor));
  const height = Math.max(1, Math.floor(image.height / factor));
  const data = new Uint8Array(3 * width * height);
  const stride = 3 * image.width;
  const area = factor * factor;
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let dy = 0; dy < factor; dy++) {
        let p = (y * factor + dy) * stride + 3 * x * factor;
        for (let dx = 0; dx < factor; dx++, p += 3) {
          red += image.data[p] ?? 0;
          green += image.data[p + 1] ?? 0;
          blue += image.data[p + 2] ?? 0;
        }
      }
      data[o] = red / area;
      data[o + 1] = green / area;
      data[o + 2] = blue / area;
    }
  }
  return { width, height, data };
};

/** The plain regions of a picture. */
export interface Ground {
  /** For each pixel the number of its plain region, 0 for none. */
  readonly of: Int32Array;
  readonly regions: readonly Blob[];
  /** 1 for a region as large as a picture's ground, by its number; smaller ones may be stickers. */
  readonly isLarge: Uint8Array;
  /** Large regions' share of the picture, 0–1. */
  readonly share: number;
}

export const plainRegions = (picture: RgbImage): Ground => {
  const { width, height } = picture;
  const area = width * height;
  const { labels, blobs } = components(width, height, linksOfPlain(picture), Math.ceil(LEAST_LABEL * area));
  const isLarge = new Uint8Array(blobs.length + 1);
  let share = 0;
  for (const blob of blobs) {
    if (blob.area < LEAST_GROUND * area) continue;
    isLarge[blob.label] = 1;
    share += blob.area / area;
  }
  return { of: labels, regions: blobs, isLarge, share };
};

/** Links pixels to their left and upper neighbours if the difference is small. */
const linksOfPlain = ({ width, height, data }: RgbImage): Uint8Array => {
  const links = new Uint8Array(width * height);
  const stride = 3 * width;
  for (let y = 0, i = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++, p += 3) {
      const left = x > 0 && isNear(data, p, p - 3) ? LEFT : 0;
      const above = y > 0 && isNear(data, p, p - stride) ? ABOVE : 0;
      links[i] = TAKEN | left | above;
    }
  }
  return links;
};

/** Pixels of no large region, joined to all their neighbours. */
export const linksOfIslands = ({ of, isLarge }: Ground): Uint8Array => {
  const links = new Uint8Array(of.length);
  for (let i = 0; i < of.length; i++) links[i] = isLarge[of[i] ?? 0] === 1 ? 0 : ALL;
  return links;
};

/** Pixels of no plain region at all within boxes, joined to all their neighbours. */
export const linksWithin = ({ of }: Ground, boxes: readonly Blob[], width: number): Uint8Array => {
  const links = new Uint8Array(of.length);
  for (const { left, top, right, bottom } of boxes) {
    for (let y = top; y < bottom; y++) {
      for (let i = y * width + left; i < y * width + right; i++) links[i] = of[i] === 0 ? ALL : 0;
    }
  }
  return links;
};

const isNear = (data: Uint8Array, p: number, q: number): boolean => {
  const red = (data[p] ?? 0) - (data[q] ?? 0);
  const green = (data[p + 1] ?? 0) - (data[q + 1] ?? 0);
  const blue = (data[p + 2] ?? 0) - (data[q + 2] ?? 0);
  return (
    Math.abs(77 * red + 150 * green + 29 * blue) <= 256 * LUMA_STEP &&
    Math.abs(red) <= COLOUR_STEP &&
    Math.abs(green) <= COLOUR_STEP &&
    Math.abs(blue) <= COLOUR_STEP
  );
};
