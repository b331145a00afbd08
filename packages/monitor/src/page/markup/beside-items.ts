/** Of a text that is a value; a name or an address is shorter. */
const MOST_VALUE = 2000;
const MOST_REFERENCES = 20_000;
const MOST_SAID = 500;
/** Attributes by which scripts of shops load a picture later. */
export const LATER: readonly string[] = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-zoom-image',
  'data-large-image',
  'data-lazyload',
  'data-ks-lazyload',
];
/** Attributes with larger forms of a picture: an address, or JSON with addresses. */
const LARGER = ['data-old-hires', 'data-a-dynamic-image'];

/** Addresses of pictures in a text that is no HTML: JSON, a script. As written, without the escapes of slashes. Linear in the length. */
export const addressesIn = (text: string): readonly string[] =>
  [...text.replace(/\\u002f|\\\//gi, '/').matchAll(/(?:https?:)?\/\/[^\s"'<>()\\]{4,2000}/gi)].flatMap(([address]) =>
    /\.(?:jpe?g|png|webp|avif)(?:$|[?#_!@&])/i.test(address) ? [address] : [],
  );

const referencesOf = (tag: string, attributes: Attributes): readonly string[] => {
  const some = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => attributes[name]?.slice(0, MOST_VALUE) ?? []);
  if (tag === 'img' || tag === 'source')
    return [
      ...some(...LATER),
      ...addressesIn(some(...LARGER).join(' ')),
      ...setOf(attributes['srcset']),
      ...setOf(attributes['data-srcset']),
    ];
  if (tag === 'video') return some('poster');
  if (tag === 'link' && attributes['as'] === 'image') return some('href');
  const isPicture = /\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])/i;
  return tag === 'a' && isPicture.test(attributes['href'] ?? '') ? some('href') : [];
};

/** Elements of the site rather than of the page: who is logged in has a link there. */
const CHROME = new Set(['header', 'nav', 'footer']);
const MOST_LINK_TEXT = 200;
const MOST_OF_A_SET = 50;

/** Addresses of `a.jpg 1x, b.jpg 640w`. (HTML, 4.8.4.2.1 srcset) */
export const setOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .slice(0, MOST_OF_A_SET * MOST_VALUE)
    .split(/\s+/)
    .map((word) => word.replace(DESCRIPTOR, '').replace(/,$/, ''))
    .filter((word) => word !== '')
    .slice(0, MOST_OF_A_SET);

/** `1x`, `640w,`, `50h`, or the `2x,` of `2x,b.jpg`. */
const DESCRIPTOR = /^[\d.]+[wxh](?:,|$)/;

const saidInHead = (tag: string, attributes: Attributes): [string, string] | undefined => {
  const [name, value] =
    tag === 'meta'
      ? [attributes['property'] ?? attributes['name'], attributes['content']]
      : tag === 'base'
        ? ['base', attributes['href']]
        : tag === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes['rel'] ?? '')
          ? ['canonical', attributes['href']]
          : [];
  return name === undefined || value === undefined
    ? undefined
    : [name.toLowerCase().slice(0, MOST_VALUE), value.slice(0, MOST_VALUE)];
};

interface Attributes {
  readonly [name: string]: string;
}

/** What is found of a page beside its pictures and items. */
interface BesideItems {
  /** Whatever else leads to a picture, as written: other sizes, previews for social networks, links. */
  readonly references: readonly string[];
  /** What the head says of the page: `canonical`, `base`, `title`, and `property` or `name` of its `meta`, small letters. */
  readonly head: ReadonlyMap<string, string>;
  /** Links outside of `header` and `nav`, with their text. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** Gathers it while the tags of a page go by. */
export const besideItems = () => {
  const references: string[] = [];
  const head = new Map<string, string>();
  const links: { href: string; text: string }[] = [];
  let title: string | undefined;
  let link: { href: string; text: string } | undefined;
  let chrome = 0;
  const found: BesideItems = { references, head, links };
  return {
    found,
    open: (tag: string, attributes: Attributes): void => {
      if (references.length < MOST_REFERENCES) references.push(...referencesOf(tag, attributes));
      const said = saidInHead(tag, attributes);
      if (said !== undefined && head.size < MOST_SAID && !head.has(said[0])) head.set(...said);
      if (tag === 'title' && !head.has('title')) title = '';
      if (CHROME.has(tag)) chrome++;
      const { href } = attributes;
      if (tag === 'a' && href !== undefined && chrome === 0 && links.length < MOST_REFERENCES) {
        link = { href: href.slice(0, MOST_VALUE), text: '' };
        links.push(link);
      }
    },
    text: (text: string): void => {
      if (link !== undefined && link.text.length < MOST_LINK_TEXT) link.text += text;
      if (title !== undefined && title.length < MOST_VALUE) title += text;
    },
    close: (tag: string): void => {
      if (CHROME.has(tag)) chrome--;
      if (tag === 'a') link = undefined;
      if (tag !== 'title' || title === undefined) return;
      head.set('title', title.replace(/\s+/g, ' ').trim().slice(0, MOST_VALUE));
      title = undefined;
    },
  };
};
