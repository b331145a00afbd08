import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGitIndex } from './git-index.ts';
import { trackingBelow } from './repository.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: the tests of its index are skipped.\n');

let top = '';
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: top, encoding: 'utf8' });
const put = (path: string): void => {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), path);
};
const FILES = ['a/1.jpg', 'a/b/2.jpg', 'a/b/22.jpg', 'long/'.repeat(40) + 'x'.repeat(150), 'zoo/größe 杯.png'];

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'listing-lint-index-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

describe.skipIf(!hasGit)('the index of git', () => {
  it.each([
    ['version 2', ['init', '-q'], ['update-index', '--index-version', '2']],
    ['version 3', ['init', '-q'], ['update-index', '--skip-worktree', 'a/b/2.jpg']],
    ['version 4', ['init', '-q'], ['update-index', '--index-version', '4']],
    ['SHA-256', ['init', '-q', '--object-format=sha256'], ['update-index', '--index-version', '4']],
    ['split in two', ['init', '-q'], ['update-index', '--split-index']],
  ])('is read as git reads it: %s', (_name, init, update) => {
    git(...init);
    for (const path of FILES) put(path);
    put('untracked.jpg');
    git('add', 'a', 'long', 'zoo');
    git(...update);
    put('late/3.jpg');
    git('add', 'late');
    const commit = '1'.repeat(init.length > 2 ? 64 : 40);
    git('update-index', '--add', '--cacheinfo', `160000,${commit},bought/deep`);
    const listed = git('ls-files', '-z')
      .split('\0')
      .filter((path) => path !== '');
    const { files, folders, submodules } = readGitIndex(top);
    expect([...files, ...submodules].sort()).toEqual(listed.sort());
    expect([...submodules]).toEqual(['bought/deep']);
    expect([folders.has('a'), folders.has('a/b'), folders.has('late'), folders.has('bought')]).toEqual([
      ...[true, true, true],
      false,
    ]);
  });

  it('says nothing where nothing was added, and refuses what is cut or of a later version', () => {
    git('init', '-q');
    expect(readGitIndex(top).files.size).toBe(0);
    for (const path of FILES) put(path);
    git('add', '.');
    const file = join(top, '.git', 'index');
    const whole = readFileSync(file);
    for (const end of [0, 5, 11, 12, 40, 70, 100, 200]) {
      writeFileSync(file, whole.subarray(0, end));
      expect(() => readGitIndex(top), `${end} bytes`).toThrow();
    }
    for (const version of [1, 5]) {
      const other = Buffer.from(whole);
      other.writeUInt32BE(version, 4);
      writeFileSync(file, other);
      expect(() => readGitIndex(top)).toThrow('not an index');
      expect(trackingBelow(top).isTracked('a/1.jpg')).toBe(false);
    }
  });

  it('is asked in a linked working tree, below the top, and of repositories inside', () => {
    git('init', '-q', '-b', 'main');
    for (const path of FILES) put(path);
    git('add', '.');
    git('commit', '-qm', 'first');
    git('worktree', 'add', '-q', join(top, 'other'));
    const { isTracked } = trackingBelow(join(top, 'other', 'a'));
    expect(['1.jpg', 'b/2.jpg', 'b', 'b/', '3.jpg', 'c'].map(isTracked)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    // The linked tree is a repository of its own for what is above it.
    const above = trackingBelow(top);
    expect(['other/a/1.jpg', 'other/a/4.jpg', 'a/1.jpg', 'other'].map(above.isTracked)).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(above.isTracked('zoo/größe 杯.png'.normalize('NFD'))).toBe(true);
  });
});

it('knows of nothing outside of a repository', () => {
  expect(trackingBelow(top).isTracked('a/1.jpg')).toBe(false);
});
