// What pixels have said of a pair is asked once for the contents of both, from one run to the next, and nothing is said otherwise for it.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CacheData, encodeCache, lint, loadConfig, openCache } from '@listing-lint/core';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it, vi } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';
import { laidOnEachOther } from './lay-pair.ts';

vi.mock(import('./lay-pair.ts'), async (original) => {
  const all = await original();
  return { ...all, laidOnEachOther: vi.fn(all.laidOnEachOther) };
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
/** Lints with what the run before left, as it lies on disk, and without; of the former, how many pairs it laid on each other, and what it said. */
const both = async (): Promise<{ readonly laid: number; readonly said: readonly string[] }> => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const given = { config, asOf: '2026-11-24', tool: { name: 'listing-lint', version: 'test' } };
  vi.mocked(laidOnEachOther).mockClear();
  const warm = await lint({ ...given, cache });
  const laid = vi.mocked(laidOnEachOther).mock.calls.length;
  expect(JSON.stringify(warm.report)).toBe(JSON.stringify((await lint(given)).report));
  if (warm.cache === undefined) throw new Error('nothing is remembered');
  cache = openCache(encodeCache({ data: warm.cache })).data() ?? 'new';
  return { laid, said: warm.report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`) };
};

it('are asked once for the contents of both', { tags: 'full', timeout: 60_000 }, async () => {
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
  const told = [
    'hash-unique listings/a/1.jpg',
    'hash-variant listings/a/1.jpg',
    'hash-unique listings/b/1.jpg',
    'hash-variant listings/b/1.jpg',
    'hash-variant listings/c/1.jpg',
  ].sort();
  const first = await both();
  expect(first.said.toSorted()).toEqual(told);
  expect(first.laid).toBeGreaterThan(1);
  // It concerns all of them, and is laid on those that hashes call its duplicates.
  await put(
    'listings/d/1.jpg',
    sharp(await card('#2050c0').png().toBuffer())
      .rotate(90)
      .jpeg(),
  );
  const { laid } = await both();
  expect([laid > 0, laid <= 3]).toEqual([true, true]);
  rmSync(join(root, 'listings/d'), { recursive: true });
  expect(await both()).toEqual({ laid: 0, said: first.said });
});
