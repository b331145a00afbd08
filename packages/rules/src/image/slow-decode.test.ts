import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CacheData, encodeCache, lint, loadConfig, openCache } from '@listing-lint/core';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { seededScene } from '../hash/test-scenes.ts';
import { builtinPlugin } from '../test-plugin.ts';

const busy = vi.hoisted(() => ({ is: false }));
vi.mock('./read/damage.ts', async (original) => {
  const real = await original<typeof import('./read/damage.ts')>();
  const withinTime: typeof real.withinTime = (work, seconds, now) =>
    busy.is ? Promise.reject(new Error('timeout')) : real.withinTime(work, seconds, now);
  return { ...real, withinTime };
});

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slow-decode-'));
});
afterEach(() => {
  busy.is = false;
  rmSync(root, { recursive: true });
});

const put = async (path: string, quality: number): Promise<void> => {
  const { data, width, height } = seededScene(3, 160, 120);
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality })
      .toBuffer(),
  );
  // What has just been written is read again, whatever the cache says.
  utimesSync(file, 1e9, 1e9);
};

it('is not remembered where a machine was too busy for it, nor what followed from it', async () => {
  await put('listings/a/1.jpg', 90);
  await put('listings/b/1.jpg', 80);
  writeFileSync(join(root, 'listing-lint.config.yaml'), 'listings: ["listings/*"]\nextends: recommended\n');
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const run = async (cache?: CacheData | 'new') =>
    lint({ config, asOf: '2026-11-24', tool: { name: 'listing-lint', version: 'test' }, ...(cache ? { cache } : {}) });
  busy.is = true;
  const late = await run('new');
  busy.is = false;
  const images = late.report.subjects.filter(({ scope }) => scope === 'image');
  expect(images).toHaveLength(2);
  for (const { outcomes } of images) expect(outcomes.inconclusive).toContain('image-readable');
  expect(JSON.stringify(late.report)).toContain('decoding it takes too long');
  if (late.cache === undefined) throw new Error('nothing is remembered');
  const warm = await run(openCache(encodeCache({ data: late.cache })).data() ?? 'new');
  expect(JSON.stringify(warm.report)).toBe(JSON.stringify((await run()).report));
  expect(JSON.stringify(warm.report)).toContain('hash-unique');
  expect(JSON.stringify(warm.report)).not.toContain('takes too long');
});
