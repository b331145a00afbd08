// Verdicts by pixels are computed once for the contents of both, across runs, and do not change otherwise.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CacheData, encodeCache, lint, loadConfig, openCache } from '@listing-lint/core';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it, vi } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';
import { comparePixels } from './compare-pixels.ts';

vi.mock(import('./compare-pixels.ts'), async (original) => {
  const all = await original();
  return { ...all, comparePixels: vi.fn(all.comparePixels) };
});

const root = mkdtempSync(join(tmpdir(), 'pair-pixels-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [560, 420];
/** A scene with a white strip, with a bar of one colour and a ring on it. */
const card = (fill: string): Sharp => {
  const { data, width, height } = seededScene(7, WIDTH, HEIGHT);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect y="330" width="${WIDTH}" height="90" fill="#fff"/><rect x="420" y="352" width="6" height="40" fill="${fill}"/><circle cx="450" cy="372" r="15" fill="none" stroke="#e0b040" stroke-width="6"/></svg>`;
  return sharp(data, { raw: { width, height, channels: 3 } }).composite([{ input: Buffer.from(svg) }]);
};
const put = async (path: string, picture: Sharp): Promise<void> => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), await picture.toBuffer());
  // Of long ago: what has just been written is read again, whatever a cache says.
  utimesSync(join(root, path), 1e9, 1e9);
};

let cache: CacheData | 'new' = 'new';
/** Lints with the store of the run before, and without; returns how many pairs the former compared, and its findings. */
const both = async (): Promise<{ readonly comparisons: number; readonly said: readonly string[] }> => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const given = { config, asOf: '2026-11-24', tool: { name: 'listing-lint', version: 'test' } };
  vi.mocked(comparePixels).mockClear();
  const warm = await lint({ ...given, cache });
  const comparisons = vi.mocked(comparePixels).mock.calls.length;
  expect(JSON.stringify(warm.report)).toBe(JSON.stringify((await lint(given)).report));
  if (warm.cache === undefined) throw new Error('nothing is remembered');
  cache = openCache(encodeCache({ data: warm.cache })).data() ?? 'new';
  return { comparisons, said: warm.report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`) };
};

it('are computed once for the contents of both', { tags: 'full', timeout: 60_000 }, async () => {
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'listings: ["listings/*"]\nrules:\n  hash-unique: error\n  hash-variant: warn\n',
  );
  await put('listings/a/1.jpg', card('#e0b040').png());
  await put(
    'listings/b/1.jpg',
    sharp(await card('#e0b040').png().toBuffer())
      .flop()
      .jpeg(),
  );
  await put('listings/c/1.jpg', card('#2050c0').png());
  const expected = [
    'hash-unique listings/a/1.jpg',
    'hash-variant listings/a/1.jpg',
    'hash-unique listings/b/1.jpg',
    'hash-variant listings/b/1.jpg',
    'hash-variant listings/c/1.jpg',
  ].sort();
  const first = await both();
  expect(first.said.toSorted()).toEqual(expected);
  expect(first.comparisons).toBeGreaterThan(1);
  // It concerns all of them, and is compared with its duplicates by hash.
  await put(
    'listings/d/1.jpg',
    sharp(await card('#2050c0').png().toBuffer())
      .rotate(90)
      .jpeg(),
  );
  const { comparisons } = await both();
  expect([comparisons > 0, comparisons <= 3]).toEqual([true, true]);
  rmSync(join(root, 'listings/d'), { recursive: true });
  expect(await both()).toEqual({ comparisons: 0, said: first.said });
});
