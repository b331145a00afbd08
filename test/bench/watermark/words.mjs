// Other words in a mark's style: each photo gets twelve of them, as long as the mark and in fonts like its own, and the mark is searched for. None is the mark.
//   node test/bench/watermark/words.mjs PHOTOS OUT [N]     N photos a mark, default 60; a JSON line each, with the best place
// In the environment: MARKS=light,script measures these only; PART=B draws on photos of that part (parts.mjs), SHOPS=eshop,oxid on those of these shops; SEED=a makes other draws.
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import { decodeCanonical, detect, pyramidOf, rowOf, templateOf, wilson } from './detector.mjs';
import { markPng } from './marks.mjs';
import { largeOf, photosOf } from './parts.mjs';
import { decodeRgb, drawMark, seededRandom } from './placements.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [folder, out, count = '60'] = process.argv.slice(2);
const { MARKS = 'light,serif,script,badge,capitals,small', PART, SHOPS, SEED = 'words' } = process.env;
/** Thresholds of found and to be reviewed. */
const [PRESENT, REVIEW] = [3, 1.5];
const WORDS_A_PHOTO = 12;

/** None has half of its letters where a mark has them: such words belong into `brand.decoys`. */
const WORDS =
  'fragrance organic natural cosmetics exclusive collection Samsung Panasonic Handarbeit premium classics Original Universal Einkaufen Chocolate Shampoo Moisture Sensitive Vitamin Espresso Breakfast Kitchen Bathroom Outdoor Running Superstar Champion Adventure Melbourne Stockholm Helsinki Amsterdam Rotterdam Brussels Florence Portland Mountain Horizont Sunlight Moonlight Highlight Starlight Delight Insight Copyright Photograph Pictures Portrait Watermark Protected Template Preview Discount Clearance Bestseller Warranty Quality Approved Certified Guarantee Delivery Shipping Worldwide Germany Deutsche Burgundy Riesling Vineyard Brewery Lavender Rosemary Cinnamon Peppermint Hydrating Nourish Smoothing Protein Magnesium Nutrition Calories Contains Fragile Warning Caution Keyboard Computer Notebook Wireless Bluetooth Charger Adapter Battery Portable Automatic Electronic Digital Stainless Titanium Aluminium Graphite Ceramic Porcelain Crystal Platinum Sterling'.split(
    ' ',
  );
const FONTS = [
  ['DejaVu Sans', 'bold'],
  ['DejaVu Sans', 'bold'],
  ['Liberation Sans', 'bold'],
  ['Liberation Sans', 'normal'],
  ['DejaVu Serif', 'bold'],
  ['Liberation Serif', 'bold'],
  ['DejaVu Sans Condensed', 'bold'],
  ['DejaVu Serif', 'normal'],
];
const pick = (random, items) => items[Math.floor(random() * items.length)];
const escaped = (text) => text.replaceAll('&', '&amp;');
const drawn = (words, { font, weight, fill, extra = '' }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${130 * (words.length + 3)}" height="240"><text x="50%" y="150" text-anchor="middle" font-family="${font}" font-weight="${weight}" font-size="120" fill="${fill}" ${extra}>${escaped(words)}</text></svg>`;
const trimmed = (svg) => sharp(Buffer.from(svg)).trim().png().toBuffer();

/** Two more marks of few letters, and how the words that are held against each mark are made. */
const own = {
  capitals: { svg: drawn('ATELIER', { font: 'DejaVu Sans', weight: 'bold', fill: '#fff' }), letters: 7 },
  small: { svg: drawn('TARN', { font: 'DejaVu Sans', weight: 'bold', fill: '#fff' }), letters: 6 },
};
const letters = {
  light: 9,
  script: 8,
  badge: 7,
  ...Object.fromEntries(Object.entries(own).map(([k, v]) => [k, v.letters])),
};
const wordsFor = (random, mark) => {
  if (letters[mark] === undefined) {
    const makes = [
      () => `© ${pick(random, WORDS)} ${pick(random, WORDS)}`,
      () => `${pick(random, WORDS)} & ${pick(random, WORDS)} ${1950 + Math.floor(75 * random())}`,
      () => `www.${pick(random, WORDS)}${pick(random, WORDS)}.com`.toLowerCase(),
    ];
    return pick(random, makes)();
  }
  const word = pick(
    random,
    WORDS.filter((each) => Math.abs(each.length - letters[mark]) <= 1),
  );
  const turn = random();
  return turn < 0.25 ? word.toUpperCase() : turn < 0.5 ? word.toLowerCase() : word;
};
const wordPng = (random, mark) => {
  const [font, weight] = pick(random, FONTS);
  const isDark = mark === 'serif';
  const outline = !isDark && random() < 0.6 ? 'stroke="#111" stroke-width="5" paint-order="stroke"' : '';
  const slant = mark === 'script' && random() < 0.6 ? 'font-style="italic"' : '';
  const space = random() < 0.25 ? `letter-spacing="${Math.round(4 + 14 * random())}"` : '';
  const fill = random() < 0.85 ? (isDark ? '#222' : '#fff') : pick(random, ['#c0392b', '#e8d8a0', '#888']);
  return trimmed(drawn(wordsFor(random, mark), { font, weight, fill, extra: `${outline} ${slant} ${space}` }));
};

const drawWords = async (image, random, mark) => {
  for (let k = 0; k < WORDS_A_PHOTO; k++) {
    const png = await wordPng(random, mark);
    const scale = 0.08 + (random() < 0.6 ? 0.12 : 0.3) * random();
    const { data, info } = await sharp(png)
      .resize({ width: Math.round(image.width * scale) })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.width > image.width || info.height > image.height) continue;
    const left = Math.round(random() * (image.width - info.width));
    const top = Math.round(random() * (image.height - info.height));
    drawMark(image, { data, width: info.width, height: info.height }, left, top, pick(random, [0.3, 0.5, 0.8, 1, 1]));
  }
};

const shops = SHOPS?.split(',');
const photos = await largeOf(
  photosOf(folder, PART).filter((file) => shops?.includes(basename(file).split('--')[0]) ?? true),
);
const stream = createWriteStream(out);
let [all, present, review] = [0, 0, 0];
for (const mark of MARKS.split(',')) {
  const template = await templateOf(mark, own[mark] ? await trimmed(own[mark].svg) : await markPng(mark));
  const scores = [];
  for (let i = 0; i < Number(count); i++) {
    const random = seededRandom(`${SEED} ${mark} ${i}`);
    const file = pick(random, photos);
    const image = await decodeRgb(file);
    await drawWords(image, random, mark);
    const jpeg = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
      .jpeg({ quality: 60 + Math.round(35 * random()) })
      .toBuffer();
    const drawn =
      random() < 0.5
        ? await sharp(jpeg)
            .resize({ width: image.width >> 1 })
            .jpeg()
            .toBuffer()
        : jpeg;
    const hits = detect([template], pyramidOf(await decodeCanonical(drawn)), (_, { score }) => score >= PRESENT);
    const [best] = (hits.get(template) ?? []).sort((a, b) => b.score - a.score).map(rowOf);
    scores.push(best?.score ?? 0);
    stream.write(`${JSON.stringify({ mark, photo: basename(file), i, best })}\n`);
  }
  const found = scores.filter((score) => score >= PRESENT).length;
  const doubtful = scores.filter((score) => score >= REVIEW && score < PRESENT).length;
  [all, present, review] = [all + scores.length, present + found, review + doubtful];
  console.log(
    `${mark}: ${found} of ${scores.length} photos said to bear it, ${doubtful} to be reviewed; highest score ${Math.max(...scores).toFixed(2)}`,
  );
}
const [low, high] = wilson(present, all);
console.log(
  `${present} of ${all} photos with ${WORDS_A_PHOTO} other words each (95 %: ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %); ${review} to be reviewed`,
);
stream.end();
