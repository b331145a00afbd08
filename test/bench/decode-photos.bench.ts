// Lays out the folders of `npm run bench decode-cost`: one and the same photos of two megapixels in each format, and once small enough to need no reduction.
//   npm run bench decode-photos -- PHOTOS OUT [COUNT]
// PHOTOS: any folder, such as that of `npm run bench hash-photos`. Every n-th photo of at least 0.9 megapixels is taken. Nothing of it is committed. In addition
// `published`: every photo of 1.3 to 3 megapixels unchanged, each content once.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const [photos = '', out = '', count = '200'] = process.argv.slice(2);
const LEAST_PIXELS = 0.9e6;
const PIXELS = 2.0e6;
const SMALL_SIDE = 1024;
const MOST_PIXELS = 60e6;

const folders: { readonly [name: string]: (photo: Sharp) => Sharp } = {
  baseline: (photo) => photo.jpeg({ quality: 82 }),
  progressive: (photo) => photo.jpeg({ quality: 82, progressive: true }),
  png: (photo) => photo.png(),
  webp: (photo) => photo.webp({ quality: 82 }),
  small: (photo) =>
    photo.resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: 'inside', withoutEnlargement: true }).jpeg({
      quality: 82,
    }),
};

const sizeOf = async (path: string): Promise<{ readonly width: number; readonly height: number } | undefined> =>
  (
    await sharp(path, { limitInputPixels: MOST_PIXELS })
      .metadata()
      .catch(() => undefined)
  )?.autoOrient;

const isPublishedSize = (pixels: number): boolean => pixels >= 1.3e6 && pixels <= 3e6;
const contents = new Set<string>();
/** Lays a photo aside as it is; its number says in which order. */
const copyPublished = (path: string): void => {
  const content = createHash('sha256').update(readFileSync(path)).digest('hex');
  if (contents.has(content)) return;
  contents.add(content);
  const name = `${String(contents.size).padStart(4, '0')}${extname(path).toLowerCase()}`;
  copyFileSync(path, join(out, 'published', name));
};

mkdirSync(join(out, 'published'), { recursive: true });
const large: { readonly path: string; readonly scale: number; readonly width: number }[] = [];
for (const entry of readdirSync(photos, { recursive: true, encoding: 'utf8' }).sort()) {
  const path = join(photos, entry);
  const size = /\.(?:jpe?g|png|webp)$/i.test(entry) ? await sizeOf(path) : undefined;
  if (size === undefined || size.width * size.height < LEAST_PIXELS) continue;
  if (isPublishedSize(size.width * size.height)) copyPublished(path);
  large.push({ path, scale: Math.sqrt(PIXELS / (size.width * size.height)), width: size.width });
}
const step = Math.max(1, large.length / Number(count));
const chosen = large.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
for (const name of Object.keys(folders)) mkdirSync(join(out, name), { recursive: true });
for (const [i, { path, scale, width }] of chosen.entries()) {
  const { data, info } = await sharp(path, { limitInputPixels: MOST_PIXELS })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ width: Math.round(width * scale) })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const [name, encoded] of Object.entries(folders)) {
    const extension = name === 'png' || name === 'webp' ? name : 'jpg';
    await encoded(sharp(data, { raw })).toFile(join(out, name, `${String(i).padStart(4, '0')}.${extension}`));
  }
}
console.log(
  `${chosen.length} photos of ${large.length} in ${Object.keys(folders).join(', ')} below ${out}; ${contents.size} as they are published`,
);
