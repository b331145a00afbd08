import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { repositoryPrefix } from './repository-prefix.ts';

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-prefix-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is the way down from the repository to the folder', () => {
  mkdirSync(join(folder, 'repo', '.git'), { recursive: true });
  expect(repositoryPrefix(join(folder, 'repo', 'my shops', 'one'))).toEqual({ prefix: 'my shops/one' });
  expect(repositoryPrefix(join(folder, 'repo'))).toEqual({ prefix: '' });
  expect(repositoryPrefix(folder)).toEqual({});
});
