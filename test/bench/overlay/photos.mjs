// The photos of ../watermark/photos.mjs: halves A and B by product, part C of shops that nothing was designed on; and which of them carry
// overlaid text.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partOf } from '../watermark/parts.mjs';

/**
 * Captions, posters, logos alone, stickers, labels and dimensions next to the product, a date of the camera: labelled one by one. Covers of
 * books and games, gift cards and prints are products.
 */
const WITH_TEXT = [
  /^backgrounds--(GreenTraditional|MATE-Stripes-Dark|focal-ubuntukylin)-/,
  /^bagisto--.*-(1a7aba|8cc9a1|c76e49|672963|a9c5ef)\./,
  /^camera--(landscape_1|no_exif|portrait_1|sony-cybershot)-/,
  /^grandnode--(category_digital_downloads|default-theme)-/,
  /^opencart--(iphone_6|ipod_nano_[12]|ipod_shuffle_2|macbook_[23]|macbook_pro_1|sony_logo)-/,
  /^smartstore--(0000930_spiegel-bestseller|sony_ps3_plus_game|titleist_sm6_tour_chrome)-/,
];

/** Photos with letters or digits, labelled by eye; `LABELLED_SHOPS` are the shops of which all photos are labelled. */
const PRINT = new Set(
  readFileSync(new URL('print-by-eye.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);
const LABELLED_SHOPS = new Set([
  ...['bagisto', 'eshop', 'grandnode', 'simpl', 'smartstore'],
  ...['solidus', 'spree', 'sylius', 'vendure'],
]);

export const sourceOf = (name) => name.split('--')[0];

/** Half of the products each, and C; thresholds were set on A. */
const halfOf = (name) => {
  if (!['A', 'B'].includes(partOf(name))) return 'C';
  const product = name.replace(/-[0-9a-f]{6}\.jpg$/, '').replace(/[-_]?\d+$/, '');
  return createHash('sha256').update(`overlay/${product}`).digest()[0] % 2 === 0 ? 'A' : 'B';
};

/** Names with path, half, whether text is over them, and whether they have print (undefined if unlabelled), sorted by name. */
export const photosIn = (folder) =>
  readdirSync(folder)
    .filter((name) => /\.jpg$/.test(name))
    .sort()
    .map((name) => ({
      name,
      file: join(folder, name),
      half: halfOf(name),
      withText: WITH_TEXT.some((pattern) => pattern.test(name)),
      withPrint: LABELLED_SHOPS.has(sourceOf(name)) ? PRINT.has(name) : undefined,
    }));
