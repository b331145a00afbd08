// Lays the demo catalogues of public shops out as a seller keeps them, a folder a product, for measure.mjs. Nothing of it is ever committed.
//   node test/bench/noise/lay-out.mjs OUT NAME=GIT_DIRECTORY…     (NAME is one of the shops below)
// OUT/mains.json says which picture each product's shop shows first; OUT/with-mark.yaml is a config of a shop that has yet to stamp its mark.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** By shop: the folder of its pictures, the product that a picture's path names (undefined: none), and whether it is the main picture. */
const SHOPS = {
  // In its SQL a product's `image` is the one that ends in 1, or the only one.
  opencart: {
    folder: 'upload/image/catalog/demo',
    productOf: (path) => (/(logo|banner|voucher)/.test(path) || path.includes('/') ? undefined : numbered(path)),
    isMain: (path) => !/_[02-9]\.jpg$/.test(path),
  },
  // products.csv lists the pictures of a product in their order.
  thelia: {
    folder: 'core/lib/Thelia/Command/Import/data/images',
    productOf: (path) => (path.startsWith('PROD') ? numbered(path) : undefined),
    isMain: (path) => /-1\.\w+$/.test(path),
  },
  // A product is the shortest name that others begin with; its variants are next to it with theirs.
  spree: {
    folder: 'docs/images/demo-images',
    productOf: (path, all) =>
      all
        .map(stemOf)
        .filter((stem) => startsLike(path, stem))
        .sort(byLength)[0],
    isMain: (path, all) => !all.some((other) => other !== path && startsLike(path, stemOf(other))),
  },
  // The seeder reads a product's folder in the order of its numbers. Folders of the same pictures are variants: one of each stays.
  bagisto: {
    folder: 'packages/Webkul/Installer/src/Resources/assets/images/seeders/products',
    productOf: (path) => dirname(path),
    isMain: (path) => basename(path).startsWith('1.'),
  },
  // Fronts come first, and ones.
  saleor: {
    folder: 'saleor/static/placeholders',
    productOf: (path) =>
      stemOf(basename(path))
        .replace(/^saleor-/, '')
        .replace(/-(front|back|\d)$/, ''),
    isMain: (path) => !/-(back|[02-9])\.png$/.test(path),
  },
};

const PICTURE = /\.(jpe?g|png|webp|avif)$/i;
const stemOf = (path) => path.replace(/\.\w+$/, '');
const numbered = (path) => stemOf(path).replace(/[-_]\d$/, '');
const startsLike = (path, stem) => stemOf(path) === stem || path.startsWith(`${stem}-`);
const byLength = (a, b) => a.length - b.length;

const [out, ...sources] = process.argv.slice(2);
if (out === undefined || sources.length === 0) {
  console.error(
    `usage: node test/bench/noise/lay-out.mjs OUT NAME=GIT_DIRECTORY…   names: ${Object.keys(SHOPS).join(', ')}`,
  );
  process.exit(2);
}

const mains = {};
for (const source of sources) {
  const [name, repository] = source.split('=');
  const shop = SHOPS[name];
  if (shop === undefined || repository === undefined) throw new Error(`expected NAME=GIT_DIRECTORY, not ${source}`);
  const git = (...args) => execFileSync('git', ['-C', repository, ...args], { maxBuffer: 1 << 28 });
  const blobs = git('ls-tree', '-r', 'HEAD', `${shop.folder}/`)
    .toString()
    .trim()
    .split('\n')
    .map((line) => /^\d+ blob (\w+)\t(.*)$/.exec(line)?.slice(1))
    .filter((entry) => entry !== undefined && PICTURE.test(entry[1]))
    .map(([id, path]) => ({ id, path: path.slice(shop.folder.length + 1) }));
  const all = blobs.map(({ path }) => path);
  const products = new Map();
  for (const blob of blobs) {
    const product = shop.productOf(blob.path, all);
    if (product !== undefined) products.set(product, [...(products.get(product) ?? []), blob]);
  }
  const seen = new Set();
  for (const [product, pictures] of products) {
    const key = pictures
      .map(({ id }) => id)
      .sort()
      .join();
    if (seen.has(key)) continue;
    seen.add(key);
    const listing = `${name}-${product.replaceAll('/', '-')}`;
    mkdirSync(join(out, listing), { recursive: true });
    for (const { id, path } of pictures) {
      writeFileSync(join(out, listing, basename(path)), git('cat-file', 'blob', id));
      if (shop.isMain(path, all)) mains[listing] = [...(mains[listing] ?? []), basename(path)];
    }
  }
  console.log(`${name} at ${git('rev-parse', '--short', 'HEAD').toString().trim()}: ${seen.size} products`);
}
writeFileSync(join(out, 'mains.json'), `${JSON.stringify(mains, null, 2)}\n`);
writeFileSync(
  join(out, 'with-mark.yaml'),
  'extends: [recommended]\nlistings: ["*"]\nbrand: { watermarks: [{ text: "Example Shop" }] }\n',
);
