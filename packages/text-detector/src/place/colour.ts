import type { Raster } from '../reduced.ts';

/** Levels of red, green and blue. */
export type RgbLevels = readonly [number, number, number];

export const colourAt = ({ data }: Raster, at: number): RgbLevels => [
  data[3 * at] ?? 0,
  data[3 * at + 1] ?? 0,
  data[3 * at + 2] ?? 0,
];

/** The median of each channel of some pixels. */
export const medianColour = (picture: Raster, pixels: readonly number[]): RgbLevels => {
  const median = (channel: number): number =>
    pixels.map((at) => picture.data[3 * at + channel] ?? 0).sort((a, b) => a - b)[pixels.length >> 1] ?? 0;
  return [median(0), median(1), median(2)];
};

/** Whether no channel of a pixel is farther from a colour. */
export const isNearColour = ({ data }: Raster, at: number, colour: RgbLevels, off: number): boolean =>
  colour.every((value, channel) => Math.abs((data[3 * at + channel] ?? 0) - value) <= off);
