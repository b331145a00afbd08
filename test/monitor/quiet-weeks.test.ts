// Weeks in which nothing changes: each is quiet, whatever the report is written as, and over its own earlier report.
import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { put } from '../watermark/shop.ts';
import { CONFIG, monitoredShop } from './crawled-weeks.ts';

const FILES = ['json:r.json', 'text:r.txt', 'html:r.html', 'csv:r.csv', 'markdown:r.md'].flatMap((file) => [
  '-f',
  file,
]);
/** Begins as a NEF does; nothing of its picture can be read. */
const RAW = Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), Buffer.alloc(64)]);
const items = [{ item: 1, seller: 'Bright Lamps', shows: 1 }];

it('the second, third and fourth week are quiet in every format', { timeout: 60_000 }, async () => {
  const shop = await monitoredShop();
  try {
    expect(await shop.crawl('2026-06-01', items, ...FILES)).toMatchObject({ status: 1, stderr: '' });
    for (const day of ['2026-06-08', '2026-06-15', '2026-06-22']) {
      expect(await shop.crawl(day, items, ...FILES), day).toEqual({ status: 0, stdout: '', stderr: '' });
      expect(shop.read('r.txt')).toContain('0 new, 0 back, 0 gone, 1 known');
      expect(JSON.parse(shop.read('r.json'))).toMatchObject({ checks: [{ at: day }], drafted: [], events: [] });
      for (const file of ['r.html', 'r.csv', 'r.md'])
        expect(shop.read(file), file).not.toContain('market.example/item');
    }
  } finally {
    rmSync(shop.root, { recursive: true, force: true });
  }
});

it('an original as RAW and JPEG is one work, and one as RAW alone is reported', { timeout: 60_000 }, async () => {
  const shop = await monitoredShop();
  try {
    put(shop.root, 'originals/1.nef', RAW);
    await shop.crawl('2026-06-01', items);
    expect(await shop.crawl('2026-06-08', items)).toMatchObject({ status: 0, stderr: '' });
    put(shop.root, 'originals/2.nef', RAW);
    const { status, stdout } = await shop.crawl('2026-06-15', items);
    expect(status).toBe(1);
    expect(stdout).toContain('1 of yours not compared with');
    expect(stdout).toContain('originals/2.nef');
  } finally {
    rmSync(shop.root, { recursive: true, force: true });
  }
});

it('a work that too many listings show is named, and no pass, in every week', { timeout: 60_000 }, async () => {
  const shop = await monitoredShop([1], `${CONFIG}monitor: { floodListings: 1 }\n`);
  try {
    const two = [...items, { item: 2, seller: 'Dim Lamps', shows: 1 }];
    for (const day of ['2026-06-01', '2026-06-08']) {
      const { status, stdout } = await shop.crawl(day, two, '-f', 'text', '-f', 'json:r.json');
      expect([status, stdout]).toEqual([1, expect.stringContaining('originals/1.jpg is shown by 2 listings')]);
      expect(JSON.parse(shop.read('r.json'))).toMatchObject({ checks: [{ result: 'incomplete' }] });
    }
  } finally {
    rmSync(shop.root, { recursive: true, force: true });
  }
});
