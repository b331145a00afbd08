// Measures what a lint reports of one photo in several listings where the shop has watermarks: pictures are registered pixel by pixel, and the places of marks are
// excluded. A shop is made of photos, four listings a photo: stamped, encoded anew and stamped elsewhere, the same with something small drawn next to its
// mark, and without a mark. The first two and the last are one picture, the third is another one.
//   npm run bench marked-copies -- --shop DIR --photos DIR… [--clean DIR…] [--most 40] [--searched]
// `--searched` takes away the stamps file, so that all marks have to be found; `--clean` are photos to calibrate on. The shop is made once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { distinct, seededBy, wilson } from './thefts/photos.ts';
import { SHOP_CONFIG } from './thefts/stamped.ts';

const { values } = parseArgs({
  options: {
    shop: { type: 'string', default: '' },
    photos: { type: 'string', multiple: true },
    clean: { type: 'string', multiple: true },
    most: { type: 'string', default: '40' },
    searched: { type: 'boolean', default: false },
  },
});
const shop = resolve(values.shop);
const cli = resolve('packages/cli/dist/main.js');
const env = { ...process.env, LISTING_LINT_STAMP_KEY: 'the key of this measurement' };
const STAMPS = 'listing-lint.stamps.jsonl';
const CONFIG = `${SHOP_CONFIG}rules:\n  hash-unique: error\n  hash-variant: warn\n`;

const listingLint = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    ...{ cwd: shop, env, encoding: 'utf8', maxBuffer: 1e9 },
  });
  if (status !== 0 && status !== 1) throw new Error(`listing-lint ${args.join(' ')}: ${status}: ${stderr}`);
  return stdout;
};

const KINDS = ['stamped', 'again', 'changed', 'unmarked'] as const;
const pathOf = (k: number, kind: (typeof KINDS)[number]): string => `listings/${k}-${kind}/1.jpg`;

interface Stamp {
  readonly path: string;
  readonly place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}
const stampsOf = (): readonly Stamp[] =>
  readFileSync(join(shop, 'stamps.kept'), 'utf8')
    .split('\n')
    .flatMap((line): Stamp[] => (line.includes('"path"') ? [JSON.parse(line)] : []));

/** A numeral of 7 % of the width, in a colour that stands out, above or below the mark. */
const drawn = async ({ path, place }: Stamp): Promise<void> => {
  const file = join(shop, path);
  const { width, height } = await sharp(file).metadata();
  const side = Math.round(0.07 * width);
  const middle = (place.x + place.width / 2) * width;
  const below = (place.y + place.height) * height + 0.6 * side;
  const top = below + 1.5 * side < height ? below : place.y * height - 2.1 * side;
  const left = Math.max(2, Math.min(width - side - 2, middle - side / 2));
  const fill = ['#c02020', '#2040c0', '#108040', '#e0b040'][Math.floor(4 * seededBy(path)())];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${Math.round(1.5 * side)}"><rect x="${0.1 * side}" width="${0.22 * side}" height="${1.4 * side}" fill="${fill}"/><circle cx="${0.68 * side}" cy="${0.7 * side}" r="${0.24 * side}" fill="none" stroke="${fill}" stroke-width="${0.16 * side}"/></svg>`;
  const bytes = await sharp(file)
    .composite([{ input: Buffer.from(svg), left: Math.round(left), top: Math.max(0, Math.round(top)) }])
    .jpeg({ quality: 88 })
    .toBuffer();
  writeFileSync(file, bytes);
};

const makeShop = async (): Promise<void> => {
  if (existsSync(join(shop, 'stamps.kept'))) return;
  const photos = await distinct(values.photos ?? []);
  const step = Math.max(1, photos.length / Number(values.most));
  const chosen = photos.filter((_, k) => Math.floor(k / step) !== Math.floor((k - 1) / step));
  for (const [k, photo] of chosen.entries()) {
    const base = sharp(photo).autoOrient().flatten({ background: '#fff' }).toColourspace('srgb');
    const whole = await base.clone().jpeg({ quality: 92 }).toBuffer();
    const { width } = await sharp(whole).metadata();
    const smaller = await sharp(whole)
      .resize(Math.round(0.9 * width))
      .jpeg({ quality: 85 })
      .toBuffer();
    const smallest = await sharp(whole)
      .resize(Math.round(0.87 * width))
      .jpeg({ quality: 85 })
      .toBuffer();
    const bytes = { stamped: whole, again: smaller, changed: smallest, unmarked: whole };
    for (const kind of KINDS) {
      mkdirSync(join(shop, `listings/${k}-${kind}`), { recursive: true });
      writeFileSync(join(shop, pathOf(k, kind)), bytes[kind]);
    }
  }
  writeFileSync(join(shop, 'listing-lint.config.yaml'), CONFIG);
  if (values.clean !== undefined) listingLint('calibrate', ...values.clean.map((path) => resolve(path)));
  const paths = chosen.flatMap((_, k) => KINDS.filter((kind) => kind !== 'unmarked').map((kind) => pathOf(k, kind)));
  listingLint('stamp', '--in-place', ...paths);
  writeFileSync(join(shop, 'stamps.kept'), readFileSync(join(shop, STAMPS)));
  for (const stamp of stampsOf()) if (stamp.path.includes('-changed/')) await drawn(stamp);
};

await makeShop();
if (values.searched) rmSync(join(shop, STAMPS), { force: true });
else writeFileSync(join(shop, STAMPS), readFileSync(join(shop, 'stamps.kept')));

interface Found {
  readonly ruleId: string;
  readonly subject: { readonly path: string };
  /** Names each picture that this one follows from. */
  readonly message: string;
}
const { findings }: { readonly findings: readonly Found[] } = JSON.parse(
  listingLint('lint', '--no-cache', '-f', 'json'),
);
const saidOf = (own: string, other: string): string =>
  ['hash-unique', 'hash-variant']
    .filter((rule) =>
      findings.some(
        ({ ruleId, subject, message }) => ruleId === rule && subject.path === own && message.includes(`${other},`),
      ),
    )
    .map((rule) => (rule === 'hash-unique' ? 'duplicate' : 'variant'))
    .join(' and ') || 'nothing';
const known = new Set(stampsOf().map(({ path }) => path));
const rows = new Map<string, Map<string, number>>();
for (let k = 0; existsSync(join(shop, pathOf(k, 'stamped'))); k++) {
  if (!KINDS.every((kind) => kind === 'unmarked' || known.has(pathOf(k, kind)))) continue;
  for (const [one, other] of [
    ['stamped', 'again'],
    ['stamped', 'unmarked'],
    ['again', 'unmarked'],
    ['stamped', 'changed'],
    ['again', 'changed'],
    ['unmarked', 'changed'],
  ] as const) {
    const said = saidOf(pathOf(k, one), pathOf(k, other));
    const row = rows.get(`${one} and ${other}`) ?? new Map<string, number>();
    rows.set(`${one} and ${other}`, row.set(said, (row.get(said) ?? 0) + 1));
    const wanted = other === 'changed' ? 'variant' : 'duplicate';
    if (said !== wanted) console.log(`${said}: ${pathOf(k, one)} ${pathOf(k, other)}`);
  }
}
console.log('| pictures | n | duplicate | variant | else |\n|---|---|---|---|---|');
for (const [name, row] of rows) {
  const n = [...row.values()].reduce((sum, count) => sum + count, 0);
  const [duplicate, variant] = [row.get('duplicate') ?? 0, row.get('variant') ?? 0];
  const right = name.includes('changed') ? variant : duplicate;
  console.log(
    `| ${name} | ${n} | ${duplicate} | ${variant} | ${n - duplicate - variant} (right: ${wilson(right, n)} %) |`,
  );
}
