// Copies of stamped photos for the measurement of what became of the mark: taken off in five ways, covered, cropped away, left, or never there; then as
// copies go about. Each is asked of `match`, so that the place is known as well as it is known there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { templateOf } from './detector.mjs';
import { markPng } from './marks.mjs';
import { seededRandom } from './placements.mjs';
import { blurredBox, clonedBox, covered, marchedFill, patchFill, smoothFill, strokesOf } from './retouching.mjs';

const built = new URL('../../../packages/rules/dist/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { stampPicture } = await load('watermark/stamp/stamp-picture.js');
const { pictureId } = await load('watermark/stamp/keyed-order.js');
const { GRAIN_SIDE, grainOf, grainOverlay } = await load('watermark/stamp/grain.js');
const { lumaOf } = await load('image/read/raster.js');

const KEY = 'the key of the measurement';
/** Thin text, light and dark; a thin logo; a filled plate; a filled logo. */
export const INKS = ['light', 'serif', 'line', 'badge', 'icon'];
export const OPACITIES = [0.1, 0.2, 0.3, 0.45, 0.6];
export const CHAINS = ['as saved', 'recompressed', 'rescaled', 'cropped, rescaled, other light'];

export const REMOVALS = ['smooth', 'marched', 'patches', 'blurred', 'cloned'];
export const HONEST = ['unmarked', 'unmarked, filtered', 'unmarked, brightened', 'marked', 'marked, filtered'];

const rgbOf = async (bytes) => {
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};
const sharpOf = ({ data, width, height }) => sharp(data, { raw: { width, height, channels: 3 } });

export const boxOf = ({ x, y, width, height }, image) => ({
  left: Math.round(x * image.width),
  top: Math.round(y * image.height),
  width: Math.round(width * image.width),
  height: Math.round(height * image.height),
});

const filtered = async (image, random) => {
  const kind = Math.floor(random() * 3);
  const picture = sharpOf(image);
  if (kind === 0)
    return rgbOf(
      await picture
        .sharpen({ sigma: 0.8 + 0.6 * random() })
        .png()
        .toBuffer(),
    );
  if (kind === 1)
    return rgbOf(
      await picture
        .blur(0.5 + 0.7 * random())
        .png()
        .toBuffer(),
    );
  return rgbOf(
    await picture
      .modulate({ saturation: 0.5 + random() })
      .gamma(1 + 0.4 * random())
      .png()
      .toBuffer(),
  );
};
const brightened = async (image, random) =>
  rgbOf(
    await sharpOf(image)
      .linear(0.85 + 0.3 * random(), -20 + 40 * random())
      .png()
      .toBuffer(),
  );

/** A translucent mark computed off by somebody who has the mark itself: what is under it shows. */
const computedOff = (clean, marked, { left, top, width, height }) => {
  const data = Buffer.from(marked.data);
  for (let y = Math.max(0, top - 2); y < Math.min(marked.height, top + height + 2); y++) {
    const [from, to] = [Math.max(0, left - 2), Math.min(marked.width, left + width + 2)];
    clean.data.copy(data, 3 * (y * marked.width + from), 3 * (y * marked.width + from), 3 * (y * marked.width + to));
  }
  return { ...marked, data };
};

const KINDS = {
  smooth: async ({ marked, strokes }) => smoothFill(marked, strokes),
  marched: async ({ marked, strokes }) => marchedFill(marked, strokes),
  patches: async ({ marked, strokes, random }) => patchFill(marked, strokes, random),
  blurred: async ({ marked, box }) => blurredBox(marked, box),
  cloned: async ({ marked, box, random }) => clonedBox(marked, box, random),
  covered: async ({ marked, box, random }) => covered(marked, box, random),
  cropped: async ({ marked }) => marked,
  unmarked: async ({ clean }) => clean,
  'unmarked, filtered': async ({ clean, random }) => filtered(clean, random),
  'unmarked, brightened': async ({ clean, random }) => brightened(clean, random),
  marked: async ({ marked }) => marked,
  'marked, filtered': async ({ marked, random }) => filtered(marked, random),
  'computed off': async ({ clean, marked, box }) => computedOff(clean, marked, box),
};
export const kindNames = Object.keys(KINDS);

/** What is left where the mark's place is cut off: the larger part above or below it. */
const withoutPlace = (image, box) => {
  const below = box.top + box.height;
  if (box.top > image.height - below) return { left: 0, top: 0, width: image.width, height: Math.max(16, box.top - 2) };
  const top = Math.min(image.height - 16, below + 2);
  return { left: 0, top, width: image.width, height: image.height - top };
};
/** A crop by up to a tenth on each side that leaves the mark's place. */
const aroundPlace = (image, box, random) => {
  const [left, top] = [random() * 0.1 * image.width, random() * 0.1 * image.height];
  const [right, bottom] = [(1 - random() * 0.1) * image.width, (1 - random() * 0.1) * image.height];
  const x = Math.floor(Math.min(box.left, left));
  const y = Math.floor(Math.min(box.top, top));
  return {
    left: x,
    top: y,
    width: Math.ceil(Math.max(box.left + box.width, right)) - x,
    height: Math.ceil(Math.max(box.top + box.height, bottom)) - y,
  };
};

/** What a copy goes through after it was saved. */
const copied = async (saved, box, { chain, crops, random }) => {
  const bytes = await sharpOf(saved)
    .jpeg({ quality: Math.round(86 + 8 * random()) })
    .toBuffer();
  if (chain === 0 && !crops) return bytes;
  const whole = { left: 0, top: 0, width: saved.width, height: saved.height };
  const crop = crops ? withoutPlace(saved, box) : chain === 3 ? aroundPlace(saved, box, random) : whole;
  const scale = chain >= 2 ? 0.5 + 0.5 * random() : 1;
  let picture = sharp(bytes).extract(crop);
  if (scale < 1) picture = picture.resize({ width: Math.max(16, Math.round(crop.width * scale)) });
  if (chain === 3) picture = picture.linear(0.9 + 0.2 * random(), -8 + 16 * random());
  const quality = chain === 3 ? 60 + 32 * random() : 70 + 15 * random();
  return picture.jpeg({ quality: Math.round(quality) }).toBuffer();
};

/** The grain that `stamp` lays over a photo. */
const grainOver = async (original, place, { width, height }) => {
  const { data, info } = await sharp(original)
    .toColourspace('srgb')
    .removeAlpha()
    .resize({ width: GRAIN_SIDE, height: GRAIN_SIDE, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const luma = lumaOf({ data, width: info.width, height: info.height });
  return grainOverlay(grainOf(luma, KEY, pictureId(original)), place, width, height);
};

/** The mark drawn as `stamp` draws it, at an opacity that `stamp` did not choose; with the grain that it lays, or without, as earlier versions did. */
const drawnAt = async (original, mark, place, opacity, isGrained) => {
  const { x, y, width } = place;
  const picture = await sharp(original).metadata();
  const { data, info } = await sharp(mark)
    .trim()
    .resize({ width: Math.max(8, Math.round(width * picture.width)) })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let i = 3; i < data.length; i += 4) data[i] = Math.round(data[i] * opacity);
  return sharp(original)
    .composite([
      ...(isGrained ? [await grainOver(original, place, picture)] : []),
      {
        input: data,
        raw: { width: info.width, height: info.height, channels: 4 },
        left: Math.min(picture.width - info.width, Math.round(x * picture.width)),
        top: Math.min(picture.height - info.height, Math.round(y * picture.height)),
      },
    ])
    .removeAlpha()
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
};

const readInks = () =>
  Promise.all(
    INKS.map(async (name) => {
      const bytes = await markPng(name);
      return { name, bytes, template: await templateOf(name, bytes), layout: { angles: [0], tiled: false } };
    }),
  );

/** Stamps a photo with the first of the inks, from the `first` one on, that it has a place for. */
const stampedWith = async (original, inks, first) => {
  const clean = async (bytes) => ({ bytes, removed: [], lost: [] });
  for (let k = 0; k < inks.length; k++) {
    const ink = inks[(first + k) % inks.length];
    const stamped = await stampPicture(original, [ink], { key: KEY, used: [], clean }).catch(() => undefined);
    if (stamped !== undefined) return { ...stamped, ink };
  }
  return undefined;
};

/** Every photo is taken the mark off in each way; of the others each has some. */
const isDue = (kind, k) => {
  if (REMOVALS.includes(kind)) return true;
  if (kind.startsWith('unmarked')) return HONEST.indexOf(kind) === k % 3;
  if (kind.startsWith('marked')) return HONEST.indexOf(kind) === 3 + (k % 2);
  return k % 3 === (kind === 'covered' ? 0 : 1);
};

/** Makes the folders of the copies, and the marks. */
export const openCopies = async (folder, { forced = false, grained = true, kinds = kindNames } = {}) => {
  for (const part of ['originals', 'listings', 'found']) mkdirSync(join(folder, part), { recursive: true });
  return { folder, forced, grained, kinds, inks: await readInks() };
};

/**
 * Makes the copies of one photo, the `k`th, of which `used` had a place for a mark before it, and gives a row a copy; none where no mark has a place. With
 * `forced` the mark has an opacity from 0.1 to 0.6, and not that which `stamp` chose; of such a picture `grained` says whether it has the grain of `stamp`.
 */
export const copiesOf = async (file, k, used, { folder, forced, grained, kinds, inks }) => {
  const original = readFileSync(file);
  const stamped = await stampedWith(original, inks, k);
  if (stamped === undefined) return [];
  const opacity = forced ? OPACITIES[Math.floor(used / inks.length) % OPACITIES.length] : stamped.opacity;
  const bytes = forced ? await drawnAt(original, stamped.ink.bytes, stamped.place, opacity, grained) : stamped.bytes;
  const name = basename(file);
  writeFileSync(join(folder, 'originals', name), original);
  writeFileSync(join(folder, 'listings', name), bytes);
  const [clean, marked] = [await rgbOf(original), await rgbOf(bytes)];
  const box = boxOf(stamped.place, clean);
  const strokes = strokesOf(marked, clean, 2);
  const rows = [];
  for (const [number, kind] of kindNames.entries()) {
    if (!kinds.includes(kind) || !isDue(kind, used)) continue;
    const random = seededRandom(`removal ${name} ${kind}`);
    const chain = Math.floor(random() * CHAINS.length);
    const made = await KINDS[kind]({ clean, marked, strokes, box, random });
    const found = `found/${name.replace(/\.jpg$/, '')}.${number}.jpg`;
    writeFileSync(join(folder, found), await copied(made, box, { chain, crops: kind === 'cropped', random }));
    rows.push({
      ...{ name, kind, chain, found, opacity, mark: stamped.mark, id: pictureId(original), rank: stamped.rank },
      place: stamped.place,
    });
  }
  return rows;
};
