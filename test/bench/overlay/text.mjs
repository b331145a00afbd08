// Rows of text-like strokes: false alarms on photos without overlaid text, and what is found of text that was drawn.
//   npx tsc -b && node test/bench/overlay/text.mjs PHOTOS [N] [HALF]
// PHOTOS is made by ../watermark/photos.mjs. N placements a kind (default 60) on photos of HALF (A, B or C, default B).
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { seededRandom } from '../watermark/placements.mjs';
import { KINDS, svgOf } from './drawn-text.mjs';
import { photosIn, sourceOf } from './photos.mjs';
import { plainShare } from './plain-share.mjs';
import { decodeCanonical, rate, textEvidence } from './program.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [folder, count = '60', half = 'B'] = process.argv.slice(2);
const photos = photosIn(folder).filter((photo) => photo.half === half);
const clean = photos.filter(({ withText }) => !withText);

/** Photos whose false alarm is print on the product are separated by eye: their names are printed. */
const bySource = new Map();
for (const { name, file } of clean) {
  const { rows } = textEvidence(await decodeCanonical(readFileSync(file)));
  const [hits, n] = bySource.get(sourceOf(name)) ?? [0, 0];
  bySource.set(sourceOf(name), [hits + (rows.length > 0 ? 1 : 0), n + 1]);
  if (rows.length > 0)
    console.log('false alarm', name, rows.map(({ on, x, y }) => `${on} ${x.toFixed(2)},${y.toFixed(2)}`).join(' '));
}
for (const [source, [hits, n]] of bySource) console.log(`clean ${source}: ${rate(hits, n)}`);
const alarms = [...bySource.values()].reduce((sum, [hits]) => sum + hits, 0);
console.log(`clean, half ${half}: ${rate(alarms, clean.length)}`);

const withText = photos.filter((photo) => photo.withText);
let found = 0;
for (const { name, file } of withText) {
  const isFound = textEvidence(await decodeCanonical(readFileSync(file))).rows.length > 0;
  if (isFound) found++;
  else console.log('overlaid text, not found', name);
}
console.log(`photos with overlaid text, half ${half}: found ${rate(found, withText.length)}`);

const totals = { plain: [0, 0], all: [0, 0] };
for (const [kind, draw] of Object.entries(KINDS)) {
  const results = { plain: [0, 0], all: [0, 0] };
  for (let k = 0; k < Number(count); k++) {
    const random = seededRandom(`${half}/${kind}/${k}`);
    const { file, name } = clean[Math.floor(random() * clean.length)];
    const bytes = await sharp(file).toBuffer();
    const { width, height } = await sharp(bytes).metadata();
    const drawing = draw(random, { width, height });
    if (drawing.width > width || drawing.height > height) continue;
    const isPlain = kind === 'band' || (await plainShare(bytes, drawing)) >= 0.97;
    const quality = Math.round(60 + 30 * random());
    const place = { left: Math.max(0, Math.round(drawing.left)), top: Math.max(0, Math.round(drawing.top)) };
    let drawn = await sharp(bytes)
      .composite([{ input: svgOf(drawing), ...place }])
      .jpeg({ quality })
      .toBuffer();
    if (random() < 0.5)
      drawn = await sharp(drawn)
        .resize({ width: Math.max(400, width >> 1) })
        .jpeg({ quality })
        .toBuffer();
    const { rows } = textEvidence(await decodeCanonical(drawn));
    const box = {
      x: place.left / width,
      y: place.top / height,
      width: drawing.width / width,
      height: drawing.height / height,
    };
    const hit = rows.some(
      (row) =>
        row.x < box.x + box.width &&
        box.x < row.x + row.width &&
        row.y < box.y + box.height &&
        box.y < row.y + row.height,
    );
    if (!hit && isPlain && process.env.MISSES) console.log('miss', kind, k, name);
    for (const which of isPlain ? ['plain', 'all'] : ['all']) {
      results[which][0] += hit ? 1 : 0;
      results[which][1]++;
      totals[which][0] += hit ? 1 : 0;
      totals[which][1]++;
    }
  }
  console.log(`${kind}: on plain ground ${rate(...results.plain)}; anywhere ${rate(...results.all)}`);
}
console.log(`all kinds: on plain ground ${rate(...totals.plain)}; anywhere ${rate(...totals.all)}`);
