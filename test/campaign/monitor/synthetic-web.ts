// A web of shops as a crawler sees it, over four weeks, and what of it is stolen: drawn anew for each seed, the same for the same one.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { ATTACKS, type Base } from '../../bench/hash/attacks.ts';
import { baseOfFile } from '../../bench/thefts/photos.ts';
import { hasPlainGround, THEFTS, type Theft } from '../../bench/thefts/theft-attacks.ts';
import { type Answer, warcFile } from './warc-writer.ts';

export interface WebPlan {
  readonly works: number;
  /** Pages of a week, at least. */
  readonly pages: number;
  readonly thefts: number;
  readonly licensed: number;
  /** Works that very many shops show, and how many do. */
  readonly floods: number;
  readonly floodListings: number;
  readonly takedowns: number;
  /** Of those, how many come back. */
  readonly relistings: number;
  /** Longer side of ordinary pictures, px. */
  readonly side: number;
  /** Photos in the place of what is drawn. */
  readonly photos?: WebPhotos;
}

export interface WebPhotos {
  /** Files, as many as works and floods; thefts are such as `test/bench/thefts` makes as well. */
  readonly works: readonly string[];
  /** Files of other shops: half of what nobody has stolen, and what fills collages. */
  readonly others: readonly string[];
}

export const WEEKS = ['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22'] as const;

/** What a run of a week has to tell. */
export interface WeekTruth {
  readonly fresh: ReadonlyMap<string, string>;
  readonly gone: ReadonlySet<string>;
  readonly back: ReadonlySet<string>;
}

const random = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** A product on a ground, another one for each seed: shapes, a gradient, texture. */
export const sceneOf = async (seed: number, side: number): Promise<Base> => {
  const next = random(seed);
  for (let i = 0; i < 8; i++) next();
  const [width, height] = next() < 0.5 ? [side, Math.round(side * 0.75)] : [Math.round(side * 0.8), side];
  const colour = (): string =>
    `hsl(${Math.floor(next() * 360)} ${20 + Math.floor(next() * 60)}% ${20 + Math.floor(next() * 55)}%)`;
  const shapes = Array.from({ length: 14 + Math.floor(next() * 14) }, () => {
    const [x, y] = [(0.08 + 0.84 * next()) * width, (0.08 + 0.84 * next()) * height];
    const [w, h] = [(0.03 + 0.2 * next()) * width, (0.03 + 0.2 * next()) * height];
    const turn = `transform="rotate(${Math.floor(next() * 180)} ${x} ${y})" fill="${colour()}"`;
    return next() < 0.5
      ? `<ellipse cx="${x}" cy="${y}" rx="${w}" ry="${h}" ${turn}/>`
      : `<rect x="${x - w}" y="${y - h}" width="${2 * w}" height="${2 * h}" rx="${next() * w}" ${turn}/>`;
  });
  const ground = next() < 0.5 ? '#f6f6f4' : colour();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/>${shapes.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten()
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

export const encoded = ({ data, width, height }: Base, quality: number): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();

interface Item {
  readonly address: string;
  readonly seller: string;
  readonly picture: string;
  readonly make: () => Promise<Buffer>;
  /** First week in which it is there. */
  readonly from: number;
}

const MARKETS = ['market-a.example', 'market-b.example', 'market-c.example', 'www.etsy.com', 'www.aliexpress.com'];
const pathOn = (market: string, n: number): string =>
  market === 'www.etsy.com'
    ? `/listing/${100_000 + n}`
    : market === 'www.aliexpress.com'
      ? `/item/${100_000 + n}.html`
      : `/item/${n}`;

export class SyntheticWeb {
  readonly plan: WebPlan;
  readonly #items: Item[] = [];
  /** Thefts by the address of their page: the attack. */
  readonly thefts = new Map<string, string>();
  readonly #takedowns: readonly string[];

  constructor(plan: WebPlan) {
    this.plan = plan;
    const { works, thefts, licensed, floods, floodListings, takedowns } = plan;
    let n = 0;
    const add = (seller: string, from: number, make: Item['make'], host?: string): string => {
      const market = host ?? MARKETS[n % MARKETS.length] ?? '';
      const address = `https://${market}${pathOn(market, n)}`;
      this.#items.push({
        address,
        seller,
        picture: `https://img.${market.replace(/^www\./, '')}/p/${n}.jpg`,
        make,
        from,
      });
      n++;
      return address;
    };
    const attacks = [...ATTACKS, ...(plan.photos === undefined ? [] : THEFTS.map((theft) => this.#photoAttack(theft)))];
    for (let i = 0; i < thefts; i++) {
      const attack = attacks[i % attacks.length];
      if (attack === undefined) continue;
      const work = i % works;
      const from = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3][i % 10] ?? 0;
      const make = async (): Promise<Buffer> => attack.make(await this.workBase(work), random(i + 77));
      this.thefts.set(add(`seller-${i % Math.ceil(thefts / 4)}`, from, make), attack.name);
    }
    for (let i = 0; i < licensed; i++) {
      const make = async (): Promise<Buffer> => encoded(await this.workBase(i % works), 75);
      if (i % 2 === 0) add('Licensed Lamps', 0, make);
      else add('Partner', 0, make, 'partner-shop.example');
    }
    for (let f = 0; f < floods; f++) {
      for (let i = 0; i < floodListings; i++) {
        const quality = 40 + ((i * 7) % 55);
        add(`dropshipper-${i}`, 0, async () => encoded(await this.workBase(works + f), quality));
      }
    }
    while (this.#items.length < plan.pages) {
      const seed = 1_000_000 + n;
      add(`shop-${n % 400}`, 0, () => this.#ordinary(seed));
    }
    const stolen = [...this.thefts.keys()];
    this.#takedowns = this.#items
      .filter(({ address, from }) => from === 0 && stolen.includes(address))
      .slice(3, 3 + takedowns)
      .map(({ address }) => address);
  }

  /** One that is in no crawl, and shows none of the works. */
  async ordinaryPicture(): Promise<Buffer> {
    return encoded(await sceneOf(999_999, this.plan.side), 80);
  }

  workBase(n: number): Promise<Base> {
    const photo = this.plan.photos?.works[n];
    return photo === undefined ? sceneOf(n + 1, 800) : baseOfFile(photo);
  }

  /** Every other one is a photo of another shop, a little different each time. */
  async #ordinary(seed: number): Promise<Buffer> {
    const others = this.plan.photos?.others ?? [];
    const photo = seed % 2 === 0 ? others[(seed / 2) % others.length] : undefined;
    if (photo === undefined) return encoded(await sceneOf(seed, this.plan.side), 80);
    return encoded(await baseOfFile(photo), 60 + (seed % 37));
  }

  /** A theft of `test/bench/thefts`; a ground that is not plain cannot be replaced, and such a photo is cropped. */
  #photoAttack({ name, needsPlainGround, make }: Theft): {
    readonly name: string;
    readonly make: (base: Base, next: () => number) => Promise<Buffer>;
  } {
    const others = this.plan.photos?.others ?? [];
    const crop = THEFTS.find((each) => each.name === 'crop 30 %')?.make ?? make;
    return {
      name,
      make: async (base, next) => {
        const some = [0, 1, 2].flatMap(() => others[Math.floor(next() * others.length)] ?? []);
        const isPossible = needsPlainGround !== true || hasPlainGround(base);
        return (isPossible ? make : crop)(base, await Promise.all(some.map(baseOfFile)), next);
      },
    };
  }

  /** The shop whose works are stolen: config, originals, a listing a work. */
  async layShop(root: string, more = ''): Promise<void> {
    const put = (path: string, bytes: Buffer | string): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    };
    const { works, floods } = this.plan;
    put('listings/lamp/1.jpg', await encoded(await this.workBase(0), 85));
    for (let i = 0; i < works + floods; i++) put(`originals/work-${i}.jpg`, await encoded(await this.workBase(i), 92));
    put(
      'listing-lint.config.yaml',
      [
        'extends: [recommended]',
        'originals: ["originals/**"]',
        'listings: ["listings/*"]',
        'cases: ["cases/*.yaml"]',
        'monitoring: ["monitoring/*.yaml"]',
        'monitor:',
        '  licensees:',
        '    - { name: Licensed Lamps Ltd, seller: Licensed Lamps }',
        '    - { name: The partner, domain: partner-shop.example, until: 2027-12-31 }',
        more,
        '',
      ].join('\n'),
    );
  }

  /** Whether a page is up in a week: takedowns are gone from the second week, and the first of them back in the fourth. */
  #isUp({ address, from }: Item, week: number): boolean {
    const at = this.#takedowns.indexOf(address);
    if (week < from) return false;
    return at < 0 || week === 0 || (week === 3 && at < this.plan.relistings);
  }

  /** What the run of a week has to tell, where every theft is found. */
  truth(week: number): WeekTruth {
    const stolen = this.#items.filter(({ address }) => this.thefts.has(address));
    const fresh = stolen.filter(({ from }) => from === week);
    const were = (at: number) => stolen.filter((item) => at >= 0 && this.#isUp(item, at));
    const gone = were(week - 1).filter((item) => !this.#isUp(item, week));
    const back = stolen.filter((item) => item.from < week && this.#isUp(item, week) && !this.#isUp(item, week - 1));
    return {
      fresh: new Map(fresh.map(({ address }) => [address, this.thefts.get(address) ?? ''])),
      gone: new Set(gone.map(({ address }) => address)),
      back: new Set(back.map(({ address }) => address)),
    };
  }

  /** The crawl of a week. Pictures that the caller keeps by address are not drawn again. */
  async crawl(week: number, file: string, drawn: Map<string, Buffer> = new Map()): Promise<void> {
    const warc = warcFile(file);
    const at = (n: number): string => `${WEEKS[week]}T${String(n % 24).padStart(2, '0')}:00:00Z`;
    const html = 'text/html; charset=utf-8';
    const put = (answer: Omit<Answer, 'at'>, n: number): Promise<void> => warc.put({ ...answer, at: at(n) });
    for (const [n, item] of this.#items.entries()) {
      if (week < item.from) continue;
      if (!this.#isUp(item, week)) {
        // Gone is not always said by a status.
        const isSaid = n % 2 === 0;
        await put(
          { address: item.address, type: html, status: isSaid ? 404 : 200, body: '<h1>No longer available</h1>' },
          n,
        );
        continue;
      }
      let bytes = drawn.get(item.picture) ?? (await item.make());
      drawn.set(item.picture, bytes);
      // Now and then a server encodes its pictures anew, and gives them another address.
      const isAnew = week === 2 && n % 5 === 0;
      if (isAnew) bytes = await sharp(bytes).jpeg({ quality: 82 }).toBuffer();
      const picture = isAnew ? item.picture.replace('/p/', '/p2/') : item.picture;
      const page = {
        address: `${item.address}${week % 2 === 1 ? '?utm_source=mail' : ''}`,
        type: html,
        body: pageOf(item, picture, n),
      };
      const order = n % 2 === 0 ? [page] : [];
      for (const each of order) await put(each, n);
      await put({ address: picture, type: 'image/jpeg', body: bytes }, n);
      if (order.length === 0) await put(page, n);
      // Pages of a category show the pictures of many offers.
      if (n % 40 === 39) {
        const some = this.#items.slice(n - 20, n).map(({ picture: src }) => `<img src="${src}">`);
        await put(
          { address: `https://market-a.example/search?page=${n}`, type: html, body: `<h1>Lamps</h1>${some.join('')}` },
          n,
        );
      }
    }
    await warc.end();
  }
}

const pageOf = ({ seller, address }: Item, picture: string, n: number): string => {
  const price = 10 + (Number.parseInt(createHash('md5').update(address).digest('hex').slice(0, 4), 16) % 900) / 10;
  const offer = {
    '@type': 'Offer',
    price: price.toFixed(2),
    priceCurrency: 'EUR',
    seller: { '@type': 'Organization', name: seller },
  };
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: `Item ${n}`,
    image: [picture],
    offers: offer,
  };
  return `<!doctype html><title>Item ${n}</title><script type="application/ld+json">${JSON.stringify(data)}</script>
<h1>Item ${n}</h1><img src="${picture}" alt=""><p>Sold by ${seller}</p>`;
};
