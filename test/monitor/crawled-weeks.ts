import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { warcFile } from '../campaign/monitor/warc-writer.ts';
import { runIn } from '../scenarios/scenario.ts';
import { put, scene } from '../watermark/shop.ts';

/** An item of a market, as one week's crawl found it. */
export interface CrawledItem {
  readonly item: number;
  readonly seller: string;
  /** Seed of the scene that it shows; null where the page is gone. */
  readonly shows: number | null;
}

export const address = (item: number): string => `https://market.example/item/${item}`;
export const CONFIG = `extends: [recommended]
originals: ["originals/*"]
cases: ["cases/*.yaml"]
monitoring: ["monitoring/*.yaml"]
`;

/** A shop with one original a seed, which is monitored week after week. */
export const monitoredShop = async (seeds: readonly number[] = [1], config = CONFIG) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'crawled-weeks-')));
  put(root, 'listing-lint.config.yaml', config);
  for (const seed of seeds) put(root, `originals/${seed}.jpg`, await scene(seed).jpeg().toBuffer());
  const command = (day: string, ...argv: readonly string[]) => runIn(root, [...argv, '--as-of', day]);
  return {
    root,
    command,
    read: (path: string): string => readFileSync(join(root, path), 'utf8'),
    /** Monitors a crawl of these items on a day. */
    crawl: async (day: string, items: readonly CrawledItem[], ...argv: readonly string[]) => {
      const warc = warcFile(join(root, `${day}.warc.gz`));
      const at = `${day}T09:00:00Z`;
      for (const { item, seller, shows } of items) {
        const image = `https://img.example/${shows}.jpg`;
        const offer = { '@type': 'Offer', price: '9.00', priceCurrency: 'EUR', seller: { name: seller } };
        const data = { '@type': 'Product', name: `Item ${item}`, image, offers: offer };
        const body = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
        const status = shows === null ? 404 : 200;
        await warc.put({ address: address(item), at, type: 'text/html', status, body: shows === null ? '' : body });
      }
      for (const seed of new Set(items.flatMap(({ shows }) => shows ?? []))) {
        const body = await scene(seed).resize(300).jpeg({ quality: 70 }).toBuffer();
        await warc.put({ address: `https://img.example/${seed}.jpg`, at, type: 'image/jpeg', body });
      }
      await warc.end();
      return command(day, 'monitor', `${day}.warc.gz`, '--draft-cases', ...argv);
    },
  };
};
