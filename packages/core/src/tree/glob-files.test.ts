import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { globFiles, globPaths } from './glob-files.ts';

const top = mkdtempSync(join(tmpdir(), 'glob-files-'));
const root = join(top, 'shop');
const put = (path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
};

beforeAll(() => {
  for (const path of [
    'rules/a.yaml',
    'rules/deep/b.yaml',
    'rules/deep/c.YAML',
    'rules/.hidden/d.yaml',
    'rules/node_modules/e.yaml',
    'rules/line\nbreak.yaml',
    'brackets [1]/f.yaml',
    '../shared/g.yaml',
  ])
    put(path);
  symlinkSync('..', join(root, 'rules/deep/up'));
  symlinkSync('.', join(root, 'rules/deep/self'));
  symlinkSync('../../shared', join(root, 'rules/shared'));
  symlinkSync('gone.yaml', join(root, 'rules/gone.yaml'));
});
afterAll(() => rmSync(top, { recursive: true }));

it.each([
  [['rules/*.yaml'], ['rules/a.yaml', 'rules/gone.yaml', 'rules/line\nbreak.yaml']],
  [['./rules/deep/*.yaml'], ['rules/deep/b.yaml']],
  [['rules/deep/b.yaml'], ['rules/deep/b.yaml']],
  [['rules/shared/*.yaml'], ['rules/shared/g.yaml']],
  [['../shared/*.yaml'], ['../shared/g.yaml']],
  [['brackets \\[1\\]/*.yaml'], ['brackets [1]/f.yaml']],
  [['rules/.hidden/*.yaml'], ['rules/.hidden/d.yaml']],
  [['rules/node_modules/*.yaml'], ['rules/node_modules/e.yaml']],
  [['{rules,none}/{a,b}.yaml'], ['rules/a.yaml']],
  [['none/**/*.yaml'], []],
  [['rules/a.yaml/*'], []],
  [['rules/**/*.yaml', '!**/g.*', '!rules/*.yaml'], ['rules/deep/b.yaml']],
])('%j: %j', (globs, paths) => {
  expect(globPaths(root, globs)).toEqual(paths);
});

it('enters a folder once, whatever links lead to it, in circles too', () => {
  // Two links in one folder: followed blindly, they would double the paths at each of some 40 levels.
  expect(globPaths(root, ['rules/**/*.yaml'])).toEqual([
    'rules/a.yaml',
    'rules/deep/b.yaml',
    'rules/gone.yaml',
    'rules/line\nbreak.yaml',
    'rules/shared/g.yaml',
  ]);
});

it('tells folders from the rest, and absolute globs absolutely', () => {
  expect(globFiles(root, [`${root}/rules/d*`])).toEqual([{ path: `${root}/rules/deep`, isFolder: true }]);
  expect(globFiles(root, ['rules/'])).toEqual([{ path: 'rules', isFolder: true }]);
});

it('takes letters of either case where it is told to, and leaves out what it is told to', () => {
  const options = { ignoreCase: true, except: ['**/a.*', 'rules/shared/**', '**/gone*', '**/line*'] };
  expect(globPaths(root, ['**/*.yaml'], options)).toEqual([
    'brackets [1]/f.yaml',
    'rules/deep/b.yaml',
    'rules/deep/c.YAML',
  ]);
});

it.skipIf(process.platform === 'win32')('passes over no pipe', () => {
  execFileSync('mkfifo', [join(root, 'rules/deep/pipe.yaml')]);
  expect(globPaths(root, ['rules/deep/p*.yaml'])).toEqual(['rules/deep/pipe.yaml']);
});

it('follows no link out of a folder that is not to be left, and tells each', () => {
  symlinkSync('../../shared', join(root, 'rules/.shared'));
  const out: string[] = [];
  const within = { within: root, except: ['**/pipe*'], onWayOut: (path: string) => out.push(path) };
  expect(globPaths(root, ['rules/**/*.yaml'], within)).toEqual([
    'rules/a.yaml',
    'rules/deep/b.yaml',
    'rules/gone.yaml',
    'rules/line\nbreak.yaml',
  ]);
  expect(out).toEqual(['rules/shared']);
  for (const glob of ['rules/shared/*.yaml', '../shared/g.yaml', 'rules/.shared/*.yaml']) {
    out.length = 0;
    expect([glob, globPaths(root, [glob], within)]).toEqual([glob, []]);
    expect(out).toEqual([glob.replace('/*.yaml', '')]);
  }
});

it('enters no folder below which nothing can match', () => {
  symlinkSync('../../../shared', join(root, 'rules/deep/out'));
  const out: string[] = [];
  const within = { within: root, except: ['**/pipe*'], onWayOut: (path: string) => out.push(path) };
  for (const glob of ['rules/*.yaml', 'rules/*/*.none', '*/{node,d}*/x']) globPaths(root, [glob], within);
  expect(out).toEqual(['rules/shared', 'rules/shared', 'rules/deep/out', 'rules/shared', 'rules/deep/out']);
  rmSync(join(root, 'rules/deep/out'));
});

it.skipIf(process.getuid?.() === 0)('names the folder that cannot be read', () => {
  mkdirSync(join(root, 'rules/closed'), { mode: 0 });
  expect(() => globPaths(root, ['rules/**/*.yaml'])).toThrow('the folder rules/closed cannot be read: no permission');
  rmdirSync(join(root, 'rules/closed'));
});
