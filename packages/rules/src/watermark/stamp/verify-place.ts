import type { FractionBox } from '@listing-lint/core/plugin';
import type { RgbImage } from '../../image/read/raster.ts';
import { makeLevel, PAD } from '../pyramid/level.ts';
import { measureMark } from '../score/appearance.ts';
import { refinePosition } from '../search/refine-position.ts';
import type { Template } from '../template/template.ts';
import { BORDER } from '../template/template-field.ts';

/** How well the mark's blocks agree, from which it is said to be at its place (docs/bench-watermark.md has what other places show). */
export const VERIFIED_AGREEMENT = 0.5;
/** Margin around the place that is compared, px. */
const AROUND = 12;

/** What is at the place where a mark was put. */
export interface Verification {
  /** Mean agreement of the mark's blocks, −1 to 1. */
  readonly agreement: number;
  readonly place: FractionBox;
  readonly opacity: number;
  readonly contrast: number;
}

/** Looks for a mark at one place of the canonical picture, give or take 3 px: no search, and no work outside that place. */
export const verifyPlace = (template: Template, image: RgbImage, place: FractionBox): Verification | undefined => {
  const { kernel, mark } = template;
  const left = Math.max(0, Math.floor(place.x * image.width) - AROUND);
  const top = Math.max(0, Math.floor(place.y * image.height) - AROUND);
  const right = Math.min(image.width, Math.ceil((place.x + place.width) * image.width) + AROUND);
  const bottom = Math.min(image.height, Math.ceil((place.y + place.height) * image.height) + AROUND);
  if (right - left < 16 || bottom - top < 8) return undefined;
  const crop = lumaCrop(image, left, top, right, bottom);
  const level = makeLevel(kernel, crop);
  const refined = refinePosition(
    { template, level },
    {
      x: ((place.x + place.width / 2) * image.width - left) / crop.width,
      y: ((place.y + place.height / 2) * image.height - top) / crop.height,
      scale: (((place.width * image.width) / crop.width) * mark.upright.width) / mark.width,
      peakRatio: 0,
      // The climb reaches 1.2 · side / size px: 3 here.
      size: Math.max(level.width, level.height) * 0.4,
    },
  );
  level.release();
  if (!refined) return undefined;
  const corner = { x: refined.left - PAD, y: refined.top - PAD };
  const appearance = measureMark(crop, mark, refined.width, corner.x, corner.y);
  return {
    agreement: refined.agreement,
    place: {
      x: (left + corner.x + BORDER) / image.width,
      y: (top + corner.y + BORDER) / image.height,
      width: (refined.edges.width - 2 * BORDER) / image.width,
      height: (refined.edges.height - 2 * BORDER) / image.height,
    },
    ...appearance,
  };
};

/** Luma (BT.601) of a rectangle. */
const lumaCrop = (image: RgbImage, left: number, top: number, right: number, bottom: number) => {
  const [width, height] = [right - left, bottom - top];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = 3 * ((top + y) * image.width + left + x);
      const sum = (image.data[p] ?? 0) * 19595 + (image.data[p + 1] ?? 0) * 38470 + (image.data[p + 2] ?? 0) * 7471;
      data[y * width + x] = (sum + 32768) >> 16;
    }
  }
  return { width, height, data };
};
