import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstCommitFinder } from './first-commit.ts';

let top: string;
const git = (day: string, ...args: string[]): void => {
  const at = `${day}T12:00:00+02:00`;
  const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: top, env });
};
const commit = (day: string, name: string, text: string): void => {
  writeFileSync(join(top, 'shop', name), text);
  git(day, 'add', '-A');
  git(day, 'commit', '-q', '-m', 'x');
};
beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-commits-')));
  mkdirSync(join(top, 'shop'));
  execFileSync('git', ['init', '-q'], { cwd: top });
  commit('2026-01-01', 'a.txt', 'one');
  commit('2026-01-02', 'a.txt', 'two');
  commit('2026-01-03', 'a.txt', 'one');
  commit('2026-01-04', 'a.txt', 'two');
  writeFileSync(join(top, 'shop/new.txt'), 'new');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

it('finds the commit in which a file first had the bytes that it has', async () => {
  const find = firstCommitFinder(join(top, 'shop'), process.env);
  expect(await find('a.txt')).toEqual({
    at: '2026-01-02T12:00:00+02:00',
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  expect([await find('new.txt'), await find('none.txt')]).toEqual([null, null]);
  writeFileSync(join(top, 'shop/a.txt'), 'changed since');
  expect(await find('a.txt')).toBeNull();
});

it('knows nothing where there is no repository', async () => {
  expect(await firstCommitFinder(tmpdir(), process.env)('a.txt')).toBeNull();
});
