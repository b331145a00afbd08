import { addressesIn } from '../page/markup/beside-items.ts';
import { type DisplayedPicture, MOST_ADDRESS } from '../page/markup/displayed-pictures.ts';
import { itemsOfJsonLd, type PageItem, textsOf } from '../page/markup/item.ts';
import { type Markup, markupOf } from '../page/markup/markup.ts';
import { webAddress } from './address.ts';
import type { StatedOffer } from './capture.ts';
import { embeddedPictures, LEAST_EMBEDDED } from './embedded.ts';
import { layoutFactsOf } from './marketplace-layouts.ts';

/** What a page of a source shows and says. */
export interface PageSighting {
  /** Its own address: that of the capture, else the one it was saved from, else its canonical one; null where none is known. */
  readonly address: string | null;
  /** What its pictures are known by: addresses, and paths in the folder of the source. */
  readonly pictures: readonly string[];
  /** Pictures that it shows. */
  readonly shown: readonly ShownKeys[];
  /** Files of its frames: as written, and the path in the folder of the source; undefined where that leads out of the folder. Frames on the web are left out. */
  readonly frames: readonly { readonly name: string; readonly path: string | undefined }[];
  /** Whether it holds an element at all. */
  readonly isHtml: boolean;
  readonly offer: StatedOffer;
  /** Whether it offers a product, by its own data: category pages show the pictures of many. */
  readonly isOffer: boolean;
}

/** A picture that a page shows: what each address that it may come from is known by. */
export interface ShownKeys {
  /** The first address, as written. */
  readonly name: string;
  readonly sources: readonly string[];
  /** Those that a script loads in place of `sources`. */
  readonly later: readonly string[];
}

interface PagePlace {
  readonly address: string | null;
  /** Path in the folder of its source; null where it came by an address. */
  readonly path: string | null;
  /** As `CapturedPage.set`. */
  readonly set?: string;
}

/** Reads a page of somebody else: which pictures it shows, who sells there, for how much. Nothing of it runs. Throws `content-too-large`. */
export const pageSighting = (html: string, { address, path, set }: PagePlace): PageSighting => {
  const markup = markupOf(html);
  const { head } = markup;
  const own = address ?? savedFrom(html) ?? webAddress(head.get('canonical') ?? head.get('og:url') ?? '');
  const base = webAddress(head.get('base') ?? '', own) ?? own;
  const linked = markup.jsonLd.flatMap(({ text, line }) => itemsOfJsonLd(text, line) ?? []);
  const items = [...allItems(markup.items), ...linked];
  const beside = [
    ...markup.references,
    ...['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image'].flatMap((name) => head.get(name) ?? []),
    ...items.flatMap((item) => ['image', 'contentUrl', 'thumbnailUrl'].flatMap((name) => textsOf(item, name))),
  ];
  const scripted = markup.scripts.flatMap(addressesIn).slice(0, MOST_SCRIPTED);
  const written = [...markup.pictures, ...beside, ...scripted];
  const keysOf = (each: string): readonly string[] =>
    /^cid:/i.test(each) ? [`${each} ${set}`] : [webAddress(each, base) ?? [], pathFrom(each, path) ?? []].flat();
  const embedded = embeddedPictures(html).map(({ key }) => key);
  const shown = markup.shown.flatMap((each) => shownKeys(each, keysOf) ?? []);
  const named = [...beside.filter(isPicture), ...scripted.slice(0, 1)];
  return {
    address: own,
    pictures: [...new Set([...written.flatMap(keysOf), ...embedded])],
    // Of a page that scripts would fill, what it says of its pictures to search engines is all that is known of them.
    shown:
      shown.length > 0 || embedded.length > 0 || named[0] === undefined
        ? shown
        : [{ name: named[0], sources: named.flatMap(keysOf), later: [] }],
    frames: path === null ? [] : markup.frames.filter(isOnDisk).map((name) => ({ name, path: pathFrom(name, path) })),
    isHtml: markup.isHtml,
    ...offerOf(items, markup, own),
  };
};

/** Undefined for what is no picture to be compared: spacers, icons, vector drawings, templates; and for what stands in the page itself. */
const shownKeys = (
  { sources, later }: DisplayedPicture,
  keysOf: (address: string) => readonly string[],
): ShownKeys | undefined => {
  const [now, then] = [sources.filter(isPicture), later.filter(isPicture)];
  const [name] = [...now, ...then];
  if (name === undefined) return undefined;
  // Short data may be a blurred stand-in for what is loaded later.
  const embedded = [...now, ...then].filter((each) => /^data:/i.test(each.trim()));
  if (embedded.some((each) => then.length === 0 || each.length >= MOST_ADDRESS)) return undefined;
  return { name, sources: now.flatMap(keysOf), later: then.flatMap(keysOf) };
};

const isPicture = (address: string): boolean => {
  const text = address.trim();
  if (/^data:/i.test(text)) return !/^data:image\/svg/i.test(text) && text.length >= LEAST_EMBEDDED;
  return (
    text !== '' && !/^(?:#|about:|javascript:)|\{\{|\$\{|<%/i.test(text) && !/^[^?#]*\.svgz?(?:$|[?#])/i.test(text)
  );
};

/** What browsers, SingleFile and HTTrack write at the top of a page that they save. */
const SAVED_FROM: readonly RegExp[] = [
  /<!--\s*saved from url=\(\d{4}\)(\S{1,2000})\s*-->/,
  /<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,2000})\s/,
  /<!-- Mirrored from (\S{1,2000}) by HTTrack /,
];

/** Returns the address that a page was saved from; null where it does not say. */
const savedFrom = (html: string): string | null => {
  const head = html.slice(0, 5000);
  const [address] = SAVED_FROM.flatMap((pattern) => pattern.exec(head)?.[1] ?? []);
  return address === undefined ? null : (webAddress(address) ?? webAddress(`https://${address}`));
};

/** Whether a saved page refers to a file beside it, and not to the web, a script or a place in itself. */
const isOnDisk = (reference: string): boolean => /^file:|^(?![a-z][a-z0-9+.-]*:|\/|#|\?)/i.test(reference);

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
/** Addresses of pictures in the scripts of one page. */
const MOST_SCRIPTED = 20_000;

const offerOf = (
  items: readonly PageItem[],
  markup: Markup,
  address: string | null,
): { readonly offer: StatedOffer; readonly isOffer: boolean } => {
  const { head } = markup;
  const layout = layoutFactsOf(address, markup);
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
      seller: said('seller', 'offeredBy') ?? metas('product:retailer_title', 'og:seller') ?? oneLine(layout.seller),
      title: oneLine(product === undefined ? undefined : textsOf(product, 'name')[0]) ?? metas('og:title', 'title'),
      price: amountOf(said('price', 'lowPrice') ?? metas('product:price:amount', 'og:price:amount')),
      currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
      unitsSold: null,
      counterfeit: false,
    },
    isOffer: product !== undefined || layout.isItem || /^(?:og:)?product\b/.test(head.get('og:type') ?? ''),
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

/** The text of a page, by the encoding that it states in its first 1,024 bytes, as browsers look there (HTML, 4.2.5.4); UTF-8 where it states none that is known. */
export const pageText = (bytes: Buffer): string => {
  const [, label = ''] = /<meta[^>]{0,200}charset=["']?([\w-]{2,40})/i.exec(bytes.toString('latin1', 0, 1024)) ?? [];
  try {
    return new TextDecoder(label === '' ? 'utf-8' : label).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
};
