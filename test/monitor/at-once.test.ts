import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { warcFile } from '../campaign/monitor/warc-writer.ts';
import { put, scene } from '../watermark/shop.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const log = z.object({
  checks: z.array(
    z.object({ found: z.array(z.object({ listing: z.string() })).optional(), run: z.object({ known: z.number() }) }),
  ),
});
const dispute = z.object({ infringements: z.array(z.object({ listing: z.string() })) });

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'at-once-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A crawl of some items of one market, all of which show the lamp. */
const crawl = async (name: string, items: readonly number[], picture: Buffer): Promise<void> => {
  const warc = warcFile(join(root, name));
  const at = '2026-06-08T09:00:00Z';
  for (const n of items) {
    const address = `https://market.example/item/${n}`;
    const data = {
      '@type': 'Product',
      name: `Lamp ${n}`,
      image: 'https://img.example/lamp.jpg',
      offers: { '@type': 'Offer', price: '9.00', priceCurrency: 'EUR', seller: { name: `Shop ${n % 2}` } },
    };
    await warc.put({
      address,
      at,
      type: 'text/html',
      body: `<script type="application/ld+json">${JSON.stringify(data)}</script>`,
    });
  }
  await warc.put({ address: 'https://img.example/lamp.jpg', at, type: 'image/jpeg', body: picture });
  await warc.end();
};

const run = (source: string): Promise<number | null> => {
  const argv = [MAIN, 'monitor', source, '--as-of', '2026-06-08', '--draft-cases'];
  const child = spawn(process.execPath, argv, { cwd: root, stdio: 'ignore' });
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
};

it('two runs at once over crawls that share hits lose none and tell none twice, in logs and in cases', {
  tags: 'full',
  timeout: 120_000,
}, async () => {
  const lamp = await scene(1).jpeg().toBuffer();
  put(root, 'originals/lamp.jpg', lamp);
  put(
    root,
    'listing-lint.config.yaml',
    'extends: [recommended]\noriginals: ["originals/*"]\ncases: ["cases/*.yaml"]\nmonitoring: ["monitoring/*.yaml"]\n',
  );
  const copy = await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer();
  await crawl('a.warc.gz', [1, 2, 3, 4], copy);
  await crawl('b.warc.gz', [3, 4, 5, 6], copy);
  expect(await Promise.all([run('a.warc.gz'), run('b.warc.gz')])).toEqual([1, 1]);
  const read = (folder: string): readonly unknown[] =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => parse(readFileSync(join(root, folder, name), 'utf8')));
  const checks = read('monitoring').flatMap((text) => log.parse(text).checks);
  const all = [1, 2, 3, 4, 5, 6].map((n) => `https://market.example/item/${n}`);
  expect(checks.flatMap(({ found = [] }) => found.map(({ listing }) => listing)).sort()).toEqual(all);
  expect(checks.map((check) => check.run.known).sort()).toEqual([0, 2]);
  expect(
    read('cases')
      .flatMap((text) => dispute.parse(text).infringements.map(({ listing }) => listing))
      .sort(),
  ).toEqual(all);
});
