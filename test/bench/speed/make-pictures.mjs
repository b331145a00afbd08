// A folder of generated product pictures for measuring: small JPEGs, five a listing, each product another drawing. One of fifty is a copy of
// an earlier product's, made anew at another quality, as shops have them. The same arguments give the same bytes.
//   node make-pictures.mjs FOLDER COUNT [SIDE]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const PER_LISTING = 5;
const COPY_EVERY = 50;

/** Numbers 0–1 that a seed alone decides (Mulberry32). */
const randomOf = (seed) => {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** A product before its backdrop, as SVG: some twenty shapes. */
const drawingOf = (seed, side) => {
  const random = randomOf(seed + 1);
  const at = () => Math.round(side * (0.1 + 0.8 * random()));
  const size = () => Math.round(side * (0.04 + 0.2 * random()));
  const colour = () =>
    `hsl(${Math.round(360 * random())} ${Math.round(20 + 70 * random())}% ${Math.round(15 + 65 * random())}%)`;
  const shapes = Array.from({ length: 20 }, () =>
    random() < 0.5
      ? `<rect x="${at()}" y="${at()}" width="${size()}" height="${size()}" fill="${colour()}" transform="rotate(${Math.round(90 * random())} ${side / 2} ${side / 2})"/>`
      : `<ellipse cx="${at()}" cy="${at()}" rx="${size()}" ry="${size()}" fill="${colour()}"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="${colour()}"/>${shapes.join('')}</svg>`,
  );
};

/** Writes `count` pictures of `side` pixels into `folder`/listings. */
export const makePictures = async (folder, count, side = 256) => {
  for (let first = 0; first < count; first += PER_LISTING) {
    const listing = join(folder, 'listings', `item-${String(first / PER_LISTING).padStart(6, '0')}`);
    mkdirSync(listing, { recursive: true });
    const numbers = Array.from({ length: Math.min(PER_LISTING, count - first) }, (_, i) => first + i);
    await Promise.all(
      numbers.map(async (number) => {
        const isCopy = number >= COPY_EVERY && number % COPY_EVERY === 0;
        const bytes = await sharp(drawingOf(isCopy ? number - COPY_EVERY + 1 : number, side))
          .flatten()
          .jpeg({ quality: isCopy ? 70 : 85 })
          .toBuffer();
        writeFileSync(join(listing, `${String(number - first + 1).padStart(2, '0')}.jpg`), bytes);
      }),
    );
  }
};

const [folder, count, side] = process.argv.slice(2);
if (folder !== undefined && count !== undefined) await makePictures(folder, Number(count), Number(side ?? 256));
