// @module-tag full
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { MAIN } from './built-program.ts';

// Large JPEGs are decoded from files of the program's own: no picture of anybody's may stay behind in the folder for temporary files.

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-left-'));
  mkdirSync(join(folder, 'tmp'));
  for (const path of ['listings/a/1.jpg', 'listings/b/1.jpg', 'found/1.jpg'])
    await writePicture(folder, path, pictureSchema.parse({ width: 1400, height: 1100 }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['a lint', ['lint', '--no-cache']],
  ['a lint that is refused', ['lint', '--no-cache', '--config', 'none.yaml']],
  ['a search', ['match', 'found', '--against', 'listings']],
])('%s leaves no file of pictures behind', (_name, args) => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, TMPDIR: join(folder, 'tmp') },
    encoding: 'utf8',
  });
  expect([0, 1, 2], stderr).toContain(status);
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('listing-lint-decode-'))).toEqual([]);
});
