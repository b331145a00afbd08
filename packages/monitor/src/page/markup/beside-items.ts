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
];

const referencesOf = (tag: string, attributes: Attributes): readonly string[] => {
  const some = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => attributes[name]?.slice(0, MOST_VALUE) ?? []);
  if (tag === 'img' || tag === 'source')
    return [...some(...LATER), ...setOf(attributes['srcset']), ...setOf(attributes['data-srcset'])];
  if (tag === 'video') return some('poster');
  if (tag === 'link' && attributes['as'] === 'image') return some('href');
  const isPicture = /\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])/i;
  return tag === 'a' && isPicture.test(attributes['href'] ?? '') ? some('href') : [];
};

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
}

/** Gathers it while the tags of a page go by. */
export const besideItems = () => {
  const references: string[] = [];
  const head = new Map<string, string>();
  let title: string | undefined;
  const found: BesideItems = { references, head };
  return {
    found,
    open: (tag: string, attributes: Attributes): void => {
      if (references.length < MOST_REFERENCES) references.push(...referencesOf(tag, attributes));
      const said = saidInHead(tag, attributes);
      if (said !== undefined && head.size < MOST_SAID && !head.has(said[0])) head.set(...said);
      if (tag === 'title' && !head.has('title')) title = '';
    },
    text: (text: string): void => {
      if (title !== undefined && title.length < MOST_VALUE) title += text;
    },
    close: (tag: string): void => {
      if (tag !== 'title' || title === undefined) return;
      head.set('title', title.replace(/\s+/g, ' ').trim().slice(0, MOST_VALUE));
      title = undefined;
    },
  };
};
