// Copies of stamped photos for the measurement of watermark states: removed in five ways, covered, cropped away, left, or never there; then as
// copies circulate. Each is matched by `match`, so that the place is known as well as it is known there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { CHAINS, COMMON, copied } from './copy-chains.mjs';
import { templateOf } from './detector.mjs';
import { ENLARGINGS } from './enlargings.mjs';
import { EDITS } from './honest-edits.mjs';
import { markPng } from './marks.mjs';
import { seededRandom } from './placements.mjs';
import { blurredBox, clonedBox, covered, marchedFill, patchFill, smoothFill, strokesOf } from './retouching.mjs';
import { bandBlurred, copiedFromFar, filledWithGround, medianBox, smeared } from './retouching-further.mjs';

const built = new URL('../../../packages/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { stampPicture } = await load('watermark/dist/stamp/stamp-picture.js');
const { pictureId } = await load('rules/dist/watermark/stamp/keyed-order.js');
const { GRAIN_SIDE, grainOf, grainOverlay } = await load('rules/dist/watermark/stamp/grain.js');
const { lumaOf } = await load('rules/dist/image/read/raster.js');

const KEY = 'the key of the measurement';
/** Thin text, light and dark; a thin logo; a filled plate; a filled logo. */
export const INKS = ['light', 'serif', 'line', 'badge', 'icon'];
export const OPACITIES = [0.1, 0.2, 0.3, 0.45, 0.6];
export const REMOVALS = ['smooth', 'marched', 'patches', 'blurred', 'cloned'];
/** Further ways, which are made alone (`KINDS=further`). */
export const FURTHER_REMOVALS = ['median', 'one colour', 'from far away', 'band blurred', 'smeared'];
/** Marks of which the left half alone was filled in, or covered, which are made alone (`KINDS=half-filled,half-covered`): they are damaged. */
export const HALVES = ['half-filled', 'half-covered'];
/** Copies that were edited as people do who take no mark off, which are made alone (`EDITS=11`: so many of each photo). */
export const EDITED = ['unmarked, edited', 'marked, edited'];
/** Copies that were made small and enlarged again, which are made alone (`ENLARGED=12`), and the share that is made of the marked picture. */
export const ENLARGED = ['unmarked, enlarged', 'marked, enlarged'];
const MARKED = 0.75;
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

const inLeftHalf = (strokes, width, { left, width: wide }) =>
  strokes.map((isStroke, i) => (i % width < left + wide / 2 ? isStroke : 0));

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
  median: async ({ marked, box }) => medianBox(marked, box),
  'one colour': async ({ marked, box }) => filledWithGround(marked, box),
  'from far away': async ({ marked, box, random }) => copiedFromFar(marked, box, random),
  'band blurred': async ({ marked, box }) => bandBlurred(marked, box),
  smeared: async ({ marked, strokes }) => smeared(marked, strokes),
  'unmarked, edited': async ({ clean, random, edit }) => EDITS[edit](clean, random),
  'marked, edited': async ({ marked, random, edit }) => EDITS[edit](marked, random),
  'unmarked, enlarged': async ({ clean, random, edit }) => ENLARGINGS[edit](clean, random),
  'marked, enlarged': async ({ marked, random, edit }) => ENLARGINGS[edit](marked, random),
  'half-filled': async ({ marked, strokes, box }) => smoothFill(marked, inLeftHalf(strokes, marked.width, box)),
  'half-covered': async ({ marked, box, random }) =>
    covered(marked, { ...box, width: Math.round(box.width / 2) - 4 }, random),
  'computed off': async ({ clean, marked, box }) => computedOff(clean, marked, box),
};
export const kindNames = Object.keys(KINDS);
const ALONE = [...FURTHER_REMOVALS, ...HALVES, ...EDITED, ...ENLARGED];
const USUAL = kindNames.filter((kind) => !ALONE.includes(kind));

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
  if (REMOVALS.includes(kind) || FURTHER_REMOVALS.includes(kind)) return true;
  if (kind.startsWith('unmarked')) return HONEST.indexOf(kind) === k % 3;
  if (kind.startsWith('marked')) return HONEST.indexOf(kind) === 3 + (k % 2);
  return k % 3 === (kind === 'covered' ? 0 : 1);
};

/** Makes the folders of the copies, and the marks. */
export const openCopies = async (
  folder,
  { forced = false, grained = true, kinds = USUAL, honest = 0, edits = 0, enlarged = 0 } = {},
) => {
  for (const part of ['originals', 'listings', 'found']) mkdirSync(join(folder, part), { recursive: true });
  return { folder, forced, grained, kinds, honest, edits, enlarged, inks: await readInks() };
};

/**
 * Makes the copies of one photo, the `k`th, of which `used` had a place for a mark before it, and gives a row a copy; none where no mark has a place. With
 * `forced` the mark has an opacity from 0.1 to 0.6, and not that which `stamp` chose; of such a picture `grained` says whether it has the grain of `stamp`. Where `honest`
 * is more than 0, so many of every honest kind are made, each having gone through another one of all chains, and nothing else; where `edits` is, so many that were edited;
 * where `enlarged` is, so many that were made small and enlarged again.
 */
export const copiesOf = async (file, k, used, { folder, forced, grained, inks, ...options }) => {
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
  const due = dueOf(name, used, options);
  for (const { kind, number, random, chain, edit } of due) {
    const made = await KINDS[kind]({ clean, marked, strokes, box, random, edit });
    const found = `found/${name.replace(/\.jpg$/, '')}.${number}.jpg`;
    const bytes = Buffer.isBuffer(made) ? made : await copied(made, box, { chain, crops: kind === 'cropped', random });
    writeFileSync(join(folder, found), bytes);
    rows.push({
      ...{ name, kind, chain, edit, found, opacity, mark: stamped.mark, id: pictureId(original), rank: stamped.rank },
      place: stamped.place,
    });
  }
  return rows;
};

/** The copies that are due of a photo. */
const dueOf = (name, used, { kinds, honest, edits, enlarged }) => {
  if (edits > 0) return editsOf(name, used, edits);
  if (enlarged > 0) return enlargingsOf(name, used, enlarged);
  const due = [];
  for (const [number, kind] of kindNames.entries()) {
    if (!kinds.includes(kind)) continue;
    if (honest === 0 && isDue(kind, used)) {
      const random = seededRandom(`removal ${name} ${kind}`);
      due.push({ kind, number, random, chain: Math.floor(random() * COMMON) });
    }
    const first = Math.floor(CHAINS.length * seededRandom(`honest ${name} ${kind}`)());
    for (let k = 0; k < honest; k++) {
      const random = seededRandom(`honest ${name} ${kind} ${k}`);
      due.push({ kind, number: `${number}-${k}`, random, chain: (first + 3 * k) % CHAINS.length });
    }
  }
  return due;
};

/** So many edits of a photo, each marked or unmarked, the next ones of each photo after the other, so that all have their turn; recompressed or scaled after it, or not. */
const editsOf = (name, used, edits) => {
  const names = Object.keys(EDITS);
  return Array.from({ length: edits }, (_, k) => {
    const turn = used * edits + k;
    const [round, which] = [Math.floor(turn / names.length), turn % names.length];
    const edit = names[which];
    const kind = EDITED[(round + which) % 2];
    const random = seededRandom(`edited ${name} ${edit} ${kind}`);
    return { kind, edit, number: `edit-${k}`, random, chain: Math.floor(3 * random()) };
  });
};

/** So many of the grid of a photo, the next ones of each photo after the other, in an order that brings near ones far apart. */
const enlargingsOf = (name, used, enlarged) => {
  const names = Object.keys(ENLARGINGS);
  return Array.from({ length: enlarged }, (_, k) => {
    const turn = used * enlarged + k;
    const edit = names[(turn * STRIDE) % names.length];
    const kind = ENLARGED[Number(seededRandom(`which ${name} ${edit}`)() < MARKED)];
    return { kind, edit, number: `enlarged-${k}`, random: seededRandom(`enlarged ${name} ${edit} ${kind}`), chain: 0 };
  });
};
/** Has no divisor in common with the number of the grid. */
const STRIDE = 29;
