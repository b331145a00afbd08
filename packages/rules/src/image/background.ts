import type { RgbImage } from './read/raster.ts';

/** How white the outermost part of a picture is; shares are 0–1. */
export interface FrameWhiteness {
  /** Share of the frame's pixels that are white. */
  readonly frame: number;
  /** Share of white in the least white of the four corners. */
  readonly corner: number;
}

/** The frame is the outermost 2 % of the short side, a corner a square of 4 %; at least one pixel. */
const FRAME_SHARE = 0.02;
const CORNER_SHARE = 0.04;

/**
 * Looks at the frame of a picture, where the product rarely is, and at its corners. `white` is the least value of a channel that
 * counts as white: 250 leaves room for what JPEG does to 255.
 */
export const frameWhiteness = (image: RgbImage, white = 250): FrameWhiteness => {
  const { width, height } = image;
  const short = Math.min(width, height);
  const band = Math.min(Math.max(1, Math.round(short * FRAME_SHARE)), Math.ceil(short / 2));
  const side = Math.max(1, Math.round(short * CORNER_SHARE));
  const count = (x: number, y: number, w: number, h: number): number => countWhite(image, { x, y, w, h }, white);
  const innerHeight = Math.max(0, height - 2 * band);
  const bottom = Math.max(band, height - band);
  const right = Math.max(band, width - band);
  const inFrame =
    count(0, 0, width, band) +
    count(0, bottom, width, height - bottom) +
    count(0, band, band, innerHeight) +
    count(right, band, width - right, innerHeight);
  const frameArea = width * (band + height - bottom) + innerHeight * (band + width - right);
  const corners = [
    count(0, 0, side, side),
    count(width - side, 0, side, side),
    count(0, height - side, side, side),
    count(width - side, height - side, side, side),
  ];
  return { frame: inFrame / frameArea, corner: Math.min(...corners) / (side * side) };
};

const countWhite = (
  { width, data }: RgbImage,
  area: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
  white: number,
): number => {
  let count = 0;
  for (let y = area.y; y < area.y + area.h; y++) {
    for (let at = 3 * (y * width + area.x), end = at + 3 * area.w; at < end; at += 3) {
      if ((data[at] ?? 0) >= white && (data[at + 1] ?? 0) >= white && (data[at + 2] ?? 0) >= white) count++;
    }
  }
  return count;
};
