import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sha256 } from '../../text/canonical-json.ts';
import { hashOfCode } from './plugin-code.ts';

const root = mkdtempSync(join(tmpdir(), 'plugin-code-'));
afterAll(() => rmSync(root, { recursive: true }));

const put = (name: string, text: string): string => {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

it('is that of its entry file where it loads nothing', () => {
  const text = "import { join } from 'node:path'; export const plugin = { name: 'a', version: '1' };";
  expect(hashOfCode(put('alone.mjs', text))).toBe(sha256(text));
});

it.each([
  ['a module', 'lib/facts.mjs'],
  ['a module that a module loads', 'lib/deep/colour.mjs'],
  ['one that is loaded later', 'lib/later.mjs'],
  ['one that is required without its extension', 'lib/old.cjs'],
  ['data beside it', 'lib/table.json'],
  ['data by an address', 'lib/limits.txt'],
])('changes with %s', (_what, name) => {
  const entry = put(
    'plugin.mjs',
    `import { facts } from './lib/facts.mjs';
     const later = () => import("./lib/later.mjs");
     const limits = new URL('./lib/limits.txt', import.meta.url);`,
  );
  put(
    'lib/facts.mjs',
    `export * from './deep/colour.mjs';\nimport old from './old.cjs';\nexport { facts } from '../plugin.mjs';`,
  );
  put('lib/deep/colour.mjs', 'export const colour = 1;');
  put('lib/later.mjs', 'export {};');
  put('lib/old.cjs', "require('./table'); require('./nothing')");
  put('lib/table.json', '[1]');
  put('lib/limits.txt', '1');
  const before = hashOfCode(entry);
  expect(hashOfCode(entry)).toBe(before);
  put('lib/unrelated.mjs', 'export {};');
  expect(hashOfCode(entry)).toBe(before);
  put(name, `${' '.repeat(3)}[2]`);
  expect(hashOfCode(entry)).not.toBe(before);
});

it('changes with the version of a package that it loads, and not with the text of it', () => {
  const entry = put('by-package.mjs', "import colour from 'colour-of-acme';");
  const manifest = (version: string) =>
    put('node_modules/colour-of-acme/package.json', JSON.stringify({ name: 'colour-of-acme', version, main: 'a.js' }));
  manifest('1.0.0');
  put('node_modules/colour-of-acme/a.js', 'export default 1;');
  const before = hashOfCode(entry);
  put('node_modules/colour-of-acme/a.js', 'export default 2;');
  expect(hashOfCode(entry)).toBe(before);
  manifest('1.0.1');
  expect(hashOfCode(entry)).not.toBe(before);
});

it('is the same wherever the plugin lies', () => {
  for (const folder of ['one', 'two']) {
    put(`${folder}/plugin.mjs`, "import './a.mjs';");
    put(`${folder}/a.mjs`, 'export {};');
  }
  expect(hashOfCode(join(root, 'one/plugin.mjs'))).toBe(hashOfCode(join(root, 'two/plugin.mjs')));
});
