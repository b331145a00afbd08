import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(registryWarnings({ registry: 'gone.txt' }, root)).toEqual([
    expect.stringMatching(/^the registry gone\.txt is not there: /),
  ]);
});

it('says which pictures are left out with the folder of the marks', async () => {
  for (const path of ['shop/mug', 'shop/logos']) mkdirSync(join(root, path), { recursive: true });
  for (const path of ['mug/1.jpg', 'logos/a.png', 'logos/b.jpg', 'logos/notes.txt'])
    writeFileSync(join(root, 'shop', path), 'x');
  const warnings: string[] = [];
  const context: DiscoverContext = {
    ...{ root: join(root, 'shop'), settings: { brand: { watermarks: ['logos/a.png'] } } },
    ...{ ignored: () => false, gitIgnored: () => false, warn: (message: string) => warnings.push(message) },
    ...{ refuse: () => {}, ...partsOfWalk(await walkFolder(join(root, 'shop'))) },
  };
  const { layout } = await discover(context);
  expect(layout.images.map(({ path }) => path)).toEqual(['mug/1.jpg']);
  expect(warnings).toEqual([
    expect.stringMatching(/^logos\/ is the folder of your marks .*: logos\/b\.jpg is not linted;/),
  ]);
});
