import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { snapshot, touched } from './untouched.ts';

let root = '';
const at = (path: string): string => join(root, path);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'untouched-'));
  mkdirSync(at('a'));
  writeFileSync(at('a/1.jpg'), 'x');
  writeFileSync(at('.listing-lint-cache'), 'old');
  symlinkSync('1.jpg', at('a/2.jpg'));
});
afterEach(() => rmSync(root, { recursive: true }));

const after = (change: () => void, args?: readonly string[]): readonly string[] => {
  const before = snapshot(root);
  change();
  return touched(before, snapshot(root), args);
};

it.each<[string, () => void, readonly string[]]>([
  ['nothing', () => undefined, []],
  ['the cache', () => writeFileSync(at('.listing-lint-cache'), 'new'), []],
  ['bytes', () => writeFileSync(at('a/1.jpg'), 'y'), ['it has changed a/1.jpg']],
  ['a time', () => utimesSync(at('a/1.jpg'), 1, 1), ['it has changed a/1.jpg']],
  ['a mode', () => chmodSync(at('a/1.jpg'), 0o600), ['it has changed a/1.jpg']],
  ['a file', () => rmSync(at('a/1.jpg')), ['it has removed a/1.jpg']],
  ['a temporary file', () => writeFileSync(at('a/1.jpg.tmp'), ''), ['it has left a/1.jpg.tmp behind']],
])('tells what has changed: %s', (_what, change, told) => {
  expect(after(change)).toEqual(told);
});

it('tells a link that leads elsewhere', () => {
  const told = after(() => {
    rmSync(at('a/2.jpg'));
    symlinkSync('/etc/passwd', at('a/2.jpg'));
  });
  expect(told).toEqual(['it has changed a/2.jpg']);
});

it('lets the run write what it was asked for, and nothing else', () => {
  const write = (): void => {
    writeFileSync(at('report.html'), '');
    writeFileSync(at('report.css'), '');
  };
  expect(after(write, ['-f', 'html:report.html'])).toEqual(['it has left report.css behind']);
});
