// Recall of marks at declared angles: all of 30, −30, 45, −45 and 90 degrees searched for at once.
//   node test/bench/watermark/angles.mjs clean PHOTOS OUT.jsonl [N] [PART]     N clean photos of a part (default B), every mark
//   node test/bench/watermark/angles.mjs stamped PHOTOS OUT.jsonl [N] [PART]   N placements a mark, a fifth at each angle
// Each photo or placement comes with one mark first, then with the next, so that a run that is broken off has all of them.
//   node test/bench/watermark/angles.mjs report CLEAN.jsonl STAMPED.jsonl
// MARKS=light,serif in the environment measures these marks only.
import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import {
  decodeCanonical,
  defaultCalibration,
  detect,
  falseAlarmRate,
  pyramidOf,
  turnedTemplatesOf,
  wilson,
} from './detector.mjs';
import { markNames, markPng } from './marks.mjs';
import { evenly, inTurn, largeOf, photosOf } from './parts.mjs';
import { placement } from './placements.mjs';

sharp.concurrency(1);
sharp.cache(false);
const ANGLES = [30, -30, 45, -45, 90];
const PRESENT = 1e-3;
const wanted = process.env.MARKS?.split(',') ?? markNames;
const [what, first, second, count = '300', part = 'B'] = process.argv.slice(2);

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Best place of a mark at any of its angles, as the config's search finds it. */
const search = (mark, pyramid) => {
  const rateAt = (template, hit) =>
    falseAlarmRate(mark.calibrations.get(template), hit.stage.size, hit.score, ANGLES.length);
  const hits = detect(mark.templates, pyramid, (template, hit) => rateAt(template, hit) <= PRESENT);
  return [...hits]
    .flatMap(([template, own]) => own.map((hit) => ({ template, hit, rate: rateAt(template, hit) })))
    .sort((a, b) => a.rate - b.rate || b.hit.score - a.hit.score)
    .map(({ template, hit, rate }) => ({
      angle: template.mark.upright.angle,
      rate,
      size: hit.stage.size,
      x: hit.x,
      y: hit.y,
      scale: hit.scale,
      score: hit.score,
      agreement: hit.agreement,
    }));
};

const measure = async () => {
  const marks = [];
  for (const name of wanted) {
    const png = await markPng(name);
    const templates = await turnedTemplatesOf(name, png, ANGLES);
    const calibrations = new Map();
    for (const template of templates) calibrations.set(template, await defaultCalibration(template));
    marks.push({ name, png, templates, calibrations });
  }
  const stream = createWriteStream(second);
  const write = (row) => stream.write(`${JSON.stringify(row)}\n`);
  const files = photosOf(first, part);
  if (what === 'clean') {
    for (const [file, mark] of inTurn(evenly(files, Number(count)), marks)) {
      const pyramid = pyramidOf(await decodeCanonical(readFileSync(file)));
      const start = cpu();
      const [best] = search(mark, pyramid);
      write({ mark: mark.name, photo: basename(file), best, cpu: cpu() - start });
    }
  } else {
    const large = await largeOf(files);
    for (const [i, mark] of inTurn([...Array(Number(count)).keys()], marks)) {
      const angle = ANGLES[(i + Math.floor(i / 20)) % ANGLES.length];
      const made = await placement(large, mark.png, `turned-${part}-${mark.name}`, i, angle);
      if (!made) continue;
      const image = await decodeCanonical(made.bytes);
      const start = cpu();
      const found = search(mark, pyramidOf(image)).slice(0, 3);
      const { file, ...truth } = made.truth;
      write({
        mark: mark.name,
        photo: basename(file),
        width: image.width,
        height: image.height,
        angle,
        truth,
        found,
        cpu: cpu() - start,
      });
    }
  }
  stream.end();
};

const read = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line));
const share = (hits, n) => {
  const [low, high] = wilson(hits, n);
  return `${hits}/${n} (${((100 * hits) / Math.max(1, n)).toFixed(1)} %, ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const isHere = ({ truth, found: [best] }) =>
  best !== undefined &&
  Math.hypot(best.x - truth.x, best.y - truth.y) < 0.02 &&
  Math.abs(Math.log(best.scale / truth.scale)) < 0.1;
const isFound = (row) => isHere(row) && row.found[0].angle === row.angle && row.found[0].rate <= PRESENT;

const report = () => {
  const clean = read(first);
  const stamped = read(second);
  const line = (name, cleanRows, rows) => {
    const wrong = cleanRows.filter(({ best }) => best?.rate <= PRESENT);
    const visible = rows.filter(({ truth }) => truth.visible);
    const strict = visible.filter(({ truth }) => truth.scale >= 0.12 && truth.contrast >= 16);
    console.log(
      `${name}: false ${share(wrong.length, cleanRows.length)}; visible found ${share(visible.filter(isFound).length, visible.length)}; at least .12 of the width and contrast 16 ${share(strict.filter(isFound).length, strict.length)}; wrong place ${rows.filter((row) => !isHere(row) && row.found[0]?.rate <= PRESENT).length}; CPU ms, median: clean ${median(cleanRows.map((row) => row.cpu)).toFixed(0)}, stamped ${median(rows.map((row) => row.cpu)).toFixed(0)} ${wrong.map(({ photo }) => photo).join(' ')}`,
    );
    return visible;
  };
  for (const mark of wanted) {
    const visible = line(
      mark,
      clean.filter((row) => row.mark === mark),
      stamped.filter((row) => row.mark === mark),
    );
    for (const { truth, angle, width, height, found, photo } of visible.filter((row) => !isFound(row))) {
      const [best] = found;
      console.log(
        `    missed at ${angle}°: scale ${truth.scale.toFixed(2)}, contrast ${truth.contrast.toFixed(0)}, ${width}×${height}, best ${best?.score.toFixed(1)} at ${best?.angle}° on ${best?.size}, rate ${best?.rate.toExponential(1)}, agreement ${best?.agreement?.toFixed(2)}${isHere({ truth, found }) ? ' (here)' : ''} ${photo}`,
      );
    }
  }
  line('all marks', clean, stamped);
  for (const angle of ANGLES)
    line(
      `  ${angle}°`,
      [],
      stamped.filter((row) => row.angle === angle),
    );
};

await (what === 'report' ? report() : measure());
