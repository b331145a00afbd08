// Measures which thefts `match` finds, and what it accuses wrongly: pictures of shops, attacked as thieves do.
//   npm run bench thefts -- --photos DIR… [--foreign DIR] [--product REGEX] [--most 200] [--attack NAME…] [--out FOLDER] [--minutes 600] [--trace]
// Photos that hashes find alike are one product, and so are those of which the first group of `--product REGEX` is the same in their paths.
// Photos of `--foreign` fill collages and screenshots; without them others of ours do, and are no wrong accusation there.
// Photos are taken in the order of hashes of their names, and each is attacked in all ways before the next: what was done by the time limit is a sample
// of all. With `--out` results are written down there, with the suspects that were not found or that others were found in; a run that was cut short
// goes on where it was, and `--minutes 0` matches nothing and reports. A row stops at `--most`. With `--browser` Chromium draws the thefts (`LISTING_LINT_CHROMIUM` names one).
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import { openBytesMatch } from '@listing-lint/vision';
import { BROWSER_THEFTS, closeBrowser } from './thefts/browser-attacks.ts';
import { FURTHER_THEFTS } from './thefts/further-attacks.ts';
import { LATER_THEFTS } from './thefts/later-attacks.ts';
import { namedIn } from './thefts/named.ts';
import { ODD_THEFTS } from './thefts/odd-attacks.ts';
import { baseOfFile, distinct, productsOf, seededBy, wilson } from './thefts/photos.ts';
import { RARER_THEFTS } from './thefts/rarer-attacks.ts';
import { hasPlainGround, THEFTS, type Theft } from './thefts/theft-attacks.ts';
import { VARIED_THEFTS } from './thefts/varied-attacks.ts';
import { VARIED_SCENES } from './thefts/varied-scenes.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    product: { type: 'string' },
    most: { type: 'string', default: '200' },
    attack: { type: 'string', multiple: true },
    browser: { type: 'boolean', default: false },
    out: { type: 'string' },
    minutes: { type: 'string', default: '600' },
    trace: { type: 'boolean', default: false },
  },
});

interface TheftResult {
  readonly attack: string;
  readonly source: string;
  /** What is said of the right product. */
  readonly own: 'duplicate' | 'variant' | 'suspect' | 'undecided' | 'nothing';
  readonly said: string;
  readonly others: readonly { readonly verdict: 'duplicate' | 'variant'; readonly said: string }[];
  /** Other photos of the product that are said to be duplicates: in other colours they are none. */
  readonly siblings: readonly string[];
}

const photos = await distinct(values.photos ?? []);
const foreign = values.foreign === undefined ? photos : await distinct(values.foreign);
const nameOf = (file: string): string => file.split('/').slice(-2).join('/');
const orderOf = (file: string): string => createHash('sha256').update(nameOf(file)).digest('hex');
const inOrder = photos.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
const productOf = await productsOf(photos, values.product);
const everyTheft = values.browser
  ? BROWSER_THEFTS
  : [...THEFTS, ...FURTHER_THEFTS, ...LATER_THEFTS, ...RARER_THEFTS, ...ODD_THEFTS, ...VARIED_THEFTS, ...VARIED_SCENES];
const thefts = everyTheft.filter(({ name }) => values.attack?.includes(name) ?? true);

const out = values.out === undefined ? undefined : join(values.out, 'asked.jsonl');
if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
const results: TheftResult[] =
  out !== undefined && existsSync(out)
    ? readFileSync(out, 'utf8')
        .split('\n')
        .flatMap((line): TheftResult[] => (line === '' ? [] : [JSON.parse(line)]))
    : [];
const known = new Set(results.map(({ attack, source }) => `${attack} ${source}`));
const countOf = new Map<string, number>();
for (const { attack } of results) countOf.set(attack, (countOf.get(attack) ?? 0) + 1);

type Match = Awaited<ReturnType<typeof openBytesMatch>>['match'];

const matchTheft = async (match: Match, theft: Theft, source: string): Promise<TheftResult> => {
  const random = seededBy(`${theft.name} ${nameOf(source)}`);
  const others = [0, 1, 2].map(() => foreign[Math.floor(random() * foreign.length)] ?? source);
  const bytes = await theft.make(await baseOfFile(source), await Promise.all(others.map(baseOfFile)), random);
  const { matches } = await match(bytes, source);
  // Another photo of the product is the right one, too, where it shows as much.
  const own = matches.find(({ path }) => productOf(path) === productOf(source));
  const products = [source, ...others].map(productOf);
  const wrong = matches.flatMap(({ path, verdict, description }): TheftResult['others'] =>
    (verdict === 'duplicate' || verdict === 'variant') && !products.includes(productOf(path))
      ? [{ verdict, said: description }]
      : [],
  );
  const verdict = own?.verdict ?? 'nothing';
  const isFound = verdict === 'duplicate' || verdict === 'variant';
  if (values.out !== undefined && (!isFound || wrong.length > 0)) {
    const name = `${theft.name} ${nameOf(source)}`.replace(/[^\w.]+/g, '-');
    writeFileSync(join(values.out, `${name}.jpg`), bytes);
  }
  const siblings = matches.flatMap((match) =>
    match.verdict === 'duplicate' && match.path !== source && productOf(match.path) === productOf(source)
      ? [match.description]
      : [],
  );
  return { attack: theft.name, source, own: verdict, said: own?.description ?? '', others: wrong, siblings };
};

const askAll = async (): Promise<void> => {
  const { match } = await openBytesMatch(
    photos.map((file) => ({ file, name: file, within: ANYWHERE })),
    { thrifty: false },
  );
  const began = performance.now();
  for (const source of inOrder) {
    if (performance.now() - began > Number(values.minutes) * 60_000) return;
    for (const theft of thefts) {
      if (known.has(`${theft.name} ${source}`) || (countOf.get(theft.name) ?? 0) >= Number(values.most)) continue;
      if (theft.needsPlainGround === true && !hasPlainGround(await baseOfFile(source))) continue;
      const row = await matchTheft(match, theft, source);
      results.push(row);
      countOf.set(theft.name, (countOf.get(theft.name) ?? 0) + 1);
      if (out !== undefined) appendFileSync(out, `${JSON.stringify(row)}\n`);
    }
  }
};

const report = (): void => {
  const attacked = new Set(results.map(({ source }) => source)).size;
  const products = new Set(photos.map(productOf)).size;
  console.log(`${photos.length} photos of ours of ${products} products, ${attacked} attacked\n`);
  const columns = ['n', 'duplicate', 'variant', 'suspect', 'undecided', 'nothing', 'found, % (95 %)'];
  console.log(`| attack | ${columns.join(' | ')} | found or undecided, % | others: duplicate | others: variant |`);
  console.log(`|---|${columns.map(() => '---|').join('')}---|---|---|`);
  for (const { name } of thefts) {
    const of = results.filter(({ attack }) => attack === name);
    if (of.length === 0) continue;
    const has = (verdict: TheftResult['own']): number => of.filter(({ own }) => own === verdict).length;
    const wrong = (verdict: string): number =>
      of.flatMap(({ others }) => others.filter((x) => x.verdict === verdict)).length;
    const found = has('duplicate') + has('variant');
    const percent = (hits: number): string => `${((100 * hits) / of.length).toFixed(1)} (${wilson(hits, of.length)})`;
    const verdicts = (['duplicate', 'variant', 'suspect', 'undecided', 'nothing'] as const).map(has);
    console.log(
      `| ${[name, of.length, ...verdicts, percent(found), percent(found + has('undecided')), wrong('duplicate'), wrong('variant')].join(' | ')} |`,
    );
    if (!values.trace) continue;
    for (const { source, own, said, others, siblings } of of) {
      if (own !== 'duplicate' && own !== 'variant') console.log(`   ${own}: ${source}: ${said}`);
      for (const other of others) console.log(`   another, ${other.verdict}: ${source}: ${other.said}`);
      for (const sibling of siblings) console.log(`   another photo of the product: ${source}: ${sibling}`);
    }
  }
};

/** Of what was found, what is said of what was done to it. */
const reportNames = (): void => {
  console.log('\n| attack | found | named rightly | named wrongly | left away |\n|---|---|---|---|---|');
  for (const { name } of thefts) {
    const found = results.filter(({ attack, own }) => attack === name && (own === 'duplicate' || own === 'variant'));
    const said = found.map((each) => namedIn(name, each.said.replaceAll(each.source, '')));
    if (said.length === 0 || said[0] === null) continue;
    const counts = (['right', 'wrong', 'left away'] as const).map(
      (kind) => said.filter((each) => each === kind).length,
    );
    console.log(`| ${[name, found.length, ...counts].join(' | ')} |`);
  }
};

if (Number(values.minutes) > 0) await askAll();
await closeBrowser();
report();
reportNames();
