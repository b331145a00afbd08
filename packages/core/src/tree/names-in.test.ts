import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { namesIn } from './names-in.ts';

it('gives names in their order, and none of what is no folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-in-'));
  for (const name of ['m.json', 'a.txt', 'z.json', '.hidden']) writeFileSync(join(folder, name), '');
  mkdirSync(join(folder, 'inside'));
  expect(namesIn(folder)).toEqual(['.hidden', 'a.txt', 'inside', 'm.json', 'z.json']);
  expect(namesIn(join(folder, 'a.txt'))).toEqual([]);
  expect(namesIn(join(folder, 'nowhere'))).toEqual([]);
  rmSync(folder, { recursive: true });
});
