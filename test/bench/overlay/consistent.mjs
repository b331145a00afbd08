// The same mark on pictures of different products: how often something is found where there is nothing, and what is found of marks.
//   npx tsc -b && node test/bench/overlay/consistent.mjs PHOTOS [TRIALS] [HALF]
// PHOTOS is made by ../watermark/photos.mjs; each photo stands for a product. TRIALS sets with a mark (default 60), of photos of HALF (A, B or C,
// default B). Sets without one: the photos of each source, all of them and draws of 12 and 24.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { markNames, markPng } from '../watermark/marks.mjs';
import { drawMark, seededRandom } from '../watermark/placements.mjs';
import { photosIn, sourceOf } from './photos.mjs';
import { carriedBy, decodeCanonical, directionField, findConsistent, rate } from './program.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [folder, trials = '60', half = 'B'] = process.argv.slice(2);
const photos = photosIn(folder).filter((photo) => photo.half === half);
const DRAWS = 8;

const fieldOf = async (name, bytes) => {
  const { width } = await sharp(bytes).metadata();
  return {
    path: name,
    product: name,
    isMain: true,
    field: directionField(await decodeCanonical(bytes)),
    sourceWidth: width,
  };
};

const shuffled = (values, random) =>
  values
    .map((value) => [random(), value])
    .sort((a, b) => a[0] - b[0])
    .map(([, value]) => value);

const clean = [];
for (const { name, file } of photos) clean.push(await fieldOf(name, readFileSync(file)));

const sets = [];
const sources = [...new Set(photos.map(({ name }) => sourceOf(name)))];
for (const [source, pictures] of [
  ...sources.map((source) => [source, clean.filter(({ path }) => sourceOf(path) === source)]),
  ['all', clean],
]) {
  if (pictures.length >= 12) sets.push([source, pictures]);
  for (const size of [12, 24]) {
    if (pictures.length <= size) continue;
    for (let k = 0; k < DRAWS; k++) {
      sets.push([`${source} ${size}`, shuffled(pictures, seededRandom(`${source}/${size}/${k}`)).slice(0, size)]);
    }
  }
}
let examined = 0;
let alarms = 0;
let alike = 0;
for (const [source, pictures] of sets) {
  const consistency = findConsistent(pictures);
  if (consistency.main < 12) {
    alike++;
    continue;
  }
  examined++;
  if (consistency.overlays.length === 0) continue;
  alarms++;
  console.log(
    'false alarm',
    source,
    consistency.overlays.map(({ region, carriers }) => `${region.pixels.length} px on ${carriers.length}`),
  );
}
console.log(
  `sets without a mark in which something was found: ${rate(alarms, examined)}; ${alike} sets too alike to be examined`,
);

const OPACITIES = [0.15, 0.25, 0.4, 0.6, 1];
const SIZES = [12, 24, 48];
const SHARES = [1, 1, 0.6, 0.45];
const shop = photos.filter(({ name }) => !['backgrounds', 'plasma', 'camera'].includes(sourceOf(name)));

/** The photo with the mark, as JPEG; `pixels` is its width where it does not follow the picture's. */
const marked = async (file, png, { scale, pixels, opacity, anchor, margin }, quality) => {
  const { data, info } = await sharp(file)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { data, width: info.width, height: info.height };
  const raw = await sharp(png)
    .resize({ width: Math.max(8, Math.round(pixels ?? image.width * scale)) })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const mark = { data: raw.data, width: raw.info.width, height: raw.info.height };
  const gap = pixels === undefined ? Math.round(margin * image.width) : 16;
  const place = (at, size, own) => (at === 0 ? gap : at === 1 ? size - own - gap : Math.round((size - own) / 2));
  const left = place(anchor[0], image.width, mark.width);
  const top = place(anchor[1], image.height, mark.height);
  if (left < 0 || top < 0 || left + mark.width > image.width || top + mark.height > image.height) return undefined;
  const { contrast, share } = drawMark(image, mark, left, top, opacity);
  const bytes = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  const box = {
    x: left / image.width,
    y: top / image.height,
    width: mark.width / image.width,
    height: mark.height / image.height,
  };
  return { bytes, box, visible: contrast >= 8 && share >= 0.6 };
};

const overlaps = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const ANCHORS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [0.5, 0.5],
];
const tally = new Map();
const count = (key, hit) => {
  const [hits, n] = tally.get(key) ?? [0, 0];
  tally.set(key, [hits + (hit ? 1 : 0), n + 1]);
};
for (let k = 0; k < Number(trials); k++) {
  const random = seededRandom(`consistent/${half}/${k}`);
  const size = SIZES[k % SIZES.length];
  const share = SHARES[Math.floor(k / SIZES.length) % SHARES.length];
  const how = {
    scale: 0.1 + 0.2 * random(),
    pixels: random() < 0.3 ? Math.round(100 + 120 * random()) : undefined,
    opacity: OPACITIES[Math.floor(random() * OPACITIES.length)],
    anchor: ANCHORS[Math.floor(random() * ANCHORS.length)],
    margin: 0.01 + 0.04 * random(),
  };
  const name = markNames[k % markNames.length];
  const png = await markPng(name);
  const chosen = shuffled(shop, random).slice(0, size);
  const pictures = [];
  const truth = [];
  for (const [i, photo] of chosen.entries()) {
    const drawn = i < share * size ? await marked(photo.file, png, how, Math.round(60 + 30 * random())) : undefined;
    pictures.push(await fieldOf(photo.name, drawn?.bytes ?? readFileSync(photo.file)));
    truth.push(drawn);
  }
  const visible = truth.filter((each) => each?.visible).length;
  const consistency = findConsistent(pictures);
  const carried = pictures.map((picture) => carriedBy(consistency, picture));
  const hits = truth.map((each, i) => each !== undefined && carried[i].some((box) => overlaps(box, each.box)));
  const isFound = hits.some((hit) => hit);
  if (consistency.main < 12) {
    count(`sets of ${size}: not examined, too alike`, true);
    continue;
  }
  // What a person can see on at least half of the pictures ought to be found.
  const group =
    2 * visible >= size
      ? 'visible on half or more'
      : visible >= 6
        ? 'visible on 6 or more, less than half'
        : 'hardly visible';
  count(`sets, ${group}`, isFound);
  count(`sets of ${size}, ${group}`, isFound);
  if (2 * visible >= size)
    count(`sets, visible on half or more, ${how.pixels ? 'always as large' : 'scaled with the width'}`, isFound);
  truth.forEach((each, i) => {
    if (each?.visible && isFound) count('pictures with a visible mark, in sets where it was found: reported', hits[i]);
    if (each === undefined) count('pictures without it: reported to carry something', carried[i].length > 0);
    else if (isFound)
      count(
        'pictures with it: something reported at another place',
        carried[i].some((box) => !overlaps(box, each.box)),
      );
  });
  if (process.env.MISSES && 2 * visible >= size && !isFound)
    console.log('miss', k, name, size, share, JSON.stringify(how), 'visible', visible, 'examined', consistency.main);
}
for (const [key, [hits, n]] of [...tally].sort())
  console.log(`${key}: ${/too alike/.test(key) ? hits : rate(hits, n)}`);
