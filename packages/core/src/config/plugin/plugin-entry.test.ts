import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { definePlugin } from '../../model/plugin.ts';
import { loadConfig } from '../load.ts';
import { pluginEntry } from './plugin-entry.ts';

const root = mkdtempSync(join(tmpdir(), 'plugin-entry-'));
afterAll(() => rmSync(root, { recursive: true }));

const put = (name: string, text: string): string => {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

describe('a folder as a plugin', () => {
  it.each([
    ['a text', { exports: './dist/a.js' }],
    ['a condition', { exports: { import: './dist/a.js', require: './b.cjs' } }],
    ['its door', { exports: { './other': './b.js', '.': { types: './dist/a.d.ts', default: './dist/a.js' } } }],
    ['conditions in conditions', { exports: { '.': [{ node: { import: './dist/a.js' } }, './b.js'] } }],
    ['its main', { main: 'dist/a.js' }],
  ])('is entered by what its package.json says: %s', (what, manifest) => {
    put(`${what}/package.json`, JSON.stringify(manifest));
    const module = put(`${what}/dist/a.js`, 'export {};');
    expect(pluginEntry(join(root, what))).toEqual({ module });
  });

  it('is entered by index.js where nothing is said', () => {
    put('silent/package.json', '{}');
    const module = put('silent/index.js', 'export {};');
    expect(pluginEntry(join(root, 'silent'))).toEqual({ module });
  });

  it.each([
    ['no-manifest', undefined, 'is a folder without a package.json'],
    ['broken', '{ "main": ', 'has a package.json that is not JSON: line 1, column 11'],
    ['inner-alone', '{ "exports": { "./other": "./b.js" } }', 'names no module in the exports of its package.json'],
    ['unbuilt', '{ "main": "dist/a.js" }', 'names dist/a.js as its entry in package.json, which does not exist'],
    ['beyond', '{ "main": "../broken/b.js" }', 'names ../broken/b.js as its entry, beyond its folder'],
  ])('that cannot be entered says why: %s', (name, manifest, fault) => {
    if (manifest === undefined) put(`${name}/x.txt`, '');
    else put(`${name}/package.json`, manifest);
    expect(pluginEntry(join(root, name))).toMatchObject({ fault });
  });
});

it.skipIf(process.platform === 'win32')('a link in a circle says so', () => {
  symlinkSync('circle.mjs', join(root, 'circle.mjs'));
  expect(pluginEntry(join(root, 'circle.mjs'))).toEqual({
    fault: 'cannot be read: it is a link that leads in a circle',
  });
});

describe('plugins of a config', () => {
  const builtin = definePlugin({ name: 'builtin', version: '1.0.0' });
  const load = (plugin: string) => {
    put('shop/listing-lint.config.yaml', `plugins: ["${plugin}"]\n`);
    return loadConfig({ builtin, cwd: join(root, 'shop') });
  };

  it('that are written as packages and lie beside it are told how to be written', async () => {
    put('shop/tools/acme/package.json', '{}');
    await expect(load('tools/acme')).rejects.toMatchObject({
      problems: [
        {
          message: 'the plugin package tools/acme is not installed',
          hint: 'for what lies beside listing-lint.config.yaml write ./tools/acme',
        },
      ],
    });
  });

  it('that were not built say so, and where paths start', async () => {
    put('shop/tools/new/package.json', '{ "exports": "./dist/plugin.js" }');
    await expect(load('./tools/new')).rejects.toMatchObject({
      problems: [
        {
          message: 'the plugin ./tools/new names ./dist/plugin.js as its entry in package.json, which does not exist',
          hint: 'where it is made by a build, build the plugin first',
        },
      ],
    });
    await expect(load('./tools/gone')).rejects.toMatchObject({
      problems: [
        {
          message: 'the plugin ./tools/gone does not exist',
          hint: 'paths start from the folder of listing-lint.config.yaml',
        },
      ],
    });
  });
});
