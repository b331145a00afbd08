// Every option and argument of the command line that takes a file or a folder is listed here, from the definitions of the commands: each that writes
// a named file is run over files that a shop must not lose.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandGroups } from '../commands/index.ts';
import { runIn } from '../run-in.ts';
import { refuseToReplace } from './replaceable.ts';

const EXAMPLE = join(import.meta.dirname, '../../../../examples/shop');
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
    (format) => (file) => `compare listings/mug/01.jpg papers/same.jpg -f ${format}:${file}`,
  ),
  'check --format': ['text', 'json'].map((format) => (file) => `check etsy -f ${format}:${file}`),
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
  'registry export <file>': [(file) => `registry export ${file}`],
};
/** Which refuse any file that is there: no second run replaces the first. */
const NEVER_REPLACES = ['case new --output', 'evidence --out'];
/** Options that only read a file or folder, that take the name of something else, or write copies into a folder under its own index. */
const OTHERS: readonly string[] = [
  ...['lint --print-config', 'merge --baseline', 'stamp --key-file', 'export --key-file', 'match --against'],
  ...['archive --parent', 'archive --document', 'ledger verify --roots'],
  ...[
    'stamp --out',
    'export --to',
    'archive --sign',
    'worker run --shards',
    'schema [folder]',
    'init [folder]',
    'test [folder]',
    'audit verify [folder]',
    'registry import <file>',
  ],
];

let template = '';
let shop = '';
const run = (line: string) =>
  runIn(shop, line.split(' '), { env: { LISTING_LINT_STAMP_KEY: 'a secret of many characters' } });

beforeAll(async () => {
  shop = template = realpathSync(mkdtempSync(join(tmpdir(), 'replaceable-')));
  const put = (path: string, text: string | Buffer): void => {
    mkdirSync(join(shop, path, '..'), { recursive: true });
    writeFileSync(join(shop, path), text);
  };
  put('listing-lint.config.yaml', 'brand: { watermarks: [mark.png] }');
  put('cases/c1.yaml', CASE);
  put('cases/c2.yaml', COMPLAINT);
  put('papers/deed.pdf', '%PDF-1.4 deed');
  put('papers/page.html', '<!doctype html>\n<html lang="en"><title>Lamp, 5 errors</title>');
  put('papers/mail.json', '{ "schemaVersion": 1, "from": "a@b.example" }\n');
  put('papers/log.txt', 'seen on 3 pages\n');
  put('papers/list.csv', '"state","date"\n');
  put('papers/copy.jpg', readFileSync(join(EXAMPLE, 'listings/stoneware-mug/04-handle.jpg')));
  put('papers/same.jpg', readFileSync(join(EXAMPLE, 'listings/stoneware-mug/01-front.jpg')));
  put('mark.png', readFileSync(join(EXAMPLE, 'brand/mark.png')));
  put('listings/mug/01.jpg', readFileSync(join(EXAMPLE, 'listings/stoneware-mug/01-front.jpg')));
  put('listings/mug/02.jpg', readFileSync(join(EXAMPLE, 'listings/stoneware-mug/03-top.jpg')));
  put('logs/.keep', '');
  put('package.json', '{"name":"shop"}');
  put('.gitignore', 'node_modules');
  put('listings/mug/listing.yaml', 'title: Mug');
  put('papers/c3.json', '{"id":"c3","status":"closed"}');
  put('papers/checks.json', '{"checks":[]}');
  put('listing-lint.watermarks.json', '{\n  "version": 1,\n  "scores": 7,\n  "marks": {}\n}\n');
  put('provenance/seals/0/seal.json', '{"entries":0,"version":1}');
  await run('stamp listings/mug/02.jpg --out stamped');
  put('listing-lint.config.yaml', CONFIG);
  await run('registry add');
  await run('archive listings/mug/01.jpg');
  await run('lint --shard 1/1 --shard-output a.shard');
  PRECIOUS.push(...filesBelow('').filter((file) => !NOT_PRECIOUS.includes(file)));
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(() => {
  shop = `${template}-run`;
  cpSync(template, shop, { recursive: true });
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

/** Every file of the shop but outputs that a user names: filled in when the shop is there. */
const PRECIOUS: string[] = [];
const NOT_PRECIOUS: readonly string[] = ['logs/.keep', 'a.shard'];
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(shop, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(shop.length + 1));

const NAMES_FILE = /[<[][^>\]]*(?:file|folder|path)[^>\]]*[>\]]/;
const writersOf = (command: Command, path: string): readonly string[] => [
  ...command.options.filter(({ flags }) => NAMES_FILE.test(flags)).map(({ long }) => `${path} ${long}`.trim()),
  ...command.registeredArguments
    .map((each) => (each.required ? `<${each.name()}>` : `[${each.name()}]`))
    .filter((label) => /^.(?:file|folder)\W/.test(label))
    .map((label) => `${path} ${label}`),
  ...command.commands.flatMap((each) => writersOf(each, `${path} ${each.name()}`.trim())),
];

it('knows every option and argument that names a file', () => {
  const program = new Command();
  const world = { cwd: '/', env: {}, stdout: () => {}, stderr: () => {}, columns: 80, now: () => new Date() };
  for (const register of Object.values(commandGroups).flat())
    register(program, { ...world, stdoutIsTerminal: false, stderrIsTerminal: false }, () => {});
  const known = new Set([...Object.keys(WRITES), ...OTHERS]);
  expect(writersOf(program, '').filter((option) => !known.has(option) && !option.endsWith(' --config'))).toEqual([]);
});

it('tries the files that the program writes by itself', () => {
  for (const file of [
    /registry\.jsonl$/,
    /stamps\.jsonl$/,
    /watermarks\.json$/,
    /entries\/.*\.json$/,
    /seal\.json$/,
    /\.pdf$/,
  ])
    expect(PRECIOUS).toContainEqual(expect.stringMatching(file));
});

describe.each(Object.entries(WRITES))('%s', (option, lines) => {
  it.each(lines.map((line) => [line('FILE'), line] as const))('%s replaces only its own output', async (_, line) => {
    for (const file of ['papers/deed.pdf', 'listing-lint.stamps.jsonl']) {
      const { code, err } = await run(line(file));
      expect([file, code, err]).toEqual([file, 2, expect.stringMatching(/\S/)]);
      expect([file, readFileSync(join(shop, file))]).toEqual([file, readFileSync(join(template, file))]);
    }
    if (NEVER_REPLACES.includes(option)) return;
    expect(await run(line('out'))).toMatchObject({ code: expect.toSatisfy((code) => code < 2) });
    const text = readFileSync(join(shop, 'out'));
    const replaced = PRECIOUS.filter((file) => !isRefused(join(shop, file), text));
    expect(replaced).toEqual(option === 'registry export <file>' ? ['registry.jsonl'] : []);
    if (!option.startsWith('merge')) cpSync(join(shop, 'papers/copy.jpg'), join(shop, 'listings/mug/03.jpg'));
    expect(await run(line('out'))).toMatchObject({ code: expect.toSatisfy((code) => code < 2) });
  });
});

const isRefused = (file: string, text: Buffer): boolean => {
  try {
    refuseToReplace(file, file, text);
    return false;
  } catch {
    return true;
  }
};
