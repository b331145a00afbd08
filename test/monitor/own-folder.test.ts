// A crawl that was saved below the shop: the patterns of the config take its pictures in, and they are not ours for that.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitor } from 'listing-lint';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { put, scene } from '../watermark/shop.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'own-folder-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('tells of a saved crawl below the shop what shows ours, and not each picture as a copy of itself', {
  tags: 'full',
}, async () => {
  put(root, 'listing-lint.config.yaml', 'extends: [recommended]\noriginals: ["originals/*"]\n');
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'crawl/1.jpg', await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer());
  for (const seed of [2, 3, 4]) put(root, `crawl/${seed}.jpg`, await scene(seed).jpeg().toBuffer());
  const said: string[] = [];
  const { report } = await monitor({
    cwd: root,
    sources: ['crawl'],
    dryRun: true,
    onEvent: (event) => {
      if (event.type === 'message') said.push(event.message);
    },
  });
  const [check] = report.checks;
  expect(check?.found?.map(({ listing, hit }) => [listing, hit?.work])).toEqual([
    ['crawl/1.jpg', 'originals/lamp.jpg'],
  ]);
  expect(check?.run?.looked).toMatchObject({ pictures: 4, compared: 1 });
  expect(said.join('\n')).toContain('4 pictures below crawl are taken for theirs, not for ours');
});

it('says what is in the way where what it keeps cannot be kept, and calls it no bug', async () => {
  put(root, 'listing-lint.config.yaml', 'extends: [recommended]\noriginals: ["originals/*"]\n');
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'crawl/1.jpg', await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer());
  put(root, '.listing-lint', '');
  await expect(monitor({ cwd: root, sources: ['crawl'] })).rejects.toMatchObject({
    ...{ code: 'usage', message: expect.stringContaining('.listing-lint is a file') },
  });
});
