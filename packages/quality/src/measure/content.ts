import type { RgbImage } from '@listing-lint/rules/image';
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
  const looker = pictureLooker();
  const all = Math.max(1, image.width * image.height);
  return { detail: looker.changed(image, CHANGE) / all, oneColour: looker.commonest(image) / all };
};
