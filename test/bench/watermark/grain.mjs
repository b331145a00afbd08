// Detection of the stamp's grain in copies of stamped pictures, and false detection in copies of the pictures before.
//   node test/bench/watermark/grain.mjs PHOTOS OUT.jsonl [MOST]      goes on where it was cut short; SHOPS=a,b takes photos whose names begin with these
// Each copy is saved at 86–94, most are filtered before and scaled to 50–100 % after, and saved once more at 60–92. `earlier`: the picture before, compared with a file
// that was saved as `stamp` saves it, without grain and mark, as files of earlier versions are.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { decodeCanonical, templateOf } from './detector.mjs';
import { markPng } from './marks.mjs';
import { seededRandom } from './placements.mjs';
import { boxOf } from './removal-copies.mjs';

sharp.concurrency(1);
sharp.cache(false);
const built = new URL('../../../packages/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { stampPicture } = await load('watermark/dist/stamp/stamp-picture.js');
const { alignQuestion, outsideOf } = await load('vision/dist/mark-state/removal/alignment/whole-alignment.js');
const { differingIn } = await load('vision/dist/mark-state/removal/anomaly.js');
const { grainIn } = await load('vision/dist/mark-state/removal/stamp-grain.js');
const { lumaOf } = await load('rules/dist/image/read/raster.js');

const [folder, out, most = '40'] = process.argv.slice(2);
const shops = process.env.SHOPS?.split(',');
const png = await markPng('light');
const ink = {
  name: 'light',
  bytes: png,
  template: await templateOf('light', png),
  layout: { angles: [0], tiled: false },
};
const stamping = { key: 'the key of the measurement', used: [], clean: async (bytes) => ({ bytes }) };

const FILTERS = {
  none: (picture) => picture,
  light: (picture, random) => picture.linear(0.85 + 0.3 * random(), -20 + 40 * random()),
  gamma: (picture, random) => picture.modulate({ saturation: 0.5 + random() }).gamma(1 + 0.4 * random()),
  sharpened: (picture, random) => picture.sharpen({ sigma: 0.8 + 0.6 * random() }),
};

const copyOf = async (bytes, filter, random) => {
  const { width } = await sharp(bytes).metadata();
  const saved = await FILTERS[filter](sharp(bytes), random)
    .jpeg({ quality: Math.round(86 + 8 * random()) })
    .toBuffer();
  return sharp(saved)
    .resize({ width: Math.round(width * (0.5 + 0.5 * random())) })
    .jpeg({ quality: Math.round(60 + 32 * random()) })
    .toBuffer();
};

const seenIn = async (copy, ours, stamped, place) => {
  const [clean, marked, suspect] = [ours, stamped, await decodeCanonical(copy)].map(lumaOf);
  const { question, aligned } = alignQuestion({
    ...{ clean, marked, suspect, box: boxOf(place, clean) },
    map: (x, y) => [((x + 0.5) * suspect.width) / clean.width - 0.5, ((y + 0.5) * suspect.height) / clean.height - 0.5],
  });
  if (aligned === undefined) return undefined;
  return grainIn(aligned, question, differingIn(aligned, outsideOf(question.box, aligned.width, aligned.height)));
};

const rowsOf = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

const askPhoto = async (name) => {
  const original = readFileSync(`${folder}/${name}`);
  const stamped = await stampPicture(original, [ink], stamping).catch(() => undefined);
  if (stamped === undefined) return [{ name }];
  const earlier = await sharp(original).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
  const [before, after, saved] = await Promise.all(
    [original, stamped.bytes, earlier].map((each) => decodeCanonical(each)),
  );
  const rows = [];
  for (const filter of Object.keys(FILTERS)) {
    const random = seededRandom(`grain ${name} ${filter}`);
    const [one, other] = [await copyOf(stamped.bytes, filter, random), await copyOf(original, filter, random)];
    const copies = { stamped: [one, after], before: [other, after], earlier: [other, saved] };
    for (const [from, [copy, marked]] of Object.entries(copies))
      rows.push({ name, filter, from, ...(await seenIn(copy, before, marked, stamped.place)) });
  }
  rows.push({ name, bytes: stamped.bytes.length / earlier.length });
  return rows;
};

const known = new Set(rowsOf(out).map(({ name }) => name));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.jpg') && (shops?.some((shop) => name.startsWith(shop)) ?? true))
  .map((name) => ({ name, order: createHash('sha256').update(name).digest('hex') }))
  .sort((a, b) => (a.order < b.order ? -1 : 1))
  .slice(0, Number(most));
for (const { name } of names) {
  if (known.has(name)) continue;
  const rows = await askPhoto(name);
  appendFileSync(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

const rows = rowsOf(out);
for (const from of ['stamped', 'before', 'earlier']) {
  const of = rows.filter((row) => row.from === from && row.share !== undefined);
  const at = (key, share) => of.map((row) => row[key]).sort((a, b) => a - b)[Math.floor(share * (of.length - 1))];
  const spread = (key) => [0, 0.05, 0.5, 0.95, 1].map((share) => at(key, share)?.toFixed(2)).join(' ');
  const detected = of.filter(({ share, sureness }) => share >= 0.4 && sureness >= 5).length;
  console.log(
    `${from}: ${of.length}, detected ${detected}; share (least, 5 %, median, 95 %, most) ${spread('share')}; sureness ${spread('sureness')}`,
  );
}
const bytes = rows.flatMap((row) => row.bytes ?? []).sort((a, b) => a - b);
console.log(
  `bytes of the stamped file over those without mark and grain, median ${bytes[bytes.length >> 1]?.toFixed(3)}`,
);
