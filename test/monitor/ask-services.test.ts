import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKnownError, lint, type MonitorQuery } from 'listing-lint';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scene } from '../watermark/shop.ts';
import { askedShop } from './asked-shop.ts';
import { KEY } from './asking-shop.ts';
import { json, picture } from './search-service.ts';

const { version } = z
  .looseObject({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../packages/cli/package.json'), 'utf8')));

const shop = askedShop();
const { acme, addressOf, allWritten, config, http, run } = shop;

describe('a service that is asked', () => {
  it('gets what the config says and nothing else, and what it answers is compared, told and kept', {
    tags: 'full',
  }, async () => {
    acme();
    shop.service.answers.set(
      '/search',
      json({
        ok: true,
        total: 2,
        hits: [
          {
            page: 'https://market.example/item/7?utm_source=x',
            image: addressOf('/7.jpg'),
            shop: { name: 'bright-lamps' },
            price: 19.9,
            currency: 'EUR',
            seen: '2024-01-01',
          },
          { page: 'https://market.example/item/8', image: addressOf('/8.jpg') },
        ],
      }),
    );
    shop.service.answers.set('/7.jpg', picture(shop.pictures.copy));
    shop.service.answers.set('/8.jpg', picture(await scene(5).jpeg().toBuffer()));
    const { report, hasNews, isCut, render } = await run();
    const [first, ...rest] = shop.service.received;
    expect(first).toMatchObject({
      method: 'POST',
      path: '/search',
      headers: { 'x-api-key': KEY, 'user-agent': `listing-lint/${version}`, accept: 'application/json' },
    });
    const sent = JSON.parse(String(first?.body));
    expect(Object.keys(sent)).toEqual(['image', 'note']);
    expect(sent.note).toBe('$5');
    const seen = await sharp(Buffer.from(sent.image, 'base64')).metadata();
    expect([seen.format, seen.exif, seen.xmp, seen.icc]).toEqual(['jpeg', undefined, undefined, undefined]);
    expect(rest.map(({ path, headers }) => [path, headers['x-api-key']])).toEqual([
      ['/7.jpg', undefined],
      ['/8.jpg', undefined],
    ]);
    expect([hasNews, isCut]).toEqual([true, false]);
    const [check] = report.checks;
    expect(check).toMatchObject({ kind: 'reverse-search', places: expect.arrayContaining(['acme']), result: 'found' });
    // The lamp of the listing is the one that was searched for, so all listings were.
    expect(check?.listings ?? null).toBeNull();
    expect(check?.found).toEqual([
      expect.objectContaining({
        listing: 'https://market.example/item/7?utm_source=x',
        seller: 'bright-lamps',
        hit: expect.objectContaining({ certainty: 'copy', price: 19.9, currency: 'EUR', capturedAt: '2026-06-08' }),
      }),
    ]);
    const file = check?.found?.[0]?.hit?.picture?.file ?? '';
    expect(readFileSync(join(shop.root, file)).equals(shop.pictures.copy)).toBe(true);
    expect(await render('text')).toContain('1 new');
    expect(allWritten()).not.toContain(KEY);
    expect(readdirSync(join(shop.root, '.listing-lint/monitor'))).toEqual(['.gitignore']);
    // The same run is on record, and nothing is sent again.
    shop.service.received.length = 0;
    expect((await run()).report.wasOnRecord).toBe(true);
    expect(shop.service.received).toEqual([]);
  });

  it('by --dry-run: says what would be sent, and sends and writes nothing', async () => {
    acme();
    const { report, render } = await run({ dryRun: true });
    expect(shop.service.received).toEqual([]);
    expect(readdirSync(shop.root).sort()).toEqual(['listing-lint.config.yaml', 'listings', 'originals']);
    expect(report.checks).toEqual([]);
    expect(report.wouldSend).toEqual([
      expect.objectContaining({
        service: 'acme',
        method: 'POST',
        address: addressOf('/search'),
        key: { env: 'ACME_KEY', isSet: true },
        headers: expect.objectContaining({ 'x-api-key': '$ACME_KEY' }),
      }),
    ]);
    const text = await render('text');
    expect(text).toMatch(/JPEG of originals\/lamp\.jpg, \d+ × \d+ px, \d+ bytes, no metadata, sha256 [0-9a-f]{64}/);
    expect(text + (await render('json'))).not.toContain(KEY);
    const { report: unset } = await run({ dryRun: true, env: {} });
    expect(unset.wouldSend?.[0]?.key).toEqual({ env: 'ACME_KEY', isSet: false });
    // What it said is what is sent.
    shop.service.answers.set('/search', json({ ok: true, hits: [] }));
    await run();
    expect(shop.service.received[0]?.body.length).toBe(report.wouldSend?.[0]?.bytes);
  });

  it('that finds nothing has found nothing, and the search counts as done', async () => {
    acme();
    shop.service.answers.set('/search', json({ ok: true, total: 0, hits: [] }));
    const { report, hasNews, isCut } = await run();
    expect([report.checks[0]?.result, hasNews, isCut]).toEqual(['nothing', false, false]);
    const { report: linted } = await lint({
      cwd: shop.root,
      asOf: '2026-06-09',
      only: ['monitoring-due', 'monitoring-file-valid'],
    });
    expect(linted.findings.map(({ message }) => message)).toEqual([
      'no look through the listings of others is on record',
    ]);
  });

  it('is asked once for each work that it answered, also where a run was stopped', async () => {
    config(
      `{ name: acme, use: http, works: ["originals/**"], ${http()}, request: { method: POST, json: { image: $picture.base64 } }, answer: { must: [{ at: /ok }], results: [{ lists: [/hits], picture: [/image] }] } }`,
    );
    shop.service.answers.set('/search', (response) =>
      shop.service.received.length === 1 ? json({ ok: 1, hits: [] })(response) : void response.writeHead(400).end(),
    );
    const first = await run();
    expect([shop.service.received.length, first.isCut]).toEqual([2, true]);
    shop.service.answers.set('/search', json({ ok: 1, hits: [] }));
    const second = await run();
    expect([shop.service.received.length, second.isCut, second.report.checks[0]?.result]).toEqual([
      3,
      false,
      'nothing',
    ]);
    expect(existsSync(join(shop.root, '.listing-lint/monitor', 'asked.jsonl'))).toBe(false);
  });

  it('is not asked for more than it may see, for works that are none of ours, without its key, or where the config does not name it', async () => {
    const refused = async (more: Partial<MonitorQuery> = {}): Promise<string> => {
      const error = await run(more).then(
        () => new Error('it was asked'),
        (thrown: unknown) => thrown,
      );
      return isKnownError(error, 'usage') ? error.message : String(error);
    };
    acme();
    expect(await refused({ env: {} })).toBe('acme cannot be asked: ACME_KEY is not set');
    expect(await refused({ ask: ['acne'] })).toBe('there is no service acne in the config');
    expect(await refused({ ask: [] })).toContain('nothing says where to look');
    expect(await refused({ sources: ['originals'] })).toContain('not both');
    const REST = `${http()}, request: { method: GET, query: { sha256: $picture.sha256 } }, answer: { must: [{ at: /ok }], results: [{ lists: [/hits], page: /p }] } }`;
    config(`{ name: acme, use: http, works: [originals/none.jpg], ${REST}`);
    expect(await refused()).toBe('works of the service acme match no picture of yours');
    config(`{ name: acme, use: http, works: ["originals/**", gone/1.jpg], ${REST}`);
    expect(await refused()).toBe('works of the service acme name what is not there');
    config(`{ name: acme, use: http, works: ["originals/**"], mostWorks: 1, ${REST}`);
    expect(await refused()).toContain('2 pictures, and 1 are sent in one run at most');
    expect(shop.service.received).toEqual([]);
  });
});
