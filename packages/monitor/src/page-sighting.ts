import { hasPictureName } from '@listing-lint/rules/hash';
import { itemsOfJsonLd, type PageItem, textsOf } from './page/markup/item.ts';
import { type Markup, markupOf } from './page/markup/markup.ts';
import { webAddress } from './source/address.ts';
import type { StatedOffer } from './source/capture.ts';

/** What a page of a source shows and says. */
export interface PageSighting {
  /** Its own address: that of the capture, else the one it was saved from, else its canonical one; null where none is known. */
  readonly address: string | null;
  /** What its pictures are known by: addresses, and paths in the folder of the source. */
  readonly pictures: readonly string[];
  /** Picture files that a page saved in a folder shows, as paths in the folder of the source. */
  readonly files: readonly string[];
  /** Number of pictures inside the page itself, as `data:` addresses; placeholders do not count. */
  readonly inline: number;
  readonly offer: StatedOffer;
  /** Whether it offers a product, by its own data: category pages show the pictures of many. */
  readonly isOffer: boolean;
}

interface PagePlace {
  readonly address: string | null;
  /** Path in the folder of its source; null where it came by an address. */
  readonly path: string | null;
}

/** Reads a page of somebody else: which pictures it shows, who sells there, for how much. Nothing of it runs. Throws `content-too-large`. */
export const pageSighting = (html: string, { address, path }: PagePlace): PageSighting => {
  const markup = markupOf(html);
  const { head } = markup;
  const own = address ?? savedFrom(html) ?? webAddress(head.get('canonical') ?? head.get('og:url') ?? '');
  const base = webAddress(head.get('base') ?? '', own) ?? own;
  const linked = markup.jsonLd.flatMap(({ text, line }) => itemsOfJsonLd(text, line) ?? []);
  const items = [...allItems(markup.items), ...linked];
  const written = [
    ...markup.pictures,
    ...markup.references,
    ...['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image'].flatMap((name) => head.get(name) ?? []),
    ...items.flatMap((item) => ['image', 'contentUrl', 'thumbnailUrl'].flatMap((name) => textsOf(item, name))),
  ];
  const keys = written.flatMap((each) => [webAddress(each, base) ?? [], pathFrom(each, path) ?? []].flat());
  const files = markup.pictures.flatMap((each) => pathFrom(each, path) ?? []).filter(hasPictureName);
  const inline = markup.pictures.filter((each) => DATA_PICTURE.test(each) && each.length > PLACEHOLDER_LENGTH).length;
  return { address: own, pictures: [...new Set(keys)], files: [...new Set(files)], inline, ...offerOf(items, markup) };
};

const DATA_PICTURE = /^\s*data:image\/(?!svg)/i;
/** Characters of a `data:` address: placeholders of lazy loading (one pixel, a blurred 16 px preview) are shorter, photos of 200 px are not. */
const PLACEHOLDER_LENGTH = 1500;

/** What Chromium and others write when they save a page: `<!-- saved from url=(0023)https://shop.example/a -->`. */
const savedFrom = (html: string): string | null => {
  const [, address = ''] = /<!--\s*saved from url=\(\d{4}\)(\S{1,2000})\s*-->/.exec(html.slice(0, 5000)) ?? [];
  return webAddress(address);
};

/** A reference beside a saved page, as a path in the folder of the source. */
const pathFrom = (reference: string, page: string | null): string | undefined => {
  if (page === null || /^(?:[a-z][a-z0-9+.-]*:|\/\/|\/|#|\?)/i.test(reference)) return undefined;
  try {
    const plain = decodeURIComponent(reference.replace(/[?#].*$/, ''));
    const steps = [...page.split('/').slice(0, -1), ...plain.split('/')];
    const path: string[] = [];
    for (const step of steps) {
      if (step === '..') {
        if (path.pop() === undefined) return undefined;
      } else if (step !== '.' && step !== '') path.push(step);
    }
    return path.join('/');
  } catch {
    return undefined;
  }
};

const allItems = (items: readonly PageItem[]): readonly PageItem[] => {
  const all: PageItem[] = [];
  const left = [...items];
  for (let item = left.pop(); item !== undefined; item = left.pop()) {
    all.push(item);
    for (const value of [...item.properties.values()].flat()) if (typeof value !== 'string') left.push(value);
  }
  return all;
};

const isType = ({ types }: PageItem, ...names: readonly string[]): boolean =>
  types.some((type) => names.includes(type));

const MOST_TEXT = 200;

const offerOf = (
  items: readonly PageItem[],
  { head }: Markup,
): { readonly offer: StatedOffer; readonly isOffer: boolean } => {
  const product = items.find((item) => isType(item, 'Product', 'ProductGroup', 'IndividualProduct', 'ProductModel'));
  const offers = items.filter((item) => isType(item, 'Offer', 'AggregateOffer'));
  const among = [...offers, ...(product ? [product] : [])];
  const said = (...names: readonly string[]): string | null => {
    const [text] = names.flatMap((name) => among.flatMap((item) => textsOf(item, name)));
    return oneLine(text);
  };
  const metas = (...names: readonly string[]): string | null =>
    oneLine(names.flatMap((name) => head.get(name) ?? [])[0]);
  const currency = said('priceCurrency') ?? metas('product:price:currency', 'og:price:currency');
  return {
    offer: {
      seller: said('seller', 'offeredBy') ?? metas('product:retailer_title', 'og:seller'),
      title: oneLine(product === undefined ? undefined : textsOf(product, 'name')[0]) ?? metas('og:title', 'title'),
      price: amountOf(said('price', 'lowPrice') ?? metas('product:price:amount', 'og:price:amount')),
      currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
      unitsSold: null,
      counterfeit: false,
    },
    isOffer: product !== undefined || head.get('og:type') === 'product',
  };
};

const oneLine = (text: string | undefined): string | null => {
  const line = (text ?? '').replace(/\s+/g, ' ').trim().slice(0, MOST_TEXT);
  return line === '' ? null : line;
};

/** `1,299.00` and `1299` are amounts; what cannot be told (`1.299,00`, which reads in two ways) is none. */
const amountOf = (text: string | null): number | null => {
  const plain = (text ?? '').replace(/^(\d{1,3})(?:,(\d{3}))+(?=\.\d{2}$|$)/, (whole) => whole.replaceAll(',', ''));
  return /^\d{1,12}(?:\.\d{1,4})?$/.test(plain) ? Number(plain) : null;
};
