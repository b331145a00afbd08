// Verdicts from the scores that measure.mjs wrote, with thresholds from generated pictures: false alarms and finds, with Wilson intervals.
//   node test/bench/watermark/report.mjs CLEAN.jsonl… -- STAMPED.jsonl…
import { readFileSync } from 'node:fs';
import { defaultCalibration, falseAlarmRate, kernel, templateOf, threshold, wilson } from './detector.mjs';
import { markNames, markPng } from './marks.mjs';

const split = process.argv.indexOf('--');
const read = (paths) =>
  paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line)),
  );
const clean = read(process.argv.slice(2, split)).filter((row) => row.photo !== undefined);
const stamped = read(process.argv.slice(split + 1));
const STAGES = [384, 512, 768];
const wantedMarks = process.env.MARKS?.split(',') ?? markNames;
const RATES = { present: 1e-3, review: 1e-2 };

const share = (hits, n) => {
  const [low, high] = wilson(hits, n);
  return `${hits}/${n} (${((100 * hits) / Math.max(1, n)).toFixed(1)} %, ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const sums = { visible: [0, 0], strict: [0, 0] };
for (const mark of wantedMarks) {
  const template = await templateOf(mark, await markPng(mark));
  const calibration = await defaultCalibration(template);
  const rateOf = (hit) => falseAlarmRate(calibration, hit.size, hit.score, 1);
  console.log(
    `\n${mark}: thresholds for present ${STAGES.map((size) => threshold(calibration, size, RATES.present, 1).toFixed(1)).join(' / ')}`,
  );
  for (const part of ['A', 'B', 'C', 'D']) {
    const photos = clean.filter((row) => row.mark === mark && row.part === part);
    if (photos.length === 0) continue;
    const worst = photos.map(({ photo, hits }) => ({ photo, rate: Math.min(1, ...hits.map(rateOf)) }));
    const wrong = worst.filter(({ rate }) => rate <= RATES.present);
    const review = worst.filter(({ rate }) => rate <= RATES.review).length - wrong.length;
    console.log(
      `  clean photos of part ${part}: present ${share(wrong.length, photos.length)}, review ${review} ${wrong.map(({ photo }) => photo).join(' ')}`,
    );
  }
  const seen = new Set();
  const rows = stamped
    .filter((row) => row.mark === mark)
    .filter(({ truth }) => {
      const key = `${truth.x}/${truth.y}/${truth.scale}`;
      return !seen.has(key) && seen.add(key);
    })
    .map((row) => {
      const { truth } = row;
      const hits = row.found.map((hit) => ({ ...hit, rate: rateOf(hit) })).sort((a, b) => a.rate - b.rate);
      const [best] = hits;
      const isHere =
        best &&
        Math.hypot(best.x - truth.x, best.y - truth.y) < 0.02 &&
        Math.abs(Math.log(best.scale / truth.scale)) < 0.1;
      const found = isHere && best.rate <= RATES.present;
      return {
        ...row,
        best,
        found,
        review: isHere && !found && best.rate <= RATES.review,
        wrong: !isHere && best?.rate <= RATES.present,
      };
    });
  const visible = rows.filter(({ truth }) => truth.visible);
  const strict = rows.filter(({ truth }) => truth.scale >= 0.12 && truth.contrast >= 16 && truth.visible);
  for (const [name, list] of [
    ['visible', visible],
    ['strict', strict],
  ]) {
    sums[name][0] += list.filter(({ found }) => found).length;
    sums[name][1] += list.length;
  }
  const errors = visible
    .filter(({ found }) => found)
    .map(({ best, truth }) => Math.hypot(best.x - truth.x, best.y - truth.y));
  console.log(
    `  placements ${rows.length}; visible found ${share(visible.filter(({ found }) => found).length, visible.length)}, in review ${visible.filter(({ review }) => review).length}`,
  );
  console.log(
    `  at least .12 of the width and contrast 16: ${share(strict.filter(({ found }) => found).length, strict.length)}`,
  );
  console.log(
    `  invisible ones found ${share(rows.filter(({ truth, found }) => !truth.visible && found).length, rows.length - visible.length)}; found at a wrong place ${rows.filter(({ wrong }) => wrong).length}`,
  );
  console.log(
    `  centre error, fraction of the side: median ${median(errors).toFixed(4)}, largest ${Math.max(...errors).toFixed(4)}; CPU ms median ${median(rows.map(({ cpu }) => cpu)).toFixed(0)}`,
  );
  for (const { truth, best, photo, width, height } of visible.filter(
    ({ found, truth }) => !found && truth.scale >= 0.12 && truth.contrast >= 16,
  )) {
    console.log(
      `    missed: scale ${truth.scale.toFixed(2)}, contrast ${truth.contrast.toFixed(0)}, opacity ${truth.opacity}, ${width}×${height}, best score ${best?.score.toFixed(1)} on ${best?.size}${best?.wholeness === undefined || best.wholeness === 1 ? '' : `, not whole (shortfall ${best?.shortfall?.toFixed(2)}, opacity ${best?.opacity.toFixed(2)})`}, ${photo}`,
    );
  }
}
console.log(`\nall marks: visible ${share(...sums.visible)}; at least .12 and contrast 16 ${share(...sums.strict)}`);
console.log(`kernel ${kernel.kind}`);
