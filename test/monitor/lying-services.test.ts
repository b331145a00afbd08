import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { describe, expect, it } from 'vitest';
import { askedShop } from './asked-shop.ts';
import { KEY } from './asking-shop.ts';
import { json, picture } from './search-service.ts';

const shop = askedShop();
const { acme, addressOf, allWritten, run } = shop;

describe('a service that lies or fails', () => {
  const lies: readonly (readonly [string, () => void, RegExp])[] = [
    [
      'an error',
      () => shop.service.answers.set('/search', (response) => void response.writeHead(500).end('x')),
      /answers with status 500 \(2 tries\)/,
    ],
    [
      'a refused key',
      () => shop.service.answers.set('/search', (response) => void response.writeHead(403).end(KEY)),
      /answers with status 403$/,
    ],
    [
      'no JSON',
      () => shop.service.answers.set('/search', (response) => void response.end('not json')),
      /its answer is no JSON/,
    ],
    [
      'HTML',
      () =>
        shop.service.answers.set(
          '/search',
          (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'),
        ),
      /is a page \(HTML\) and no JSON/,
    ],
    ['an empty object', () => shop.service.answers.set('/search', json({})), /has nothing at \/ok/],
    [
      'another code',
      () => shop.service.answers.set('/search', json({ ok: KEY, hits: [] })),
      /does not say true at \/ok/,
    ],
    [
      'another type of list',
      () => shop.service.answers.set('/search', json({ ok: true, hits: { 0: 'x' } })),
      /no list at \/hits/,
    ],
    [
      'fewer results than it has',
      () => shop.service.answers.set('/search', json({ ok: true, total: 500, hits: [] })),
      /has 500 results, and sent 0/,
    ],
    ...[undefined, '5'].map((total): [string, () => void, RegExp] => [
      `the total ${total}`,
      () => shop.service.answers.set('/search', json({ ok: true, total, hits: [] })),
      /no number of results at \/total/,
    ]),
    [
      'a redirect to elsewhere',
      () =>
        shop.service.answers.set(
          '/search',
          (response) => void response.writeHead(307, { location: 'https://elsewhere.example/' }).end(),
        ),
      /leads elsewhere, which is not followed/,
    ],
    [
      'half an answer',
      () =>
        shop.service.answers.set('/search', (response) => {
          response.writeHead(200, { 'content-length': 99 }).write('{"ok":true');
          setTimeout(() => response.destroy(), 10);
        }),
      /breaks off \(2 tries\)/,
    ],
    [
      'a long wait',
      () =>
        shop.service.answers.set(
          '/search',
          (response) => void response.writeHead(429, { 'retry-after': '86400' }).end(),
        ),
      /status 429, and asks to wait 86400 s/,
    ],
  ];
  it.each(lies)('that gives %s has not looked', { tags: 'full' }, async (_what, lie, words) => {
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
    shop.service.answers.set('/search', json({}));
    await run();
    const { report: linted } = await lint({
      cwd: shop.root,
      asOf: '2026-06-09',
      only: ['monitoring-due', 'monitoring-file-valid'],
    });
    expect(linted.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('no reverse search for our pictures is on record'),
    ]);
    // The same command asks again.
    shop.service.answers.set('/search', json({ ok: true, total: 0, hits: [] }));
    expect((await run()).report.checks[0]?.result).toBe('nothing');
    expect(readdirSync(join(shop.root, 'monitoring'))).toHaveLength(2);
  });

  it('whose pictures cannot be had is told so, place by place', async () => {
    acme();
    const places = ['/page', '/none.jpg', '/private'];
    shop.service.answers.set(
      '/page',
      (response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<h1>no picture</h1>'),
    );
    shop.service.answers.set(
      '/private',
      (response) => void response.writeHead(302, { location: 'http://169.254.169.254/x' }).end(),
    );
    shop.service.answers.set(
      '/search',
      json({
        ok: true,
        total: 8,
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
    shop.service.answers.set('/7.jpg', picture(shop.pictures.copy));
    shop.service.answers.set(
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
