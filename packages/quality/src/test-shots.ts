import { type DecodedPicture, decodePicture, type RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp, { type Sharp } from 'sharp';

/** A product shot for tests: hard and soft edges and fine grain in a box of fractions, on a plain ground. */
export interface Shot {
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly ground: readonly [number, number, number];
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export const SHOT: Shot = {
  ...{ seed: 1, width: 900, height: 800, ground: [250, 250, 250] },
  box: { x: 0.2, y: 0.15, width: 0.6, height: 0.7 },
};

export const shotOf = ({ seed, width, height, ground, box }: Shot): RgbImage => {
  const random = seededRandom(seed);
  const tiles = Array.from({ length: 40 }, () => ({
    ...{ x: random(), y: random(), slant: random() - 0.5, size: 0.06 + 0.2 * random() },
    colour: [40 + 190 * random(), 40 + 190 * random(), 40 + 190 * random()] as const,
  }));
  // The last one lies on top.
  tiles.reverse();
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, p = 0; y < height; y++) {
    const v = (y / height - box.y) / box.height;
    const crossed = tiles.filter((each) => Math.abs(v - each.y) < each.size);
    for (let x = 0; x < width; x++, p += 3) {
      const u = (x / width - box.x) / box.width;
      const isProduct = u >= 0 && u < 1 && v >= 0 && v < 1;
      const tile = isProduct
        ? crossed.find((each) => Math.abs(u - each.x + each.slant * (v - each.y)) < each.size)
        : undefined;
      const colour = isProduct ? (tile?.colour ?? [90, 110, 130]) : ground;
      const grain = isProduct ? 30 * (random() - 0.5) * (u < 0.5 ? 1 : 0.1) : 0;
      for (let c = 0; c < 3; c++) data[p + c] = Math.max(0, Math.min(255, (colour[c] ?? 0) + grain));
    }
  }
  return { width, height, data };
};

export const asSharp = ({ width, height, data }: RgbImage): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** As a program that reads the file would see it. */
export const decodedAs = async (picture: Sharp, quality = 92): Promise<DecodedPicture> =>
  decodePicture(await picture.jpeg({ quality }).toBuffer());
