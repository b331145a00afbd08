import type { RgbImage } from '../../read/raster.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';

/** How much there is to see. */
export interface Content {
  /** Share of the picture in which something changes: neighbours that differ by more than 6 in a channel. */
  readonly detail: number;
  /** Share of the commonest colour, of 16 steps a channel. */
  readonly oneColour: number;
}

const CHANGE = 6;

export const contentSeen = (image: RgbImage): Content => {
  const { width, height, data } = image;
  const colours = new Uint32Array(4096);
  for (let p = 0; p < data.length; p += 3) {
    const colour = (((data[p] ?? 0) & 0xf0) << 4) | ((data[p + 1] ?? 0) & 0xf0) | ((data[p + 2] ?? 0) >> 4);
    colours[colour] = (colours[colour] ?? 0) + 1;
  }
  let most = 0;
  for (let i = 0; i < colours.length; i++) most = Math.max(most, colours[i] ?? 0);
  const all = Math.max(1, width * height);
  return { detail: pictureLooker().changed(image, CHANGE) / all, oneColour: most / all };
};
