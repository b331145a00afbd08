import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registryAlone } from '../../api/registry/registry.ts';

let outer = '';
let shop = '';
beforeAll(async () => {
  outer = mkdtempSync(join(tmpdir(), 'registry-links-'));
  shop = join(outer, 'shop');
  mkdirSync(join(shop, 'listings/mug'), { recursive: true });
  mkdirSync(join(outer, 'away'));
  const picture = join(outer, 'away/1.png');
  await sharp({ create: { width: 80, height: 60, channels: 3, background: '#c03020' } })
    .png()
    .toFile(picture);
  cpSync(picture, join(shop, 'listings/mug/1.png'));
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'extends: recommended\nlistings: ["listings/*"]\nregistry: published.txt\n',
  );
});
afterAll(() => rmSync(outer, { recursive: true }));

it('adds nothing from behind a link out of the shop, and says so', async () => {
  expect(await registryAlone.add([], { cwd: shop })).toEqual({ name: 'published.txt', added: 1, known: 0, unseen: [] });
  symlinkSync(join(outer, 'away/1.png'), join(shop, 'listings/mug/2.png'));
  symlinkSync(join(outer, 'away'), join(shop, 'listings/cup'));
  const { added, known, unseen } = await registryAlone.add([], { cwd: shop });
  expect([added, known]).toEqual([0, 1]);
  expect(unseen.join('\n')).toMatch(/listings\/mug\/2\.png: a link that leads out/);
  expect(unseen.join('\n')).toContain('listings/cup');
});
