import type { FractionBox } from '@listing-lint/core/plugin';
import type { GreyImage } from '../../image/read/raster.ts';
import { rankedHits, strategyOf } from '../detect/detect.ts';
import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Pyramid, pyramidOfLuma } from '../pyramid/pyramid.ts';
import type { Calibration } from '../rates/calibration.ts';
import type { Template } from '../template/template.ts';
import type { MarkFinding } from '../watermark-fact.ts';
import { foundFact } from './found-fact.ts';

/** Sides of the picture with room around it over those without: so a mark as wide as the picture is as wide as the widest that is looked for. */
const ROOM = 1.65;
/** Narrowest mark that is looked for there, of the picture's width: a little of what the search without room reaches, too. */
const NARROWEST = 0.58;

/**
 * Looks for marks that are nearly as wide as the picture. There they have so few places to lie at that none stands out of the others; with room around the picture, into which its
 * borders go on, it does. Gives what a clean picture would be least likely to show; undefined where they fit nowhere.
 */
export const findWide = (
  kernel: CorrelationKernel,
  calibrations: ReadonlyMap<Template, Calibration>,
  { middle }: Pyramid,
  marks: number,
): MarkFinding | undefined => {
  const [width, height] = [Math.round(ROOM * middle.width), Math.round(ROOM * middle.height)];
  const [left, top] = [(width - middle.width) >> 1, (height - middle.height) >> 1];
  const pyramid = pyramidOfLuma(kernel, withRoom(middle, { width, height, left, top }));
  // A second look at the picture is a second chance for each mark to be seen where there is none.
  const [best] = rankedHits(strategyOf(false), calibrations, pyramid, 2 * marks, NARROWEST / ROOM);
  if (best === undefined) return undefined;
  const found = foundFact(best, false, pyramid);
  if (found.box === null || found.scale === null) return undefined;
  const { box, scale } = found;
  const across = width / middle.width;
  const down = height / middle.height;
  return {
    ...found,
    scale: rounded(scale * across),
    box: withinPicture({
      ...{ x: box.x * across - left / middle.width, y: box.y * down - top / middle.height },
      ...{ width: box.width * across, height: box.height * down },
    }),
  };
};

/** What of a place lies on the picture. */
const withinPicture = ({ x, y, width, height }: FractionBox): FractionBox => {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(1, x + width), Math.min(1, y + height)];
  return { x: rounded(left), y: rounded(top), width: rounded(right - left), height: rounded(bottom - top) };
};

const rounded = (value: number): number => Number(value.toFixed(4));

/** A larger picture, at a place of which a smaller one lies; around it its borders go on. */
const withRoom = (
  picture: GreyImage,
  {
    width,
    height,
    left,
    top,
  }: { readonly width: number; readonly height: number; readonly left: number; readonly top: number },
): GreyImage => {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = Math.min(picture.height - 1, Math.max(0, y - top)) * picture.width;
    const row = y * width;
    data.fill(picture.data[from] ?? 0, row, row + left);
    data.set(picture.data.subarray(from, from + picture.width), row + left);
    data.fill(picture.data[from + picture.width - 1] ?? 0, row + left + picture.width, row + width);
  }
  return { width, height, data };
};
