import type { RgbImage } from '../raster.ts';

/** The orientations of EXIF that exchange width and height. */
const LYING: readonly number[] = [5, 6, 7, 8];

/** Whether a picture of that orientation is on its side in its file. */
export const isLying = (orientation: number): boolean => LYING.includes(orientation);

/**
 * The picture in its display orientation, by its EXIF (1–8, CIPA DC-008, tag 0x0112); other values leave it unchanged. Pixel (x, y) of the
 * result is at `start + x * right + y * down` of the data.
 */
export const upright = (image: RgbImage, orientation: number): RgbImage => {
  const { width, height, data } = image;
  const row = 3 * width;
  const last = 3 * (width - 1);
  const bottom = row * (height - 1);
  const walks: { readonly [orientation: number]: readonly [start: number, right: number, down: number] } = {
    2: [last, -3, row],
    3: [bottom + last, -3, -row],
    4: [bottom, 3, -row],
    5: [0, row, 3],
    6: [bottom, -row, 3],
    7: [bottom + last, -row, -3],
    8: [last, row, -3],
  };
  const walk = walks[orientation];
  if (walk === undefined) return image;
  const [start, right, down] = walk;
  const size = isLying(orientation) ? { width: height, height: width } : { width, height };
  const out = new Uint8Array(data.length);
  let o = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0, at = start + y * down; x < size.width; x++, at += right) {
      out[o++] = data[at] ?? 0;
      out[o++] = data[at + 1] ?? 0;
      out[o++] = data[at + 2] ?? 0;
    }
  }
  return { ...size, data: out };
};
