import { getDomainWithoutSuffix } from 'tldts';
import type { Markup } from '../page/markup/markup.ts';

/** Where the pages of a marketplace name the seller when their structured data does not. */
interface Layout {
  /** Of the page: its domain without suffix. */
  readonly domain: string;
  /** Path and query of a page that offers one product. */
  readonly item: RegExp;
  /** Keys in the data of scripts, the most reliable first; `a.b` is `b` in the object `a`. */
  readonly keys: readonly string[];
  /** Path and query of a link to the seller; its group is the account. Without one the text of the link is the name. */
  readonly link?: RegExp;
}

/** Keys and links as the pages had them in 2025 and 2026: a page whose layout has changed has no seller, and is reported all the same. */
const LAYOUTS: readonly Layout[] = [
  { domain: 'aliexpress', item: /^\/item\//, keys: ['storeName', 'sellerName'], link: /^\/store\/\d+/ },
  {
    domain: 'amazon',
    item: /\/(?:dp|gp\/product)\/[A-Z0-9]{10}/,
    keys: ['merchantName'],
    link: /[?&]seller=A[A-Z0-9]{8,}/,
  },
  { domain: 'ebay', item: /^\/itm\//, keys: ['sellerUserName'], link: /^\/(?:str|usr)\/([^/?#]+)/ },
  { domain: 'etsy', item: /\/listing\/\d/, keys: ['shop_name'], link: /\/shop\/([^/?#]+)/ },
  {
    domain: 'shopee',
    item: /-i\.\d+\.\d+|^\/product\/\d+\/\d+/,
    keys: ['shop_detailed.name', 'shopName'],
    link: /^\/shop\/\d+/,
  },
  { domain: 'temu', item: /-g-\d+\.html|[?&]goods_id=\d/, keys: ['mallName'], link: /[?&]mall_id=\d/ },
  { domain: 'taobao', item: /^\/item\.htm/, keys: ['sellerNick', 'shopName'] },
  { domain: 'tmall', item: /^\/item\.htm/, keys: ['sellerNick', 'shopName'] },
  { domain: '1688', item: /^\/offer\/\d/, keys: ['companyName', 'sellerLoginId'] },
];
/** Of shops that are on no marketplace. */
const KEYS = ['sellerName', 'shopName', 'storeName'];

/** Returns what the layout of a marketplace says of a page; both undecided for pages of others. Pure. */
export const layoutFactsOf = (
  address: string | null,
  { scripts, links }: Pick<Markup, 'scripts' | 'links'>,
): { readonly seller: string | undefined; readonly isItem: boolean } => {
  const url = address === null ? undefined : new URL(address);
  const layout = LAYOUTS.find(({ domain }) => url !== undefined && getDomainWithoutSuffix(url.hostname) === domain);
  const script = scripts.join('\n');
  const plain = script.replaceAll('\\"', '"');
  const inScript = (keys: readonly string[]): string | undefined =>
    keys.flatMap((key) => textAfter(script, key) ?? textAfter(plain, key) ?? [])[0];
  if (layout === undefined) return { seller: inScript(KEYS), isItem: false };
  const [accounts, texts]: [string[], string[]] = [[], []];
  for (const { href, text } of links) {
    const target = URL.canParse(href, address ?? undefined) ? new URL(href, address ?? undefined) : undefined;
    if (target === undefined || getDomainWithoutSuffix(target.hostname) !== layout.domain) continue;
    const found = layout.link?.exec(target.pathname + target.search);
    if (found?.[1] !== undefined) accounts.push(found[1]);
    else if (found && text.trim() !== '') texts.push(text);
  }
  const [seller] = [...accounts, inScript(layout.keys) ?? [], ...texts].flat();
  return { seller, isItem: url !== undefined && layout.item.test(url.pathname + url.search) };
};

/** Characters of a name, and between an object and a key in it. */
const MOST_NAME = 200;
const MOST_BETWEEN = 2000;

/** The text behind a key of JSON, or of an object in a script; undefined where there is none. */
const textAfter = (script: string, key: string): string | undefined => {
  const [outer, inner] = key.split('.');
  const name = (of = ''): string => `(?<![\\w$])["']?${of}["']?\\s*[:=]\\s*`;
  if (inner !== undefined) {
    const found = new RegExp(`${name(outer)}\\{`).exec(script);
    const start = found === null ? 0 : found.index + found[0].length;
    return found === null ? undefined : textAfter(script.slice(start, start + MOST_BETWEEN), inner);
  }
  const quoted = (mark: string): string => `${mark}((?:[^${mark}\\\\\\n]|\\\\.){1,${MOST_NAME}})${mark}`;
  const [, double, single] = new RegExp(`${name(key)}(?:${quoted('"')}|${quoted("'")})`).exec(script) ?? [];
  try {
    return double === undefined ? single : String(JSON.parse(`"${double}"`));
  } catch {
    return double;
  }
};
