import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { namesOneOf } from './names-one-of.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'names-'));
  mkdirSync(join(root, 'cases'));
});
afterAll(() => rmSync(root, { recursive: true }));

const names = (text: string, ...paths: readonly string[]): boolean => {
  const path = 'cases/1.yaml';
  writeFileSync(join(root, path), text);
  return namesOneOf({ scope: 'case', path, file: join(root, path) }, paths);
};

it.each([
  ['a path from the root', 'file: papers/a.pdf', 'papers/a.pdf'],
  ['a path from the folder of the document', 'file: papers/a.pdf', 'cases/papers/a.pdf'],
  ['a way up', 'file: ../papers/a.pdf', 'papers/a.pdf'],
  ['a file outside of the root', 'file: ../../papers/a.pdf', '../papers/a.pdf'],
  ['other capitals', 'file: Papers/A.pdf', 'papers/a.PDF'],
  ['another composition of letters', 'file: papers/\u00fc.pdf', 'papers/u\u0308.pdf'],
  ['a name with spaces that is folded', 'file: papers/my\n  paper.pdf', 'papers/my paper.pdf'],
  ['an address', '<img src="my%20mug.jpg">', 'cases/my mug.jpg'],
  ['a folder', 'files: [papers]', 'papers/deep/a.pdf'],
  ['a folder with a slash', 'files: "papers/"', 'papers/a.pdf'],
  ['a folder from the folder of the document', 'files: papers/2026', 'cases/papers/2026/a.pdf'],
  ['an escape, which may say anything', 'file: "p\\x61pers/a.pdf"', 'papers/a.pdf'],
])('a document names by %s', (_, text, path) => {
  expect(names(text, 'other/b.pdf', path)).toBe(true);
});

it.each([
  ['another file of the folder', 'file: papers/a.pdf', 'papers/b.pdf'],
  ['a file of that name elsewhere', 'works: [{ file: listings/lamp/1.jpg }]', 'listings/mug/1.jpg'],
  ['a folder within a word', 'note: papersize', 'papers/a.pdf'],
  ['the beginning of a longer path', 'file: listings/lamp/1.jpg', 'listings/mug/2.jpg'],
])('a document does not name %s', (_, text, path) => {
  expect(names(text, path)).toBe(false);
});

it('a folder names what lies in it, and what cannot be read names everything', () => {
  expect(namesOneOf({ scope: 'ledger', path: 'cases', file: join(root, 'cases') }, ['cases/x'])).toBe(true);
  expect(namesOneOf({ scope: 'ledger', path: 'cases', file: join(root, 'cases') }, ['x'])).toBe(false);
  expect(namesOneOf({ scope: 'case', path: 'gone.yaml', file: join(root, 'gone.yaml') }, ['x'])).toBe(true);
});
