import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openCache, type Report } from '@listing-lint/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: the tests of projects in git are skipped.\n');

let top: string;

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: top, encoding: 'utf8' });
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
};
const picture = (path: string, seed: number, size = 400): Promise<void> =>
  writePicture(top, path, pictureSchema.parse({ seed, width: size, height: size }));
const lintFrom = (cwd: string, ...args: string[]) => runIn(top, args, { cwd });
const reportOf = async (...args: string[]): Promise<Report> => {
  const { stdout, stderr } = await lintFrom('.', '-f', 'json', ...args);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};
const findings = async (...args: string[]): Promise<readonly string[]> =>
  (await reportOf(...args)).findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`);
const subjects = async (...args: string[]): Promise<readonly string[]> =>
  (await reportOf(...args)).subjects.map(({ path }) => path);

const CONFIG = 'rules: { image-readable: error, hash-unique: error }\n';

beforeEach(async () => {
  if (!hasGit) return;
  top = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-git-projects-')));
  git('init', '-q', '-b', 'main');
  for (const brand of ['a', 'b']) {
    write(`brands/${brand}/listing-lint.config.yaml`, CONFIG);
    await picture(`brands/${brand}/listings/mug/1.jpg`, 1);
    await picture(`brands/${brand}/listings/cup/1.jpg`, 2);
  }
  git('add', '.');
  git('commit', '-qm', 'first');
});

afterEach(() => {
  if (hasGit) rmSync(top, { recursive: true, force: true });
});

describe.skipIf(!hasGit)('--staged over projects', () => {
  it('judges what is staged by the config of its own project', async () => {
    await picture('brands/a/listings/pot/1.jpg', 1);
    await picture('brands/b/listings/pot/1.jpg', 3);
    git('add', '.');
    const report = await reportOf('--staged');
    expect(report.findings.map(({ subject }) => subject.path)).toEqual(['brands/a/listings/pot/1.jpg']);
    expect(report.projects?.map(({ path }) => path)).toEqual(['brands/a', 'brands/b']);
    // One project by itself: the same fingerprints, and paths from its own folder.
    const alone: Report = JSON.parse((await lintFrom('brands/a', '-f', 'json', '--staged')).stdout);
    expect(alone.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      report.findings.map(({ fingerprint }) => fingerprint),
    );
    expect(alone.findings[0]?.subject.path).toBe('listings/pot/1.jpg');
  });

  it('has nothing to say of projects in which nothing is staged', async () => {
    await picture('brands/b/listings/pot/1.jpg', 3);
    git('add', '.');
    expect((await reportOf('--staged')).projects?.map(({ path }) => path)).toEqual(['brands/b']);
    git('commit', '-qm', 'second');
    const { status, stdout } = await lintFrom('.', '--staged');
    expect([status, stdout.trim()]).toEqual([0, '✔ nothing to report on']);
  });

  it('reads configs, presets and rules as they are staged, also those that are gone from the working tree', async () => {
    write('brands/a/ours.yaml', 'rules: { hash-unique: warn }\n');
    write('brands/a/listing-lint.config.yaml', `extends: ./ours.yaml\nrules: { image-readable: error }\n`);
    await picture('brands/a/listings/pot/1.jpg', 1);
    git('add', '.');
    write('brands/a/ours.yaml', 'rules: { hash-unique: off }\n');
    rmSync(join(top, 'brands/a/listing-lint.config.yaml'));
    const { stdout } = await lintFrom('brands/a/listings', '--staged', '-f', 'json');
    const { findings: found }: Report = JSON.parse(stdout);
    expect(found.map(({ severity, subject }) => `${severity} ${subject.path}`)).toEqual([
      'warn listings/mug/1.jpg',
      'warn listings/pot/1.jpg',
    ]);
  });

  it('refuses a config that holds here and is not part of the commit', async () => {
    write('brands/c/listing-lint.config.yaml', CONFIG);
    await picture('brands/c/listings/mug/1.jpg', 5);
    expect((await lintFrom('.', '--staged')).status).toBe(0);
    git('add', 'brands/c/listings');
    expect(await lintFrom('.', '--staged')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('brands/c/listing-lint.config.yaml is not staged as a file of its own'),
    });
    expect(await lintFrom('brands/c', '--staged')).toMatchObject({ status: 2 });
    expect(await lintFrom('.', '--staged', '-c', 'brands/c/listing-lint.config.yaml')).toMatchObject({ status: 0 });
  });

  it('tells a staged config that nobody lists, at its place', async () => {
    write('listing-lint.config.yaml', 'extends: recommended\nprojects: [brands/a]\n');
    git('add', '.');
    const { status, stderr } = await lintFrom('brands', '--staged');
    expect(status).toBe(2);
    expect(stderr).toContain('b/listing-lint.config.yaml lies in the folder of ../listing-lint.config.yaml');
    expect(stderr).not.toContain('listing-lint-staged');
  });

  it('runs a program only where it lies as it is staged', async () => {
    rmSync(join(top, 'brands/a/listing-lint.config.yaml'));
    write('brands/a/severity.mjs', `export const severity = 'warn';\n`);
    const program = `import { severity } from './severity.mjs';\nexport default { rules: { 'image-readable': 'error', 'hash-unique': severity } };\n`;
    write('brands/a/listing-lint.config.mjs', program);
    await picture('brands/a/listings/pot/1.jpg', 1);
    git('add', '.');
    const { stdout, status } = await lintFrom('brands/a', '--staged');
    expect(status).toBe(0);
    expect(stdout).toContain('warning');
    write('brands/a/listing-lint.config.mjs', `${program}// changed\n`);
    expect(await lintFrom('brands/a', '--staged')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is not as it is staged'),
    });
  });

  it('takes a mark that git does not know from the working tree', async () => {
    await writePicture(top, 'brands/a/brand/mark.png', pictureSchema.parse({ width: 64, height: 64 }));
    write('.gitignore', 'brand/\n');
    write('brands/a/listing-lint.config.yaml', `brand: { watermarks: [brand/mark.png] }\n${CONFIG}`);
    git('add', '.');
    const { stderr } = await lintFrom('brands/a', '--staged');
    expect(stderr).not.toContain('brand/mark.png');
  });

  it('finds what an earlier run has remembered', async () => {
    const keyOf = (): unknown => openCache(readFileSync(join(top, 'brands/a/.listing-lint-cache'))).data()?.key;
    write('brands/a/listing-lint.config.yaml', `registry: published.txt\n${CONFIG}`);
    await lintFrom('brands/a', 'registry', 'add');
    git('add', '.');
    await lintFrom('brands/a', '--cache');
    const key = keyOf();
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    await lintFrom('brands/a', '--cache', '--staged');
    expect(keyOf()).toBe(key);
  });
});

describe.skipIf(!hasGit)('a changed line of a file that has one a picture', () => {
  beforeEach(async () => {
    write('brands/a/listing-lint.config.yaml', `registry: published.txt\n${CONFIG}`);
    await lintFrom('brands/a', 'registry', 'add', 'listings/cup');
    git('add', '.');
    git('commit', '-qm', 'registry');
  });

  it('speaks for that picture: the registry', async () => {
    await lintFrom('brands/a', 'registry', 'add', 'listings/mug');
    expect(await subjects('--changed')).toEqual(['brands/a/listings/mug/1.jpg', 'brands/a/listings/mug']);
    git('add', '.');
    expect(await subjects('--staged')).toEqual(['brands/a/listings/mug/1.jpg', 'brands/a/listings/mug']);
    git('commit', '-qm', 'more');
    await lintFrom('brands/a', 'registry', 'remove', 'listings/cup/1.jpg');
    git('add', '.');
    expect(await subjects('--staged')).toEqual(['brands/a/listings/cup/1.jpg', 'brands/a/listings/cup']);
  });

  it('speaks for that picture: the stamps', { tags: 'full' }, async () => {
    write('brands/a/listing-lint.config.yaml', `brand: { watermarks: [{ text: Acme }] }\n${CONFIG}`);
    // Of the files as they are: in others a mark would be sought first.
    const hashOf = (path: string): string =>
      createHash('sha256')
        .update(readFileSync(join(top, 'brands/a', path)))
        .digest('hex');
    const line = (path: string): string =>
      `${JSON.stringify({ path, sha256: hashOf(path), id: '0'.repeat(12), mark: 'mark', rank: 0, place: { x: 0, y: 0, width: 0.1, height: 0.1 }, opacity: 0.5 })}\n`;
    write('brands/a/listing-lint.stamps.jsonl', line('listings/cup/1.jpg'));
    git('add', '.');
    git('commit', '-qm', 'stamps');
    write('brands/a/listing-lint.stamps.jsonl', line('listings/cup/1.jpg') + line('listings/mug/1.jpg'));
    git('add', '.');
    expect(await subjects('--staged')).toEqual(['brands/a/listings/mug/1.jpg', 'brands/a/listings/mug']);
    write('brands/a/listing-lint.config.yaml', `brand: { watermarks: [{ text: Acme }] }\n${CONFIG}# \n`);
    git('add', '.');
    expect(await findings('--staged')).toEqual([]);
    expect(await subjects('--staged')).toHaveLength(4);
  });
});
