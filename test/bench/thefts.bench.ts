// Measures which thefts `match` finds, and what it accuses wrongly: pictures of shops, attacked as thieves do.
//   npm run bench thefts -- --photos DIR… [--foreign DIR] [--product REGEX] [--most 200] [--attack NAME…] [--trace] [--json FILE]
// Photos that hashes find alike are one product, and so are those of which the first group of `--product REGEX` is the same in their paths.
// Photos of `--foreign` fill collages and screenshots; without them others of ours do, and are no wrong accusation there.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copySearch, fingerprintFile, openBytesMatch } from '@listing-lint/rules';
import sharp from 'sharp';
import type { Base } from './hash/attacks.ts';
import { hasPlainGround, THEFTS } from './thefts/theft-attacks.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    product: { type: 'string' },
    most: { type: 'string', default: '200' },
    attack: { type: 'string', multiple: true },
    trace: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

/** Numbers 0–1 that depend on the words alone. */
const seededBy = (words: string): (() => number) => {
  let k = 0;
  return () => createHash('sha256').update(`${words} ${k++}`).digest().readUInt32LE(0) / 2 ** 32;
};

const SIDE = 800;
const picturesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory()
        ? picturesIn(join(folder, entry.name))
        : /\.(png|jpe?g|webp)$/i.test(entry.name)
          ? [join(folder, entry.name)]
          : [],
    )
    .sort();

/** Files of at least 300 × 200 px, each content once. */
const distinct = async (folders: readonly string[]): Promise<string[]> => {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const file of folders.flatMap(picturesIn)) {
    const bytes = readFileSync(file);
    const content = createHash('sha256').update(bytes).digest('hex');
    const { width = 0, height = 0 } = await sharp(bytes).metadata();
    if (seen.has(content) || width < 300 || height < 200) continue;
    seen.add(content);
    kept.push(file);
  }
  return kept;
};

const baseOfFile = async (file: string): Promise<Base> => {
  const { data, info } = await sharp(file)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Wilson's interval at 95 %, in per cent. */
const wilson = (hits: number, n: number): string => {
  if (n === 0) return '–';
  const z = 1.96;
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return `${(100 * Math.max(0, middle - half)).toFixed(1)}–${(100 * Math.min(1, middle + half)).toFixed(1)}`;
};

const photos = await distinct(values.photos ?? []);
const foreign = values.foreign === undefined ? photos : await distinct(values.foreign);
const ours = photos.map((file) => ({ file, name: file }));
const step = Math.max(1, photos.length / Number(values.most));
const chosen = photos.filter((_, k) => Math.floor(k / step) !== Math.floor((k - 1) / step));

/** A picture of each product for all of its pictures. */
const products = new Map<string, string>(photos.map((file) => [file, file]));
const productOf = (file: string): string => {
  const above = products.get(file) ?? file;
  return above === file ? file : productOf(above);
};
const joinProducts = (a: string, b: string): void => {
  products.set(productOf(a), productOf(b));
};
const entries = await Promise.all(
  photos.map(async (file) => ({ path: file, product: file, role: '', fingerprint: await fingerprintFile(file, file) })),
);
const alike = copySearch(entries);
for (const entry of entries) for (const { entry: other } of alike.find(entry, 40)) joinProducts(entry.path, other.path);
const named = new Map<string, string>();
for (const file of values.product === undefined ? [] : photos) {
  const [, name] = new RegExp(values.product ?? '').exec(file) ?? [];
  if (name === undefined) continue;
  joinProducts(file, named.get(name) ?? file);
  named.set(name, file);
}

const folder = mkdtempSync(join(tmpdir(), 'thefts-'));
console.log(
  `${photos.length} photos of ours of ${new Set(photos.map(productOf)).size} products, ${chosen.length} attacked\n`,
);
console.log(
  '| attack | n | duplicate | variant | suspect | undecided | found, % (95 %) | others: duplicate | others: variant |',
);
console.log('|---|---|---|---|---|---|---|---|---|');

const { match } = await openBytesMatch(ours, {});
const rows: unknown[] = [];
for (const theft of THEFTS.filter(({ name }) => values.attack?.includes(name) ?? true)) {
  const made: { file: string; source: string; others: readonly string[] }[] = [];
  const attacked = join(folder, theft.name.replace(/\W+/g, '-'));
  mkdirSync(attacked);
  for (const [k, source] of chosen.entries()) {
    const base = await baseOfFile(source);
    if (theft.name === 'background replaced' && !hasPlainGround(base)) continue;
    const random = seededBy(`${theft.name} ${source.split('/').slice(-2).join('/')}`);
    const others = [0, 1, 2].map(() => foreign[Math.floor(random() * foreign.length)] ?? source);
    const bytes = await theft.make(base, await Promise.all(others.map(baseOfFile)), random);
    const file = join(attacked, `${k}.jpg`);
    writeFileSync(file, bytes);
    made.push({ file, source, others });
  }
  const counts = { duplicate: 0, variant: 0, suspect: 0, undecided: 0, nothing: 0 };
  const wrong = { duplicate: 0, variant: 0 };
  for (const { source, others, file } of made) {
    const { matches } = await match(readFileSync(file), file);
    // Another photo of the product is the right one, too, where it shows as much.
    const own = matches.find(({ path }) => productOf(path) === productOf(source));
    counts[own?.verdict ?? 'nothing']++;
    if (values.trace && own?.verdict !== 'duplicate')
      console.log(`   ${own?.verdict ?? 'nothing'}: ${file} of ${source}: ${own?.description ?? ''}`);
    for (const { path, verdict, description } of matches) {
      const isRight = [source, ...others].some((shown) => productOf(shown) === productOf(path));
      if (isRight || (verdict !== 'duplicate' && verdict !== 'variant')) continue;
      wrong[verdict]++;
      if (values.trace || verdict === 'duplicate')
        console.log(`   another, ${verdict}: ${file} of ${source}: ${description}`);
    }
  }
  const found = counts.duplicate + counts.variant;
  const n = made.length;
  rows.push({ attack: theft.name, n, ...counts, wrong });
  console.log(
    `| ${theft.name} | ${n} | ${counts.duplicate} | ${counts.variant} | ${counts.suspect} | ${counts.undecided} | ${((100 * found) / n).toFixed(1)} (${wilson(found, n)}) | ${wrong.duplicate} | ${wrong.variant} |`,
  );
}
if (!values.trace) rmSync(folder, { recursive: true });
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
