// Every format that people save pages in: a copy is found with its page and seller, and what could not be read is counted.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { monitor } from 'listing-lint';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LAYOUTS } from '../campaign/monitor/marketplace-pages.ts';
import { type PageToSave, pdfOf, propertyList, SAVED_FORMATS } from '../campaign/monitor/saved-pages.ts';
import { put, scene } from '../watermark/shop.ts';

const ADDRESS = 'https://shop.example/item/1';
let root = '';
let other = Buffer.alloc(0);
let copy = Buffer.alloc(0);
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'saved-formats-')));
  put(root, 'listing-lint.config.yaml', 'extends: [recommended]\noriginals: ["originals/*"]\nignores: ["web/**"]\n');
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  other = await scene(2).resize(300).jpeg({ quality: 70 }).toBuffer();
  copy = await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer();
});
beforeEach(() => rmSync(join(root, 'web'), { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What a run says of files below `web`. */
const lookAt = async (files: Readonly<Record<string, string | Buffer>>, sources: readonly string[] = ['web']) => {
  for (const [path, content] of Object.entries(files)) put(root, `web/${path}`, content);
  const { report, hasNews, isCut, hasUnread } = await monitor({ cwd: root, sources, dryRun: true });
  const [check] = report.checks;
  return {
    result: check?.result,
    found: (check?.found ?? []).map(({ listing, seller }) => `${listing} ${seller ?? ''}`),
    faults: check?.run?.looked?.firstFaults ?? [],
    pictures: check?.run?.looked?.pictures,
    isRed: hasNews || isCut || hasUnread,
  };
};

const pageWith = (picture: Buffer, markup = (address: string): string => `<img src="${address}">`): PageToSave => {
  const address = 'https://img.shop.example/p/1.jpg?x=1&y=2';
  const offer = { '@type': 'Product', name: 'Lamp', offers: { '@type': 'Offer', seller: { name: 'bright lamps' } } };
  const html = `<html><head><script type="application/ld+json">${JSON.stringify(offer)}</script></head><body>${markup(address)}</body></html>`;
  return { name: 'item', address: ADDRESS, at: '2026-06-01T09:30:00Z', html, pictures: [{ address, bytes: picture }] };
};

describe.each(Object.entries(SAVED_FORMATS))('%s', (_, save) => {
  it('shows a copy, with page and seller', async () => {
    expect(await lookAt(save(pageWith(copy)))).toMatchObject({ found: [`${ADDRESS} bright lamps`], faults: [] });
  });
  it('shows nothing of ours', async () => {
    expect(await lookAt(save(pageWith(other)))).toEqual({
      ...{ result: 'nothing', found: [], faults: [], isRed: false, pictures: expect.any(Number) },
    });
  });
});

it.each(['har', 'mhtml', 'webarchive'])('%s that is named, and whose page refers to no picture', async (format) => {
  const files = SAVED_FORMATS[format]?.(pageWith(copy, () => '')) ?? {};
  const sources = Object.keys(files).map((path) => `web/${path}`);
  expect(await lookAt(files, sources)).toMatchObject({ found: [`${ADDRESS} bright lamps`], faults: [] });
});

describe('is incomplete', () => {
  const har = (...contents: readonly object[]): string => {
    const entries = contents.map((content, at) => ({
      startedDateTime: '2026-06-01T09:30:00Z',
      request: { url: `https://shop.example/${at}` },
      response: { status: 200, redirectURL: '', bodySize: 9, content },
    }));
    return JSON.stringify({ log: { entries } });
  };
  const mhtml = String(Object.values(SAVED_FORMATS['mhtml']?.(pageWith(Buffer.alloc(3000))) ?? {})[0]);
  it.each([
    [
      'har without bodies',
      { 'a.har': har({ mimeType: 'image/jpeg', size: 9 }) },
      'https://shop.example/0: its content was not saved',
    ],
    ['har of a page without a body', { 'a.har': har({ mimeType: 'text/html', size: 9 }) }, 'its content was not saved'],
    [
      'har that is cut off',
      { 'a.har': har({ mimeType: 'text/html', text: 'x' }).slice(0, -9) },
      'web/a.har: its format is damaged',
    ],
    ['har of something else', { 'a.har': '{"log":[]}' }, 'web/a.har: it is no HAR file'],
    ['har without entries', { 'a.har': har() }, 'web/a.har: it holds nothing'],
    [
      'har with a picture in text',
      { 'a.har': har({ mimeType: 'image/jpeg', text: 'garbled' }) },
      'https://shop.example/0',
    ],
    ['har with a damaged entry', { 'a.har': '{"log":{"entries":[1]}}' }, 'web/a.har#0: the entry is damaged'],
    ['mhtml that is cut off', { 'a.mhtml': mhtml.slice(0, -900) }, 'the file ends before it does'],
    [
      'mhtml of an encoding that is not known',
      { 'a.mht': mhtml.replace(': base64', ': uuencode') },
      'encoded as uuencode, which is not read',
    ],
    [
      'mhtml without parts',
      { 'a.mht': 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n' },
      'it has no part',
    ],
    [
      'mhtml without a name for it',
      { a: 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b' },
      'web/a: a part of it has no end',
    ],
    ['webarchive in XML', { 'a.webarchive': '<?xml version="1.0"?><plist/>' }, 'it is no binary property list'],
    [
      'webarchive that is cut off',
      { 'a.webarchive': Buffer.concat([Buffer.from('bplist00\xd1', 'latin1'), Buffer.alloc(40, 255)]) },
      'its format is damaged',
    ],
    [
      'pdf that is encrypted',
      { 'a.pdf': Buffer.concat([pdfOf([]), Buffer.from('/Encrypt 9 0 R')]) },
      'it is encrypted',
    ],
    [
      'pdf with another compression',
      {
        'a.pdf': Buffer.from(
          pdfOf([{ bytes: Buffer.alloc(9), width: 99, height: 99 }])
            .toString('latin1')
            .replace('DCTDecode', 'JPXDecode'),
          'latin1',
        ),
      },
      'pictures of JPXDecode in PDF are not read',
    ],
    [
      'pdf that is cut off',
      { 'a.pdf': pdfOf([{ bytes: Buffer.alloc(99), width: 99, height: 99 }]).subarray(0, -80) },
      'it ends inside of a stream',
    ],
    ['a screenshot', { 'Bildschirmfoto 2026-06-01.jpg': 'OTHER' }, 'it is a screenshot'],
    [
      'a page that was refused',
      { 'a.har': har({ mimeType: 'text/html', text: 'x' }).replace('"status":200', '"status":403') },
      'its server refused the page (answer 403)',
    ],
  ] as const)('%s', async (_, files, words) => {
    const all = Object.entries(files).map(([path, content]) => [path, content === 'OTHER' ? other : content]);
    const looked = await lookAt({ ...Object.fromEntries(all), 'other.jpg': other });
    expect([looked.result, looked.isRed]).toEqual(['incomplete', true]);
    expect(looked.faults.join('\n')).toContain(words);
  });
});

it('reads objects of a property list that are shared a million times once', async () => {
  const list = propertyList({ WebSubframeArchives: [{ WebSubframeArchives: [{ WebMainResource: 'x' }] }] });
  // Every reference in the arrays leads to the top: a tree of it would never end.
  const hostile = Buffer.from(list.map((byte, at) => (list[at - 2] === 0xa1 ? 0 : byte)));
  const looked = await lookAt({ 'a.webarchive': hostile, 'other.jpg': other });
  expect(looked.result).toBe('incomplete');
});

describe('pdf', () => {
  it('shows copies in JPEG and in pixels', async () => {
    const { data, info } = await scene(1).resize(300).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const pixels = Buffer.from(
      pdfOf([{ bytes: deflateSync(data), width, height }])
        .toString('latin1')
        .replace('DCTDecode', 'FlateDecode'),
      'latin1',
    );
    const looked = await lookAt({ 'jpeg.pdf': pdfOf([{ bytes: copy, width, height }]), 'pixels.pdf': pixels });
    expect(looked).toMatchObject({ found: ['web/jpeg.pdf (picture 1) ', 'web/pixels.pdf (picture 1) '], faults: [] });
  });
  it('of a snapshot belongs to its page', async () => {
    const files = {
      'archive/1/index.json': JSON.stringify({ url: ADDRESS, timestamp: '1780000000' }),
      'archive/1/output.pdf': pdfOf([{ bytes: copy, width: 300, height: 300 }]),
    };
    expect(await lookAt(files)).toMatchObject({ found: [`${ADDRESS} `], faults: [] });
  });
});

describe('frames of a saved page beside a picture that was read', () => {
  it.each([
    ['<iframe src="p_files/f.html"></iframe>', {}, 'p.html: 1 frame of the page was not captured: p_files/f.html'],
    [
      '<frame src="../f.html"><object data="file:///f.html"></object>',
      {},
      'p.html: 2 frames of the page were not captured: ../f.html, file:///f.html',
    ],
    ['<iframe src="f.html"></iframe>', { 'f.html': '<img src="a.jpg">' }, 'f.html: 1 picture of the page was not'],
    ['<iframe src="f.html"></iframe>', { 'f.html': '' }, 'f.html: it is empty'],
    ['<iframe src="f"></iframe>', { f: '<p>' }, 'p.html: 1 frame of the page was not captured: f'],
    [`<iframe srcdoc='<img src="a.jpg">'></iframe>`, {}, 'p.html: 1 picture of the page was not captured: a.jpg'],
  ] as const)('%s is incomplete', async (frame, files, words) => {
    for (const sources of [['web'], ['web/p.html']]) {
      const looked = await lookAt({ 'p.html': `<img src="c.jpg">${frame}`, 'c.jpg': other, ...files }, sources);
      expect(looked).toMatchObject({ result: 'incomplete', isRed: true });
      expect(looked.faults.join('\n')).toContain(words);
    }
  });

  it('are read with their pictures', async () => {
    const page = '<img src="c.jpg"><iframe src="f.html"></iframe><iframe src="https://ads.example/a.html"></iframe>';
    const files = { 'p.html': page, 'c.jpg': other, 'f.html': '<img src="p/a.jpg">' };
    for (const sources of [['web'], ['web/p.html']]) {
      expect(await lookAt({ ...files, 'p/a.jpg': other }, sources)).toMatchObject({ result: 'nothing', faults: [] });
      expect(await lookAt({ ...files, 'p/a.jpg': copy }, sources)).toMatchObject({ result: 'found', faults: [] });
    }
  });
});

it('finds the seller where marketplaces put it, by the pictures of their galleries', async () => {
  const items = Object.entries(LAYOUTS).map(([name, layout], at) => {
    const picture = `https://img.market.example/${at}.jpg`;
    const item = { number: at, seller: `seller-${at}`, title: name, picture };
    const address = layout.address(item);
    return {
      at: '2026-06-01T09:30:00Z',
      name: `p${at}`,
      address,
      html: layout.html(item),
      pictures: [{ address: picture, bytes: copy }],
    };
  });
  const files = Object.assign({}, ...items.map((item) => SAVED_FORMATS['warc']?.(item)));
  const { found, faults } = await lookAt(files);
  expect(found.sort()).toEqual(items.map(({ address }, at) => `${address} seller-${at}`).sort());
  expect(faults).toEqual([]);
});
