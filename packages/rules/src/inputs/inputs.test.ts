import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inputFiles } from './inputs.ts';

it('names every file beside the pictures that verdicts depend on', () => {
  const root = mkdtempSync(join(tmpdir(), 'listing-lint-inputs-'));
  mkdirSync(join(root, 'stock'));
  for (const name of ['b.jpg', 'a.jpg']) writeFileSync(join(root, 'stock', name), '');
  expect(inputFiles({}, root)).toEqual([]);
  const settings = {
    brand: { watermarks: ['./brand/mark.png'], decoys: ['brand/emblem.png'] },
    registry: 'published.txt',
    foreign: [{ files: ['stock/*.jpg'] }, { pdq: 'lists/stock.txt' }],
  };
  expect(inputFiles(settings, root)).toEqual([
    'brand/mark.png',
    'brand/emblem.png',
    'listing-lint.watermarks.json',
    'listing-lint.stamps.jsonl',
    'published.txt',
    'stock/a.jpg',
    'stock/b.jpg',
    'lists/stock.txt',
  ]);
  rmSync(root, { recursive: true });
});
