import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: what is staged is not looked at.\n');

let top = '';
let shop = '';
beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'staged-copy-')));
  shop = join(top, 'shop');
  for (const folder of ['shop/listings/mug', 'shop/brand', 'outside'])
    mkdirSync(join(top, folder), { recursive: true });
  writeFileSync(join(top, 'outside/mark.png'), 'no picture of ours');
  writeFileSync(join(shop, 'brand/mark.png'), 'no picture');
  writeFileSync(join(shop, 'listings/mug/1.jpg'), 'no picture');
  symlinkSync('../outside', join(shop, 'away'));
  symlinkSync('../outside/mark.png', join(shop, 'link.png'));
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

it.skipIf(!hasGit).each([
  ['brand/mark.png', false],
  ['away/mark.png', true],
  ['link.png', true],
  ['../outside/mark.png', true],
])('a mark at %s is as bounded as without a copy', async (mark, isRefused) => {
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    `brand: { watermarks: ["${mark}"] }\nrules: { image-readable: error }\n`,
  );
  execFileSync('git', ['init', '-q'], { cwd: shop });
  execFileSync('git', ['add', 'listing-lint.config.yaml', 'listings'], { cwd: shop });
  for (const args of [[], ['--staged']]) {
    const { code, err } = await runIn(shop, args, { env: process.env });
    expect([args, code, /leads out of the repository|outside of the repository/.test(err)]).toEqual([
      args,
      isRefused ? 2 : 1,
      isRefused,
    ]);
  }
});
