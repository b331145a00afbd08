import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadReportSchema } from '@listing-lint/core';
import { type LintRunOptions, lint } from 'listing-lint';
import { builtinPlugin } from 'listing-lint/program';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';

let top: string;
const FORMATS = ['json', 'text', 'sarif', 'markdown', 'csv', 'junit'];

/** Lints a shop, gives all reports and how many subjects were looked at. */
const run = async (shop: string, options: LintRunOptions = {}) => {
  let looked = 0;
  const said: string[] = [];
  const result = await lint({
    cwd: join(top, shop),
    formats: FORMATS,
    asOf: '2026-03-01',
    ...options,
    onEvent: (event) => {
      if (event.type === 'progress') looked++;
      if (event.type === 'message') said.push(event.message);
    },
  });
  expect(result.faults).toEqual([]);
  return { looked, said, texts: await Promise.all(FORMATS.map((format) => result.render(format))) };
};
const put = (shop: string, path: string, text: string): void => writeFileSync(join(top, shop, path), text);

/** A byte of a picture changed, and its time set back: only what no program can set tells. */
const forge = (shop: string): void => {
  const file = join(top, shop, 'listings/a/1.jpg');
  const { atime, mtime, size } = statSync(file);
  cpSync(join(top, shop, 'listings/b/1.jpg'), file);
  writeFileSync(file, Buffer.alloc(size, 'x'));
  utimesSync(file, atime, mtime);
};

const CHANGES: { readonly [name: string]: (shop: string) => void } = {
  'a picture whose size and time stay': forge,
  'a new picture': (shop) => cpSync(join(top, shop, 'listings/a/1.jpg'), join(top, shop, 'listings/b/9.jpg')),
  'a picture gone': (shop) => rmSync(join(top, shop, 'listings/a/2.jpg')),
  'a listing.yaml': (shop) => put(shop, 'listings/a/listing.yaml', 'product: b\n'),
  'a .gitignore': (shop) => put(shop, 'listings/a/.gitignore', '2.jpg\n'),
  'a case': (shop) => put(shop, 'cases/1.yaml', 'id: 1\nstatus: open\nevents: nothing\n'),
  'evidence that a case names': (shop) => put(shop, 'evidence/letter.txt', 'another'),
  'the config': (shop) => put(shop, 'listing-lint.config.yaml', `${CONFIG}rules: { hash-unique: off }\n`),
  'a link in place of a folder': (shop) => {
    rmSync(join(top, shop, 'listings/b'), { recursive: true });
    symlinkSync('a', join(top, shop, 'listings/b'));
  },
};
const OPTIONS: { readonly [name: string]: LintRunOptions } = {
  'a rule on the command line': { rules: ['hash-unique: info'] },
  'one rule alone': { only: ['hash-unique'] },
  'nothing ignored': { ignore: false },
  'another day': { asOf: '2027-01-01' },
};
const CONFIG = 'extends: [recommended]\nlistings: ["listings/*"]\ncases: ["cases/*.yaml"]\nignores: [listings/c]\n';
const CASE = `id: "2"
status: open
platform: ebay
events:
  - type: filed
    at: 2026-01-02
    attachments: [{ file: evidence/letter.txt, sha256: 5bb27fb86c807b2ff46917449e038a93779fe33ceae2ffc4c843c00c718e4183 }]
`;
const nothing = (): void => undefined;
const cases = [
  ...Object.entries(CHANGES).map(([name, change]) => [name, change, {}] as const),
  ...Object.entries(OPTIONS).map(([name, options]) => [name, nothing, options] as const),
].map(([name, change, options], k) => [name, change, options, `shop-${k}`] as const);
const shops = ['same', ...cases.map(([, , , shop]) => shop)];

beforeAll(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-standing-')));
  for (const [path, seed] of [
    ['a/1', 1],
    ['a/2', 2],
    ['b/1', 1],
    ['c/1', 3],
  ] as const)
    await writePicture(join(top, 'same'), `listings/${path}.jpg`, pictureSchema.parse({ seed, width: 300 }));
  for (const folder of ['cases', 'evidence']) mkdirSync(join(top, 'same', folder));
  put('same', 'listings/a/3.jpg', 'no picture');
  put('same', 'cases/2.yaml', CASE);
  put('same', 'evidence/letter.txt', 'a letter');
  put('same', 'listing-lint.config.yaml', CONFIG);
  for (const shop of shops.slice(1)) cpSync(join(top, 'same'), join(top, shop), { recursive: true });
  // A file that has changed within the last two seconds is not believed by its time.
  await sleep(2100);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

it('tells the report of the run before where nothing has changed, in every format, and looks at nothing', async () => {
  const plain = await run('same');
  const cold = await run('same', { cache: true });
  const warm = await run('same', { cache: true });
  expect(plain.looked).toBeGreaterThan(4);
  expect(cold).toEqual(plain);
  expect(warm).toEqual({ ...plain, looked: 0 });
  // A part of it, and reports that need more, are worked out; the report of the whole stands all the while.
  expect((await run('same', { cache: true, paths: ['listings/b'] })).looked).toBeGreaterThan(0);
  expect((await run('same', { cache: true, debug: true })).looked).toBeGreaterThan(0);
  expect(await run('same', { cache: true })).toEqual(warm);
});

it('counts what a run costs, where that is asked for', async () => {
  const counted = async (options: LintRunOptions) => {
    const { report, render } = await lint({
      cwd: join(top, 'same'),
      asOf: '2026-03-01',
      formats: ['json'],
      ...options,
    });
    expect(JSON.parse(await render('json')).stats).toEqual(report.stats);
    const schema = await loadReportSchema(builtinPlugin.attributes ?? []);
    expect(schema.safeParse(report).error).toBeUndefined();
    return report.stats;
  };
  expect(await counted({})).toBeUndefined();
  const cold = await counted({ stats: true });
  const facts = new Map(cold?.facts.map(({ id, count }) => [id, count]));
  // Four are pictures of listings that are not ignored, one of them cannot be decoded.
  expect([facts.get('file'), facts.get('fingerprint')]).toEqual([4, 4]);
  expect(cold?.resources.find(({ id }) => id === 'workingImage')?.count).toBe(4);
  expect(cold?.rules.find(({ id }) => id === 'hash-unique')?.count).toBeGreaterThanOrEqual(4);
  expect(cold?.files).toBeGreaterThan(5);
  expect(cold?.bytes).toBeGreaterThan(statSync(join(top, 'same/listings/a/1.jpg')).size);
  expect(cold?.stages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['opening', 'finding subjects', 'looking at each subject', 'looking at the set']),
  );
  expect(cold?.cache).toMatchObject({ standing: false, remembered: 0 });
  expect((await counted({ stats: true, cache: true }))?.cache).toEqual({
    standing: true,
    remembered: 0,
    looked: 0,
    damaged: 0,
  });
  const part = await counted({ stats: true, cache: true, paths: ['listings/a'] });
  // With the listing itself.
  expect(part?.cache.remembered).toBe(5);
  expect(part?.resources.filter(({ id }) => id === 'canonicalImage')).toEqual([]);
});

it.each(cases)('looks again after a change: %s', async (_name, change, options, shop) => {
  const before = await run(shop, { cache: true });
  expect((await run(shop, { cache: true })).looked).toBe(0);
  change(shop);
  const after = await run(shop, options);
  expect(await run(shop, { ...options, cache: true })).toEqual(after);
  expect(after.looked).toBeGreaterThan(0);
  expect(after.texts[0]).not.toBe(before.texts[0]);
});

it('reads every file where content alone is to be believed', async () => {
  const plain = await run('same');
  await run('same', { cache: true });
  const read = await lint({
    cwd: join(top, 'same'),
    cache: true,
    cacheStrategy: 'content',
    stats: true,
    asOf: '2026-03-01',
  });
  expect(read.report.stats?.cache).toMatchObject({ standing: false, remembered: 6 });
  expect(read.report.stats?.bytes).toBeGreaterThan(statSync(join(top, 'same/listings/a/1.jpg')).size);
  expect(await run('same', { cache: true, cacheStrategy: 'content' })).toEqual(plain);
});

it('believes no file by its time that has only just changed', async () => {
  put('same', 'listings/a/3.jpg', 'no picture!');
  const plain = await run('same');
  expect(await run('same', { cache: true })).toEqual(plain);
  expect((await run('same', { cache: true })).looked).toBe(plain.looked);
});

it('says that a cache is damaged, wherever it is, and reports as without it', async () => {
  const file = join(top, 'same', readdirSync(join(top, 'same')).find((name) => name.includes('cache')) ?? '');
  const plain = await run('same');
  for (const share of [0.001, 0.3, 0.6, 0.999]) {
    await run('same', { cache: true });
    const bytes = readFileSync(file);
    const at = Math.floor(share * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    writeFileSync(file, bytes);
    const damaged = await run('same', { cache: true });
    expect(damaged.texts).toEqual(plain.texts);
    // What a report that stands makes needless is not looked at.
    if (damaged.looked > 0) expect(damaged.said.join()).toMatch(/cache .* is damaged/);
  }
});
