// How well repeated marks are found: each mark looked for at 0, −30 and 45 degrees at once.
//   node test/bench/watermark/tiled.mjs clean PHOTOS OUT.jsonl [N] [PART]     N clean photos of a part (B unless told), every mark
//   node test/bench/watermark/tiled.mjs stamped PHOTOS OUT.jsonl [N] [PART]   N pictures a mark
//   node test/bench/watermark/tiled.mjs generated OUT.jsonl [N]               scores on generated pictures
//   node test/bench/watermark/tiled.mjs report CLEAN.jsonl STAMPED.jsonl
// MARKS=light,serif in the environment measures these marks only.
import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import {
  cleanPicture,
  decodeCanonical,
  detectTiled,
  kernel,
  picturesOf,
  sizesOf,
  turnedTemplatesOf,
} from './detector.mjs';
import { markNames, markPng } from './marks.mjs';
import { largeOf, photosOf } from './parts.mjs';
import { tiling } from './tilings.mjs';

sharp.concurrency(1);
sharp.cache(false);
const ANGLES = [0, -30, 45];
const wanted = process.env.MARKS?.split(',') ?? markNames;
const [what, ...given] = process.argv.slice(2);

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const search = (templates, pictures, certain) => {
  const hits = detectTiled(kernel, templates, pictures, (_, { score }) => score >= certain);
  return [...hits].flatMap(([template, own]) =>
    own.map(({ stage, scale, score, copies }) => ({
      angle: template.mark.upright.angle,
      size: stage.size,
      scale,
      score,
      copies: copies.map((copy) => [copy.x, copy.y, copy.score, copy.rho].map((value) => Number(value.toFixed(4)))),
    })),
  );
};

const measure = async (folder, out, count = '200', part = 'B') => {
  const marks = [];
  for (const name of wanted) {
    const png = await markPng(name);
    marks.push({ name, png, templates: await turnedTemplatesOf(name, png, ANGLES) });
  }
  const stream = createWriteStream(out);
  const write = (row) => stream.write(`${JSON.stringify(row)}\n`);
  if (what === 'generated') {
    for (let i = 0; i < Number(count); i++) {
      const pictures = await sizesOf(cleanPicture(i));
      for (const mark of marks) write({ mark: mark.name, generated: i, found: search(mark.templates, pictures, 1e9) });
    }
  } else if (what === 'clean') {
    const files = photosOf(folder, part);
    const step = Math.max(1, files.length / Number(count));
    for (let i = 0; i < files.length; i += step) {
      const file = files[Math.floor(i)];
      const pictures = await picturesOf(await decodeCanonical(readFileSync(file)));
      for (const mark of marks) {
        const start = cpu();
        const found = search(mark.templates, pictures, 1e9);
        write({ mark: mark.name, photo: basename(file), found, cpu: cpu() - start });
      }
    }
  } else {
    const large = await largeOf(photosOf(folder, part));
    for (let i = 0; i < Number(count); i++) {
      for (const mark of marks) {
        const made = await tiling(large, mark.png, `tiled-${part}-${mark.name}`, i, ANGLES);
        if (!made) continue;
        const image = await decodeCanonical(made.bytes);
        const start = cpu();
        const found = search(mark.templates, await picturesOf(image), 1e9);
        const { file, ...truth } = made.truth;
        write({
          mark: mark.name,
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
};

await measure(...(what === 'generated' ? [undefined, ...given] : given));
