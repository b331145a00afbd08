// Gathers clean photos from folders that the caller names, once each, as JPEG of at most 1600 px, for the measurements in this folder.
//   node test/bench/watermark/photos.mjs OUT SOURCE=FOLDER…
// Photos are named SOURCE--NAME; near copies within a source (same 16×16 grey picture) are dropped. Nothing of it is ever committed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);
const [out, ...sources] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const shortSide = 300;
const longSide = 400;
let stored = 0;
let dropped = 0;
for (const entry of sources) {
  const [source, folder] = entry.split('=');
  const seen = [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(jpe?g|png|webp|jxl)$/i.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .sort();
  for (const file of files) {
    try {
      const picture = sharp(file, { limitInputPixels: 60_000_000 }).autoOrient().flatten({ background: '#fff' });
      const { width, height } = await sharp(file, { limitInputPixels: 60_000_000 }).metadata();
      if (Math.min(width, height) < shortSide || Math.max(width, height) < longSide) throw new Error('small');
      const tiny = await picture.clone().resize(16, 16, { fit: 'fill' }).toColourspace('b-w').raw().toBuffer();
      if (seen.some((other) => meanDifference(other, tiny) < 3)) throw new Error('copy');
      seen.push(tiny);
      const id = createHash('sha256').update(relative(folder, file)).digest('hex').slice(0, 6);
      const name = `${source}--${basename(file)
        .replace(/\.[a-z]+$/i, '')
        .replace(/[^\w-]+/g, '_')}-${id}.jpg`;
      await picture
        .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
        .toColourspace('srgb')
        .jpeg({ quality: 92 })
        .toFile(join(out, name));
      stored++;
    } catch {
      dropped++;
    }
  }
  console.log(source, files.length, 'files;', stored, 'stored so far');
}
console.log(`${stored} stored, ${dropped} too small, copies or unreadable`);

function meanDifference(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / a.length;
}
