import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let outer: string;
let shop: string;
beforeAll(async () => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), 'closed-folders-')));
  shop = join(outer, 'shop');
  for (const [seed, path] of ['shop/listings/mug/1.jpg', 'shop/originals/1.jpg', 'away/1.jpg'].entries()) {
    mkdirSync(join(outer, path, '..'), { recursive: true });
    await writePicture(outer, path, pictureSchema.parse({ seed: seed + 1, width: 1000, height: 1000 }));
  }
  symlinkSync(join(outer, 'away'), join(shop, 'listings/cup'));
  symlinkSync(join(outer, 'away'), join(shop, 'originals/more'));
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    [
      'rules: { image-readable: error }',
      'listings: ["listings/*"]',
      'originals: ["originals/**"]',
      'registry: published.txt',
      'provenance: {}',
      'brand: { copyright: "© Acme", watermarks: [{ text: "Acme" }] }',
      '',
    ].join('\n'),
  );
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));

const OUT = 'it is a link to a folder outside of the folder of the config, which is not followed';
const CUP = `listings/cup: ${OUT}: name the folder itself under \`listings\``;
const MORE = `originals/more: ${OUT}: nothing in it is checked`;
const KEY = { LISTING_LINT_STAMP_KEY: 'a secret of many characters' };
const run = (...args: readonly string[]) => runIn(shop, args, { env: KEY });
const json = async (...args: readonly string[]) => JSON.parse((await run(...args)).stdout);

describe('a command over the pictures of listings', () => {
  const commands = [
    { command: ['fingerprint', '--dry-run'], json: ['--json'], says: 'not written to' },
    { command: ['stamp', '--dry-run'], json: ['--json'], says: 'not stamped' },
    { command: ['export', 'ebay', '--to', 'exports', '--dry-run'], json: ['-f', 'json'], says: 'not exported' },
    { command: ['check', 'ebay'], json: ['-f', 'json'], says: 'not checked' },
    { command: ['channels', '--channel', 'ebay'], json: ['-f', 'json'], says: 'not looked at' },
  ];
  it.each(commands)('$command.0 names a folder behind a link, and is not green', async (each) => {
    const { stdout, status } = await run(...each.command);
    expect(stdout).toContain(`\n${each.says}: ${CUP}\n`);
    expect([status, stdout.includes('originals/more')]).toEqual([1, false]);
    expect((await json(...each.command, ...each.json)).unseen).toEqual([CUP]);
  });
  it.each(commands)('$command.0 says nothing of what was not named', async (each) => {
    const [name = '', ...args] = each.command;
    const named =
      name === 'export' || name === 'check'
        ? [name, 'ebay', 'listings/mug', ...args.slice(1)]
        : [name, 'listings/mug', ...args];
    expect((await json(...named, ...each.json)).unseen).toEqual([]);
    expect((await run(...named)).status).toBe(0);
  });
  it('says so where there is nothing else', async () => {
    const { stderr, status } = await run('fingerprint', 'listings/cup');
    expect([status, stderr]).toEqual([2, expect.stringContaining(CUP)]);
  });
});

describe('stamp', () => {
  it('fails at a picture behind a link out of the shop in a dry run, too', async () => {
    mkdirSync(join(shop, 'listings/hat'));
    symlinkSync(join(outer, 'away/1.jpg'), join(shop, 'listings/hat/1.jpg'));
    const { stdout, status } = await run('stamp', '--dry-run', 'listings/hat');
    rmSync(join(shop, 'listings/hat'), { recursive: true });
    expect([status, stdout]).toEqual([
      1,
      expect.stringContaining('listings/hat/1.jpg  failed: it is a link that leads'),
    ]);
  });
});

describe('a picture under another name', () => {
  it.each([
    ['fingerprint', '--dry-run'],
    ['stamp', '--dry-run'],
    ['channels', '--channel', 'ebay'],
    ['registry', 'add'],
    ['archive', '--dry-run'],
  ])('is told by %s, as a lint does', async (...args) => {
    cpSync(join(shop, 'listings/mug/1.jpg'), join(shop, 'listings/mug/1.jpg '));
    const { stderr } = await run(...args);
    rmSync(join(shop, 'listings/mug/1.jpg '));
    expect(stderr).toContain('"listings/mug/1.jpg " (its name ends in something that is not seen');
  });
});

describe('registry add', () => {
  it('tells of what it would have added, and of nothing else', async () => {
    expect((await run('registry', 'add', 'listings/mug')).status).toBe(0);
    const { stdout, status } = await run('registry', 'add');
    expect([status, stdout]).toEqual([1, `0 added to published.txt, 1 there already\nnot added: ${CUP}\n`]);
  });
});

describe('archive', () => {
  it('names folders of originals behind links, and none of listings', async () => {
    const { stdout, status } = await run('archive', '--dry-run');
    expect([status, stdout]).toEqual([1, expect.stringContaining(`there already\nnot archived: ${MORE}\n`)]);
    expect((await json('archive', '--dry-run', '--json')).unseen).toEqual([MORE]);
  });
  it('follows no link in a folder that is named', async () => {
    const { stdout, status } = await run('archive', 'listings', '--dry-run');
    expect(stdout).toContain('listings/mug/1.jpg  published');
    expect(stdout).not.toContain('listings/cup/1.jpg');
    expect([status, stdout]).toEqual([1, expect.stringContaining('listings/cup (a link to a folder outside of it)')]);
  });
  it('takes nothing out of its ledger', async () => {
    expect((await run('archive', 'originals/1.jpg', '--copy')).status).toBe(0);
    expect((await run('archive', '.', '--dry-run')).stdout).not.toContain('provenance/objects');
  });
});
