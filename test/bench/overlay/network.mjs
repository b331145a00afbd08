// The plugin `text-detector`: false alarms on photos, and what is found of text that is laid over them anywhere.
//   npm run build && npx tsc -b
//   node test/bench/overlay/network.mjs PHOTOS [N] [HALF] [RUNTIME]
// PHOTOS is made by ../watermark/photos.mjs. N placements a kind (default 60) on photos of HALF (A, B or C; H: of shops of which all photos were looked at by
// eye, and on none of which a bound of the plugin was set; default B). RUNTIME: onnxruntime-node (default) or onnxruntime-web, installed where
// `packages/text-detector` finds it. Alarms are printed by name, to be looked at; ALARMS=1 does nothing else. KINDS=latin,cjk draws these alone.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { seededRandom } from '../watermark/placements.mjs';
import { LAID, laidOver } from './laid-text.mjs';
import { photosIn } from './photos.mjs';
import { plainShare } from './plain-share.mjs';
import { decodeCanonical, rate, textEvidence } from './program.mjs';

const built = new URL('../../../packages/text-detector/dist/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { loadNetwork, SIDE } = await load('network.js');
const { textRegions } = await load('regions.js');
const { pictureLayoutOf, textPlaceOf } = await load('place.js');
const { reduced } = await load('reduced.js');

sharp.concurrency(1);
sharp.cache(false);
const [folder, count = '60', half = 'B', runtime = 'onnxruntime-node'] = process.argv.slice(2);
const photos = photosIn(folder).filter((photo) => (half === 'H' ? photo.withPrint !== undefined : photo.half === half));
const network = await loadNetwork([runtime]);

const times = [];
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Lines of text with their places, px of the picture reduced. */
const linesIn = async (bytes) => {
  const picture = await decodeCanonical(bytes);
  const start = cpuMs();
  const small = reduced(picture, SIDE);
  const regions = textRegions(await network.find(small));
  const layout = regions.length === 0 ? undefined : pictureLayoutOf(small);
  const lines = regions.map((region) => ({ ...region, place: textPlaceOf(layout, region, small.width) }));
  times.push(cpuMs() - start);
  return { lines, quick: textEvidence(picture).rows.length };
};

/** Box of what an SVG draws, px. */
const boxOf = async (svg) => {
  const { data, info } = await sharp(svg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const box = { left: info.width, top: info.height, right: 0, bottom: 0 };
  for (let i = 3; i < data.length; i += 4) {
    if (data[i] < 16) continue;
    const [x, y] = [((i - 3) / 4) % info.width, Math.floor((i - 3) / 4 / info.width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return { left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top };
};

const clean = new Map();
const alarms = { laid: [], product: [], quick: [] };
for (const { name, file } of photos) {
  const { lines, quick } = await linesIn(readFileSync(file));
  clean.set(name, lines);
  if (lines.some(({ place }) => place !== 'product')) alarms.laid.push(name);
  if (lines.some(({ place }) => place === 'product')) alarms.product.push(name);
  if (quick > 0) alarms.quick.push(name);
}
const printOf = new Map(photos.map(({ name, withPrint }) => [name, withPrint]));
const told = (name) => ({ true: 'print', false: 'no print by eye', undefined: 'not looked at' })[printOf.get(name)];
for (const name of alarms.laid) console.log('laid over', name, told(name));
for (const name of alarms.product) console.log('on the product', name, told(name));
for (const withPrint of [true, false]) {
  const of = (names) => names.filter((name) => printOf.get(name) === withPrint).length;
  const n = of(photos.map(({ name }) => name));
  if (n === 0) continue;
  console.log(`${withPrint ? 'with print' : 'without print'}, by eye: laid over ${rate(of(alarms.laid), n)}`);
  console.log(`  on the product ${rate(of(alarms.product), n)}; by strokes ${rate(of(alarms.quick), n)}`);
}
console.log(`photos as they are, half ${half}: laid over ${rate(alarms.laid.length, photos.length)}`);
console.log(
  `  on the product ${rate(alarms.product.length, photos.length)}; by strokes ${rate(alarms.quick.length, photos.length)}`,
);

/** Whether there is a line where the photo had none. */
const isNew = (name) => (line) =>
  !clean.get(name).some(({ x, y }) => Math.abs(x - line.x) < 8 && Math.abs(y - line.y) < 8);

const kinds = process.env.KINDS?.split(',');
const drawn = Object.entries(LAID).filter(([kind]) => kinds?.includes(kind) ?? true);
for (const [kind, draw] of process.env.ALARMS ? [] : drawn) {
  const hits = { network: 0, either: 0, beyond: 0, patterned: 0, onPatterned: 0 };
  for (let k = 0; k < Number(count); k++) {
    const random = seededRandom(`${half}/${kind}/${k}`);
    const { name, file } = photos[Math.floor(random() * photos.length)];
    const { data, info } = await sharp(file)
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .png({ compressionLevel: 0 })
      .toBuffer({ resolveWithObject: true });
    const quality = Math.round(60 + 30 * random());
    const svg = laidOver(info, draw(random, info));
    const isPatterned = (await plainShare(data, await boxOf(svg))) < 0.97;
    const drawn = await sharp(data)
      .composite([{ input: svg }])
      .jpeg({ quality })
      .toBuffer();
    const { lines, quick } = await linesIn(drawn);
    const added = lines.filter(isNew(name));
    hits.network += added.length > 0 ? 1 : 0;
    hits.onPatterned += isPatterned ? 1 : 0;
    hits.patterned += isPatterned && added.length > 0 ? 1 : 0;
    hits.either += added.length > 0 || (quick > 0 && !alarms.quick.includes(name)) ? 1 : 0;
    hits.beyond += added.some(({ place }) => place !== 'product') ? 1 : 0;
    if (added.length === 0 && process.env.MISSES)
      console.log('miss', kind, k, name, isPatterned ? 'patterned' : 'plain');
  }
  const n = Number(count);
  console.log(
    `${kind}: ${rate(hits.network, n)}; on patterned ground ${rate(hits.patterned, hits.onPatterned)}; with strokes ${rate(hits.either, n)}; not on the product alone ${rate(hits.beyond, n)}`,
  );
}
times.sort((a, b) => a - b);
console.log(
  `CPU ms a picture beyond the decode, ${network.runtime}: ${times[times.length >> 1]?.toFixed(0)} (median of ${times.length})`,
);
