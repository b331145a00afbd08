// Measures scores on clean photos and on stamped ones, one JSON line each, for report.mjs.
//   node test/bench/watermark/measure.mjs clean PHOTOS OUT              every mark on every photo, and on generated pictures
//   node test/bench/watermark/measure.mjs stamped PHOTOS OUT [N] [FROM] N placements a mark on photos of part B, from number FROM on
// In the environment: MARKS=light,serif measures these marks only; PART=A (or C, or D) stamps photos of that part, and looks at
// clean ones of it only.
// PHOTOS is made by photos.mjs. Its photos belong to part A (safety factor, development), B, C or D: see parts.mjs.
import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import {
  cleanPicture,
  cleanScores,
  decodeCanonical,
  detect,
  pyramidOf,
  pyramidOfLuma,
  rowOf,
  templateOf,
} from './detector.mjs';
import { markNames, markPng } from './marks.mjs';
import { largeOf, partOf, photosOf } from './parts.mjs';
import { placement } from './placements.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [what, folder, out, count = '600', from = '0'] = process.argv.slice(2);
const wanted = process.env.MARKS?.split(',') ?? markNames;
const GENERATED = 64;
/** Above every threshold for `present`: the search may stop. */
const CERTAIN = 12;

const part = process.env.PART;
const SEEDS = { A: 'design', B: 'reported', C: 'unseen', D: 'last' };
const files = photosOf(folder, part);
const stream = createWriteStream(out);
const write = (row) => stream.write(`${JSON.stringify(row)}\n`);
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const templates = [];
for (const name of wanted) {
  const png = await markPng(name);
  templates.push({ name, png, template: await templateOf(name, png) });
}

if (what === 'clean') {
  for (let i = 0; i < GENERATED; i++) {
    const pyramid = pyramidOfLuma(cleanPicture(i));
    for (const { name, template } of templates)
      write({ mark: name, generated: i, scores: cleanScores(template, pyramid) });
  }
  for (const file of files) {
    const image = await decodeCanonical(readFileSync(file));
    const pyramid = pyramidOf(image);
    for (const { name, template } of templates) {
      const hits = detect([template], pyramid, () => false).get(template) ?? [];
      write({ mark: name, photo: basename(file), part: partOf(file), hits: hits.map(rowOf) });
    }
  }
} else {
  const large = await largeOf(photosOf(folder, part ?? 'B'));
  for (let i = Number(from); i < Number(count); i++) {
    for (const { name, png, template } of templates) {
      const made = await placement(large, png, `${SEEDS[part ?? 'B']}-${name}`, i);
      if (!made) continue;
      const image = await decodeCanonical(made.bytes);
      const start = cpu();
      const pyramid = pyramidOf(image);
      const enough = (_, { score }) => score >= CERTAIN;
      const found = (detect([template], pyramid, enough).get(template) ?? []).map(rowOf);
      const { file, ...truth } = made.truth;
      write({
        mark: name,
        photo: basename(file),
        width: image.width,
        height: image.height,
        truth,
        found,
        cpu: cpu() - start,
      });
    }
  }
}
stream.end();
