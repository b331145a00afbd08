import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let outer: string;
let shop: string;
beforeAll(async () => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), 'named-left-')));
  shop = join(outer, 'shop');
  for (const folder of ['mug/drafts', 'mug/2.jpg', '../originals', '../loose', '../odd', '../cases', '../../away'])
    mkdirSync(join(shop, 'listings', folder), { recursive: true });
  await writePicture(shop, 'listings/mug/1.jpg', pictureSchema.parse({ seed: 1, width: 1000, height: 1000 }));
  for (const copy of [
    'listings/mug/good',
    'listings/mug/drafts/1.jpg',
    'loose/1.jpg',
    'originals/1.jpg',
    '../away/1.jpg',
  ])
    cpSync(join(shop, 'listings/mug/1.jpg'), join(shop, copy));
  symlinkSync(join(outer, 'away'), join(shop, 'listings/cup'));
  symlinkSync(join(outer, 'away'), join(shop, 'odd/more'));
  execFileSync('mkfifo', [join(shop, 'odd/pipe')]);
  for (const [path, text] of [
    ['listings/mug/notes.txt', 'a note'],
    ['listings/mug/listing.yaml', 'title: A mug\n'],
    ['cases/.gitkeep', ''],
    [
      'listing-lint.config.yaml',
      [
        'rules: { image-readable: error }',
        'listings: ["listings/*"]',
        'originals: ["originals/**"]',
        'ignores: ["**/drafts/**"]',
        'registry: published.txt',
        'provenance: {}',
        'brand: { copyright: "© Acme", watermarks: [{ text: "Acme" }] }',
        '',
      ].join('\n'),
    ],
  ] as const)
    writeFileSync(join(shop, path), text);
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));

const env = { LISTING_LINT_STAMP_KEY: 'a secret of many characters' };
const run = (...args: readonly string[]) => runIn(shop, args, { env });

const COMMANDS = [
  { name: 'fingerprint', flags: ['--dry-run'], done: 'written to' },
  { name: 'stamp', flags: ['--dry-run'], done: 'stamped' },
  { name: 'export', first: ['ebay'], flags: ['--to', 'exports', '--dry-run'], done: 'exported' },
  { name: 'channels', flags: ['--channel', 'ebay'], done: 'looked at' },
  { name: 'registry', first: ['add'], flags: [], done: 'added' },
  { name: 'inspect', flags: [], done: 'inspected' },
];
type Command = (typeof COMMANDS)[number];
const over = ({ name, first = [], flags }: Command, ...paths: readonly string[]) =>
  run(name, ...first, ...paths, ...flags);

/** What is told of left paths, without the command's own word for it. */
const leftBy = async (command: Command, ...paths: readonly string[]) => {
  const { stdout, stderr, status } = await over(command, 'listings/mug/1.jpg', ...paths);
  const lines = `${stdout}${stderr}`.split('\n').map((line) => line.replace(/^listing-lint: /, ''));
  const start = `not ${command.done}: `;
  return {
    status,
    left: lines.flatMap((line) => (line.startsWith(start) ? [line.slice(start.length)] : [])),
    said: lines.filter((line) => line.startsWith('named, and not ')),
  };
};

describe.each(COMMANDS)('$name over paths of which some are not taken', (command) => {
  it('names each with its reason, and is not green', { tags: 'full' }, async () => {
    const left = [
      'loose/1.jpg: no listing holds it, and no glob of the config',
      'loose: a folder in which the config finds nothing',
      'listings/cup/1.jpg: it lies behind the link listings/cup, which is not followed',
      'listings/mug/drafts/1.jpg: the config or a .gitignore leaves it out',
      'listings/mug/drafts: the config or a .gitignore leaves it out',
      'listings/mug/good: JPEG by its bytes',
      'listings/mug/2.jpg: an empty folder',
    ];
    const paths = left.map((each) => each.slice(0, each.indexOf(': ')));
    expect(await leftBy(command, ...paths)).toEqual({ status: 1, left, said: [] });
  });
  it('names a link and a pipe once', { tags: 'full' }, async () => {
    const { left, ...rest } = await leftBy(command, 'odd/more', 'odd/pipe');
    expect(rest).toEqual({ status: 1, said: [] });
    expect(left.map((each) => each.slice(0, each.indexOf(': ')))).toEqual(['odd/more', 'odd/pipe']);
  });
  it('tells of what cannot be meant, and stays green', async () => {
    const others = ['listings/mug/notes.txt', 'listings/mug/listing.yaml', 'cases'];
    const names = others.map((each) => `"${each}"`).join(', ');
    const said = [`named, and not ${command.done}, as it is nothing that is looked at: ${names}`];
    expect(await leftBy(command, ...others)).toEqual({ status: 0, left: [], said });
  });
  it('says nothing of what holds something that is taken', { tags: 'full' }, async () => {
    expect(await leftBy(command, 'listings/mug')).toEqual({ status: 0, left: [], said: [] });
  });
});

describe('an original that is named', () => {
  it.each(COMMANDS.filter(({ name }) => ['export', 'channels', 'registry'].includes(name)))(
    'is told by $name, which takes none',
    async (command) => {
      expect(await leftBy(command, 'originals/1.jpg')).toMatchObject({
        status: 1,
        left: ['originals/1.jpg: its role is original'],
      });
    },
  );
  it('says why there is nothing to add', async () => {
    const { stderr, status } = await run('registry', 'add', 'originals');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('there is no picture to add\n  originals: its role is original'),
    ]);
  });
});

describe('registry add', () => {
  it('names a picture that cannot be read, adds the others, and is not green', async () => {
    writeFileSync(join(shop, 'listings/mug/0.jpg'), 'no picture');
    rmSync(join(shop, 'published.txt'), { force: true });
    const { stdout, status } = await run('registry', 'add', 'listings/mug');
    const again = await run('registry', 'add', 'listings/mug/0.jpg');
    const published = readFileSync(join(shop, 'published.txt'), 'utf8');
    rmSync(join(shop, 'listings/mug/0.jpg'));
    const unread = 'not added: listings/mug/0.jpg: not a picture format that is known here\n';
    expect([status, stdout]).toEqual([1, `1 added to published.txt, 0 there already\n${unread}`]);
    expect([again.status, again.stdout]).toEqual([1, `0 added to published.txt, 0 there already\n${unread}`]);
    expect(published.match(/listings\/mug\/\S+/g)).toEqual(['listings/mug/1.jpg']);
  });
});

describe('archive of a folder', () => {
  it('says what is hidden, a pipe, or an empty folder, and nothing of its ledger', async () => {
    expect((await run('archive', 'originals/1.jpg', '--copy')).status).toBe(0);
    cpSync(join(shop, 'loose/1.jpg'), join(shop, 'listings/mug/.3.jpg'));
    execFileSync('mkfifo', [join(shop, 'listings/mug/pipe')]);
    const { stdout } = await run('archive', 'listings/mug', '--dry-run');
    const all = JSON.parse((await run('archive', '.', '--dry-run', '--json')).stdout);
    for (const name of ['.3.jpg', 'pipe']) rmSync(join(shop, 'listings/mug', name));
    expect(stdout).toContain(
      'skipped: 1 hidden: listings/mug/.3.jpg; 2 with unknown content: listings/mug/listing.yaml, listings/mug/notes.txt; 2 that are no files: listings/mug/2.jpg/, listings/mug/pipe\n',
    );
    expect(all.notLookedAt).toContainEqual({
      ...{ why: 'special', count: 3 },
      named: ['./listings/mug/2.jpg/', './listings/mug/pipe', './odd/pipe'],
    });
    expect(JSON.stringify(all.notLookedAt)).not.toContain('provenance');
  });
  it('leaves out what lies in its ledger, and says so', async () => {
    const entry = execFileSync('find', ['provenance/objects', '-type', 'f'], { cwd: shop, encoding: 'utf8' }).trim();
    const { stdout, status } = await run('archive', 'originals/1.jpg', entry, '--dry-run');
    expect([status, stdout]).toEqual([1, expect.stringContaining(`\nnot archived: ${entry}: it lies in the ledger\n`)]);
  });
});

describe('lint', () => {
  it('tells of an empty folder with the name of a picture, and says of what is behind a link that it is', async () => {
    const report = JSON.parse((await run('lint', '-f', 'json')).stdout);
    expect(JSON.stringify(report.notices)).toContain('listings/mug/2.jpg\\" (an empty folder)');
    const { stderr, status } = await run('lint', 'listings/mug/1.jpg', 'listings/cup/1.jpg');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('"listings/cup/1.jpg" (it lies behind the link listings/cup, which is not followed)'),
    ]);
  });
});

describe('export --to', () => {
  it.each(['listings', 'listings/mug', 'listings/mug/etsy', '../shop/listings/mug/'])(
    'refuses %s, which overlaps a listing',
    async (to) => {
      for (const paths of [[], ['listings/mug/1.jpg']]) {
        const { status, stderr } = await run('export', 'etsy', ...paths, '--to', to, '--dry-run');
        expect([status, stderr]).toEqual([2, expect.stringContaining(`--to ${to} overlaps the listing listings/mug`)]);
      }
    },
  );
  it.each(['originals', 'originals/etsy'])('refuses %s: copies are no originals', async (to) => {
    const { status, stderr } = await run('export', 'etsy', '--to', to, '--dry-run');
    expect([status, stderr]).toEqual([2, expect.stringContaining(`--to ${to} overlaps the pictures of originals`)]);
  });
  it('takes a folder beside the listings', async () => {
    const { stdout } = await run('export', 'etsy', '--to', 'listings-etsy', '--dry-run');
    expect(stdout).toContain('listings/mug/1.jpg');
  });
});
