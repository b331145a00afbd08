// CPU of looking for one mark on pictures of two megapixels, half of them marked, beyond the decode.
//   node test/bench/watermark/cost.mjs PHOTOS [N] [MARK]
// The machine should be quiet: process CPU grows when others share the caches. The first round fills the template's spectra and is not counted.
import sharp from 'sharp';
import { decodeCanonical, defaultCalibration, findMark, kernel, templateOf } from './detector.mjs';
import { markPng } from './marks.mjs';
import { largeOf, photosOf } from './parts.mjs';
import { drawMark, seededRandom } from './placements.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [folder, count = '40', name = 'serif'] = process.argv.slice(2);
const PIXELS = 2e6;
const ROUNDS = 3;

const png = await markPng(name);
const template = await templateOf(name, png);
const calibration = await defaultCalibration(template);
const marks = { templates: [{ template, tiled: false, calibration: async () => calibration }], decoys: [] };

const photos = await largeOf(photosOf(folder, 'B'));
const random = seededRandom('cost');

/** A photo at two megapixels, marked or not, as JPEG 85. */
const made = async (marked) => {
  const file = photos[Math.floor(random() * photos.length)];
  const { width, height } = await sharp(file).metadata();
  const scale = Math.sqrt(PIXELS / (width * height));
  const { data, info } = await sharp(file)
    .resize({ width: Math.round(width * scale) })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { data, width: info.width, height: info.height };
  if (marked) {
    const raw = await sharp(png)
      .resize({ width: Math.round(image.width * (0.1 + 0.3 * random())) })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const mark = { data: raw.data, width: raw.info.width, height: raw.info.height };
    const left = Math.round(random() * (image.width - mark.width));
    const top = Math.round(random() * Math.max(0, image.height - mark.height));
    drawMark(image, mark, left, top, 0.3 + 0.7 * random());
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
};

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const pictures = [];
for (let i = 0; i < Number(count); i++) pictures.push({ marked: i % 2 === 0, bytes: await made(i % 2 === 0) });
const rounds = [];
for (let round = 0; round <= ROUNDS; round++) {
  const rows = [];
  for (const { marked, bytes } of pictures) {
    const start = cpu();
    const image = await decodeCanonical(bytes);
    const decoded = cpu();
    const { status } = await findMark(marks, image);
    rows.push({ marked, status, decode: decoded - start, find: cpu() - decoded });
  }
  if (round > 0) rounds.push(rows);
}
const of = (key, which = () => true) => rounds.map((rows) => median(rows.filter(which).map((row) => row[key])));
const show = (values) => values.map((value) => value.toFixed(0)).join(', ');
const found = rounds[0].filter(
  ({ marked, status }) => marked && (status === 'present' || status === 'illegible'),
).length;
console.log(
  `${name}, ${template.backgrounds.length} backgrounds, ${pictures.length} pictures of 2 MP, ${found} of ${pictures.length / 2} marks found, kernel ${kernel.kind}`,
);
console.log(
  `CPU ms, median of each round: all ${show(of('find'))}; marked ${show(of('find', (row) => row.marked))}; clean ${show(of('find', (row) => !row.marked))}; the decode itself ${show(of('decode'))}`,
);
