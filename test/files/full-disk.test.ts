import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '@listing-lint/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayMountSmallDisk, mountSmallDisk, unmount } from './small-disk.ts';

const may = mayMountSmallDisk();
if (!may)
  process.stderr.write('skipped: files on a full disk (it needs leave to mount a file system that holds a bound)\n');

describe.skipIf(!may)('a file on a disk that is full', () => {
  let disk = '';
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'full-disk-'));
    mountSmallDisk(disk, '64k');
  });
  afterEach(() => {
    unmount(disk);
    rmSync(disk, { recursive: true });
  });

  it.each([true, false])('stays as it was, and no half of the new one is left (unlocked: %s)', async (unlocked) => {
    const file = join(disk, 'x.txt');
    await replaceFile(file, 'old', { within: disk });
    for (const content of ['n'.repeat(100_000), Buffer.alloc(100_000)])
      await expect(replaceFile(file, content, { within: disk, unlocked })).rejects.toMatchObject({
        ...{ code: 'output-failed', message: `cannot write ${file}: no space left` },
      });
    expect([readFileSync(file, 'utf8'), readdirSync(disk)]).toEqual(['old', ['x.txt']]);
  });

  it('as a report: the run says that it cannot be written, and exits 2', () => {
    execFileSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=1k', 'count=56'], { stdio: 'ignore' });
    const main = join(import.meta.dirname, '../../packages/cli/dist/main.js');
    const report = join(disk, 'report.html');
    const shop = mkdtempSync(join(tmpdir(), 'full-disk-shop-'));
    writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { image-readable: error }\n');
    writeFileSync(join(shop, '1.jpg'), 'no picture');
    const args = [main, '-f', `html:${report}`];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: shop, encoding: 'utf8' });
    rmSync(shop, { recursive: true });
    expect(stderr).toMatch(/cannot write .*report\.html: .*(?:full|no (?:room|space))/);
    expect(status).toBe(2);
    expect(readdirSync(disk)).toEqual(['filler']);
  });
});
