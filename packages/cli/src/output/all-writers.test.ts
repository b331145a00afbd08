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
    'cases: ["cases/*.yaml"]\nregistry: out/published.jsonl\nbrand: { watermarks: [mark.png] }\nrules: { case-file-valid: error }\n',
  );
  cpSync(MARK, join(folder, 'shop/mark.png'));
  cpSync(PICTURE, join(folder, 'shop/listings/mug/01.jpg'));
  symlinkSync('../outside', join(folder, 'shop/out'));
  symlinkSync('../outside/mine.txt', join(folder, 'shop/draft.txt'));
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
  'registry add',
  'stamp listings/mug/01.jpg --out out',
  'stamp listings/mug/01.jpg --out out/stamped',
])('%s is refused where a link of the repository leads out of it', async (line) => {
  process.env['LISTING_LINT_KEY'] ??= 'a key that is long enough';
  const { code, err } = await commandIn(join(folder, 'shop'), ...line.split(' '));
  expect([code, err]).toEqual([2, expect.stringMatching(/a link there leads out of .*shop/)]);
  expect(readdirSync(join(folder, 'outside'))).toEqual(['mine.txt']);
  expect(readFileSync(join(folder, 'outside/mine.txt'), 'utf8')).toBe('mine');
});
