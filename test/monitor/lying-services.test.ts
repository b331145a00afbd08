import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lint, type MonitorQuery, monitor } from 'listing-lint';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEY, layShop, type ShopPictures, shopPictures, writeConfig } from './asking-shop.ts';
import { json, picture, type SearchService, searchService } from './search-service.ts';

let service: SearchService;
let root = '';
let pictures: ShopPictures;

beforeAll(async () => {
  service = await searchService();
  pictures = await shopPictures();
}, 120_000);
afterAll(() => service.close());
beforeEach(() => {
  root = layShop(pictures);
  service.received.length = 0;
  service.answers.clear();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const http = (): string =>
  `address: http://${service.host}/search, key: { env: ACME_KEY, header: x-api-key }, ownHosts: ["${service.host}"], tries: 2, perMinute: 6000`;
const GENERIC =
  'request: { method: POST, json: { image: $picture.base64, note: "$$5" } }, answer: { must: [{ at: /ok, is: true }], total: /total, results: [{ lists: [/hits], page: /page, picture: [/image], seller: /shop/name, price: /price, currency: /currency, at: /seen }] }';
const config = (more: string): void => writeConfig(root, more);
const acme = (): void => config(`{ name: acme, use: http, works: [originals/lamp.jpg], ${http()}, ${GENERIC} }`);

const run = (more: Partial<MonitorQuery> = {}) =>
  monitor({ cwd: root, ask: ['acme'], asOf: '2026-06-08', env: { ACME_KEY: KEY }, ...more });
const addressOf = (path: string): string => `http://${service.host}${path}`;
/** All that a run has left behind, but pictures. */
const allWritten = (): string =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.jpg$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('a service that lies or fails', () => {
  const lies: readonly (readonly [string, () => void, RegExp])[] = [
    [
      'an error',
      () => service.answers.set('/search', (response) => void response.writeHead(500).end('x')),
      /answers with status 500 \(2 tries\)/,
    ],
    [
      'a refused key',
      () => service.answers.set('/search', (response) => void response.writeHead(403).end(KEY)),
      /answers with status 403$/,
    ],
    [
      'no JSON',
      () => service.answers.set('/search', (response) => void response.end('not json')),
      /its answer is no JSON/,
    ],
    [
      'HTML',
      () =>
        service.answers.set(
          '/search',
          (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'),
        ),
      /is a page \(HTML\) and no JSON/,
    ],
    ['an empty object', () => service.answers.set('/search', json({})), /has nothing at \/ok/],
    ['another code', () => service.answers.set('/search', json({ ok: KEY, hits: [] })), /does not say true at \/ok/],
    [
      'another type of list',
      () => service.answers.set('/search', json({ ok: true, hits: { 0: 'x' } })),
      /no list at \/hits/,
    ],
    [
      'fewer results than it has',
      () => service.answers.set('/search', json({ ok: true, total: 500, hits: [] })),
      /has 500 results, and sent 0/,
    ],
    [
      'a redirect to elsewhere',
      () =>
        service.answers.set(
          '/search',
          (response) => void response.writeHead(307, { location: 'https://elsewhere.example/' }).end(),
        ),
      /leads elsewhere, which is not followed/,
    ],
    [
      'half an answer',
      () =>
        service.answers.set('/search', (response) => {
          response.writeHead(200, { 'content-length': 99 }).write('{"ok":true');
          setTimeout(() => response.destroy(), 10);
        }),
      /breaks off \(2 tries\)/,
    ],
    [
      'a long wait',
      () =>
        service.answers.set('/search', (response) => void response.writeHead(429, { 'retry-after': '86400' }).end()),
      /status 429, and asks to wait 86400 s/,
    ],
  ];
  it.each(lies)('that gives %s has not looked', async (_what, lie, words) => {
    acme();
    lie();
    const { report, isCut, render } = await run();
    const [check] = report.checks;
    expect([check?.result, check?.run?.looked.whole, isCut]).toEqual(['incomplete', false, true]);
    expect(check?.run?.looked.firstFaults).toEqual([expect.stringMatching(words)]);
    const text = (await render('text')) + (await render('json')) + allWritten();
    expect(text).not.toContain(KEY);
  });

  it('that has not looked is no search that was done, and the same command asks again', async () => {
    acme();
    service.answers.set('/search', json({}));
    await run();
    const { report: linted } = await lint({
      cwd: root,
      asOf: '2026-06-09',
      only: ['monitoring-due', 'monitoring-file-valid'],
    });
    expect(linted.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('no reverse search for our pictures is on record'),
    ]);
    // The same command asks again.
    service.answers.set('/search', json({ ok: true, hits: [] }));
    expect((await run()).report.checks[0]?.result).toBe('nothing');
    expect(readdirSync(join(root, 'monitoring'))).toHaveLength(2);
  });

  it('whose pictures cannot be had is told so, place by place', async () => {
    acme();
    const places = ['/page', '/none.jpg', '/private'];
    service.answers.set(
      '/page',
      (response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<h1>no picture</h1>'),
    );
    service.answers.set(
      '/private',
      (response) => void response.writeHead(302, { location: 'http://169.254.169.254/x' }).end(),
    );
    service.answers.set(
      '/search',
      json({
        ok: true,
        hits: [
          ...places.map((path) => ({ page: `https://market.example${path}`, image: addressOf(path) })),
          { page: 'https://market.example/bare' },
          { page: 'javascript:alert(1)', image: 'data:image/png;base64,x' },
          'text',
          null,
          { image: 'http://10.0.0.1/x.jpg' },
        ],
      }),
    );
    const { report, isCut } = await run();
    const [check] = report.checks;
    expect([check?.result, isCut]).toEqual(['incomplete', true]);
    expect(check?.run?.looked).toMatchObject({ whole: true, faults: 6, pictures: 0 });
    expect(check?.run?.looked.firstFaults).toEqual([
      'acme: originals/lamp.jpg: 3 of its results name no address of the web',
      expect.stringContaining('it is no picture that is known'),
      expect.stringContaining('answers with status 404'),
      expect.stringContaining('none of the public internet'),
      expect.stringContaining('https://market.example/bare: the service names the page and no picture of it'),
      expect.stringContaining('http://10.0.0.1/x.jpg was not looked at: its address is none of the public internet'),
    ]);
  });

  it('that echoes the key, or writes what a terminal obeys, has neither written anywhere', async () => {
    acme();
    service.answers.set('/7.jpg', picture(pictures.copy));
    service.answers.set(
      '/search',
      json({
        ok: true,
        hits: [
          {
            page: `https://market.example/item?k=${encodeURIComponent(KEY)}`,
            image: addressOf('/7.jpg'),
            shop: { name: `\u001b[2J${KEY}\u202e<script>alert(1)</script>` },
          },
        ],
      }),
    );
    const { report, render } = await run();
    expect(report.checks[0]?.found).toHaveLength(1);
    const all = (await render('text')) + (await render('json')) + allWritten();
    expect(all).not.toContain(KEY);
    expect(all).not.toContain(encodeURIComponent(KEY));
    expect(await render('text')).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
  });
});
