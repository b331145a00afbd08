import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

// What a run over a part must never do: end better than a run over everything for what has changed.

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit)
  process.stderr.write('git is not on this machine: the comparisons of --staged and --changed are skipped.\n');

const ENV = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
let template: string;
let shop: string;

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: shop,
    encoding: 'utf8',
    env: { ...process.env, ...ENV },
  });
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), text);
};
const picture = (path: string, seed: number, width = 600, height = 600): Promise<void> =>
  writePicture(shop, path, pictureSchema.parse({ seed, width, height }));
const remove = (path: string): void => rmSync(join(shop, path));

const CONFIG = `
listings: ["listings/*"]
cases: ["cases/*.yaml"]
rules: { image-readable: error, main-image-square: { severity: error, minSide: 500 }, hash-unique: error, listing-file-valid: error, case-evidence: error, case-file-valid: error }
`;
const CASE = `
id: 2026-001
status: open
platform: ebay
infringements: [{ listing: https://market.example/item/1, firstSeen: 2026-05-04 }]
events:
  - { type: filed, at: 2026-05-06, attachments: [{ file: papers/notice.txt, sha256: 5a9d6006a2ad74b8a4a5c6b8a9e2a6d5a2e4c3f1b0a99887766554433221100f }] }
`;

beforeAll(async () => {
  if (!hasGit) return;
  template = realpathSync(mkdtempSync(join(tmpdir(), 'part-and-whole-')));
  shop = join(template, 'first');
  write('listing-lint.config.yaml', CONFIG);
  write('papers/notice.txt', 'notice\n');
  const sha256 = createHash('sha256').update('notice\n').digest('hex');
  write('cases/2026-001.yaml', CASE.replace(/sha256: \w+/, `sha256: ${sha256}`));
  await picture('listings/mug/1.jpg', 1);
  await picture('listings/mug/2.jpg', 2, 600, 400);
  await picture('listings/lamp/1.jpg', 3);
  await picture('listings/bag/1.jpg', 4, 600, 400);
  write(
    'listing-lint.exceptions.yaml',
    'exceptions:\n  - { rule: main-image-square, subject: "listings/bag/**", reason: as the maker wants it, owner: a@example.com }\n',
  );
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'first');
});
afterAll(() => {
  if (hasGit) rmSync(template, { recursive: true, force: true });
});
let copies = 0;
beforeEach(() => {
  if (!hasGit) return;
  shop = join(template, `copy ${copies++}`);
  execFileSync('cp', ['-a', join(template, 'first'), shop]);
});
afterEach(() => {
  if (hasGit) rmSync(shop, { recursive: true, force: true });
});

const code = async (...args: readonly string[]): Promise<number> =>
  (await runIn(shop, [...args, '--as-of', '2026-06-01'], { env: ENV })).status ?? -1;

/** What somebody does to the shop,. */
const EDITS: readonly (readonly [name: string, edit: () => unknown])[] = [
  ['evidence of a case is altered', () => write('papers/notice.txt', 'another\n')],
  ['evidence of a case is deleted', () => remove('papers/notice.txt')],
  ['evidence of a case is renamed', () => renameSync(join(shop, 'papers/notice.txt'), join(shop, 'papers/old.txt'))],
  ['the folder of evidence is renamed', () => renameSync(join(shop, 'papers'), join(shop, 'old'))],
  ['the main picture is deleted, and the next one is none', () => remove('listings/mug/1.jpg')],
  ['a picture is added before the main one', () => picture('listings/lamp/0.jpg', 9, 600, 400)],
  ['the main picture is renamed to be the last', () => git('mv', 'listings/mug/1.jpg', 'listings/mug/9.jpg')],
  ['the file of exceptions is deleted', () => remove('listing-lint.exceptions.yaml')],
  ['the file of exceptions is emptied', () => write('listing-lint.exceptions.yaml', 'exceptions: []\n')],
  ['a listing is renamed to one that an exception does not name', () => git('mv', 'listings/bag', 'listings/sack')],
];

describe.skipIf(!hasGit)('a run over a part ends no better than one over everything, where', () => {
  it('nothing is wrong before', async () => {
    expect(await code()).toBe(0);
    expect(await code('--changed')).toBe(0);
  });

  it.each(EDITS)('%s', async (_, edit) => {
    await edit();
    expect(await code()).toBe(1);
    expect(await code('--changed')).toBe(1);
    git('add', '-A');
    expect(await code('--staged')).toBe(1);
  });

  it.each(['--assume-unchanged', '--skip-worktree'])('git is told by %s not to look at a picture', async (flag) => {
    git('update-index', flag, 'listings/lamp/1.jpg');
    await picture('listings/lamp/1.jpg', 3, 600, 400);
    expect(await code()).toBe(1);
    expect(await code('--changed')).toBe(1);
  });

  it('git is told not to look at a picture whose staged form is wrong', async () => {
    await picture('listings/lamp/1.jpg', 3, 600, 400);
    git('add', '.');
    await picture('listings/lamp/1.jpg', 3);
    git('update-index', '--assume-unchanged', 'listings/lamp/1.jpg');
    expect(await code('--staged')).toBe(1);
  });

  it('the excludes of a user leave a picture out', async () => {
    write('.git/own-excludes', 'new.jpg\n');
    git('config', 'core.excludesFile', join(shop, '.git/own-excludes'));
    await picture('listings/bag2/new.jpg', 12, 600, 400);
    expect(await code()).toBe(1);
    expect(await code('--changed')).toBe(1);
  });

  it('the baseline is emptied or deleted', async () => {
    appendFileSync(join(shop, 'listing-lint.config.yaml'), '\n');
    write('listing-lint.exceptions.yaml', 'exceptions: []\n');
    expect(await code('--baseline', 'known.json', '--update-baseline')).toBe(0);
    git('add', '.');
    git('commit', '-qm', 'baseline');
    expect(await code('--baseline', 'known.json', '--changed')).toBe(0);
    await runIn(shop, ['--baseline', 'fresh.json', '--update-baseline', 'listings/lamp'], {
      env: ENV,
    });
    renameSync(join(shop, 'fresh.json'), join(shop, 'known.json'));
    expect(await code('--baseline', 'known.json')).toBe(1);
    expect(await code('--baseline', 'known.json', '--changed')).toBe(1);
    git('add', '.');
    expect(await code('--baseline', 'known.json', '--staged')).toBe(1);
    // What is not staged will not be in the commit.
    expect(await code('--baseline', 'known.json', '--update-baseline')).toBe(0);
    expect(await code('--baseline', 'known.json', '--staged')).toBe(1);
    git('add', '.');
    expect(await code('--baseline', 'known.json', '--staged')).toBe(0);
  });

  it('a project inside is deleted with its config, which said more than the outer one', async () => {
    appendFileSync(join(shop, 'listing-lint.config.yaml'), 'projects: ["brands/*"]\n');
    write('brands/a/listing-lint.config.yaml', 'listings: ["shop/*"]\nrules: { image-readable: error }\n');
    await picture('brands/a/shop/cup/1.jpg', 21, 600, 400);
    git('add', '.');
    git('commit', '-qm', 'a brand');
    expect(await code()).toBe(0);
    remove('brands/a/listing-lint.config.yaml');
    const whole = await code();
    expect(whole).toBeGreaterThan(0);
    expect(await code('--changed')).toBe(whole);
    git('add', '-A');
    expect(await code('--staged')).toBe(whole);
  });

  it('an evidence file that no case names changes nothing', async () => {
    write('papers/other.txt', 'x');
    write('README.md', 'x');
    const { stdout } = await runIn(shop, ['--changed', '-f', 'json'], { env: ENV });
    const { subjects }: { readonly subjects: readonly unknown[] } = JSON.parse(stdout);
    expect(subjects).toEqual([]);
  });
});
