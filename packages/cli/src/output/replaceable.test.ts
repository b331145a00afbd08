// Every option of the command line that takes a file or a folder is listed here, from the definitions of the commands: one that writes a named file
// is tried on what a shop must not lose.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { runIn } from '../run-in.ts';

const PICTURES = join(import.meta.dirname, '../../../../examples/shop/listings/stoneware-mug');
const CONFIG =
  'extends: [recommended]\nlistings: ["listings/*"]\ncases: ["cases/*.yaml"]\nmonitoring: ["logs/*.yaml"]\nregistry: registry.jsonl\nprovenance: {}\n';
const CASE = `id: c1
status: open
direction: accused
platform: aliexpress
jurisdiction: CN
rightsHolder: { name: Tern & Tide, address: "4 Quay Street, Harbourton", jurisdiction: GB }
accusation: { receivedAt: 2026-11-20, by: Bright Lamps, listings: ["https://market.example/item/5521"] }
events: [{ type: filed, at: 2026-11-21, attachments: [{ file: papers/deed.pdf }] }]
`;

const COMPLAINT = `id: c2
status: open
platform: Vinted
rightsHolder: { name: Tern & Tide, address: 4 Quay Street, phone: +44 20 7946 0000, email: rights@shop.example }
works: [{ id: mug, title: Mug, firstPublished: { date: 2025-11-20, url: "https://shop.example/mug" } }]
infringements:
  - { listing: "https://market.example/item/1", firstSeen: 2026-11-20, explanation: Our photograph., match: { work: mug } }
notice:
  to: dmca
  statements: { goodFaith: true, accuracy: true, perjuryAuthority: true }
  signature: { name: Legal desk, date: 2026-11-25 }
`;

/** Commands that write a file which an option names, by that option; each is run with the name of a file in it. */
const WRITES: Readonly<Record<string, readonly ((file: string) => string)[]>> = {
  'lint --format': ['text', 'json', 'sarif', 'html', 'github', 'markdown', 'gitlab', 'junit', 'csv', 'audit'].map(
    (format) => (file) => `lint -f ${format}:${file}`,
  ),
  'lint --output': [(file) => `lint -f json -o ${file}`],
  'lint --shard-output': [(file) => `lint --shard 1/1 --shard-output ${file}`],
  'lint --baseline': [(file) => `lint --baseline ${file} --update-baseline`],
  'lint --cache-location': [(file) => `lint --cache --cache-location ${file}`],
  'merge --format': [(file) => `merge a.shard -f json:${file}`],
  'merge --output': [(file) => `merge a.shard -f html -o ${file}`],
  'merge --cache-location': [(file) => `merge a.shard --cache --cache-location ${file}`],
  'match --format': ['text', 'json', 'html'].map(
    (format) => (file) => `match papers --against listings/mug -f ${format}:${file}`,
  ),
  'compare --format': ['text', 'json', 'html'].map(
    (format) => (file) => `compare listings/mug/01.jpg listings/mug/02.jpg -f ${format}:${file}`,
  ),
  'channels --format': ['text', 'json', 'html'].map((format) => (file) => `channels -f ${format}:${file}`),
  'monitor --format': ['text', 'json', 'html', 'csv'].map(
    (format) => (file) => `monitor listings/mug --dry-run -f ${format}:${file}`,
  ),
  'export --format': ['text', 'json', 'html'].map(
    (format) => (file) => `export etsy --dry-run --to copies -f ${format}:${file}`,
  ),
  'case letter --output': [(file) => `case letter evidence-request c1 --force -o ${file}`],
  'case export --output': [(file) => `case export c2 --to dmca --force -o ${file}`],
  'case timeline --output': ['text', 'html', 'ics'].map(
    (format) => (file) => `case timeline -f ${format} --force -o ${file}`,
  ),
  'ledger graph --output': ['text', 'html', 'json'].map(
    (format) => (file) => `ledger graph listings/mug/01.jpg -f ${format} --force -o ${file}`,
  ),
  'case new --output': [(file) => `case new --id c9 -o ${file}`],
  'evidence --out': [(file) => `evidence c1 --incomplete --out ${file}`],
};
/** Which refuse any file that is there: no second run replaces the first. */
const NEVER_REPLACES = ['case new --output', 'evidence --out'];
/** Options that only read a file or folder, that take the name of something else, or write copies into a folder under its own index. */
const OTHERS: readonly string[] = [
  ...['lint --print-config', 'merge --baseline', 'stamp --key-file', 'export --key-file', 'match --against'],
  ...['archive --parent', 'archive --document', 'ledger verify --roots'],
  ...['stamp --out', 'export --to', 'archive --sign', 'worker run --shards'],
];

let shop = '';
const put = (path: string, text: string | Buffer): void => {
  mkdirSync(join(shop, path, '..'), { recursive: true });
  writeFileSync(join(shop, path), text);
};
const run = (line: string) => runIn(shop, line.split(' '));

beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'replaceable-')));
  put('listing-lint.config.yaml', CONFIG);
  put('cases/c1.yaml', CASE);
  put('cases/c2.yaml', COMPLAINT);
  put('papers/deed.pdf', '%PDF-1.4 deed');
  put('papers/page.html', '<!doctype html>\n<html lang="en"><title>Lamp, 5 errors</title>');
  put('papers/mail.json', '{ "schemaVersion": 1, "from": "a@b.example" }\n');
  put('papers/log.txt', 'seen on 3 pages\n');
  put('papers/list.csv', '"state","date"\n');
  mkdirSync(join(shop, 'listings/mug'), { recursive: true });
  mkdirSync(join(shop, 'logs'));
  for (const [from, to] of [
    ['01-front.jpg', '01.jpg'],
    ['03-top.jpg', '02.jpg'],
  ] as const)
    cpSync(join(PICTURES, from), join(shop, 'listings/mug', to));
  cpSync(join(PICTURES, '04-handle.jpg'), join(shop, 'papers/copy.jpg'));
  await run('registry add');
  await run('archive listings/mug/01.jpg');
  await run('lint --shard 1/1 --shard-output a.shard');
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const optionsOf = (command: Command, path: string): readonly string[] => [
  ...command.options
    .filter(({ flags }) => /<[^>]*(?:file|folder|path)[^>]*>/.test(flags))
    .map(({ long }) => `${path} ${long}`.trim()),
  ...command.commands.flatMap((each) => optionsOf(each, `${path} ${each.name()}`.trim())),
];

it('knows every option that names a file', () => {
  const program = new Command();
  const world = { cwd: '/', env: {}, stdout: () => {}, stderr: () => {}, columns: 80, now: () => new Date() };
  for (const register of commands)
    register(program, { ...world, stdoutIsTerminal: false, stderrIsTerminal: false }, () => {});
  const known = new Set([...Object.keys(WRITES), ...OTHERS]);
  expect(optionsOf(program, '').filter((option) => !known.has(option) && !option.endsWith(' --config'))).toEqual([]);
});

const KEPT = [
  'papers/deed.pdf',
  'papers/page.html',
  'papers/mail.json',
  'papers/log.txt',
  'papers/list.csv',
  'registry.jsonl',
  'listings/mug/01.jpg',
  'listing-lint.config.yaml',
  'cases/c1.yaml',
];

describe.each(Object.entries(WRITES))('%s', (option, lines) => {
  it.each(lines.map((line) => [line('FILE'), line] as const))('%s replaces its own output alone', async (_, line) => {
    for (const file of KEPT) {
      const before = readFileSync(join(shop, file));
      const { code, err } = await run(line(file));
      expect([file, code, err]).toEqual([file, 2, expect.stringMatching(/\S/)]);
      expect([file, readFileSync(join(shop, file)).equals(before)]).toEqual([file, true]);
    }
    if (NEVER_REPLACES.includes(option)) return;
    expect(await run(line('out'))).toMatchObject({ code: expect.toSatisfy((code) => code < 2) });
    if (!option.startsWith('merge')) put('listings/mug/03.jpg', readFileSync(join(shop, 'papers/copy.jpg')));
    expect(await run(line('out'))).toMatchObject({ code: expect.toSatisfy((code) => code < 2) });
  });
});
