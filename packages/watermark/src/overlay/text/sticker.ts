import type { RgbImage } from '@listing-lint/rules/image';
import { groundColour, type LetterRow, letterRow } from './letter-row.ts';
import { components, linksOfMask } from './regions.ts';
import { boxOf, type PixelBox, rowsOf } from './rows.ts';

/** Share of a plate's box that its own colour must fill. */
const PLATE_SHARE = 0.4;
/** Least difference of the largest channel of a pixel, or of the surroundings, from the plate. */
const PLATE_STEP = 48;
/** Least height of a plate, px. */
const LEAST_PLATE = 14;
/** Bits of a channel in the histogram for the most frequent colour. */
const COLOUR_BITS = 3;

/**
 * Rows of text-like strokes on a plate of one colour that fills most of a box, in any surroundings: `isPlain` says that the box is that
 * of a plain region, else the plate must differ from its surroundings. Boxes in px of the picture.
 */
export const rowsOnPlate = (
  image: RgbImage,
  box: PixelBox,
  isPlain: boolean,
  leastShapes: number,
): readonly (LetterRow & { box: PixelBox })[] => {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (height < LEAST_PLATE || width < LEAST_PLATE) return [];
  const plate = plateColour(image, box);
  if (plate === undefined) return [];
  if (!isPlain && difference(plate, groundColour(image, box)) < PLATE_STEP) return [];
  const mask = new Uint8Array(width * height);
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o++) {
      const p = 3 * ((box.top + y) * image.width + box.left + x);
      const colour = [image.data[p] ?? 0, image.data[p + 1] ?? 0, image.data[p + 2] ?? 0] as const;
      mask[o] = difference(plate, colour) >= PLATE_STEP ? 1 : 0;
    }
  }
  // Pixels connected to the edge of the box are around the plate.
  const inside = components(width, height, linksOfMask(mask), LEAST_BLOB).blobs.filter(
    ({ left, top, right, bottom }) => left > 0 && top > 0 && right < width && bottom < height,
  );
  return rowsOf(inside, image.height).flatMap((members) => {
    const { left, top, right, bottom } = boxOf(members);
    const place = { left: box.left + left, top: box.top + top, right: box.left + right, bottom: box.top + bottom };
    const row = letterRow(image, place, leastShapes);
    return row === undefined ? [] : [{ ...row, box: place }];
  });
};

const LEAST_BLOB = 6;

type Colour = readonly [number, number, number];

const difference = (a: Colour, b: Colour): number =>
  Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));

/** The mean of the most frequent colours of a box, where they fill enough of it. */
const plateColour = (image: RgbImage, box: PixelBox): Colour | undefined => {
  const bins = 1 << (3 * COLOUR_BITS);
  const counts = new Uint32Array(bins);
  const sums = new Uint32Array(3 * bins);
  const shift = 8 - COLOUR_BITS;
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left, p = 3 * (y * image.width + box.left); x < box.right; x++, p += 3) {
      const [red = 0, green = 0, blue = 0] = [image.data[p], image.data[p + 1], image.data[p + 2]];
      const bin = ((red >> shift) << (2 * COLOUR_BITS)) | ((green >> shift) << COLOUR_BITS) | (blue >> shift);
      counts[bin] = (counts[bin] ?? 0) + 1;
      sums[3 * bin] = (sums[3 * bin] ?? 0) + red;
      sums[3 * bin + 1] = (sums[3 * bin + 1] ?? 0) + green;
      sums[3 * bin + 2] = (sums[3 * bin + 2] ?? 0) + blue;
    }
  }
  const best = counts.indexOf(Math.max(...counts));
  const count = counts[best] ?? 0;
  if (count < PLATE_SHARE * (box.right - box.left) * (box.bottom - box.top)) return undefined;
  return [(sums[3 * best] ?? 0) / count, (sums[3 * best + 1] ?? 0) / count, (sums[3 * best + 2] ?? 0) / count];
};
