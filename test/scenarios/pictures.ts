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
  /** The scene fills a random shape on a light ground, as a product does. */
  cutOut: z.boolean().optional(),
  /** A half transparent logo lies in the lower right corner, the same on every picture. */
  logo: z.boolean().optional(),
  quality: z.number().int().default(85),
  /** The file says where it was taken and with which camera. */
  leaks: z.boolean().optional(),
});
export type Picture = z.infer<typeof pictureSchema>;

/** Writes the picture; its format is that of the name. */
export const writePicture = async (root: string, path: string, picture: Picture): Promise<void> => {
  const { width, height, mirror, cutOut, logo, quality, leaks } = picture;
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  let image = sharp(noise(picture.seed), { raw: { width: GRID, height: GRID, channels: 3 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'cubic',
  });
  if (mirror) image = sharp(await image.png().toBuffer()).flop();
  if (cutOut) {
    const cut = await image.composite([{ input: shapeFor(picture), blend: 'dest-in' }]).png().toBuffer();
    image = sharp(await sharp(cut).flatten({ background: '#eee' }).png().toBuffer());
  }
  if (logo) image = sharp(await image.png().toBuffer()).composite([{ input: logoFor(width), gravity: 'southeast' }]);
  if (leaks) image = sharp(await image.png().toBuffer()).withExif(LEAKS);
  await (path.endsWith('.png') ? image.png() : path.endsWith('.webp') ? image.webp({ quality }) : image.jpeg({ quality }))
    .toFile(file);
};

const LEAKS = {
  IFD0: { Make: 'Acme' },
  IFD2: { DateTimeOriginal: '2026:05:01 10:20:30', BodySerialNumber: 'B-4711' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '7/1 15/1 0/1' },
};

/** A polygon of nine corners around the middle. */
const shapeFor = ({ seed, width, height }: Picture): Buffer => {
  const random = [...noise(seed)].map((value) => value / 255);
  const corners = Array.from({ length: 9 }, (_, k) => {
    const angle = (2 * Math.PI * k) / 9;
    const radius = 0.15 + 0.28 * (random[k] ?? 0);
    return `${width * (0.5 + radius * Math.cos(angle))},${height * (0.5 + radius * Math.sin(angle))}`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><polygon points="${corners.join(' ')}"/></svg>`,
  );
};

/** Drawn of plain shapes, so that no font is needed: a fifth of the picture wide. */
const logoFor = (width: number): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(width / 5)}" height="${Math.round(width / 10)}" viewBox="0 0 200 100">
      <g fill="none" stroke="#333" stroke-width="10" opacity=".4">
        <path d="M20 80 L45 20 L70 80 M30 58 H60"/><circle cx="110" cy="50" r="28"/><path d="M155 80 V20 H185 M155 48 H178"/>
      </g>
    </svg>`,
  );

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
