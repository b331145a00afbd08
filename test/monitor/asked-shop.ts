import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type MonitorQuery, type MonitorResult, monitor } from 'listing-lint';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { KEY, layShop, type ShopPictures, shopPictures, writeConfig } from './asking-shop.ts';
import { type SearchService, searchService } from './search-service.ts';

/** How a service of one's own is asked and answers. */
const GENERIC =
  'request: { method: POST, json: { image: $picture.base64, note: "$$5" } }, answer: { must: [{ at: /ok, is: true }], total: /total, results: [{ lists: [/hits], page: /page, picture: [/image], seller: /shop/name, price: /price, currency: /currency, at: /seen }] }';

interface AskedShop {
  readonly service: SearchService;
  readonly root: string;
  readonly pictures: ShopPictures;
  readonly http: () => string;
  readonly addressOf: (path: string) => string;
  readonly config: (service: string) => void;
  readonly acme: () => void;
  readonly run: (more?: Partial<MonitorQuery>) => Promise<MonitorResult>;
  /** All that a run has left behind, but pictures. */
  readonly allWritten: () => string;
}

/** A service on this machine for the tests of a file, and before each of them a new shop that may ask it. */
export const askedShop = (): AskedShop => {
  let service: SearchService;
  let pictures: ShopPictures;
  let root = '';
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
  const config = (more: string): void => writeConfig(root, more);
  return {
    get service() {
      return service;
    },
    get root() {
      return root;
    },
    get pictures() {
      return pictures;
    },
    http,
    addressOf: (path) => `http://${service.host}${path}`,
    config,
    acme: () => config(`{ name: acme, use: http, works: [originals/lamp.jpg], ${http()}, ${GENERIC} }`),
    run: (more = {}) => monitor({ cwd: root, ask: ['acme'], asOf: '2026-06-08', env: { ACME_KEY: KEY }, ...more }),
    allWritten: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.jpg$/.test(entry.name))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
        .join('\n'),
  };
};
