import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { misnamedExceptions } from '../config/exceptions.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exceptions-name-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  'listing-lint.exceptions.yml',
  'listing-lint.exceptions.json',
  'listing-lint.exception.yaml',
  'listing-lint.exeptions.yaml',
  'listing-lint-exceptions.yaml',
  'listinglint.exceptions.yaml',
  '.listing-lint.exceptions.yaml',
  'Listing-Lint.Exceptions.yaml',
  'listing-lint.suppressions.yaml',
  'listing-lint.ignores.yml',
  'listing-lint-exclusions.json',
])('%s is told with its path and the name that is read', (name) => {
  writeFileSync(join(folder, name), 'exceptions: []\n');
  expect(misnamedExceptions(folder, join(folder, '..'))).toEqual([
    {
      file: join(folder.slice(folder.lastIndexOf('/') + 1), name),
      line: 1,
      column: 1,
      message: 'this file is not read, so no exception in it holds: exceptions stand in listing-lint.exceptions.yaml',
      hint: 'did you mean "listing-lint.exceptions.yaml"? Give it that name, or move it away',
    },
  ]);
});

it.each([
  'listing-lint.exceptions.yaml',
  'listing-lint.config.yaml',
  'exceptions.yaml',
  'listing-lint.exceptions.jpg',
  'listing-lint.exceptions',
])('%s is not', (name) => {
  writeFileSync(join(folder, name), '');
  expect(misnamedExceptions(folder, folder)).toEqual([]);
});
