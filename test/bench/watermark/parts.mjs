// The photos of the measurements: parts A and B are split by product, as are C and D of other shops. A is for design and safety factors; B had been
// reviewed, too; of C single misses were reviewed; of D nothing was. Reported are B and D.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';

/** Shops whose catalogues were opened last. */
const UNSEEN = new Set(['vendure', 'smartstore', 'grandnode', 'solidus', 'sylius']);

/** Part of a photo by its source and product; a quarter of the products of the other sources is part A. */
export const partOf = (file) => {
  const product = basename(file)
    .replace(/-[0-9a-f]{6}\.jpg$/, '')
    .replace(/[-_]?\d+$/, '');
  if (UNSEEN.has(basename(file).split('--')[0]))
    return createHash('sha256').update(product).digest()[0] % 2 === 0 ? 'C' : 'D';
  return createHash('sha256').update(product).digest()[0] % 4 === 0 ? 'A' : 'B';
};

/** Paths of all photos of a folder, or of one part of it. */
export const photosOf = (folder, part) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => part === undefined || partOf(file) === part);

/** Those of at least 600 px on the short side: marks are put on them. */
export const largeOf = async (files) => {
  const large = [];
  for (const file of files) {
    const { width, height } = await sharp(file).metadata();
    if (Math.min(width, height) >= 600) large.push(file);
  }
  return large;
};

/** `count` of the items, evenly spread. */
export const evenly = (items, count) =>
  items.filter((_, i) => Math.floor(((i + 1) * count) / items.length) > Math.floor((i * count) / items.length));

/** Every item with every mark: first each with one mark, the marks in turn, then each with the next. */
export const inTurn = (items, marks) =>
  marks.flatMap((_, pass) => items.map((item, i) => [item, marks[(i + pass) % marks.length]]));
