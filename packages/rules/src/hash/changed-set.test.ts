import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CacheData, encodeCache, lint, loadConfig, openCache, RunStats } from '@listing-lint/core';
import { ANYWHERE } from '@listing-lint/core/plugin';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';
import { fingerprintFile } from './fingerprint/fingerprint-file.ts';
import { encodeFingerprint } from './fingerprint/fingerprint-record.ts';
import { fileRegistry } from './registry/registry.ts';
import { seededScene } from './test-scenes.ts';

let root = '';
let cache: CacheData | 'new' = 'new';

const scene = (seed: number): Sharp => {
  const { data, width, height } = seededScene(seed, 160, 120);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const plain = (colour: string): Sharp =>
  sharp({ create: { width: 160, height: 120, channels: 3, background: colour } });

/** Times of long ago: what has just been written is read again, whatever the cache says. */
const age = (path: string): void => utimesSync(join(root, path), 1e9, 1e9);
const put = async (path: string, picture: Sharp): Promise<void> => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), await picture.jpeg().toBuffer());
  age(path);
};
const say = (path: string, text: string): void => writeFileSync(join(root, path), text);
const CONFIG = 'listings: ["listings/*"]\noriginals: ["originals/**"]\nextends: recommended\n';

const options = async (text = CONFIG) => {
  say('listing-lint.config.yaml', text);
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  return { config, asOf: '2026-11-24', tool: { name: 'listing-lint', version: 'test' } };
};

/** Lints with the store of the run before, and without; returns how often copies were searched for with it. */
const both = async (text?: string): Promise<number> => {
  const given = await options(text);
  const stats = new RunStats();
  const warm = await lint({ ...given, cache, stats });
  const cold = await lint(given);
  expect(JSON.stringify(warm.report)).toBe(JSON.stringify(cold.report));
  if (warm.cache === undefined) throw new Error('nothing is remembered');
  cache = openCache(encodeCache({ data: warm.cache })).data() ?? 'new';
  return stats.report(false).facts.find(({ id }) => id === 'copies')?.count ?? 0;
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'changed-set-'));
  cache = 'new';
  for (let product = 0; product < 6; product++)
    for (let shot = 0; shot < 3; shot++) await put(`listings/p${product}/${shot}.jpg`, scene(10 * product + shot));
  await put('originals/1.jpg', scene(1));
  await put('listings/p1/9.jpg', scene(0).flop());
  await put('listings/p2/9.jpg', plain('#fefefe'));
  await put('listings/p3/9.jpg', plain('#fdfdfd'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a set of which something has changed', () => {
  it('is judged again where a change is near, and comes to what a run without a cache comes to', {
    tags: 'full',
    timeout: 120_000,
  }, async () => {
    const all = await both();
    expect(all).toBeGreaterThan(20);
    expect(await both()).toBe(0);

    await put('listings/p4/0.jpg', scene(777));
    const one = await both();
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(6);
    // What was a copy of nothing becomes one of two pictures, of which one has not changed.
    await put('listings/p5/7.jpg', scene(21).flip());
    expect(await both()).toBeLessThan(12);
    rmSync(join(root, 'listings/p5/7.jpg'));
    expect(await both()).toBeLessThan(12);
    // One and the same content under another name: its copy names it.
    renameSync(join(root, 'listings/p1/9.jpg'), join(root, 'listings/p1/10.jpg'));
    expect(await both()).toBeLessThan(12);
    // A plain picture concerns the plain ones.
    await put('listings/p4/8.jpg', plain('#fcfcfc'));
    expect(await both()).toBeLessThan(12);
    rmSync(join(root, 'listings/p3/9.jpg'));
    await both();
    // No picture has changed, but what they show: pictures of one product are no copies of each other.
    say('listings/p1/listing.yaml', 'product: mug\n');
    say('listings/p0/listing.yaml', 'product: mug\n');
    await both();
    rmSync(join(root, 'listings/p0/listing.yaml'));
    await both();
    // A role decides who is compared; the content is what it was.
    say('listings/p1/listing.yaml', 'roles: [{ files: ["10.jpg"], role: chart }]\n');
    await both();
    expect(await both()).toBe(0);
  });

  it('is judged by the rules and settings that hold now', { tags: 'full', timeout: 120_000 }, async () => {
    await both();
    await both(`${CONFIG}rules: { hash-unique: { severity: warn, maxDistance: 2 } }\n`);
    await both(`${CONFIG}rules: { hash-unique: off }\n`);
    await put('listings/p3/1.jpg', scene(0));
    await both(`${CONFIG}rules: { hash-unique: off }\n`);
    await both();
    await both(
      `${CONFIG}overrides: [{ files: ["listings/p1/**"], rules: { hash-variant: off, angles-distinct: off } }]\n`,
    );
    await put('listings/p1/5.jpg', scene(10));
    await both(
      `${CONFIG}overrides: [{ files: ["listings/p1/**"], rules: { hash-variant: off, angles-distinct: off } }]\n`,
    );
    await both();
    await both(`${CONFIG}ignores: ["listings/p0/**"]\n`);
    await both();
  });

  it('is judged whole after a run over a part of it that has seen a change', { timeout: 120_000 }, async () => {
    await both();
    await put('listings/p3/1.jpg', scene(20));
    const given = await options();
    const part = await lint({ ...given, cache, selection: { paths: ['listings/p3'], areChanges: true } });
    cache = part.cache ?? 'new';
    await put('listings/p4/1.jpg', scene(30));
    const other = await lint({ ...given, cache, selection: { paths: ['listings/p5/listing.yaml'], areChanges: true } });
    cache = other.cache ?? 'new';
    await both();
    expect(await both()).toBe(0);
  });

  it('sees what a registry has of a path once the run has no such picture', { timeout: 120_000 }, async () => {
    const text = `${CONFIG}registry: published.txt\n`;
    const picture = join(root, 'published.jpg');
    writeFileSync(picture, await scene(50).flop().jpeg().toBuffer());
    const fingerprint = encodeFingerprint(await fingerprintFile(picture, 'published.jpg', ANYWHERE));
    const published = { fingerprint, product: 'listings/p0', path: 'listings/p0/2.jpg', added: '2026-01-01' };
    await fileRegistry(join(root, 'published.txt'), ANYWHERE, 'published.txt').add([published]);
    rmSync(picture);
    await both(text);
    rmSync(join(root, 'listings/p0/2.jpg'));
    expect(await both(text)).toBeGreaterThan(0);
  });

  it('has pictures that cannot be read', { timeout: 120_000 }, async () => {
    say('listings/p2/torn.jpg', 'no picture');
    age('listings/p2/torn.jpg');
    await both();
    await put('listings/p2/torn.jpg', scene(40));
    await both();
    say('listings/p2/torn.jpg', 'no picture');
    await both();
    rmSync(join(root, 'listings/p2/torn.jpg'));
    await both();
  });
});
