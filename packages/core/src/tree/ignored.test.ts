import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ignoredBy } from './ignored.ts';

let top: string;
let root: string;

const write = (path: string, text = ''): void => {
  const file = join(top, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'listing-lint-ignored-'));
  root = join(top, 'shop');
  mkdirSync(root);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

it('keeps out what .gitignore files say, the deeper one last', () => {
  write('shop/.gitignore', '*.bak.jpg\n/tmp/\nout/\n!keep.bak.jpg\n');
  write('shop/a/.gitignore', 'local.jpg\n!x.bak.jpg\n');
  const ignored = ignoredBy(root, []);
  expect(ignored('1.bak.jpg')).toBe(true);
  expect(ignored('b/1.bak.jpg')).toBe(true);
  expect(ignored('a/x.bak.jpg')).toBe(false);
  expect(ignored('keep.bak.jpg')).toBe(false);
  expect(ignored('tmp/1.jpg')).toBe(true);
  expect(ignored('b/tmp/1.jpg')).toBe(false);
  expect(ignored('b/out/deep/1.jpg')).toBe(true);
  expect(ignored('a/local.jpg')).toBe(true);
  expect(ignored('b/local.jpg')).toBe(false);
});

it('cannot take back a file whose folder is ignored, as git cannot', () => {
  write('shop/.gitignore', 'out/\n!out/1.jpg\n');
  expect(ignoredBy(root, [])('out/1.jpg')).toBe(true);
});

it('reads ignore files above the root only up to the repository', () => {
  write('.gitignore', 'raw/\nshop/old/\n');
  expect(ignoredBy(root, [])('raw/1.jpg')).toBe(false);
  mkdirSync(join(top, '.git', 'info'), { recursive: true });
  writeFileSync(join(top, '.git', 'info', 'exclude'), 'private.jpg\n');
  const ignored = ignoredBy(root, []);
  expect(ignored('raw/1.jpg')).toBe(true);
  expect(ignored('old/1.jpg')).toBe(true);
  expect(ignored('older/1.jpg')).toBe(false);
  expect(ignored('a/private.jpg')).toBe(true);
});

it('keeps out node_modules, .git and the globs of the config, where a later ! takes back', () => {
  const ignored = ignoredBy(root, ['**/drafts/**', './brand/', '*.tmp.png', '!a/drafts/**']);
  expect(ignored('node_modules/x/1.jpg')).toBe(true);
  expect(ignored('a/node_modules/1.jpg')).toBe(true);
  expect(ignored('.git/1.jpg')).toBe(true);
  expect(ignored('b/drafts/1.jpg')).toBe(true);
  expect(ignored('b/drafts/')).toBe(true);
  expect(ignored('a/drafts/1.jpg')).toBe(false);
  expect(ignored('brand/deep/mark.png')).toBe(true);
  expect(ignored('x.tmp.png')).toBe(true);
  expect(ignored('a/x.tmp.png')).toBe(false);
  expect(ignored('.')).toBe(false);
});

it('never keeps out the root itself, nor what lies outside', () => {
  write('shop/.gitignore', '*\n');
  const ignored = ignoredBy(root, ['**']);
  expect(['', '.', './', '../a.jpg'].map(ignored)).toEqual([false, false, false, false]);
  expect(ignored('a.jpg')).toBe(true);
});
