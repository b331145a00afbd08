import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DiscoverContext, partsOfWalk, walkFolder } from '@listing-lint/core';
import { afterAll, expect, it } from 'vitest';
import { discover } from './discover.ts';
import { registryWarnings } from './registry-warnings.ts';

const root = mkdtempSync(join(tmpdir(), 'discover-warnings-'));
afterAll(() => rmSync(root, { recursive: true }));

it('says that a registry is not there or empty, and nothing of one that holds something', () => {
  writeFileSync(join(root, 'empty.txt'), '');
  writeFileSync(join(root, 'full.txt'), 'a line');
  expect(registryWarnings({}, root)).toEqual([]);
  expect(registryWarnings({ registry: 'full.txt' }, root)).toEqual([]);
  expect(registryWarnings({ registry: 'empty.txt' }, root)).toEqual([
    expect.stringMatching(/^the registry empty\.txt is empty: /),
  ]);
  for (const text of ['# listing-lint registry 1: fingerprint\n', '\n# a comment\r\n\r\n']) {
    writeFileSync(join(root, 'header.txt'), text);
    expect(registryWarnings({ registry: 'header.txt' }, root)).toEqual([
      expect.stringMatching(/^the registry header\.txt holds only comments: no picture is compared /),
    ]);
  }
  writeFileSync(join(root, 'header.txt'), '# listing-lint registry 1: fingerprint\na line\n');
  expect(registryWarnings({ registry: 'header.txt' }, root)).toEqual([]);
  expect(registryWarnings({ registry: 'gone.txt' }, root)).toEqual([
    expect.stringMatching(/^the registry gone\.txt is not there: /),
  ]);
});

/** What is said of a shop of these files, by their paths. */
const warningsOf = async (name: string, files: { readonly [path: string]: string }, settings: object = {}) => {
  const shop = join(root, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(shop, path)), { recursive: true });
    writeFileSync(join(shop, path), text);
  }
  const warnings: string[] = [];
  const context: DiscoverContext = {
    ...{ root: shop, settings, ignored: () => false, gitIgnored: () => false },
    ...{ warn: (message: string) => warnings.push(message), refuse: () => {} },
    ...partsOfWalk(await walkFolder(shop)),
  };
  const { layout } = await discover(context);
  return { paths: layout.images.map(({ path }) => path), warnings };
};

it('says which pictures are left out with the folder of the marks', async () => {
  const files = { 'mug/1.jpg': 'x', 'logos/a.png': 'x', 'logos/b.jpg': 'x', 'logos/notes.txt': 'x' };
  const { paths, warnings } = await warningsOf('shop', files, { brand: { watermarks: ['logos/a.png'] } });
  expect(paths).toEqual(['mug/1.jpg']);
  expect(warnings).toEqual([
    expect.stringMatching(/^logos\/ is the folder of your marks .*: logos\/b\.jpg is not linted;/),
  ]);
});

it('names files beside pictures that are empty or were cut off before they say what they are', async () => {
  const empty = { 'mug/photo': '', 'mug/.gitkeep': '', 'mug/notes.txt': '' };
  const { warnings } = await warningsOf('cut', { 'mug/1.jpg': 'x', 'mug/2.jpg.part': 'GIF', ...empty });
  expect(warnings).toEqual([
    '"mug/2.jpg.part" (cut off within its first bytes), "mug/photo" (empty) lie beside pictures and are not checked: give a picture a name that says so, and list what is none of yours under `ignores`',
  ]);
});
