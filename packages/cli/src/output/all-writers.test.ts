import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandIn } from '../commands/case/test-command.ts';

const MARK = join(import.meta.dirname, '../../../../examples/shop/brand/mark.png');
const PICTURE = join(import.meta.dirname, '../../../../examples/shop/listings/stoneware-mug/03-top.jpg');
const CASE = `id: c1
status: open
direction: accused
platform: aliexpress
jurisdiction: CN
rightsHolder: { name: Tern & Tide, address: "4 Quay Street, Harbourton", jurisdiction: GB }
accusation: { receivedAt: 2026-11-20, by: Bright Lamps, listings: ["https://market.example/item/5521"] }
`;
let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'all-writers-')));
  for (const path of ['shop/.git', 'shop/listings/mug', 'shop/cases', 'outside'])
    mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'outside/mine.txt'), 'mine');
  writeFileSync(join(folder, 'shop/cases/c1.yaml'), CASE);
  writeFileSync(
    join(folder, 'shop/listing-lint.config.yaml'),
    'cases: ["cases/*.yaml"]\nregistry: published.jsonl\nprovenance: {}\nbrand: { watermarks: [mark.png] }\nrules: { case-file-valid: error }\n',
  );
  cpSync(MARK, join(folder, 'shop/mark.png'));
  cpSync(PICTURE, join(folder, 'shop/listings/mug/01.jpg'));
  symlinkSync('../outside', join(folder, 'shop/out'));
  symlinkSync('../outside/mine.txt', join(folder, 'shop/draft.txt'));
  symlinkSync('../outside/cache', join(folder, 'shop/.listing-lint-cache'));
  mkdirSync(join(folder, 'shop/deep'));
  symlinkSync('../../outside', join(folder, 'shop/deep/out'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  'case letter evidence-request c1 -o draft.txt --force',
  'case letter evidence-request c1 -o out/new.txt',
  'case timeline -f html -o out/t.html',
  'case new --id c9 -o out/c9.yaml',
  'schema out',
  'schema out/deeper',
  '--baseline out/known.json --update-baseline',
  '-f json:out/report.json',
  'stamp listings/mug/01.jpg --out out',
  'stamp listings/mug/01.jpg --out out/stamped',
  'stamp listings/mug/01.jpg --out deep/out',
  '--cache-location out/cache',
  '--cache-location draft.txt',
  '--cache',
  'evidence c1 --out out/bundle',
  'evidence c1 --out out/bundle.zip --incomplete',
  'export ebay --to out/ebay',
  'registry export out/published.jsonl',
  'archive --sign out/signed listings/mug/01.jpg',
])('%s is refused where a link of the repository leads out of it', async (line) => {
  const { code, err } = await commandIn(join(folder, 'shop'), ...line.split(' '));
  expect([code, err]).toEqual([2, expect.stringMatching(/a link there leads out of .*shop/)]);
  expect(readdirSync(join(folder, 'outside'))).toEqual(['mine.txt']);
  expect(readFileSync(join(folder, 'outside/mine.txt'), 'utf8')).toBe('mine');
});

const WRITERS: readonly ((file: string) => string)[] = [
  (file) => `case letter evidence-request c1 -o ${file} --force`,
  (file) => `case timeline -f html -o ${file} --force`,
  (file) => `case timeline -f ics -o ${file} --force`,
  (file) => `case new --id c9 -o ${file}`,
  (file) => `schema ${file}`,
  (file) => `--baseline ${file} --update-baseline`,
  (file) => `-f json:${file}`,
  (file) => `stamp listings/mug/01.jpg --out ${file}`,
];
const GITS_OWN = ['.git/config', '.git/hooks/pre-commit', '.GIT/config', '.git./config', 'to-git/config'];
const DEVICES = ['con', 'reports/NUL.html', 'com1.txt'];

it.each(WRITERS.flatMap((line) => [...GITS_OWN, ...DEVICES].map((file) => line(file))))(
  '%s is refused',
  async (line) => {
    const shop = join(folder, 'shop');
    symlinkSync('.git', join(shop, 'to-git'));
    writeFileSync(join(shop, '.git/config'), '[core]');
    const { code, err } = await commandIn(shop, ...line.split(' '));
    expect([code, err]).toEqual([2, expect.stringMatching(/git keeps for itself|is the name of a device on Windows/)]);
    expect(readFileSync(join(shop, '.git/config'), 'utf8')).toBe('[core]');
    expect(readdirSync(join(shop, '.git'))).toEqual(['config']);
  },
);

it.each([
  ['registry: out/published.jsonl', 'registry add', 'a folder of its path is a link that leads out of the repository'],
  ['provenance: { folder: out }', 'archive', 'it is a link that leads out of the folder of the config'],
  [
    'objects: [{ from: "s3://bucket/live", to: out }]',
    'pull',
    'it is a link that leads out of the folder of the config',
  ],
])('what a config names is written to nowhere else: %s', async (setting, line, reason) => {
  const shop = join(folder, 'shop');
  writeFileSync(join(shop, 'listing-lint.config.yaml'), `listings: ["listings/*"]\n${setting}\n`);
  const { code, err } = await commandIn(shop, ...line.split(' '));
  expect([code, err]).toEqual([2, expect.stringContaining(reason)]);
  expect(readdirSync(join(folder, 'outside'))).toEqual(['mine.txt']);
});
