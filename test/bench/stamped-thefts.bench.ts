// Measures whether stamped pictures that were stolen are found, by the pictures or by the mark: a shop is made of photos, stamped by `listing-lint stamp
// --in-place`, and its stamped pictures are stolen in five ways and given to `listing-lint match`; and so are photos of other shops, as they are.
//   npm run bench stamped-thefts -- --shop DIR --photos DIR… --clean DIR… --foreign DIR… [--product REGEX] [--most 200] [--lot 40] [--minutes 12] [--trace]
// The shop is made in `--shop` once; its marks are calibrated on photos of `--clean`. Results are written there lot by lot, so that a run that is cut
// short goes on where it was; `--minutes 0` matches nothing and reports. Photos of `--foreign` fill collages and screenshots.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { baseOfFile, distinct, productsOf, seededBy, wilson } from './thefts/photos.ts';
import { SHOP_CONFIG, STOLEN_KINDS, stolenBy } from './thefts/stamped.ts';

const { values } = parseArgs({
  options: {
    shop: { type: 'string', default: '' },
    photos: { type: 'string', multiple: true },
    clean: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    product: { type: 'string' },
    most: { type: 'string', default: '200' },
    lot: { type: 'string', default: '40' },
    minutes: { type: 'string', default: '12' },
    trace: { type: 'boolean', default: false },
  },
});
const shop = resolve(values.shop);
const cli = resolve('packages/cli/dist/main.js');
const env = { ...process.env, LISTING_LINT_STAMP_KEY: 'the key of this measurement' };

const listingLint = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    ...{ cwd: shop, env, encoding: 'utf8', maxBuffer: 1e9 },
  });
  if (status !== 0 && status !== 1) throw new Error(`listing-lint ${args.join(' ')}: ${status}: ${stderr}`);
  return stdout;
};

/** Photos of the shop by the number of their listing, and how its pictures are called. */
const photos = await distinct(values.photos ?? []);
const step = Math.max(1, photos.length / Number(values.most));
const ours = photos.filter((_, k) => Math.floor(k / step) !== Math.floor((k - 1) / step));
const listing = (k: number): string => `listings/${k}/1${extname(ours[k] ?? '').toLowerCase()}`;
const foreign = await distinct(values.foreign ?? []);
const productOf = await productsOf(ours, values.product);

const makeShop = (): void => {
  if (existsSync(join(shop, 'listing-lint.stamps.jsonl'))) return;
  for (const [k, photo] of ours.entries()) {
    mkdirSync(join(shop, `listings/${k}`), { recursive: true });
    writeFileSync(join(shop, listing(k)), readFileSync(photo));
  }
  writeFileSync(join(shop, 'listing-lint.config.yaml'), SHOP_CONFIG);
  listingLint('calibrate', ...(values.clean ?? []).map((path) => resolve(path)));
  console.log(listingLint('stamp', '--in-place').split('\n').slice(-3).join('\n'));
};

interface TheftResult {
  readonly kind: string;
  readonly source: string;
  /** Verdicts on the right product; null where there is none. */
  readonly own: string | null;
  /** Whether the mark was found, and not the picture; and whether what was stamped at that place has the picture among it. */
  readonly mark: string | null;
  readonly others: readonly string[];
}

/** The suspects, in random order: a part of them is a sample of all. */
const tasks = (): readonly { readonly kind: string; readonly k: number }[] => {
  const stamped = new Set(
    readFileSync(join(shop, 'listing-lint.stamps.jsonl'), 'utf8')
      .split('\n')
      .flatMap((line) => /"path":"(listings\/[^"]+)"/.exec(line)?.[1] ?? []),
  );
  const stolen = ours.flatMap((_, k) => (stamped.has(listing(k)) ? STOLEN_KINDS.map((kind) => ({ kind, k })) : []));
  const all = [...stolen, ...foreign.map((_, k) => ({ kind: 'foreign', k }))];
  return all
    .map((task) => ({ task, order: seededBy(`${task.kind} ${task.k}`)() }))
    .sort((a, b) => a.order - b.order)
    .map(({ task }) => task);
};

const makeSuspect = async (kind: string, k: number): Promise<{ bytes: Buffer; sources: readonly string[] }> => {
  const stolen = STOLEN_KINDS.find((each) => each === kind);
  if (stolen === undefined) return { bytes: readFileSync(foreign[k] ?? ''), sources: [] };
  const random = seededBy(`stamped ${kind} ${ours[k]?.split('/').slice(-2).join('/')}`);
  const others = [0, 1, 2].map(() => foreign[Math.floor(random() * foreign.length)] ?? '');
  const base = await baseOfFile(join(shop, listing(k)));
  return {
    bytes: await stolenBy(stolen, k).make(base, await Promise.all(others.map(baseOfFile)), random),
    sources: [ours[k] ?? ''],
  };
};

interface MatchJson {
  readonly suspects: readonly {
    readonly path: string;
    readonly matches: readonly { readonly path: string; readonly verdict: string; readonly description: string }[];
    readonly mark?: { readonly status: string; readonly stamped: readonly string[]; readonly summary: string };
    readonly problem: string | null;
  }[];
}
const photoOf = (path: string): string => ours[Number(/listings\/(\d+)\//.exec(path)?.[1] ?? -1)] ?? '';

const matchLot = async (lot: ReturnType<typeof tasks>): Promise<readonly TheftResult[]> => {
  const folder = join(shop, 'found');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const sources = new Map<string, readonly string[]>();
  for (const { kind, k } of lot) {
    const made = await makeSuspect(kind, k);
    const name = `${kind}-${k}${kind === 'foreign' ? extname(foreign[k] ?? '').toLowerCase() : '.jpg'}`;
    writeFileSync(join(folder, name), made.bytes);
    sources.set(name, made.sources);
  }
  const { suspects }: MatchJson = JSON.parse(listingLint('match', 'found', '-f', 'json'));
  return suspects.map(({ path, matches, mark, problem }): TheftResult => {
    const name = path.slice('found/'.length);
    const [kind = '', k = ''] = name.replace(/\.\w+$/, '').split('-');
    const products = (sources.get(name) ?? []).map(productOf);
    const isOwn = (match: { readonly path: string }): boolean => products.includes(productOf(photoOf(match.path)));
    const sure = matches.filter(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
    const source = (kind === 'foreign' ? foreign : ours)[Number(k)] ?? '';
    return {
      ...{ kind, source: `${k} ${source}`, own: problem ?? matches.find(isOwn)?.verdict ?? null },
      mark:
        mark === undefined
          ? null
          : `${mark.status}${mark.stamped.includes(listing(Number(k))) ? ', at its place' : ''}`,
      others: sure.filter((match) => !isOwn(match)).map(({ verdict, description }) => `${verdict}: ${description}`),
    };
  });
};

const out = join(shop, 'asked.jsonl');
const results = (): TheftResult[] =>
  existsSync(out)
    ? readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line): TheftResult => JSON.parse(line))
    : [];

const ask = async (): Promise<void> => {
  const known = new Set(results().map(({ kind, source }) => `${kind} ${source.split(' ')[0]}`));
  const left = tasks().filter(({ kind, k }) => !known.has(`${kind} ${k}`));
  const size = Number(values.lot);
  const began = performance.now();
  for (let at = 0; at < left.length && performance.now() - began < Number(values.minutes) * 60_000; at += size) {
    const rows = await matchLot(left.slice(at, at + size));
    appendFileSync(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
};

const report = (): void => {
  const rows = results();
  const percent = (hits: number, n: number): string =>
    `${((100 * hits) / Math.max(1, n)).toFixed(1)} (${wilson(hits, n)})`;
  console.log('| stolen | n | by the picture | by the mark alone | neither | found, % (95 %) | other products |');
  console.log('|---|---|---|---|---|---|---|');
  for (const kind of STOLEN_KINDS) {
    const of = rows.filter((row) => row.kind === kind);
    const byPicture = of.filter(({ own }) => own === 'duplicate' || own === 'variant');
    const byMark = of.filter((row) => !byPicture.includes(row) && row.mark?.startsWith('present'));
    const found = byPicture.length + byMark.length;
    const others = of.reduce((sum, row) => sum + row.others.length, 0);
    console.log(
      `| ${kind} | ${of.length} | ${byPicture.length} | ${byMark.length} | ${of.length - found} | ${percent(found, of.length)} | ${others} |`,
    );
    for (const row of values.trace ? of : [])
      if (row.others.length > 0 || !byPicture.includes(row)) console.log(`   ${JSON.stringify(row)}`);
  }
  const others = rows.filter(({ kind }) => kind === 'foreign');
  const accused = others.filter((row) => row.others.length > 0 || row.mark?.startsWith('present'));
  const review = others.filter(({ mark }) => mark?.startsWith('review'));
  console.log(
    `\nForeign photos said to be ours or to have our mark: ${accused.length} of ${others.length}, % ${percent(accused.length, others.length)}; to be reviewed: ${review.length}`,
  );
  for (const row of [...accused, ...review]) console.log(`   ${JSON.stringify(row)}`);
};

mkdirSync(shop, { recursive: true });
makeShop();
if (Number(values.minutes) > 0) await ask();
report();
