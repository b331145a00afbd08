// Recall of repeated marks: each mark searched for at 0, −30 and 45 degrees at once.
//   node test/bench/watermark/tiled.mjs clean PHOTOS OUT.jsonl [N] [PART]     N clean photos of a part (default B), every mark
//   node test/bench/watermark/tiled.mjs stamped PHOTOS OUT.jsonl [N] [PART]   N pictures a mark
// Each photo or picture comes with one mark first, then with the next, so that a run that is broken off has all of them.
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
  pyramidOf,
  pyramidOfLuma,
  tiledCalibration,
  tiledRate,
  turnedTemplatesOf,
  wilson,
} from './detector.mjs';
import { markNames, markPng } from './marks.mjs';
import { evenly, inTurn, largeOf, photosOf } from './parts.mjs';
import { tiling } from './tilings.mjs';

sharp.concurrency(1);
sharp.cache(false);
const ANGLES = [0, -30, 45];
const PRESENT = 1e-3;
/** As in find-tiled.ts: where the search stops. */
const CERTAIN = 80;
const wanted = process.env.MARKS?.split(',') ?? markNames;
const [what, ...given] = process.argv.slice(2);

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const never = () => false;

const search = (templates, pyramid, certain) => {
  const hits = detectTiled(templates, pyramid, certain);
  return [...hits].flatMap(([template, own]) =>
    own.map(({ stage, scale, score, places }) => ({
      angle: template.mark.upright.angle,
      size: stage.size,
      scale,
      score,
      copies: places.map((copy) =>
        [copy.x, copy.y, copy.score, copy.agreement].map((value) => Number(value.toFixed(4))),
      ),
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
      const pyramid = pyramidOfLuma(cleanPicture(i));
      for (const mark of marks) write({ mark: mark.name, generated: i, found: search(mark.templates, pyramid, never) });
    }
  } else if (what === 'clean') {
    const files = photosOf(folder, part);
    for (const [file, mark] of inTurn(evenly(files, Number(count)), marks)) {
      const pyramid = pyramidOf(await decodeCanonical(readFileSync(file)));
      const start = cpu();
      const found = search(mark.templates, pyramid, never);
      write({ mark: mark.name, photo: basename(file), found, cpu: cpu() - start });
    }
  } else {
    const large = await largeOf(photosOf(folder, part));
    for (const [i, mark] of inTurn([...Array(Number(count)).keys()], marks)) {
      const made = await tiling(large, mark.png, `tiled-${part}-${mark.name}`, i, ANGLES);
      if (!made) continue;
      const image = await decodeCanonical(made.bytes);
      const start = cpu();
      const found = search(mark.templates, pyramidOf(image), (_, { score }) => score >= CERTAIN);
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

const report = async (cleanPath, stampedPath) => {
  const calibrations = new Map();
  for (const name of wanted) {
    const templates = await turnedTemplatesOf(name, await markPng(name), ANGLES);
    for (const [i, template] of templates.entries())
      calibrations.set(`${name} ${ANGLES[i]}`, await tiledCalibration(template));
  }
  const ranked = (row) =>
    row.found
      .map((hit) => {
        const seen = { score: hit.score, copies: hit.copies.filter(([, , score]) => score >= 1).length };
        const rate = tiledRate(calibrations.get(`${row.mark} ${hit.angle}`), hit.size, seen, ANGLES.length);
        return { ...hit, rate };
      })
      .sort((a, b) => a.rate - b.rate || b.score - a.score);
  const isRight = ({ truth }, hit) => hit.angle === truth.angle && Math.abs(Math.log(hit.scale / truth.scale)) < 0.1;
  const isCopy = ({ truth }, [x, y]) => truth.copies.some((copy) => Math.hypot(copy[0] - x, copy[1] - y) < 0.02);
  const rows = read(stampedPath).map((row) => {
    const [best] = ranked(row);
    const isPresent = best !== undefined && best.rate <= PRESENT;
    return { ...row, best, isFound: isPresent && isRight(row, best), isWrong: isPresent && !isRight(row, best) };
  });
  const clean = read(cleanPath).map((row) => ({ ...row, best: ranked(row)[0] }));
  const line = (name, cleanRows, list) => {
    const wrong = cleanRows.filter(({ best }) => best?.rate <= PRESENT);
    const review = cleanRows.filter(({ best }) => best?.rate <= 1e-2).length - wrong.length;
    const faint = list.filter(({ truth }) => truth.contrast < 4);
    const plain = list.filter(({ truth }) => truth.contrast >= 4);
    const found = (some) => share(some.filter(({ isFound }) => isFound).length, some.length);
    const copies = list
      .filter(({ isFound }) => isFound)
      .map((row) => ({
        seen: row.best.copies.length / Math.min(40, row.truth.copies.length),
        right: row.best.copies.filter((copy) => isCopy(row, copy)).length / Math.max(1, row.best.copies.length),
      }));
    console.log(
      `${name}: false ${share(wrong.length, cleanRows.length)}, review ${review}, highest score ${Math.max(...cleanRows.flatMap((row) => row.found.map(({ score }) => score))).toFixed(1)}; found ${found(list)}; contrast ≥ 4 ${found(plain)}, below ${found(faint)}; wrong angle or width ${list.filter(({ isWrong }) => isWrong).length}; copies, median: seen ${median(copies.map(({ seen }) => seen)).toFixed(2)} of the whole ones, at a true place ${median(copies.map(({ right }) => right)).toFixed(2)}; CPU ms, median: clean ${median(cleanRows.map((row) => row.cpu)).toFixed(0)}, stamped ${median(list.map((row) => row.cpu)).toFixed(0)} ${wrong.map(({ photo }) => photo).join(' ')}`,
    );
  };
  for (const mark of wanted) {
    line(
      mark,
      clean.filter((row) => row.mark === mark),
      rows.filter((row) => row.mark === mark),
    );
    for (const { truth, best, photo, width, height } of rows.filter((row) => row.mark === mark && !row.isFound))
      console.log(
        `    missed: ${truth.angle}°, opacity ${truth.opacity}, contrast ${truth.contrast.toFixed(1)}, scale ${truth.scale.toFixed(2)}, ${truth.copies.length} copies, ${width}×${height}; best ${best?.score.toFixed(1)} at ${best?.angle}° and ${best?.scale.toFixed(2)} on ${best?.size}, rate ${best?.rate.toExponential(1)} ${photo}`,
      );
  }
  line('all marks', clean, rows);
  for (const opacity of new Set(rows.map(({ truth }) => truth.opacity)))
    line(
      `  opacity ${opacity}`,
      [],
      rows.filter(({ truth }) => truth.opacity === opacity),
    );
};

if (what === 'report') await report(...given);
else await measure(...(what === 'generated' ? [undefined, ...given] : given));
