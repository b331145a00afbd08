// @module-tag full
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomFrom } from '../campaign/ledger/random.ts';
import { filesIn, SealedShop } from './sealed-shop.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const PRELOAD = join(import.meta.dirname, '../campaign/stamp-kills/kill-at.mjs');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: nothing is killed while it archives and seals.\n');

const shop = new SealedShop();
const { root } = shop;
const kept = join(shop.folder, 'kept');
beforeAll(async () => {
  if (!hasOpenssl) return;
  await shop.open();
  cpSync(root, kept, { recursive: true });
}, 120_000);
afterAll(() => shop.close());
beforeEach(() => {
  if (!hasOpenssl) return;
  rmSync(root, { recursive: true, force: true });
  cpSync(kept, root, { recursive: true });
});

/** A run of its own, which dies at its nth call that changes the disk; its exit code, null where it was killed. */
const runKilled = (args: readonly string[], env: { readonly [name: string]: string }): Promise<number | null> =>
  new Promise((settle) => {
    const child = spawn(process.execPath, ['--import', PRELOAD, MAIN, ...args], {
      cwd: root,
      env: { ...process.env, SOURCE_DATE_EPOCH: '1772000000', ...env },
      stdio: 'ignore',
    });
    child.on('close', settle);
  });

/** Random calls at which a run is killed, out of all that it makes. */
const pointsOf = async (args: readonly string[], count: number, seed: number): Promise<readonly number[]> => {
  const calls = join(shop.folder, 'calls.txt');
  expect(await runKilled(args, { COUNT_TO: calls })).toBe(0);
  const random = randomFrom(seed);
  const all = Number(readFileSync(calls, 'utf8'));
  expect(all).toBeGreaterThan(5);
  rmSync(root, { recursive: true, force: true });
  cpSync(kept, root, { recursive: true });
  return Array.from({ length: count }, () => 1 + Math.floor(random() * all));
};
const isSound = async (): Promise<boolean> => (await shop.run('ledger', 'verify')).status === 0;
/** Entries of pictures; those of captures are written once, when the originals are archived. */
const entries = (): readonly string[] =>
  filesIn(join(root, 'provenance/entries')).filter(
    (path) => path.endsWith('.json') && readFileSync(path, 'utf8').includes('"type":"picture"'),
  );

describe.skipIf(!hasOpenssl)('a kill', () => {
  it('of archive leaves whole entries alone, and the next run the rest', async () => {
    const args = ['archive', 'listings', 'originals', '--copy', '--stage', 'edit', '--by', 'Ada'];
    for (const point of await pointsOf(args, 8, 11)) {
      const before = entries().length;
      await runKilled(args, { KILL_AT: String(point) });
      expect([point, await isSound()]).toEqual([point, true]);
      expect((await shop.run(...args)).status).toBe(0);
      expect([point, entries().length, await isSound()]).toEqual([point, 2 * before, true]);
      rmSync(root, { recursive: true, force: true });
      cpSync(kept, root, { recursive: true });
    }
  }, 240_000);

  it('of ledger seal leaves the ledger as it was, or sealed', async () => {
    await shop.run('archive', 'originals', '--stage', 'edit');
    rmSync(kept, { recursive: true });
    cpSync(root, kept, { recursive: true });
    const args = ['ledger', 'seal'];
    for (const point of await pointsOf(args, 6, 12)) {
      await runKilled(args, { KILL_AT: String(point) });
      expect([point, await isSound()]).toEqual([point, true]);
      expect((await shop.run(...args)).status).toBe(0);
      expect([point, await isSound(), readdirSync(join(root, 'provenance/seals'))]).toEqual([
        point,
        true,
        [expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)],
      ]);
      rmSync(root, { recursive: true, force: true });
      cpSync(kept, root, { recursive: true });
    }
  }, 240_000);

  it('of evidence leaves no bundle or a whole one, and the next run takes the rest away', async () => {
    const args = ['evidence', 'originals/DSC_0412.jpg', '--as-of', '2026-11-26', '--out', 'bundle'];
    for (const point of await pointsOf(args, 6, 13)) {
      await runKilled(args, { KILL_AT: String(point) });
      if (existsSync(join(root, 'bundle')))
        expect([point, shop.verify(join(root, 'bundle')).status]).toEqual([point, 0]);
      else expect((await shop.run(...args)).status).toBe(0);
      expect(existsSync(join(root, 'bundle/manifest-sha256.txt'))).toBe(true);
      expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
      rmSync(root, { recursive: true, force: true });
      cpSync(kept, root, { recursive: true });
    }
  }, 240_000);
});
