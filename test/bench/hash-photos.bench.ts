// Lays real photos out as one folder a product, for the measurements of copies. Nothing of it is committed.
//   npm run bench hash-photos -- --debian <root of unpacked packages> --shops <folder of repositories> --out <folder>
//   npm run bench hash-photos -- --held-out <folder of repositories> --out <another folder>
// Packages: plasma-workspace-wallpapers gnome-backgrounds mate-backgrounds ukui-wallpapers tuxpaint-stamps-default
// Repositories: opencart/opencart, thelia/thelia, spree/spree, bagisto/bagisto (their demo catalogues)
// Held out, never used to set a threshold: vendure-ecommerce/vendure, smartstore/Smartstore, grandnode/grandnode2, solidusio/solidus,
// Sylius/Sylius; each colour of a product is a product of its own there.
import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';

const PICTURE = /\.(jpe?g|png|webp)$/i;
/** Drawings: they are not what shops sell, and many are one template in many colours. */
const DRAWN =
  /cartoon|symbols|people\/|seasonal|space\/solarsystem|roadsigns|_mirror|hobbies|chess|sports\/|alphabets|clipart/;

const { values } = parseArgs({
  options: {
    debian: { type: 'string' },
    shops: { type: 'string' },
    'held-out': { type: 'string' },
    out: { type: 'string', default: '/tmp/photos/set' },
  },
});

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : PICTURE.test(entry.name) ? [path] : [];
    });

/** A wallpaper often comes in a dozen sizes: the largest file of a folder is used. */
const largestOfEachFolder = (paths: readonly string[]): string[] => {
  const best = new Map<string, string>();
  for (const path of paths) {
    const known = best.get(dirname(path));
    if (!known || statSync(path).size > statSync(known).size) best.set(dirname(path), path);
  }
  return [...best.values()];
};

const products = new Map<string, string[]>();
const add = (product: string, path: string): void => {
  const name = product.replaceAll(/[^\w.-]+/g, '_');
  products.set(name, [...(products.get(name) ?? []), path]);
};

const gatherDebian = (root: string): void => {
  const share = join(root, 'usr/share');
  for (const path of largestOfEachFolder(walk(join(share, 'wallpapers')).filter((file) => file.includes('/images')))) {
    add(`wall-${relative(join(share, 'wallpapers'), path).split('/')[0]}`, path);
  }
  for (const path of walk(join(share, 'backgrounds'))) add(`bg-${basename(path, extname(path))}`, path);
  for (const path of walk(join(share, 'tuxpaint/stamps'))) {
    if (!DRAWN.test(path) && statSync(path).size > 60_000) add(`stamp-${basename(path, extname(path))}`, path);
  }
};

/** `toaster-black` is a picture of `toaster` where that exists. */
const stemAmong =
  (names: readonly string[]) =>
  (name: string): string =>
    names.filter((other) => name.startsWith(`${other}-`)).sort((a, b) => a.length - b.length)[0] ?? name;

const bare = (path: string): string => basename(path, extname(path));

const gatherShops = (root: string): void => {
  const files = walk(root);
  const spree = files.filter((path) => path.includes('/demo-images/'));
  const stem = stemAmong(spree.map(bare));
  for (const path of spree) add(`spree-${stem(bare(path))}`, path);
  for (const path of files.filter((file) => /\/PROD\d+-\d+\.\w+$/.test(file)))
    add(`thelia-${bare(path).split('-')[0]}`, path);
  for (const path of files.filter(
    (file) => file.includes('/catalog/demo/') && !/logo|banner|manufacturer/.test(file),
  )) {
    add(`opencart-${bare(path).replace(/[_-]\d+$/, '')}`, path);
  }
  for (const path of files.filter((file) => /\/seeders\/products\/\d+\//.test(file))) {
    add(`bagisto-${basename(dirname(path))}`, path);
  }
};

/** Folders and names of the held-out catalogues; logos and pictures of categories are left out. */
const HELD_OUT: { readonly [shop: string]: RegExp } = {
  vendure: /\/mock-data\/assets\//,
  smartstore: /\/Samples\/product\//,
  grandnode: /\/assets\/samples\/product_/,
  solidus: /\/samples\/images\//,
  sylius: /\/fixtures\/(?!adminAvatars)/,
};

const gatherHeldOut = (root: string): void => {
  for (const path of walk(root)) {
    const shop = relative(root, path).split(sep)[0] ?? '';
    if (!HELD_OUT[shop]?.test(path.replaceAll(sep, '/'))) continue;
    // Sylius numbers its products, the others the pictures of one.
    add(`${shop}-${shop === 'sylius' ? relative(root, path) : bare(path).replace(/_\d$/, '')}`, path);
  }
};

if (values.debian) gatherDebian(values.debian);
if (values.shops) gatherShops(values.shops);
if (values['held-out']) gatherHeldOut(values['held-out']);
rmSync(values.out, { recursive: true, force: true });
let count = 0;
for (const [product, paths] of products) {
  mkdirSync(join(values.out, product), { recursive: true });
  for (const path of paths) symlinkSync(path, join(values.out, product, `${++count}-${basename(path)}`));
}
console.log(`${count} pictures of ${products.size} products in ${values.out}`);
