import { monitor } from 'listing-lint';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { askedShop } from './asked-shop.ts';
import { KEY, writeConfig } from './asking-shop.ts';
import { json, picture } from './search-service.ts';

const shop = askedShop();
const { addressOf } = shop;

describe('a known service, by its documentation', () => {
  it('TinEye', async () => {
    writeConfig(
      shop.root,
      `{ name: tineye, use: tineye, works: [originals/lamp.jpg], address: "http://${shop.service.host}/rest/search/", ownHosts: ["${shop.service.host}"] }`,
    );
    shop.service.answers.set('/tineye/7', picture(shop.pictures.copy));
    shop.service.answers.set(
      '/rest/search/',
      json({
        code: 200,
        messages: [],
        stats: { total_results: 1, total_backlinks: 2 },
        results: {
          matches: [
            {
              image_url: addressOf('/tineye/7'),
              domain: 'market.example',
              score: 88,
              backlinks: [
                { url: addressOf('/dead.jpg'), backlink: 'https://market.example/item/7', crawl_date: '2025-02-03' },
                { url: addressOf('/tineye/7'), backlink: 'https://other.example/9', crawl_date: '2025-02-03' },
              ],
            },
          ],
        },
      }),
    );
    const { report } = await monitor({
      cwd: shop.root,
      asOf: '2026-06-08',
      ask: ['tineye'],
      env: { TINEYE_API_KEY: KEY },
    });
    const [asked] = shop.service.received;
    expect(asked).toMatchObject({
      method: 'POST',
      headers: { 'x-api-key': KEY, 'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/) },
    });
    const form = await new Response(new Uint8Array(asked?.body ?? []), {
      headers: { 'content-type': asked?.headers['content-type'] ?? '' },
    }).formData();
    expect([...form.keys()].sort()).toEqual(['image_upload', 'limit', 'offset', 'order', 'sort']);
    const file = form.get('image_upload');
    expect(file instanceof Blob && (await sharp(Buffer.from(await file.arrayBuffer())).metadata()).format).toBe('jpeg');
    expect(report.checks[0]?.found?.map(({ listing }) => listing).sort()).toEqual([
      'https://market.example/item/7',
      'https://other.example/9',
    ]);
  });

  it('Google Vision', async () => {
    writeConfig(
      shop.root,
      `{ name: vision, use: google-vision, works: [originals/lamp.jpg], address: "http://${shop.service.host}/v1/images:annotate", ownHosts: ["${shop.service.host}"] }`,
    );
    shop.service.answers.set('/7.jpg', picture(shop.pictures.copy));
    const web = {
      pagesWithMatchingImages: [
        {
          url: 'https://market.example/7',
          pageTitle: 'A <b>lamp</b>',
          fullMatchingImages: [{ url: addressOf('/7.jpg') }],
        },
        { url: 'https://market.example/bare' },
      ],
      fullMatchingImages: [{ url: addressOf('/7.jpg') }],
    };
    shop.service.answers.set('/v1/images:annotate', json({ responses: [{ webDetection: web }] }));
    const { report } = await monitor({
      cwd: shop.root,
      asOf: '2026-06-08',
      ask: ['vision'],
      env: { GOOGLE_VISION_API_KEY: KEY },
    });
    expect(shop.service.received[0]?.headers['x-goog-api-key']).toBe(KEY);
    expect(JSON.parse(String(shop.service.received[0]?.body))).toEqual({
      requests: [
        {
          image: { content: expect.stringMatching(/^\/9j\//) },
          features: [{ type: 'WEB_DETECTION', maxResults: 100 }],
        },
      ],
    });
    const [check] = report.checks;
    expect(check?.found?.map(({ listing }) => listing)).toEqual(['https://market.example/7']);
    expect(check?.run?.looked).toMatchObject({ faults: 1, pictures: 1 });
    shop.service.answers.set('/v1/images:annotate', json({ responses: [{ error: { code: 7, message: KEY } }] }));
    const failed = await monitor({
      cwd: shop.root,
      ask: ['vision'],
      asOf: '2026-06-09',
      env: { GOOGLE_VISION_API_KEY: KEY },
    });
    expect(failed.report.checks[0]?.run?.looked.firstFaults).toEqual([
      'vision: originals/lamp.jpg: was not searched for: it tells of a fault at /responses/0/error',
    ]);
    expect(failed.report.checks[0]?.run?.looked.whole).toBe(false);
  });
});
