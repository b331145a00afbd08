// Measures what `match` accuses wrongly: pictures that look like others and are no copies of them, as they are and as thieves change them.
//   npm run bench negatives -- --photos DIR… [--product REGEX] [--most 60] [--drawn 8] [--trace] [--json FILE]
// neighbours: photos of other products of the shop. recoloured, other garment: made of photos. mock-up templates, boxes and bottles: drawn.
// not ours: the same of photos whose product is left out of ours (every other one that is asked about), and of drawn ones beyond the first `--drawn`.
// Products are told as in the bench thefts. Each picture is asked about as it is, cropped by 20 %, under a banner, and photographed from a screen at an angle.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBytesMatch } from '@listing-lint/rules';
import sharp from 'sharp';
import type { Base } from './hash/attacks.ts';
import { FURTHER_THEFTS } from './thefts/further-attacks.ts';
import { drawnNegatives, type HardNegative, otherGarment, recoloured } from './thefts/hard-negatives.ts';
import { baseOfFile, distinct, productsOf, seededBy, wilson } from './thefts/photos.ts';
import { hasPlainGround, THEFTS } from './thefts/theft-attacks.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    product: { type: 'string' },
    most: { type: 'string', default: '60' },
    drawn: { type: 'string', default: '8' },
    trace: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const photos = await distinct(values.photos ?? []);
const productOf = await productsOf(photos, values.product);
const step = Math.max(1, photos.length / Number(values.most));
const chosen = photos.filter((_, k) => Math.floor(k / step) !== Math.floor((k - 1) / step));
const folder = mkdtempSync(join(tmpdir(), 'negatives-'));
const leftOut = new Set(chosen.filter((_, k) => k % 2 === 1).map(productOf));
const isOurs = (file: string): boolean => !leftOut.has(productOf(file));

/** Asked about: its family, its picture, and what it shows by right: those are no others. */
interface Asked {
  readonly family: string;
  readonly name: string;
  readonly base: Base;
  /** Ours of which it is a variant, and never a duplicate. */
  readonly variantOf: (path: string) => boolean;
  /** Ours that it shows: whatever is said of them is right. */
  readonly shows: (path: string) => boolean;
}

const nothing = (): boolean => false;
const drawnOurs = Number(values.drawn);
const made: HardNegative[] = await drawnNegatives(Math.ceil(1.5 * drawnOurs), seededBy);
const isDrawnOurs = ({ name }: HardNegative): boolean => Number(name.split(' ')[1]) < drawnOurs;
mkdirSync(join(folder, 'ours'));
const drawnFiles = new Map<HardNegative, string>();
for (const each of made) {
  const file = join(folder, 'ours', `${each.name}.png`);
  const { data, width, height } = each.base;
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(file);
  drawnFiles.set(each, file);
}
const templateOf = (path: string): string => path.split('/').at(-1)?.split(' ')[0] ?? '';

const asked = async function* (): AsyncGenerator<Asked> {
  for (const each of made) {
    const file = drawnFiles.get(each) ?? '';
    yield {
      family: isDrawnOurs(each) ? each.family : `${each.family}, not ours`,
      name: each.name,
      base: each.base,
      variantOf: (path) => path !== file && templateOf(path) === templateOf(file),
      shows: (path) => path === file,
    };
  }
  for (const [k, file] of chosen.entries()) {
    const base = await baseOfFile(file);
    const isProduct = (path: string): boolean => productOf(path) === productOf(file);
    if (!isOurs(file)) {
      yield { family: 'neighbours, not ours', name: file, base, variantOf: nothing, shows: nothing };
      continue;
    }
    yield { family: 'neighbours', name: file, base, variantOf: nothing, shows: isProduct };
    if (!hasPlainGround(base)) continue;
    const random = seededBy(`negative ${k}`);
    const made = { name: file, variantOf: isProduct };
    yield { family: 'colour variants', ...made, shows: nothing, base: await recoloured(base, random) };
    // A fabric that is a photo of ours, or the very photo, is shown by right.
    const fabrics = photos.filter((photo) => !isProduct(photo));
    const fabric = fabrics[Math.floor(random() * fabrics.length)];
    if (fabric === undefined) continue;
    const shows = (path: string): boolean => productOf(path) === productOf(fabric);
    const garment = await otherGarment(base, await baseOfFile(fabric), random);
    yield { family: 'one pose, another garment', ...made, shows, base: garment };
  }
};

const ours = [
  ...photos.filter(isOurs),
  ...made.filter(isDrawnOurs).flatMap((each) => {
    const file = drawnFiles.get(each);
    return file === undefined ? [] : [file];
  }),
];
const { match } = await openBytesMatch(
  ours.map((file) => ({ file, name: file })),
  { thrifty: false },
);
const changes = ['as it is', 'crop 20 %', 'banner', 'phone photo, strong angle'];
const counts = new Map<string, { asked: number; pairs: number; alike: number; duplicate: number; variant: number }>();
let position = 0;
for await (const { family, name, base, variantOf, shows } of asked()) {
  for (const change of changes) {
    const theft = [...THEFTS, ...FURTHER_THEFTS].find((each) => each.name === change);
    const bytes = await (theft === undefined
      ? sharp(base.data, { raw: { width: base.width, height: base.height, channels: 3 } })
          .jpeg({ quality: 88 })
          .toBuffer()
      : theft.make(base, [], seededBy(`${change} ${name}`)));
    const { matches } = await match(bytes, 'suspect.jpg');
    const row = counts.get(family) ?? { asked: 0, pairs: 0, alike: 0, duplicate: 0, variant: 0 };
    row.asked++;
    row.pairs += ours.filter((path) => !shows(path)).length;
    row.alike += ours.filter(variantOf).length;
    for (const { path, verdict, description } of matches) {
      if (shows(path) || (verdict !== 'duplicate' && verdict !== 'variant')) continue;
      if (verdict === 'variant' && variantOf(path)) continue;
      row[verdict]++;
      const suspect = join(folder, `${position}-${change.replace(/\W+/g, '-')}.jpg`);
      if (values.trace) writeFileSync(suspect, bytes);
      console.log(`   ${family}, ${change}: ${name}: ${verdict}: ${description}${values.trace ? ` ${suspect}` : ''}`);
    }
    counts.set(family, row);
  }
  position++;
}

console.log('\n| set | asked | pairs | of them alike | false duplicates (95 %) | false variants (95 %) |');
console.log('|---|---|---|---|---|---|');
for (const [family, { asked: n, pairs, alike, duplicate, variant }] of counts) {
  const rate = (hits: number): string => `${hits} (${wilson(hits, pairs, 4)} %)`;
  console.log(`| ${family} | ${n} | ${pairs} | ${alike} | ${rate(duplicate)} | ${rate(variant)} |`);
}
if (values.trace) console.log(`\n${folder}`);
else rmSync(folder, { recursive: true });
if (values.json) writeFileSync(values.json, JSON.stringify([...counts], null, 2));
