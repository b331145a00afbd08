import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN } from '../shop.ts';
import { all, append, type Damage, type DamageGroup, quoted, replace } from './damage.ts';
import { putSecrets } from './links.ts';

const CONFIG = 'listing-lint.config.yaml';
const CASE = 'cases/2026-001.yaml';
const DAY = ['--as-of', '2026-11-25'];

const command = (
  name: string,
  args: readonly string[],
  damage: Damage['damage'],
  says: RegExp,
  more: Partial<Damage> = {},
): Damage => ({
  name: `\`${args.slice(0, 2).join(' ')}\`: ${name}`,
  command: args,
  damage,
  says,
  how: 'process',
  ...more,
});

const attached = (path: string): Damage['damage'] =>
  all(putSecrets, replace(CASE, 'filed,', `filed, attachments: [{ file: ${path} }],`));

const evidence = ['papers/secret.txt', '.git/secret.txt'].flatMap((path) =>
  [[], ['--incomplete']].map((args) =>
    command(
      `an attachment is ${path}${args.length === 0 ? '' : ' (--incomplete)'}`,
      ['evidence', '2026-001', '--out', 'bundle', ...DAY, ...args],
      attached(path),
      quoted(path),
      { writes: ['bundle'] },
    ),
  ),
);

/** Puts files into the folder `found`. */
const found = (files: Readonly<Record<string, string>>) => (root: string) => {
  mkdirSync(join(root, 'found'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'found', name), text);
};
const seen = (name: string, args: readonly string[], files: Readonly<Record<string, string>>, says: RegExp): Damage =>
  command(name, ['monitor', ...args, '--dry-run', ...DAY], found(files), says);
const answer = (status: number): string =>
  `${JSON.stringify({ url: 'https://market.example/item/9/1.jpg', status, file: '1.jpg' })}\n`;
const monitor: Damage[] = [
  seen('a saved page without its pictures', ['found'], { 'page.html': '<img src="page_files/1.jpg">' }, /1\.jpg/),
  seen('a saved page of an error', ['found'], { 'page.html': '<title>403 Forbidden</title>' }, /page\.html|found/),
  seen('an empty WARC', ['found/crawl.warc'], { 'crawl.warc': '' }, /crawl\.warc/),
  seen('a WARC that is a page', ['found/crawl.warc'], { 'crawl.warc': '<!doctype html>' }, /crawl\.warc/),
  seen(
    'JSON lines of answers 403',
    ['found/crawl.jsonl'],
    { 'crawl.jsonl': answer(403), '1.jpg': '<title>403 Forbidden</title>' },
    /1\.jpg|403/,
  ),
  seen('an empty folder', ['found'], {}, /found/),
];

/** Archives the originals, and damages what the ledger holds or names. */
const ledger = (damage: (root: string) => void, options: readonly string[]) => (root: string) => {
  replace(CONFIG, 'limits:', 'provenance: {}\nlimits:')(root);
  execFileSync(process.execPath, [MAIN, 'archive', '--by', 'Ada', ...options], { cwd: root, stdio: 'ignore' });
  damage(root);
};
/** The first file below a folder of the ledger. */
const firstIn = (root: string, folder: string): string => {
  const path = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).find((entry) =>
    entry.isFile(),
  );
  if (path === undefined) throw new Error(`${folder} is empty`);
  return join(path.parentPath, path.name).slice(root.length + 1);
};
const verify = (name: string, path: (root: string) => string, says: RegExp, options: readonly string[] = []): Damage =>
  command(
    name,
    ['ledger', 'verify'],
    ledger((root) => append(path(root), ' ')(root), options),
    says,
  );
const ORIGINAL = 'originals/mug/front.jpg';
const ledgers: Damage[] = [
  verify('a copy has a byte more', (root) => firstIn(root, 'provenance/objects'), /provenance\/objects\//, ['--copy']),
  verify('an entry has a byte more', (root) => firstIn(root, 'provenance/entries'), /provenance\/entries\//),
  verify('an original has a byte more', () => ORIGINAL, quoted(ORIGINAL)),
];

const none = (): undefined => undefined;
const exports: Damage[] = ['listings', 'listings/mug', '.'].map((folder) =>
  command(`copies go into ${folder}`, ['export', 'etsy', '--to', folder, ...DAY], none, quoted(`--to ${folder}`)),
);

/** What is not an earlier report must stay, as the campaign compares all files. */
const replaced: Damage[] = [
  ['channels', '-f', 'html:published.txt'],
  ['channels', '-f', 'json:listings/mug/listing.yaml'],
  ['export', 'etsy', '--to', 'copies', '--dry-run', '-f', 'html:rules/title-stated.yaml'],
  ['match', 'listings/mug/01-front.jpg', '-f', 'json:plugin/plugin.mjs'],
  ['compare', 'listings/mug/01-front.jpg', 'originals/mug/front.jpg', '-f', 'html:originals/mug/front.jpg'],
].map((args) => {
  const file = args.at(-1)?.split(':')[1] ?? '';
  return command(`a report goes where ${file} is`, args, none, quoted(file));
});

const full: Damage[] = [
  command('standard output is a full disk', ['registry', 'add'], none, /write|output/, { streams: '>/dev/full' }),
  command('standard output is a full disk', ['rules', '--json'], none, /write|output/, { streams: '>/dev/full' }),
  command('standard output is a full disk', ['case', 'status', ...DAY], none, /write|output/, {
    streams: '>/dev/full',
  }),
];

export const commandDamages: DamageGroup = {
  title: 'Other commands',
  damages: [...evidence, ...monitor, ...ledgers, ...exports, ...replaced, ...full],
};
