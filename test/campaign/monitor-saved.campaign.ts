// npm run campaign monitor-saved [PAGES=500] [--product PATTERN] [OURS OTHERS…]
// Saved pages in eight formats and eleven layouts of marketplaces, a tenth of them thefts, over four weeks in which nothing changes. With folders of photos
// the works are the first 25 of OURS in the order of the SHA-256 of their paths below it, each product once; the pages show all others of OTHERS in the
// same order, without products of the works. A product is the first group of PATTERN in the path, else the file; those that share a file are one. Exit 1 where a theft is neither found nor
// named as unread, a work is set apart, a seller is wrong, more than 0.5 % of the innocent pages are hits, or a later week has news in any output.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { baseOfFile, distinct, wilson } from '../bench/thefts/photos.ts';
import { lookAtSavedWeb } from './monitor/saved-web.ts';
import { sceneOf } from './monitor/synthetic-web.ts';

const WORKS = 25;
const MOST_INNOCENT = 0.005;
const {
  values: { product: pattern },
  positionals: [count = '500', ...folders],
} = parseArgs({ allowPositionals: true, options: { product: { type: 'string' } } });
const pages = Number(count);
const thefts = Math.round(pages / 10);

const pathBelow = (folder: string, file: string): string => relative(folder, file).split('\\').join('/');

/** Returns a function that gives the product of a file, by its path below the folder: products with an identical file are one. */
const productsIn = (folder: string): ((file: string) => string) => {
  const named = (path: string): string => `${folder}\n${(pattern && new RegExp(pattern).exec(path)?.[1]) ?? path}`;
  const parents = new Map<string, string>();
  const rootOf = (product: string): string => {
    const parent = parents.get(product);
    return parent === undefined ? product : rootOf(parent);
  };
  const firstOf = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    const product = rootOf(named(pathBelow(folder, file)));
    const first = rootOf(firstOf.get(content) ?? product);
    if (first !== product) parents.set(product, first);
    firstOf.set(content, first);
  }
  return (file) => rootOf(named(pathBelow(folder, file)));
};

/** Photos of a folder in an order that nobody has chosen, and what tells their products apart. */
const photosOf = async (folder: string) => {
  const productOf = productsIn(folder);
  const photos = (await distinct([folder])).map((file) => {
    const order = createHash('sha256').update(pathBelow(folder, file)).digest('hex');
    return { file, product: productOf(file), order };
  });
  return photos.toSorted((a, b) => a.order.localeCompare(b.order));
};
const [ours = [], ...others] = await Promise.all(
  folders.map((folder) => photosOf(resolve(process.env['INIT_CWD'] ?? '.', folder))),
);
const chosen = [...new Map(ours.toReversed().map((photo) => [photo.product, photo])).values()].toReversed();
const stolen = chosen.slice(0, WORKS);
const products = new Set(stolen.map(({ product }) => product));
const innocents = others
  .flat()
  .filter(({ product }) => !products.has(product))
  .toSorted((a, b) => a.order.localeCompare(b.order));
const works = await Promise.all(
  stolen.length === 0
    ? Array.from({ length: WORKS }, (_, n) => sceneOf(n + 1, 800))
    : stolen.map(({ file }) => baseOfFile(file)),
);
const other = async (n: number) => {
  const photo = innocents[n % innocents.length];
  return photo === undefined ? sceneOf(2_000_000 + n, 500) : baseOfFile(photo.file);
};
process.stdout.write(`${works.length} works, ${innocents.length || 'drawn'} innocent photos\n\n`);
for (const [n, { file }] of stolen.entries()) process.stdout.write(`work-${n}: ${file}\n`);
const root = mkdtempSync(join(tmpdir(), 'monitor-saved-'));
try {
  const weeks = await lookAtSavedWeb(root, { pages, thefts, works, other, side: 500 });
  process.stdout.write(
    '| week | pictures | hits | missed | wrong seller | innocent | gone | set apart | faults | exit | outputs with news |\n|---|---|---|---|---|---|---|---|---|---|---|\n',
  );
  for (const { week, pictures, hits, missed, wrong, innocent, gone, quarantined, faults, isRed, loud } of weeks)
    process.stdout.write(
      `| ${week} | ${pictures} | ${hits.length} of ${thefts} | ${missed.length} | ${wrong.length} | ${innocent.length} of ${pages - thefts} | ${gone} | ${quarantined} | ${faults.length} | ${isRed ? 1 : 0} | ${loud.join(', ') || '–'} |\n`,
    );
  for (const line of weeks.flatMap(({ missed, wrong, innocent, faults }) => [
    ...missed,
    ...wrong,
    ...innocent,
    ...faults,
  ]))
    process.stdout.write(`${line}\n`);
  const [first] = weeks;
  const found = thefts - (first?.missed.length ?? thefts);
  const wrongly = first?.innocent.length ?? 0;
  process.stdout.write(
    `found or named: ${found} of ${thefts} (${wilson(found, thefts)} %); innocent: ${wrongly} of ${pages - thefts} (${wilson(wrongly, pages - thefts, 2)} %)\n`,
  );
  const isBad = weeks.some(
    ({ missed, wrong, innocent, hits, gone, quarantined, isRed, loud }, at) =>
      missed.length + wrong.length + gone + quarantined > 0 ||
      innocent.length > MOST_INNOCENT * (pages - thefts) ||
      (at > 0 && (isRed || hits.length + loud.length > 0)),
  );
  process.exitCode = isBad ? 1 : 0;
} finally {
  rmSync(root, { recursive: true, force: true });
}
