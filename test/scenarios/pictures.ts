import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';

/** How a scenario's picture is made: a smooth random scene, the same for the same seed. */
export const pictureSchema = z.strictObject({
  seed: z.number().int().default(1),
  width: z.number().int().default(1000),
  height: z.number().int().default(1000),
  /** Mirrored left to right. */
  mirror: z.boolean().default(false),
  quality: z.number().int().default(85),
});
export type Picture = z.infer<typeof pictureSchema>;

/** Writes the picture; its format is that of the name. */
export const writePicture = async (root: string, path: string, picture: Picture): Promise<void> => {
  const { width, height, mirror, quality } = picture;
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  let image = sharp(noise(picture.seed), { raw: { width: GRID, height: GRID, channels: 3 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'cubic',
  });
  if (mirror) image = sharp(await image.png().toBuffer()).flop();
  await (path.endsWith('.png') ? image.png() : path.endsWith('.webp') ? image.webp({ quality }) : image.jpeg({ quality }))
    .toFile(file);
};

const GRID = 9;

/** Colours of a coarse grid by a linear congruential generator (Numerical Recipes). */
const noise = (seed: number): Buffer => {
  let state = (seed * 2654435761) >>> 0;
  const values = Array.from({ length: GRID * GRID * 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  return Buffer.from(values);
};
