import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';
import { filesIn } from './sealed-shop.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
let shop = '';
beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-bundle-')));
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'extends: compliance\nlistings: ["published/*"]\noriginals: ["originals/**"]\nprovenance: {}\nbrand: { copyright: © A, creator: A }\n',
  );
  mkdirSync(join(shop, 'published/x'), { recursive: true });
  await writePicture(shop, 'originals/a.jpg', pictureSchema.parse({ seed: 1, width: 640, height: 480 }));
  copyFileSync(join(shop, 'originals/a.jpg'), join(shop, 'published/x/a.jpg'));
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const bundle = () => runIn(shop, ['evidence', 'published/x/a.jpg', '--out', 'bundle', '--as-of', '2026-11-26']);
const verify = () => spawnSync('sh', ['data/verify.sh'], { cwd: join(shop, 'bundle'), encoding: 'utf8' });

it('a picture whose metadata were written after it was archived has its original and its entries in the bundle', async () => {
  expect(await runIn(shop, ['archive'])).toMatchObject({ status: 0 });
  expect(await runIn(shop, ['fingerprint'])).toMatchObject({ status: 0 });
  expect(await bundle()).toMatchObject({ status: 0 });
  expect(existsSync(join(shop, 'bundle/data/files/originals/a.jpg'))).toBe(true);
  expect(filesIn(join(shop, 'bundle/data/provenance/entries'))).not.toHaveLength(0);
}, 60_000);

it.skipIf(!hasOpenssl)(
  'a bundle without an entry is not the sounder one',
  async () => {
    expect(await bundle()).toMatchObject({ status: 0 });
    const { status, stdout } = verify();
    expect([status, stdout]).toEqual([1, expect.stringContaining('There is no entry of a ledger here')]);
  },
  60_000,
);
