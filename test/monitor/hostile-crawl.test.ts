import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MONITOR_FORMATS } from '@listing-lint/monitor';
import { lint, monitor } from 'listing-lint';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { warcFile } from '../campaign/monitor/warc-writer.ts';
import { put, scene } from '../watermark/shop.ts';

const EVIL = '<script>alert(1)</script>\u001b]0;owned\u0007\u001b[2J\u202e\u2066"onload=x\r\nresult: nothing\n';
let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-crawl-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('a crawl whose every text is hostile writes nothing that runs, nothing that a terminal obeys, and no log that says otherwise', async () => {
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  put(
    root,
    'listing-lint.config.yaml',
    'extends: [recommended]\noriginals: ["originals/*"]\ncases: ["cases/*.yaml"]\nmonitoring: ["monitoring/*.yaml"]\nmonitor: { refused: [{ reason: "a reason", domain: refused.example }] }\n',
  );
  const copy = await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer();
  const warc = warcFile(join(root, 'crawl.warc.gz'));
  const at = '2026-06-08T09:00:00Z';
  const data = {
    '@type': 'Product',
    name: EVIL,
    image: ['https://img.example/1.jpg', 'javascript:alert(1)', EVIL],
    offers: {
      '@type': 'Offer',
      price: '9.00',
      priceCurrency: EVIL,
      seller: { name: EVIL },
      url: 'javascript:alert(1)',
    },
  };
  const html = `<base href="javascript:alert(1)"><title>${EVIL}</title><script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script><img src="javascript:alert(1)"><img src="https://img.example/1.jpg" onload="alert(1)">`;
  for (const address of [
    `https://market.example/<script>alert(1)</script>?q="'\u001b[2J`,
    'javascript:alert(document.domain)',
    'https://market.example/2#<img src=x onerror=alert(1)>',
  ])
    await warc.put({ address, at, type: 'text/html', body: html });
  for (const n of [1, 1, 1])
    await warc.put({ address: `https://img.example/${n}.jpg`, at, type: 'image/jpeg', body: copy });
  await warc.put({ address: 'https://img.example/broken.jpg', at, type: 'image/jpeg', body: `no picture ${EVIL}` });
  await warc.end();
  const { report, render } = await monitor({
    cwd: root,
    sources: ['crawl.warc.gz'],
    asOf: '2026-06-08',
    draftCases: true,
  });
  const [check] = report.checks;
  expect(check).toMatchObject({ result: 'found', run: { looked: { pages: 2, pictures: 4, repeated: 2, faults: 1 } } });
  expect(check?.found).toHaveLength(2);
  for (const { listing, seller } of check?.found ?? []) {
    expect(listing).toMatch(/^https:\/\/market\.example\//);
    expect(String(seller)).toContain('alert(1)');
  }
  for (const format of MONITOR_FORMATS) {
    const text = await render(format);
    expect(text, format).not.toMatch(/(?![\n\r\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
    // Markup is text there, and a formula is none.
    if (format === 'csv') expect(text).not.toMatch(/(?:^|,)"\s*[=+\-@]/m);
    else if (format !== 'text' && format !== 'json')
      expect(text.toLowerCase(), format).not.toContain('<script>alert(1)');
  }
  // What was written can be read again, and says the same.
  for (const folder of ['monitoring', 'cases'])
    for (const name of readdirSync(join(root, folder)).filter((each) => each.endsWith('.yaml')))
      expect(readFileSync(join(root, folder, name), 'utf8'), name).not.toMatch(
        /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u,
      );
  const { report: linted } = await lint({
    cwd: root,
    asOf: '2026-06-09',
    only: ['monitoring-file-valid', 'case-file-valid'],
  });
  expect(linted.findings.map(({ message }) => message)).toEqual([]);
  // Nothing that came from there has a name that a browser would open.
  expect(
    readdirSync(join(root, 'monitoring/evidence')).every((name) => /^[0-9a-f]{16}\.(?:jpg|html\.txt)$/.test(name)),
  ).toBe(true);
}, 120_000);

it('a seller with the name of a placeholder has a draft, and one whose draft is too long stops no other one', async () => {
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'crawl/a.jpg', await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer());
  put(
    root,
    'listing-lint.config.yaml',
    'extends: [recommended]\noriginals: ["originals/*"]\ncases: ["cases/*.yaml"]\nmonitoring: ["monitoring/*.yaml"]\nmonitor: { floodListings: 1000 }\n',
  );
  const long = '\u706f'.repeat(200);
  const items = [
    ...Array.from({ length: 100 }, (_, at) => [long, `${at}?${'a'.repeat(1900)}`]),
    ['<best lamps>', 'item'],
    ['bright', 'other'],
  ].map(([seller, path]) => ({ page: `https://m.example/${path}`, images: [{ path: 'a.jpg' }], seller }));
  put(root, 'crawl/items.jsonl', items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  const look = { cwd: root, sources: ['crawl/items.jsonl'], draftCases: true, asOf: '2026-06-08' };
  const { report, render } = await monitor(look);
  expect(report.drafted.map(({ id, seller }) => [id, seller])).toEqual([
    ['2026-001', '<best lamps>'],
    ['2026-002', 'bright'],
  ]);
  expect(report.undrafted).toMatchObject([{ seller: long, problems: [expect.stringContaining('256 KB')] }]);
  expect(report.undrafted?.[0]?.listings).toHaveLength(100);
  for (const format of MONITOR_FORMATS)
    expect(await render(format), format).toContain(format === 'csv' ? 'bright' : '256 KB');
  const { report: linted } = await lint({ cwd: root, asOf: '2026-06-09', only: ['case-file-valid'] });
  expect(linted.findings.map(({ message }) => message)).toEqual([]);
  // What has no case is reported by each run, and the others are drafted once.
  const again = await monitor(look);
  expect([again.report.drafted, again.report.undrafted?.length, again.hasUnread]).toEqual([[], 1, true]);
}, 60_000);
