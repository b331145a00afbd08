// What a source holds or refers to and nobody has read: it is counted and named, the log says `incomplete`, and the exit code is 1.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lint, monitor } from 'listing-lint';
import { run } from 'listing-lint/program';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { put, scene } from '../watermark/shop.ts';

let root = '';
let other = Buffer.alloc(0);
let copy = Buffer.alloc(0);
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'unread-sources-')));
  put(root, 'listing-lint.config.yaml', 'extends: [recommended]\noriginals: ["originals/*"]\nignores: ["web/**"]\n');
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  other = await scene(2).resize(300).jpeg({ quality: 70 }).toBuffer();
  copy = await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer();
});
beforeEach(() => {
  rmSync(join(root, 'web'), { recursive: true, force: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Looked {
  readonly result: string | undefined;
  readonly faults: readonly string[];
  readonly count: number;
  readonly pictures: number;
  /** Exit code of the command. */
  readonly isRed: boolean;
  readonly found: readonly string[];
}

/** What a run says of files below `web`. */
const lookAt = async (
  files: Readonly<Record<string, string | Buffer>>,
  sources: readonly string[] = ['web'],
): Promise<Looked> => {
  for (const [path, content] of Object.entries(files)) put(root, `web/${path}`, content);
  const { report, hasNews, isCut, hasUnread } = await monitor({ cwd: root, sources, dryRun: true });
  const [check] = report.checks;
  const { faults = 0, firstFaults = [], pictures = 0 } = check?.run?.looked ?? {};
  return {
    ...{ result: check?.result, faults: firstFaults ?? [], count: faults, pictures },
    ...{ isRed: hasNews || isCut || hasUnread, found: (check?.found ?? []).map(({ listing }) => String(listing)) },
  };
};

const asData = (bytes: Buffer, type = 'jpeg'): string => `data:image/${type};base64,${bytes.toString('base64')}`;

/** A record of a WARC; `block` is all that stands behind its headers. */
const record = (address: string, block: Buffer | string, warc: readonly string[] = ['WARC-Type: response']): Buffer => {
  const head = ['WARC/1.1', ...warc, `WARC-Target-URI: ${address}`, `Content-Length: ${Buffer.byteLength(block)}`];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(block), Buffer.from('\r\n\r\n')]);
};
const answer = (status: number, headers: readonly string[], body: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${headers.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
const html = (text: string): Buffer => answer(200, ['Content-Type: text/html'], `<html><body>${text}</body></html>`);
const jpeg = (body: Buffer, ...headers: readonly string[]): Buffer =>
  answer(200, ['Content-Type: image/jpeg', ...headers], body);
const SHOP = 'https://shop.example';
const CONTINUATION = ['WARC-Type: continuation'];
const DIGEST = 'WARC-Payload-Digest: sha1:AAAA';

describe('is incomplete', () => {
  it.each([
    [
      'a page whose picture is missing',
      { 'p.html': '<img src="p_files/a.jpg">' },
      'p.html: 1 picture of the page was not captured: p_files/a.jpg',
    ],
    [
      'one of two',
      { 'p.html': '<img src="p_files/a.jpg"><img src="p_files/b.jpg">', 'p_files/a.jpg': 'OTHER' },
      'p.html: 1 picture of the page was not captured: p_files/b.jpg',
    ],
    [
      'a picture that stayed on the web',
      { 'p.html': '<img src="https://shop.example/a.jpg">' },
      'https://shop.example/a.jpg',
    ],
    [
      'a set of sizes',
      { 'p.html': '<img src="c.jpg"><img srcset="a.jpg 1x, b.jpg 2x">', 'c.jpg': 'OTHER' },
      'not captured: a.jpg',
    ],
    [
      'the sources of a picture element',
      { 'p.html': '<img src="c.jpg"><picture><source srcset="a.webp"><img></picture>', 'c.jpg': 'OTHER' },
      'not captured: a.webp',
    ],
    ['a background', { 'p.html': '<div style="background:url(&quot;a b.jpg&quot;)">' }, 'a b.jpg'],
    ['a picture outside of the folder', { 'p.html': '<img src="../../secret.jpg">' }, '../../secret.jpg'],
    [
      'a picture that a script loads later',
      { 'p.html': `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="a.jpg">` },
      'a.jpg',
    ],
    [
      'several behind one spinner',
      { 'p.html': '<img src="s.jpg" data-src="a.jpg"><img src="s.jpg" data-src="b.jpg">', 's.jpg': 'OTHER' },
      '2 pictures of the page were not captured: s.jpg, s.jpg',
    ],
    [
      'what only the data for search engines name',
      { 'p.html': '<meta property="og:image" content="https://shop.example/o.jpg">' },
      'o.jpg',
    ],
    [
      'a picture that is a web page',
      { 'p.html': '<img src="a.jpg.download">', 'a.jpg.download': '<html>404' },
      'a.jpg.download',
    ],
    [
      'a page of more than its bound',
      { 'p.html': `<p>${'x'.repeat(33_000_000)}` },
      'p.html cannot be read: it has 33.0 MB',
    ],
    ['an empty page', { 'p.html': '' }, 'p.html: it is empty'],
    ['a page of no HTML', { 'p.html': 'Access denied' }, 'p.html: it holds no HTML'],
    [
      'a page without a picture, and no picture beside it',
      { 'p.html': '<div id="root"></div>' },
      'it holds no picture, nor does another source: nothing was compared',
    ],
    [
      'an embedded picture that is cut off',
      { 'p.html': `<img src="data:image/jpeg;base64,${'/9j/4AAQ'.repeat(300)}">` },
      'p.html (picture 1 in it)',
    ],
    ['a zip', { 'x.zip': 'PK\x03\x04', '1.jpg': 'OTHER' }, 'web/x.zip: '],
    [
      'a damaged WARC beside pictures',
      { 'x.warc.gz': gzipSync('WARC/1.1'), '1.jpg': 'OTHER' },
      'the record is damaged',
    ],
    [
      'a list beside pictures',
      { 'items.jsonl': '{}', '1.jpg': 'OTHER' },
      'web/items.jsonl: a list is a source of its own: name it',
    ],
    ['a video', { 'x.mp4': '\0\0\0\x18ftypmp42', '1.jpg': 'OTHER' }, 'web/x.mp4: videos are not read'],
    ['a damaged PDF', { 'x.pdf': '%PDF-1.7', '1.jpg': 'OTHER' }, 'web/x.pdf: it holds no page'],
    [
      'a document',
      { 'x.doc': Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), '1.jpg': 'OTHER' },
      'web/x.doc: documents of this format are not read: print it as PDF',
    ],
    [
      'a drawing with pictures',
      { 'x.svg': '<svg><image href="data:image/png;base64,AA"/></svg>', '1.jpg': 'OTHER' },
      'web/x.svg: pictures in a drawing are not read',
    ],
    [
      'an unknown format',
      { 'x.dat': Buffer.from([7, 0, 1, 0, 9]), '1.jpg': 'OTHER' },
      'web/x.dat: its format is not read',
    ],
    [
      'a screenshot that cannot be decoded',
      { '1.png': Buffer.from('\x89PNG\r\n\x1a\nxxxxxxxxxxxx', 'latin1') },
      'web/1.png',
    ],
  ] as const)('%s', async (_, files, words) => {
    const all = Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, content === 'OTHER' ? other : content]),
    );
    const looked = await lookAt(all);
    expect([looked.result, looked.isRed]).toEqual(['incomplete', true]);
    expect(looked.faults.join('\n')).toContain(words);
    expect(looked.count).toBeGreaterThan(0);
  });

  it('a saved page that is named itself, and whole again once its picture is back', async () => {
    const page = { 'p.html': '<img src="p_archivos/a.jpg">' };
    expect(await lookAt(page, ['web/p.html'])).toMatchObject({ result: 'incomplete', count: 1, isRed: true });
    expect(await lookAt({ 'p_archivos/a.jpg': other }, ['web/p.html'])).toMatchObject({
      ...{ result: 'nothing', count: 0, pictures: 1, isRed: false },
    });
  });

  it.each([
    [
      'names neither page nor picture',
      '{"imageUrl":"https://shop.example/a.jpg"}',
      'names neither a page nor the file of a picture',
    ],
    [
      'has no file of its picture',
      '{"page":"https://shop.example/1","picture":"https://shop.example/a.jpg"}',
      'there is no file of the picture https://shop.example/a.jpg',
    ],
    ['has no picture', '{"page":"https://shop.example/1"}', 'names no file of a picture'],
    [
      'lacks what Scrapy could not load',
      '{"url":"https://shop.example/1","image_urls":["https://shop.example/a.jpg"],"images":[]}',
      'there is no file of the picture',
    ],
    [
      'names a file that is missing',
      '{"page":"https://shop.example/1","file":"a.jpg"}',
      'a.jpg cannot be read: no such file',
    ],
    ['is of no web page', '{"page":"shop/1"}', 'its page is no web address'],
  ])('a line that %s', async (_, line, words) => {
    const looked = await lookAt({ 'items.jsonl': line }, ['web/items.jsonl']);
    expect([looked.result, looked.isRed]).toEqual(['incomplete', true]);
    expect(looked.faults.join('\n')).toContain(words);
  });

  it.each([
    [
      'holds a page alone',
      () => [record(`${SHOP}/1`, html('<img src="/a.jpg">'))],
      '1 picture of the page was not captured: /a.jpg',
    ],
    [
      'was cut off by the crawler',
      () => [record(`${SHOP}/a.jpg`, jpeg(other), ['WARC-Type: response', 'WARC-Truncated: length'])],
      'the crawler has cut it off (length)',
    ],
    [
      'has an encoding that is not read',
      () => [record(`${SHOP}/a.jpg`, jpeg(other, 'Content-Encoding: zstd'))],
      'is encoded as zstd, which is not read',
    ],
    [
      'has a page of such an encoding',
      () => [record(`${SHOP}/1`, answer(200, ['Content-Type: text/html', 'Content-Encoding: zstd'], 'x'))],
      'is encoded as zstd',
    ],
    [
      'has a page that was garbled',
      () => [record(`${SHOP}/1`, answer(200, ['Content-Type: text/html', 'Content-Encoding: br'], 'x\0y'))],
      'it holds no HTML',
    ],
    [
      'refers to another archive',
      () => [record(`${SHOP}/a.jpg`, jpeg(Buffer.alloc(0)), ['WARC-Type: revisit', DIGEST])],
      'captured before, in a file that is not among the sources',
    ],
    [
      'has a part of a picture',
      () => [record(`${SHOP}/a.jpg`, answer(206, ['Content-Type: image/jpeg'], other))],
      'only a part of it was loaded',
    ],
    [
      'has a record that was split',
      () => [record(`${SHOP}/a.jpg`, 'x', CONTINUATION)],
      'a part of a record that was split',
    ],
    [
      'has a record that was split beside whole pictures',
      () => [...['1', '2'].map((name) => record(`${SHOP}/${name}`, jpeg(other))), record(SHOP, 'x', CONTINUATION)],
      'a part of a record that was split',
    ],
    ['is empty', () => [], 'it holds no record'],
  ] as const)('a WARC that %s', async (_, records, words) => {
    const looked = await lookAt({ 'x.warc': Buffer.concat(records()) }, ['web/x.warc']);
    expect([looked.result, looked.isRed]).toEqual(['incomplete', true]);
    expect(looked.faults.join('\n')).toContain(words);
  });
});

describe('is nothing', () => {
  it.each([
    [
      'each picture of the page is there',
      {
        'p.html':
          '<img src="./p_files/a%20b.jpg?x=1" srcset="https://shop.example/2x.jpg 2x" data-src="https://shop.example/a.jpg">',
        'p_files/a b.jpg': 'OTHER',
      },
    ],
    [
      'what else there is shows no picture',
      {
        'p.html':
          '<link rel="stylesheet" href="p_files/s.css"><img src="p_files/a.jpg"><img src="logo.svg"><img src="https://count.example/x" width="1" height="1"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img src="{{later}}"><meta property="og:image" content="https://shop.example/o.jpg">',
        'p_files/a.jpg': 'OTHER',
        'p_files/s.css': 'a{}',
        'p_files/f.woff2': 'wOF2\0\x01',
        'p_files/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
        'robots.txt': 'x',
      },
    ],
    [
      'a script has put another size in its place',
      { 'p.html': '<img src="s.jpg" data-src="a.jpg">', 's.jpg': 'OTHER' },
    ],
  ] as const)('where %s', async (_, files) => {
    const all = Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, content === 'OTHER' ? other : content]),
    );
    expect(await lookAt(all)).toMatchObject({ result: 'nothing', faults: [], isRed: false, pictures: 1 });
  });

  it('where a page holds its pictures itself', async () => {
    const pages = { 'p.html': `<img src="${asData(other)}" data-src="https://shop.example/a.jpg">` };
    expect(await lookAt(pages)).toMatchObject({ result: 'nothing', faults: [], pictures: 1, isRed: false });
  });

  it('where an archive leads to its pictures by redirects and earlier records, and says which are gone', async () => {
    const page = html('<img src="/moved.jpg"><img src="/again.jpg"><img src="/gone.jpg">');
    const warc = Buffer.concat([
      record(`${SHOP}/1`, page),
      record(`${SHOP}/moved.jpg`, answer(302, ['Location: /there.jpg'], '')),
      record(`${SHOP}/there.jpg`, jpeg(other), ['WARC-Type: response', DIGEST]),
      record(`${SHOP}/again.jpg`, jpeg(Buffer.alloc(0)), ['WARC-Type: revisit', DIGEST]),
      record(`${SHOP}/gone.jpg`, answer(404, ['Content-Type: text/html'], 'x')),
    ]);
    expect(await lookAt({ 'x.warc': warc }, ['web/x.warc'])).toMatchObject({
      result: 'nothing',
      faults: [],
      isRed: false,
    });
  });

  it.each([403, 429, 500])('not where a line has the status %d', async (status) => {
    const line = { 'g/a.jsonl': `{"page":"https://shop.example/1","status":${status}}` };
    const { result, isRed } = await lookAt(line, ['web/g/a.jsonl']);
    expect([result, isRed]).toEqual(['incomplete', true]);
  });

  it('where pages are gone, or a list in a folder is named itself', async () => {
    const gone = { 'g/items.jsonl': '{"page":"https://shop.example/1","status":404}' };
    expect(await lookAt(gone, ['web/g/items.jsonl'])).toMatchObject({ result: 'nothing', isRed: false });
    const line = '{"page":"https://shop.example/1","file":"1.jpg"}';
    const looked = await lookAt({ 'l/1.jpg': other, 'l/items.jsonl': line }, ['web/l', 'web/l/items.jsonl']);
    expect(looked).toMatchObject({ result: 'nothing', faults: [], isRed: false });
  });
});

describe('finds copies', () => {
  it.each([
    ['in the page itself', (): string => `<img src="${asData(copy)}">`],
    ['in its styles', (): string => `<style>:root{--sf-img-1:url("${asData(copy)}")}</style>`],
    ['in its data', (): string => `<script>{"i":"${asData(copy).replaceAll('/', '\\/')}"}</script>`],
    ['in lines', (): string => `<img src="${asData(copy).replace(/.{76}/g, '$&\n')}">`],
  ])('%s', async (_, page) => {
    const saved = `<!-- saved from url=(0026)https://shop.example/item/1 -->${page()}`;
    expect(await lookAt({ 'p.html': saved })).toMatchObject({
      found: ['https://shop.example/item/1'],
      result: 'found',
    });
  });

  it('on a page that shows it by a redirect or as an earlier record', async () => {
    const warc = Buffer.concat([
      record(`${SHOP}/a.jpg`, jpeg(copy), ['WARC-Type: response', DIGEST]),
      record(`${SHOP}/b.jpg`, jpeg(Buffer.alloc(0)), ['WARC-Type: revisit', DIGEST]),
      record(`${SHOP}/c.jpg`, answer(301, ['Location: /b.jpg'], '')),
      record(`${SHOP}/1`, html('<img src="/c.jpg">')),
    ]);
    expect(await lookAt({ 'x.warc': warc }, ['web/x.warc'])).toMatchObject({ found: [`${SHOP}/1`] });
  });
});

it('says so on the terminal, and ends with 1', async () => {
  put(root, 'web/p.html', '<img src="p_files/a.jpg"><img src="p_files/b.jpg">');
  let text = '';
  const say = (more: string): void => {
    text += more;
  };
  const code = await run(['monitor', 'web', '--dry-run'], {
    ...{ cwd: root, env: {}, stdout: say, stderr: say, stdoutIsTerminal: false, stderrIsTerminal: false, columns: 80 },
    now: () => new Date('2026-11-25T12:00:00Z'),
  });
  expect(text).toContain(
    'Not looked at:\n  web/p.html: 2 pictures of the page were not captured: p_files/a.jpg, p_files/b.jpg',
  );
  expect(text).toContain('2 could not be looked at');
  expect(code).toBe(1);
});

describe('monitoring-due', () => {
  const due = async (source: string | Buffer): Promise<number> => {
    const shop = join(root, 'web/shop');
    put(root, 'web/shop/crawl/page.html', source);
    for (const path of ['crawl/a.jpg', 'originals/lamp.jpg']) put(shop, path, other);
    put(
      root,
      'web/shop/listing-lint.config.yaml',
      'originals: ["originals/*"]\nignores: ["crawl/**"]\nmonitoring: ["monitoring/*.yaml"]\nrules: { monitoring-due: error }\n',
    );
    put(
      root,
      'web/shop/monitoring/2026-12-01.yaml',
      'schemaVersion: 1\nchecks: [{ at: 2026-12-01, kind: reverse-search, places: [x], by: y, result: nothing }]\n',
    );
    await monitor({ cwd: shop, sources: ['crawl/page.html'], asOf: '2026-12-02' });
    const { findings } = (await lint({ cwd: shop, asOf: '2026-12-03' })).report;
    return findings.filter(({ ruleId }) => ruleId === 'monitoring-due').length;
  };
  it('counts a run that read a picture, and no other', async () =>
    expect([await due(''), await due('<img src="a.jpg">')]).toEqual([1, 0]));
});
