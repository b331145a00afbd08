// The plugin `text-detector`: false alarms on photos, and recall of text over them anywhere.
//   npm run build && npx tsc -b
//   node test/bench/overlay/network.mjs PHOTOS [N] [HALF] [RUNTIME]
// PHOTOS is made by ../watermark/photos.mjs. N placements a kind (default 60) on photos of HALF (A, B or C; H: of shops of which all photos are labelled by
// eye, and on none of which a bound of the plugin was set; default B). RUNTIME: onnxruntime-node (default) or onnxruntime-web, installed where
// `packages/text-detector` finds it. Alarms are printed by name, for review; ALARMS=1 does nothing else, DRAWN=1 leaves it out.
// KINDS=latin,cjk draws these alone. OUT=FILE stores what was drawn, so that a run that is cut short goes on where it was.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { seededRandom } from '../watermark/placements.mjs';
import { openTextSearch } from './network-search.mjs';
import { hasEdge, OVERLAY_TEXTS, overlaySvg } from './overlay-text.mjs';
import { photosIn } from './photos.mjs';
import { plainShare } from './plain-share.mjs';
import { decodeCanonical, rate, textEvidence } from './program.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [folder, count = '60', half = 'B', runtime = 'onnxruntime-node'] = process.argv.slice(2);
const photos = photosIn(folder).filter((photo) => (half === 'H' ? photo.withPrint !== undefined : photo.half === half));
const search = await openTextSearch(runtime);

/** Lines of text by the network, and how many rows of strokes. */
const linesIn = async (bytes) => {
  const picture = await decodeCanonical(bytes);
  return { lines: await search.linesIn(picture), quick: textEvidence(picture).rows.length };
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

/** Share of a drawing's pixels that differ from what was there, by 24 levels of a channel or more: white letters on white are no letters. */
const seenShare = async (svg, before, after) => {
  const ink = await sharp(svg).ensureAlpha().raw().toBuffer();
  const [was, is] = await Promise.all([before, after].map((each) => sharp(each).removeAlpha().raw().toBuffer()));
  let [all, seen] = [0, 0];
  for (let i = 0; i < was.length / 3; i++) {
    if (ink[4 * i + 3] < 64) continue;
    all++;
    if ([0, 1, 2].some((channel) => Math.abs(was[3 * i + channel] - is[3 * i + channel]) >= 24)) seen++;
  }
  return all === 0 ? 0 : seen / all;
};

const clean = new Map();
/** What a photo shows as it is, found once. */
const asItIs = async ({ name, file }) => {
  const known = clean.get(name) ?? (await linesIn(readFileSync(file)));
  clean.set(name, known);
  return known;
};

const reportAlarms = async () => {
  const alarms = { overlay: [], product: [], quick: [] };
  for (const photo of photos) {
    const { lines, quick } = await asItIs(photo);
    if (lines.some(({ place }) => place !== 'product')) alarms.overlay.push(photo);
    if (lines.some(({ place }) => place === 'product')) alarms.product.push(photo);
    if (quick > 0) alarms.quick.push(photo);
  }
  const labelOf = ({ withPrint }) => ({ true: 'print', false: 'no print by eye' })[withPrint] ?? 'unlabelled';
  for (const photo of alarms.overlay) console.log('overlay', photo.name, labelOf(photo));
  for (const photo of alarms.product) console.log('on the product', photo.name, labelOf(photo));
  const groups = {
    'as they are': () => true,
    'with print': (p) => p.withPrint,
    'without print': (p) => p.withPrint === false,
  };
  for (const [title, isIn] of Object.entries(groups)) {
    const of = ({ length }, all) => rate(length, all.length);
    const all = photos.filter(isIn);
    console.log(`photos ${title}, half ${half}: overlay ${of(alarms.overlay.filter(isIn), all)}`);
    console.log(
      `  on the product ${of(alarms.product.filter(isIn), all)}; by strokes ${of(alarms.quick.filter(isIn), all)}`,
    );
  }
};

/** One placement: whether a line is found where the photo had none. */
const placed = async (kind, k) => {
  const random = seededRandom(`${half}/${kind}/${k}`);
  const photo = photos[Math.floor(random() * photos.length)];
  const { data, info } = await sharp(photo.file)
    .rotate()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer({ resolveWithObject: true });
  const quality = Math.round(60 + 30 * random());
  const svg = overlaySvg(info, OVERLAY_TEXTS[kind](random, info));
  const box = await boxOf(svg);
  const isPatterned = (await plainShare(data, box)) < 0.97;
  const sharply = await sharp(data)
    .composite([{ input: svg }])
    .png({ compressionLevel: 0 })
    .toBuffer();
  const isSeen = hasEdge(kind) || (await seenShare(svg, data, sharply)) >= 0.5;
  const drawn = await sharp(sharply).jpeg({ quality }).toBuffer();
  const isWithin = ({ middle: { x, y } }) =>
    Math.abs(x * info.width - box.left - box.width / 2) <= box.width / 2 &&
    Math.abs(y * info.height - box.top - box.height / 2) <= box.height / 2;
  const [before, { lines, quick }] = [await asItIs(photo), await linesIn(drawn)];
  const isNew = (line) => !before.lines.some(({ x, y }) => Math.abs(x - line.x) < 8 && Math.abs(y - line.y) < 8);
  const added = lines.filter((line) => isNew(line) && isWithin(line));
  return {
    ...{ kind, k, name: photo.name, isPatterned, isSeen },
    network: added.length > 0,
    either: added.length > 0 || (quick > 0 && before.quick === 0),
    beyond: added.some(({ place }) => place !== 'product'),
  };
};

const out = process.env.OUT;
const rows =
  out !== undefined && existsSync(out)
    ? readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
const kinds = process.env.ALARMS ? [] : (process.env.KINDS?.split(',') ?? Object.keys(OVERLAY_TEXTS));
if (process.env.DRAWN === undefined) await reportAlarms();
for (let k = 0; k < Number(count); k++) {
  for (const kind of kinds) {
    if (rows.some((row) => row.kind === kind && row.k === k)) continue;
    const row = await placed(kind, k);
    rows.push(row);
    if (out !== undefined) appendFileSync(out, `${JSON.stringify(row)}\n`);
    if (!row.network && process.env.MISSES)
      console.log('miss', kind, k, row.name, row.isPatterned ? 'patterned' : 'plain');
  }
}
for (const kind of kinds) {
  const all = rows.filter((row) => row.kind === kind);
  const of = all.filter(({ isSeen }) => isSeen);
  const onPattern = of.filter(({ isPatterned }) => isPatterned);
  const hits = (which, among) => rate(among.filter((row) => row[which]).length, among.length);
  console.log(
    `${kind}: ${hits('network', of)}; on patterned ground ${hits('network', onPattern)}; with strokes ${hits('either', of)}; not on the product alone ${hits('beyond', of)}; not counted, as they cannot be seen: ${all.length - of.length}`,
  );
}
const times = search.times.sort((a, b) => a - b);
console.log(
  `CPU ms a picture beyond the decode, ${search.runtime}: ${times[times.length >> 1]?.toFixed(0)} (median of ${times.length})`,
);
