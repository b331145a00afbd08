// Measures the verdicts of `original-shown` on pictures that come from their original, edited as sellers and their designers do, and on those that come from
// another one of the same shop.
//   npm run bench stated-originals -- --photos DIR… [--most 60] [--attack NAME…]
import { parseArgs } from 'node:util';
import { readComparedBytes } from '@listing-lint/rules/hash';
import { type OriginalVerdict, showsOriginal } from '@listing-lint/vision';
import sharp from 'sharp';
import { FURTHER_THEFTS } from './thefts/further-attacks.ts';
import { baseOfFile, distinct, productsOf, seededBy, wilson } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    most: { type: 'string', default: '60' },
    attack: { type: 'string', multiple: true },
  },
});

const photos = await distinct(values.photos ?? []);
const productOf = await productsOf(photos, undefined);
const step = Math.max(1, Math.floor(photos.length / Number(values.most)));
const chosen = photos.filter((_, k) => k % step === 0).slice(0, Number(values.most));

const read = async (bytes: Buffer) => readComparedBytes(bytes, 'picture.jpg');
const pictureOf = async (file: string) => read(await sharp(file).autoOrient().jpeg({ quality: 95 }).toBuffer());

const edits = [...THEFTS, ...FURTHER_THEFTS].filter(({ name }) => values.attack?.includes(name) ?? true);

type Counts = { [said in OriginalVerdict]: number };
const none = (): Counts => ({ copy: 0, like: 0, 'not-shown': 0, plain: 0 });
const line = (name: string, wanted: 'shown' | 'not-shown', { copy, like, 'not-shown': not, plain }: Counts): string => {
  const hits = copy + like;
  const n = hits + not + plain;
  const right = wanted === 'shown' ? hits : not;
  return `${name.padEnd(34)} ${wanted} ${right} of ${n} (${wilson(right, n)} %), too plain ${plain}, wrong ${n - right - plain}`;
};

const wrongly = none();
for (const { name, make } of edits) {
  const counts = none();
  for (const [k, file] of chosen.entries()) {
    const random = seededBy(`${name} ${file}`);
    const others = [1, 2, 3].map((away) => chosen[(k + away * 7) % chosen.length] ?? file);
    const picture = await read(await make(await baseOfFile(file), await Promise.all(others.map(baseOfFile)), random));
    counts[await showsOriginal(picture, await pictureOf(file))]++;
    const shop = file.split('/').slice(0, -1).join('/');
    const isSameProduct = (other: string): boolean => [file, ...others].map(productOf).includes(productOf(other));
    const neighbours = photos.filter((other) => other.startsWith(shop) && !isSameProduct(other));
    const other = neighbours[Math.floor(random() * neighbours.length)];
    if (other !== undefined) wrongly[await showsOriginal(picture, await pictureOf(other))]++;
  }
  console.log(line(name, 'shown', counts));
}
console.log(line('of another original of the shop', 'not-shown', wrongly));
