// What monitor says of ours: the listing's picture, once, whatever files of it there are; and of which pictures nothing can be told.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { match, monitor } from 'listing-lint';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { put, scene } from '../watermark/shop.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'own-pictures-')));
  put(
    ...([root, 'listing-lint.config.yaml'] as const),
    'extends: [recommended]\nlistings: ["listings/*"]\noriginals: ["originals/*"]\nmonitoring: ["monitoring/*.yaml"]\n',
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('names the listing of what was stamped in place, once, and takes a licence for its original', {
  tags: 'full',
}, async () => {
  const original = await scene(1).jpeg().toBuffer();
  put(root, 'originals/lamp.jpg', original);
  put(root, '.listing-lint/unstamped/listings/lamp/1.jpg', original);
  put(root, 'listings/lamp/1.jpg', await scene(1).jpeg({ quality: 70 }).toBuffer());
  const stamp = {
    ...{ path: 'listings/lamp/1.jpg', sha256: '0'.repeat(64), mark: 'mark.png', rank: 0, opacity: 1 },
    ...{ id: createHash('sha256').update(original).digest('hex').slice(0, 12) },
    place: { x: 0, y: 0, width: 0.2, height: 0.2 },
  };
  put(root, 'listing-lint.stamps.jsonl', `${JSON.stringify(stamp)}\n`);
  put(root, 'crawl/1.jpg', await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer());
  const { report, render } = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  expect(report.checks[0]?.found?.map(({ hit }) => [hit?.work, hit?.workIds?.length])).toEqual([
    ['listings/lamp/1.jpg', 2],
  ]);
  for (const format of ['text', 'json', 'html'] as const) expect(await render(format)).not.toContain('unstamped/');
  const refused = 'monitor: { refused: [{ reason: ours, work: originals/lamp.jpg }] }\n';
  put(
    root,
    'refusing.yaml',
    `extends: [recommended]\nlistings: ["listings/*"]\noriginals: ["originals/*"]\n${refused}`,
  );
  const after = await monitor({ cwd: root, sources: ['crawl'], dryRun: true, config: 'refusing.yaml' });
  expect(after.report.checks[0]?.run).toMatchObject({ refused: [{ reason: 'ours', listings: 1 }] });
});

const KEPT_LINK =
  'what is kept of .listing-lint/unstamped/listings/lamp/1.jpg: a link that leads out of the folder of the config is not followed';
const OUT = 'a link that leads out of the folder of the config is not followed';
const FOLDER_OUT = 'a link to a folder outside of the folder of the config, which is not followed';

it.each([
  ['what was kept', '.listing-lint/unstamped/listings/lamp/1.jpg', '1.jpg', KEPT_LINK],
  ['a picture of a listing', 'listings/lamp/2.jpg', '1.jpg', `listings/lamp/2.jpg: ${OUT}`],
  ['a folder of a listing', 'listings/sofa', '', `listings/sofa: it is ${FOLDER_OUT}: name the folder itself under`],
  ['a folder of originals', 'originals/old', '', `originals/old: it is ${FOLDER_OUT}: nothing in it is checked`],
])('follows no link out of the shop to %s, and is no pass, as match is none', async (_what, link, target, why) => {
  put(root, 'listings/lamp/1.jpg', await scene(1).jpeg().toBuffer());
  const outside = mkdtempSync(join(tmpdir(), 'own-pictures-outside-'));
  put(outside, '1.jpg', await scene(2).jpeg().toBuffer());
  mkdirSync(dirname(join(root, link)), { recursive: true });
  symlinkSync(join(outside, target), join(root, link));
  put(root, 'crawl/1.jpg', await scene(2).resize(300).jpeg({ quality: 70 }).toBuffer());
  const found = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  const matched = await match({ cwd: root, suspects: ['crawl'] });
  rmSync(outside, { recursive: true });
  const [check] = found.report.checks;
  expect(check).toMatchObject({ result: 'incomplete', run: { looked: { notCompared: 1 } } });
  expect(check?.run?.looked.firstNotCompared).toEqual([expect.stringContaining(why)]);
  expect([found.hasUnread, found.isCut, matched.hasUnread, matched.hasCopy]).toEqual([true, false, true, false]);
  expect(matched.report.unseen).toEqual([expect.stringContaining(why.replace('.listing-lint/unstamped/', ''))]);
  for (const format of ['text', 'html', 'markdown'] as const)
    expect(await found.render(format)).toContain(`of yours: ${why.slice(0, 40)}`);
  expect(await found.render('text')).toContain('; 1 of yours not compared with; ');
});

it('is no pass where one of ours cannot be read, as match is none', async () => {
  put(root, 'listings/lamp/1.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'listings/lamp/2.jpg', '');
  put(root, 'crawl/1.jpg', await scene(2).jpeg().toBuffer());
  const found = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  const matched = await match({ cwd: root, suspects: ['crawl'] });
  expect(found.report.checks[0]?.run?.looked.firstNotCompared).toEqual(['listings/lamp/2.jpg: the file is empty']);
  expect([found.hasUnread, matched.hasUnread]).toEqual([true, true]);
  const before = found.report.log;
  put(root, 'listings/lamp/2.jpg', await scene(1).jpeg().toBuffer());
  const mended = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  expect([mended.hasUnread, mended.report.log === before]).toEqual([false, false]);
});

it('counts and names pictures of which it cannot be told whether they show ours, and passes none of them', {
  tags: 'full',
}, async () => {
  const plain = (grey: number) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background: `rgb(${grey},80,90)` } });
  put(root, 'listings/lamp/1.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'crawl/1.png', await plain(60).png().toBuffer());
  put(root, 'crawl/2.png', await plain(60).png().toBuffer());
  const { report, isCut, render } = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  const [check] = report.checks;
  expect(check).toMatchObject({ result: 'incomplete', run: { looked: { faults: 0, inconclusive: 2 } } });
  expect(check?.run?.looked.firstInconclusive).toEqual([expect.stringMatching(/^crawl\/1\.png: too little detail/)]);
  // Not one picture could be told.
  expect(isCut).toBe(true);
  const text = await render('text');
  expect(text).toContain('Cannot be told whether it shows ours:\n  crawl/1.png: too little detail');
  expect(text).toContain('  and 1 picture more\n');
  expect(text).toContain('2 pictures on 0 pages; 2 inconclusive;');
  const page = await render('html');
  expect(page).toMatch(/<li class="open"><strong>2<\/strong> <span>inconclusive/);
  expect(page).toContain('<bdi>crawl/1.png: too little detail');
  expect(await render('markdown')).toContain('🔶');
  put(root, 'crawl/3.jpg', await scene(3).jpeg().toBuffer());
  const some = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  expect([some.isCut, some.hasUnread]).toEqual([false, false]);
  // However much detail it has.
  put(root, 'crawl/4.png', await scene(4).resize(60, 60).png().toBuffer());
  const small = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  expect(small.report.checks[0]?.run?.looked.firstInconclusive?.at(-1)).toMatch(
    /^crawl\/4\.png: too small to be compared: 60×60 px/,
  );
  put(root, 'crawl/5.jpg', 'no picture');
  expect((await monitor({ cwd: root, sources: ['crawl'], dryRun: true })).hasUnread).toBe(true);
  const line = JSON.stringify({
    page: 'https://market.example/item/7',
    images: [{ path: '5.jpg' }, { path: '3.jpg' }],
  });
  put(root, 'crawl/items.jsonl', `${line}\n`);
  const crawled = await monitor({ cwd: root, sources: ['crawl/items.jsonl'], dryRun: true });
  expect([crawled.report.checks[0]?.run?.looked.faults, crawled.isCut, crawled.hasUnread]).toEqual([1, false, true]);
});

it('looks at pictures whatever their names, and counts and names what it passes over', async () => {
  put(root, 'listings/lamp/1.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'crawl/photo', await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer());
  put(root, 'crawl/notes.txt', 'a note');
  put(root, 'crawl/list.txt', 'https://shop.example/1.jpg none.jpg\n');
  const { report, render } = await monitor({ cwd: root, sources: ['crawl'], dryRun: true });
  const [check] = report.checks;
  expect(check?.found?.map(({ hit }) => hit?.work)).toEqual(['listings/lamp/1.jpg']);
  expect(check?.run?.looked).toMatchObject({
    pictures: 1,
    passedOver: 2,
    firstPassedOver: ['2 with unknown content: crawl/list.txt, crawl/notes.txt'],
  });
  const text = await render('text');
  expect(text).toContain('Passed over, as neither picture nor page:\n  2 with unknown content: crawl/list.txt');
  expect(text).toMatch(/; 2 passed over; nothing is written: the log would be monitoring\//);
  const page = await render('html');
  expect(page).toContain('<h2>Passed over, as neither picture nor page</h2>');
  expect(page).toContain('A dry run, of which nothing is written; its log would be <code>monitoring/');
  // What is told of a file that is not there has its name once.
  const listed = await monitor({ cwd: root, sources: ['crawl/list.txt'], dryRun: true });
  const [fault = ''] = listed.report.checks[0]?.run?.looked.firstFaults ?? [];
  expect(fault).toMatch(/^crawl\/list\.txt:1 none\.jpg cannot be read: /);
});

it('drafts one case of a page that shows two of ours, and says of which it is', async () => {
  put(root, 'listings/lamp/1.jpg', await scene(1).jpeg().toBuffer());
  put(root, 'listings/lamp/2.jpg', await scene(2).jpeg().toBuffer());
  put(root, 'cases/.gitkeep', '');
  put(
    root,
    'listing-lint.config.yaml',
    'extends: [recommended]\nlistings: ["listings/*"]\ncases: ["cases/*.yaml"]\nmonitoring: ["monitoring/*.yaml"]\n',
  );
  put(root, 'crawl/a.jpg', await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer());
  put(root, 'crawl/b.jpg', await scene(2).resize(300).jpeg({ quality: 70 }).toBuffer());
  const address = 'https://market.example/item/7';
  put(
    root,
    'crawl/items.jsonl',
    `${JSON.stringify({ page: address, images: [{ path: 'a.jpg' }, { path: 'b.jpg' }], seller: 'bright' })}\n`,
  );
  const query = { cwd: root, sources: ['crawl/items.jsonl'], draftCases: true };
  const { report, render } = await monitor({ ...query, asOf: '2026-06-08' });
  expect(report.checks[0]?.found).toHaveLength(2);
  expect(report.drafted.map(({ id, listings }) => [id, listings])).toEqual([['2026-001', [address]]]);
  expect(await render('text')).toContain('case 2026-001 of 1 listing of bright: cases/2026-001.yaml');
  expect(await render('text')).toMatch(/seller bright\n(?: {2}.*\n){2} {2}case 2026-001\n/);
  const rows = (await render('csv')).trim().split('\r\n').slice(1);
  expect(rows.map((row) => row.endsWith('"2026-001"'))).toEqual([true, true]);
});
