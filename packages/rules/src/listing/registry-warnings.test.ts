import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { registryWarnings } from './registry-warnings.ts';

const root = mkdtempSync(join(tmpdir(), 'registry-warnings-'));
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
