// The photos of ../watermark/photos.mjs, in two halves by product, and which of them carry text that somebody laid over them.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Banners, dimensions drawn beside the product, a caption, a poster: looked at one by one. */
const WITH_TEXT = [
  /^bagisto--(13a1b2|3e80f9|4eaaaf|893353|9bd01c|a59cb7|d46c86|f6b0a1)-/,
  /^opencart--.*-(iphone_6|ipod_nano_1|ipod_shuffle_2|macbook_3)-/,
  /^camera--no_exif-/,
  /^backgrounds--GreenTraditional-/,
];

export const sourceOf = (name) => name.split('--')[0];

/** Half of the products each; thresholds were set on A. */
const halfOf = (name) => {
  const product = name.replace(/-[0-9a-f]{6}\.jpg$/, '').replace(/[-_]?\d+$/, '');
  return createHash('sha256').update(`overlay/${product}`).digest()[0] % 2 === 0 ? 'A' : 'B';
};

/** Names with path, half and whether text lies over them, sorted by name. */
export const photosIn = (folder) =>
  readdirSync(folder)
    .filter((name) => /\.jpg$/.test(name))
    .sort()
    .map((name) => ({
      name,
      file: join(folder, name),
      half: halfOf(name),
      withText: WITH_TEXT.some((pattern) => pattern.test(name)),
    }));
