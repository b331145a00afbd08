import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { configFinder } from './find.ts';
import { misnamedConfigs, misnamedExceptions } from './misnamed-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'misnamed-files-'));
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
])('%s is no name of exceptions: reported with its path and the name that is read', (name) => {
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
])('%s is not reported', (name) => {
  writeFileSync(join(folder, name), '');
  expect(misnamedExceptions(folder, folder)).toEqual([]);
});

it.each([
  'listing-lint.yaml',
  '.listing-lint.yml',
  '.listing-lint.json',
  '.listing-lintrc',
  '.listinglintrc.json',
  'listing-lint.config.yml.txt',
  'listinglint.config.yaml',
  '.listing-lint.config.yaml',
  'listing-lint.conf.yaml',
  'listing-lint.cofnig.yaml',
  'listing_lint.config.yaml',
  'Listing-Lint.config.yaml',
  'listing-lint.config.mts',
])('%s is no name of a config: reported from the folders below it, too', (name) => {
  mkdirSync(join(folder, 'listings', 'mug'), { recursive: true });
  writeFileSync(join(folder, name), 'extends: recommended\n');
  const finder = configFinder({ top: folder });
  const notice = {
    level: 'warning',
    code: 'config-misnamed',
    message: `${name} is not read: if it is the config, name it listing-lint.config.yaml`,
  };
  expect(misnamedConfigs(finder, folder, folder)).toEqual([notice]);
  expect(misnamedConfigs(finder, join(folder, 'listings', 'mug'), folder)).toEqual([notice]);
});

it.each([
  ['listing-lint.json', '{"schemaVersion":1,"tool":{"name":"listing-lint"}}', 0],
  ['listing-lint.json', '{"extends":"recommended"}', 1],
  ['listing-lint.json', '{"extends":', 1],
  ['listing-lint.js', '', 0],
  ['listing-lint.sarif', '{}', 0],
  ['listing-lint.md', '# Notes', 0],
  ['listing-lint.exceptions.yaml', 'exceptions: []', 0],
  ['listing-lint.baseline.json', '{}', 0],
  ['listing-list.yaml', 'a: 1', 0],
  ['listing.yaml', 'title: Mug', 0],
  ['listing-lint', '#!/bin/sh', 0],
])('%s that holds %s: %i notices', (name, text, count) => {
  writeFileSync(join(folder, name), text);
  expect(misnamedConfigs(configFinder({ top: folder }), folder, folder)).toHaveLength(count);
});
