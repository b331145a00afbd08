// Takes stamped marks off photos in five ways, covers them, crops them away, leaves them, and uses unmarked copies; asks what became of the mark.
//   PART=A node test/bench/watermark/removal.mjs measure PHOTOS OUT.jsonl [COUNT]       # on A the limits were set; B is reported
//   node test/bench/watermark/removal.mjs report OUT.jsonl
import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import { decodeCanonical, templateOf, wilson } from './detector.mjs';
import { markPng } from './marks.mjs';
import { evenly, largeOf, photosOf } from './parts.mjs';
import { seededRandom } from './placements.mjs';
import { blurredBox, clonedBox, covered, marchedFill, patchFill, smoothFill, strokesOf } from './retouching.mjs';

sharp.concurrency(1);
sharp.cache(false);
const built = new URL('../../../packages/rules/dist/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { stampPicture } = await load('watermark/stamp/stamp-picture.js');
const { measureRemoval } = await load('proof/mark-state/removal/measure-removal.js');
const { markStateOf } = await load('proof/mark-state/removal/mark-state.js');
const { lumaOf } = await load('image/read/raster.js');

const [what, folder, out, count = '60'] = process.argv.slice(2);
const KEY = 'the key of the measurement';

const rgbOf = async (bytes) => {
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};
const jpegOf = ({ data, width, height }, quality) =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();

const boxOf = ({ x, y, width, height }, image) => ({
  left: Math.round(x * image.width),
  top: Math.round(y * image.height),
  width: Math.round(width * image.width),
  height: Math.round(height * image.height),
});

/** What a copy goes through: a crop that leaves the mark's place (or not), a new size, other light, compression. */
const copied = async (image, box, random, cropsAway) => {
  const keepX = random() * 0.1;
  const keepY = random() * 0.1;
  let crop = {
    left: Math.floor(Math.min(box.left, keepX * image.width)),
    top: Math.floor(Math.min(box.top, keepY * image.height)),
  };
  crop = { ...crop, width: image.width - crop.left, height: image.height - crop.top };
  if (cropsAway) {
    const below = box.top + box.height;
    crop =
      box.top > image.height - below
        ? { left: 0, top: 0, width: image.width, height: Math.max(16, box.top - 2) }
        : { left: 0, top: Math.min(image.height - 16, below + 2), width: image.width, height: 0 };
    if (crop.height === 0) crop.height = image.height - crop.top;
  }
  const scale = 0.5 + 0.5 * random();
  const width = Math.max(16, Math.round(crop.width * scale));
  const bytes = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .extract(crop)
    .resize({ width })
    .linear(0.9 + 0.2 * random(), -8 + 16 * random())
    .jpeg({ quality: Math.round(60 + 32 * random()) })
    .toBuffer();
  return { bytes, crop };
};

const KINDS = {
  there: async ({ marked }) => marked,
  unmarked: async ({ clean }) => clean,
  smooth: async ({ marked, strokes }) => smoothFill(marked, strokes),
  marched: async ({ marked, strokes }) => marchedFill(marked, strokes),
  patches: async ({ marked, strokes, random }) => patchFill(marked, strokes, random),
  blurred: async ({ marked, box }) => blurredBox(marked, box),
  cloned: async ({ marked, box, random }) => clonedBox(marked, box, random),
  covered: async ({ marked, box, random }) => covered(marked, box, random),
  cropped: async ({ marked }) => marked,
};

if (what === 'measure') {
  const stream = createWriteStream(out);
  const inks = [];
  for (const name of ['light', 'serif']) {
    const bytes = await markPng(name);
    inks.push({ name, bytes, template: await templateOf(name, bytes), layout: { angles: [0], tiled: false } });
  }
  const photos = evenly(await largeOf(photosOf(folder, process.env.PART ?? 'B')), Number(count));
  const clean = async (bytes) => ({ bytes, removed: [], lost: [] });
  for (const file of photos) {
    const random = seededRandom(`removal ${basename(file)}`);
    const original = await sharp(readFileSync(file)).jpeg({ quality: 92 }).toBuffer();
    let stamped;
    try {
      stamped = await stampPicture(original, inks, { key: KEY, used: [], clean });
    } catch (error) {
      console.error(`${basename(file)}: ${error.message}`);
      continue;
    }
    const [cleanRgb, markedRgb] = [await rgbOf(original), await rgbOf(stamped.bytes)];
    const box = boxOf(stamped.place, cleanRgb);
    const strokes = strokesOf(markedRgb, cleanRgb, 2);
    const [ours, oursMarked] = [await decodeCanonical(original), await decodeCanonical(stamped.bytes)];
    for (const [kind, make] of Object.entries(KINDS)) {
      const made = await make({ clean: cleanRgb, marked: markedRgb, strokes, box, random });
      const saved = await rgbOf(await jpegOf(made, 88));
      const { bytes, crop } = await copied(saved, box, random, kind === 'cropped');
      const suspect = lumaOf(await decodeCanonical(bytes));
      // The true map, off by up to 2 px as that of local features is.
      const [sx, sy] = [cleanRgb.width / ours.width, cleanRgb.height / ours.height];
      const [tx, ty] = [suspect.width / crop.width, suspect.height / crop.height];
      const [ex, ey] = [4 * random() - 2, 4 * random() - 2];
      const map = (x, y) => [((x + 0.5) * sx - crop.left) * tx - 0.5 + ex, ((y + 0.5) * sy - crop.top) * ty - 0.5 + ey];
      const start = process.cpuUsage();
      const measured = measureRemoval({
        clean: lumaOf(ours),
        marked: lumaOf(oursMarked),
        box: boxOf(stamped.place, ours),
        suspect,
        map,
      });
      const { user, system } = process.cpuUsage(start);
      const { ours: _one, theirs: _other, ...numbers } = measured;
      stream.write(
        `${JSON.stringify({ photo: basename(file), kind, ms: (user + system) / 1000, opacity: stamped.opacity, ...numbers })}\n`,
      );
    }
  }
  stream.end();
} else {
  const rows = readFileSync(folder, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const states = ['there', 'from-unmarked', 'removed', 'covered', 'cropped-away', 'unknown'];
  console.log(`kind\tn\t${states.join('\t')}`);
  for (const kind of Object.keys(KINDS)) {
    const of = rows.filter((row) => row.kind === kind);
    const said = of.map((row) => markStateOf(row).state);
    console.log(
      `${kind}\t${of.length}\t${states.map((state) => said.filter((each) => each === state).length).join('\t')}`,
    );
  }
  const removed = rows.filter(({ kind }) => ['smooth', 'marched', 'patches', 'blurred', 'cloned'].includes(kind));
  const told = removed.filter((row) => markStateOf(row).state === 'removed').length;
  const honest = rows.filter(({ kind }) => ['there', 'unmarked'].includes(kind));
  const wrong = honest.filter((row) => ['removed', 'covered'].includes(markStateOf(row).state)).length;
  const percent = (value) => `${(100 * value).toFixed(1)} %`;
  console.log(`removals told ${told}/${removed.length} (${wilson(told, removed.length).map(percent).join('–')})`);
  console.log(
    `unmarked and marked copies called removed ${wrong}/${honest.length} (${wilson(wrong, honest.length).map(percent).join('–')})`,
  );
  const ms = rows.map((row) => row.ms).sort((a, b) => a - b);
  console.log(`CPU ms a question, median ${ms[ms.length >> 1].toFixed(0)}`);
}
