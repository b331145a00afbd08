// Measures false accusations of `match`: pictures that look like others and are no copies of them, unchanged and as thieves change them.
//   npm run bench negatives -- --photos DIR… [--product REGEX] [--most 60] [--drawn 8] [--trace] [--out FOLDER]
// neighbours: photos of other products of the shop. recoloured, other garment: made of photos. mock-up templates, boxes and bottles: drawn.
// not ours: the same of photos whose product is left out of ours (every other query), and of drawn ones beyond the first `--drawn`.
// Products are grouped as in the bench thefts. Each picture is matched unchanged, cropped by 20 %, under a banner, and photographed from a screen at an angle.
// They are taken in a random order. With `--out` results are written down there, and a run that was cut short goes on where it was.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import { openBytesMatch } from '@listing-lint/vision';
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
    out: { type: 'string' },
  },
});

const photos = await distinct(values.photos ?? []);
const productOf = await productsOf(photos, values.product);
const step = Math.max(1, photos.length / Number(values.most));
const chosen = photos.filter((_, k) => Math.floor(k / step) !== Math.floor((k - 1) / step));
const folder = mkdtempSync(join(tmpdir(), 'negatives-'));
const leftOut = new Set(chosen.filter((_, k) => k % 2 === 1).map(productOf));
const isOurs = (file: string): boolean => !leftOut.has(productOf(file));

/** A query: its family, its picture, and what it shows by right: those are no others. */
interface Query {
  readonly family: string;
  readonly name: string;
  readonly base: () => Promise<Base>;
  /** Ours of which it is a variant, and never a duplicate. */
  readonly variantOf: (path: string) => boolean;
  /** Ours that it shows: whatever is said of them is right. */
  readonly shows: (path: string) => boolean;
}

/** What came of one picture, in all its changes. */
interface Answer {
  readonly family: string;
  readonly name: string;
  readonly variations: number;
  readonly pairs: number;
  readonly alike: number;
  readonly accusations: readonly { readonly verdict: string; readonly said: string }[];
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

const queriesOfPhoto = (file: string, k: number): Query[] => {
  const base = (): Promise<Base> => baseOfFile(file);
  const isProduct = (path: string): boolean => productOf(path) === productOf(file);
  if (!isOurs(file)) return [{ family: 'neighbours, not ours', name: file, base, variantOf: nothing, shows: nothing }];
  // A fabric that is a photo of ours, or the very photo, is visible by right.
  const random = seededBy(`negative ${k}`);
  random(); // the hue of the recoloured one
  const fabrics = photos.filter((photo) => !isProduct(photo));
  const fabric = fabrics[Math.floor(random() * fabrics.length)] ?? file;
  return [
    { family: 'neighbours', name: file, base, variantOf: nothing, shows: isProduct },
    {
      ...{ family: 'colour variants', name: file, variantOf: isProduct, shows: nothing },
      base: async () => recoloured(await base(), seededBy(`negative ${k}`)),
    },
    {
      ...{ family: 'one pose, another garment', name: file, variantOf: isProduct },
      shows: (path) => productOf(path) === productOf(fabric),
      base: async () => otherGarment(await base(), await baseOfFile(fabric), random),
    },
  ];
};
const queryOfDrawn = (each: HardNegative): Query => {
  const file = drawnFiles.get(each) ?? '';
  return {
    family: isDrawnOurs(each) ? each.family : `${each.family}, not ours`,
    name: each.name,
    base: async () => each.base,
    variantOf: (path) => path !== file && templateOf(path) === templateOf(file),
    shows: (path) => path === file,
  };
};
const isMade = ({ family }: Query): boolean => family === 'colour variants' || family === 'one pose, another garment';
const keyOf = ({ family, name }: { readonly family: string; readonly name: string }): string => `${family} ${name}`;
const orderOf = (each: Query): string => createHash('sha256').update(keyOf(each)).digest('hex');
const all = [...made.map(queryOfDrawn), ...chosen.flatMap(queriesOfPhoto)].sort((a, b) =>
  orderOf(a) < orderOf(b) ? -1 : 1,
);

const ours = [
  ...photos.filter(isOurs),
  ...made.filter(isDrawnOurs).flatMap((each) => {
    const file = drawnFiles.get(each);
    return file === undefined ? [] : [file];
  }),
];
const { match } = await openBytesMatch(
  ours.map((file) => ({ file, name: file, within: ANYWHERE })),
  { thrifty: false },
);
const changes = ['as it is', 'crop 20 %', 'banner', 'phone photo, strong angle'];
const out = values.out === undefined ? undefined : join(values.out, 'answers.jsonl');
if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
const answers: Answer[] =
  out !== undefined && existsSync(out)
    ? readFileSync(out, 'utf8')
        .split('\n')
        .flatMap((line): Answer[] => (line === '' ? [] : [JSON.parse(line)]))
    : [];
const known = new Set(answers.map(keyOf));

const matchVariations = async ({ family, name, base, variantOf, shows }: Query): Promise<Answer> => {
  const picture = await base();
  const accusations: { verdict: string; said: string }[] = [];
  for (const change of changes) {
    const theft = [...THEFTS, ...FURTHER_THEFTS].find((each) => each.name === change);
    const bytes = await (theft === undefined
      ? sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
          .jpeg({ quality: 88 })
          .toBuffer()
      : theft.make(picture, [], seededBy(`${change} ${name}`)));
    const { matches } = await match(bytes, 'suspect.jpg');
    for (const { path, verdict, description } of matches) {
      if (shows(path) || (verdict !== 'duplicate' && verdict !== 'variant')) continue;
      if (verdict === 'variant' && variantOf(path)) continue;
      const suspect = `${family} ${name.split('/').at(-1)} ${change}`.replace(/[^\w.]+/g, '-');
      if (values.trace) writeFileSync(join(values.out ?? folder, `${suspect}.jpg`), bytes);
      accusations.push({ verdict, said: `${change}: ${description}` });
    }
  }
  const pairs = changes.length * ours.filter((path) => !shows(path)).length;
  const alike = changes.length * ours.filter(variantOf).length;
  return { family, name, variations: changes.length, pairs, alike, accusations };
};

for (const each of all) {
  if (known.has(keyOf(each)) || (isMade(each) && !hasPlainGround(await baseOfFile(each.name)))) continue;
  const answer = await matchVariations(each);
  answers.push(answer);
  if (out !== undefined) appendFileSync(out, `${JSON.stringify(answer)}\n`);
}

for (const { family, name, accusations } of answers)
  for (const { verdict, said } of accusations) console.log(`   ${family}: ${name}: ${verdict}: ${said}`);
console.log('\n| set | queries | pairs | of them alike | reported as duplicate (95 %) | reported as variant (95 %) |');
console.log('|---|---|---|---|---|---|');
for (const family of [...new Set(answers.map((each) => each.family)), 'all']) {
  const of = answers.filter((each) => family === 'all' || each.family === family);
  const sum = (what: 'variations' | 'pairs' | 'alike'): number => of.reduce((total, each) => total + each[what], 0);
  const rate = (wanted: string): string => {
    const hits = of.flatMap((each) => each.accusations).filter(({ verdict }) => verdict === wanted).length;
    return `${hits} (${wilson(hits, sum('pairs'), 4)} %)`;
  };
  console.log(
    `| ${[family, sum('variations'), sum('pairs'), sum('alike'), rate('duplicate'), rate('variant')].join(' | ')} |`,
  );
}
if (values.trace) console.log(`\n${values.out ?? folder}`);
if (!values.trace || values.out !== undefined) rmSync(folder, { recursive: true });
