import type { RgbImage } from '../../read/raster.ts';

/** How much there is to see. */
export interface Content {
  /** Share of the picture in which something changes: neighbours that differ by more than 6 in a channel. */
  readonly detail: number;
  /** Share of the commonest colour, of 16 steps a channel. */
  readonly oneColour: number;
}

const CHANGE = 6;

export const contentSeen = ({ width, height, data }: RgbImage): Content => {
  const colours = new Uint32Array(4096);
  let changes = 0;
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p += 3) {
      const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
      colours[((r >> 4) << 8) | (g & 0xf0) | (b >> 4)] = (colours[((r >> 4) << 8) | (g & 0xf0) | (b >> 4)] ?? 0) + 1;
      const next = x + 1 < width ? p + 3 : p;
      const below = y + 1 < height ? p + 3 * width : p;
      if (
        differs(r, data[next] ?? 0) ||
        differs(g, data[next + 1] ?? 0) ||
        differs(b, data[next + 2] ?? 0) ||
        differs(r, data[below] ?? 0) ||
        differs(g, data[below + 1] ?? 0) ||
        differs(b, data[below + 2] ?? 0)
      )
        changes++;
    }
  }
  const all = Math.max(1, width * height);
  return { detail: changes / all, oneColour: colours.reduce((most, count) => Math.max(most, count), 0) / all };
};

const differs = (a: number, b: number): boolean => a - b > CHANGE || b - a > CHANGE;
