import { ListingLintError } from '@listing-lint/core/plugin';
import { Parser } from 'htmlparser2';
import { besideItems } from './beside-items.ts';
import { type DisplayedPicture, displayedPictures, MOST_SHOWN } from './displayed-pictures.ts';
import { itemTypes, type PageItem, type PageValue } from './item.ts';

/** What is looked at of a page. */
export interface Markup {
  /** Items of microdata that lie in no other, and blocks of JSON-LD as they stand. */
  readonly items: readonly PageItem[];
  readonly jsonLd: readonly { readonly line: number; readonly text: string }[];
  /** Addresses of pictures, as written. */
  readonly pictures: readonly string[];
  /** Whatever else leads to a picture, as written: other sizes, previews for social networks, links. */
  readonly references: readonly string[];
  /** Pictures that it shows, each with all addresses that it may come from. */
  readonly shown: readonly DisplayedPicture[];
  /** Addresses of pages in its frames, as written. */
  readonly frames: readonly string[];
  /** What the head says of the page: `canonical`, `base`, `title`, and `property` or `name` of its `meta`, small letters. */
  readonly head: ReadonlyMap<string, string>;
  /** Links outside of `header`, `nav` and `footer`, with their text. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** Texts of its scripts, and of the data for them, without JSON-LD. */
  readonly scripts: readonly string[];
  /** Whether it has an element at all. */
  readonly isHtml: boolean;
}

/** Browsers stop at 512. */
const DEEPEST = 2000;
/** Pages within pages, as `srcdoc`; each is written in characters of the outer one. */
const DEEPEST_FRAMES = 8;
const MOST_ITEMS = 20_000;
/** Of a text that is a value; a name or an address is shorter. */
const MOST_VALUE = 2000;
const VOID_VALUE: { readonly [tag: string]: string | undefined } = {
  meta: 'content',
  a: 'href',
  area: 'href',
  link: 'href',
  img: 'src',
  source: 'src',
  iframe: 'src',
  object: 'data',
  time: 'datetime',
  data: 'value',
};

/** A value that is the text of an element which is not closed yet. */
interface OpenText {
  readonly of: OpenItem;
  readonly names: readonly string[];
  value: string;
}
interface Open {
  readonly item: OpenItem | undefined;
  readonly text: OpenText | undefined;
}
interface OpenItem {
  readonly types: readonly string[];
  readonly line: number;
  readonly properties: Map<string, PageValue[]>;
}

/**
 * The structured data and the pictures of a page, by one walk of its tags: no tree is made, so that time grows with length alone. Nothing runs
 * and nothing is loaded. Throws `content-too-large` where it nests too deep or holds too many items or pictures. (HTML, microdata: 5.2.4 values.)
 */
export const markupOf = (html: string, depth = 0): Markup => {
  const lineOf = lines(html);
  const found: { items: PageItem[]; jsonLd: { line: number; text: string }[]; pictures: string[] } = {
    items: [],
    jsonLd: [],
    pictures: [],
  };
  const beside = besideItems();
  const pictures = displayedPictures();
  const stack: Open[] = [];
  // Of the stack those that have one, so that no tag has to look through all of it.
  const openItems: OpenItem[] = [];
  const openTexts: OpenText[] = [];
  const scripts: string[] = [];
  let script: { line: number; text: string } | undefined;
  let plainScript: string | undefined;
  let itemCount = 0;
  let isHtml = false;
  const open = (tag: string, attributes: { readonly [name: string]: string }, line: number): Open => {
    const parent = openItems.at(-1);
    const names = words(attributes['itemprop']);
    if (attributes['itemscope'] !== undefined) {
      itemCount++;
      if (itemCount > MOST_ITEMS) throw tooLarge(`more than ${MOST_ITEMS} items`);
      const item: OpenItem = { types: itemTypes(words(attributes['itemtype'])), line, properties: new Map() };
      if (parent === undefined || names.length === 0) found.items.push(item);
      else put(parent, names, item);
      return { item, text: undefined };
    }
    if (parent === undefined || names.length === 0) return { item: undefined, text: undefined };
    const attribute = VOID_VALUE[tag];
    const value = attribute === undefined ? undefined : attributes[attribute];
    if (value !== undefined) put(parent, names, value.slice(0, MOST_VALUE));
    return { item: undefined, text: value === undefined ? { of: parent, names, value: '' } : undefined };
  };

  const parser = new Parser({
    onopentag: (tag, attributes) => {
      isHtml = true;
      if (stack.length >= DEEPEST) throw tooLarge(`elements ${DEEPEST} deep`);
      const line = lineOf(parser.startIndex);
      if (tag === 'img' && attributes['src'] !== undefined) found.pictures.push(attributes['src'].slice(0, MOST_VALUE));
      beside.open(tag, attributes);
      pictures.open(tag, attributes);
      if (pictures.isFull()) throw tooLarge(`more than ${MOST_SHOWN} pictures`);
      if (tag === 'script' && /^application\/ld\+json\b/i.test(attributes['type']?.trim() ?? ''))
        script = { line, text: '' };
      else if (tag === 'script') plainScript = '';
      const opened = open(tag, attributes, line);
      stack.push(opened);
      if (opened.item !== undefined) openItems.push(opened.item);
      if (opened.text !== undefined) openTexts.push(opened.text);
    },
    ontext: (text) => {
      if (script !== undefined) script.text += text;
      if (plainScript !== undefined) plainScript += text;
      beside.text(text);
      for (const value of openTexts) if (value.value.length < MOST_VALUE) value.value += text;
    },
    onclosetag: (tag) => {
      if (tag === 'script' && script !== undefined) {
        found.jsonLd.push(script);
        script = undefined;
      }
      if (tag === 'script' && plainScript !== undefined) {
        if (plainScript.trim() !== '') scripts.push(plainScript);
        plainScript = undefined;
      }
      beside.close(tag);
      pictures.close(tag);
      const { item, text } = stack.pop() ?? {};
      if (item !== undefined) openItems.pop();
      if (text === undefined) return;
      openTexts.pop();
      put(text.of, text.names, text.value.replace(/\s+/g, ' ').trim().slice(0, MOST_VALUE));
    },
  });
  parser.end(html);
  if (pictures.documents.length > 0 && depth >= DEEPEST_FRAMES) throw tooLarge(`frames ${DEEPEST_FRAMES} deep`);
  const inner = pictures.documents.map((document) => markupOf(document, depth + 1));
  return {
    ...{ ...found, ...beside.found, scripts, isHtml },
    pictures: [...found.pictures, ...inner.flatMap((each) => each.pictures)],
    shown: [...pictures.shown, ...inner.flatMap(({ shown }) => shown)],
    frames: [...pictures.frames, ...inner.flatMap(({ frames }) => frames)],
  };
};

const put = (item: OpenItem, names: readonly string[], value: PageValue): void => {
  for (const name of names) {
    const values = item.properties.get(name);
    if (values === undefined) item.properties.set(name, [value]);
    else values.push(value);
  }
};

const words = (text: string | undefined): readonly string[] => (text ?? '').split(/\s+/).filter((word) => word !== '');

const tooLarge = (what: string): ListingLintError =>
  new ListingLintError('content-too-large', `the page has ${what}, more than is looked at`);

/** Lines of places that are asked for in their order. */
const lines = (text: string): ((at: number) => number) => {
  let line = 1;
  let seen = 0;
  return (at) => {
    for (; seen < at; seen++) if (text.charCodeAt(seen) === 10) line++;
    return line;
  };
};
