// Measures which thefts `match` finds, and what it accuses wrongly: pictures of shops, attacked as thieves do.
//   npm run bench thefts -- --photos DIR… [--foreign DIR] [--product REGEX] [--most 200] [--attack NAME…] [--trace] [--json FILE]
// Photos that hashes find alike are one product, and so are those of which the first group of `--product REGEX` is the same in their paths.
// Photos of `--foreign` fill collages and screenshots; without them others of ours do, and are no wrong accusation there.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBytesMatch } from '@listing-lint/rules';
import { baseOfFile, distinct, productsOf, seededBy, wilson } from './thefts/photos.ts';
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

const photos = await distinct(values.photos ?? []);
const foreign = values.foreign === undefined ? photos : await distinct(values.foreign);
const ours = photos.map((file) => ({ file, name: file }));
const step = Math.max(1, photos.length / Number(values.most));
const chosen = photos.filter((_, k) => Math.floor(k / step) !== Math.floor((k - 1) / step));

const productOf = await productsOf(photos, values.product);

const folder = mkdtempSync(join(tmpdir(), 'thefts-'));
console.log(
  `${photos.length} photos of ours of ${new Set(photos.map(productOf)).size} products, ${chosen.length} attacked\n`,
);
console.log(
  '| attack | n | duplicate | variant | suspect | undecided | found, % (95 %) | others: duplicate | others: variant |',
);
console.log('|---|---|---|---|---|---|---|---|---|');

const { match } = await openBytesMatch(ours, { thrifty: false });
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
