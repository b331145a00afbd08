import { LATER, setOf } from './beside-items.ts';

/** A picture that a page shows: all addresses that it may come from, as written, of which a browser loads one. */
export interface DisplayedPicture {
  /** What is displayed without scripts: `src`, `srcset`, the sources of its `picture`, `url()` of its style. */
  readonly sources: readonly string[];
  /** What scripts put in its place: `data-src` and the like. */
  readonly later: readonly string[];
}

/** Characters of an address; data are cut off there. */
export const MOST_ADDRESS = 2000;
export const MOST_SHOWN = 20_000;
const URL_OF_STYLE = /url\(\s*(?:"([^"]{1,2000})|'([^']{1,2000})|([^"'()\s]{1,2000}))/gi;
/** Characters of a style that are read. */
const MOST_STYLE = 100_000;
/** Pictures that count who visits. */
const NO_SIZE = new Set(['0', '1', '0px', '1px']);

interface Attributes {
  readonly [name: string]: string;
}

/** Gathers the pictures and frames that a page displays while its tags go by. `isFull` once there are more than `MOST_SHOWN`. */
export const displayedPictures = () => {
  const shown: DisplayedPicture[] = [];
  /** Addresses of pages in frames, as written. */
  const frames: string[] = [];
  /** HTML of frames that stands in the page itself. */
  const documents: string[] = [];
  let picture: { readonly sources: string[]; readonly later: string[] } | undefined;
  const add = (sources: readonly string[], later: readonly string[] = []): void => {
    const cut = (texts: readonly string[]): readonly string[] => texts.map((text) => text.slice(0, MOST_ADDRESS));
    if (sources.length + later.length > 0) shown.push({ sources: cut(sources), later: cut(later) });
  };
  return {
    shown,
    frames,
    documents,
    isFull: (): boolean => shown.length + frames.length + documents.length > MOST_SHOWN,
    open: (tag: string, attributes: Attributes): void => {
      const style = (attributes['style'] ?? '').slice(0, MOST_STYLE);
      for (const [, ...urls] of style.matchAll(URL_OF_STYLE)) add(some(urls));
      if (tag === 'iframe' && attributes['srcdoc'] !== undefined) documents.push(attributes['srcdoc']);
      else frames.push(...frameOf(tag, attributes));
      if (tag === 'picture') picture = { sources: [], later: [] };
      const { sources, later } = pictureOf(tag, attributes);
      if (picture === undefined || (tag !== 'source' && tag !== 'img')) {
        // Outside of a `picture` a source is one of a video.
        if (tag !== 'source') add(sources, later);
        return;
      }
      picture.sources.push(...sources);
      picture.later.push(...later);
    },
    close: (tag: string): void => {
      if (tag !== 'picture' || picture === undefined) return;
      add(picture.sources, picture.later);
      picture = undefined;
    },
  };
};

const some = (texts: readonly (string | undefined)[]): readonly string[] => texts.flatMap((text) => text ?? []);

const NONE: DisplayedPicture = { sources: [], later: [] };

const PICTURE_NAME = /\.(?:jpe?g|png|webp|gif|avif|heic|tiff?|bmp)(?:[?#]|$)/i;

/** What an element embeds that takes pages and programs as well: a picture by its type, or by the name where no type is given. */
const embedded = (address = '', type = ''): DisplayedPicture =>
  (type === '' ? PICTURE_NAME.test(address) : /^image\//i.test(type)) ? { ...NONE, sources: [address] } : NONE;

/** Frames whose names say that they are pictures are displayed as pictures. */
const frameOf = (tag: string, { src, data, type = '' }: Attributes): readonly string[] => {
  const address = (tag === 'object' ? data : src)?.trim() ?? '';
  const isFrame =
    tag === 'iframe' || tag === 'frame'
      ? embedded(address, type) === NONE
      : (tag === 'object' || tag === 'embed') && (/\bhtml\b/i.test(type) || /\.x?html?(?:[?#]|$)/i.test(address));
  return isFrame && address !== '' ? [address.slice(0, MOST_ADDRESS)] : [];
};

const pictureOf = (tag: string, attributes: Attributes): DisplayedPicture => {
  const { src, srcset, width = '', height = '', poster, type } = attributes;
  switch (tag) {
    case 'img':
    case 'source':
      if (NO_SIZE.has(width.trim()) && NO_SIZE.has(height.trim())) return NONE;
      return {
        sources: [...(tag === 'img' ? some([src]) : []), ...setOf(srcset)],
        later: [...some(LATER.map((name) => attributes[name])), ...setOf(attributes['data-srcset'])],
      };
    case 'input':
      return type?.toLowerCase() === 'image' ? { ...NONE, sources: some([src]) } : NONE;
    case 'video':
      return { ...NONE, sources: some([poster]) };
    case 'image':
      return { ...NONE, sources: some([attributes['href'] ?? attributes['xlink:href']]) };
    case 'object':
      return embedded(attributes['data'], type);
    case 'embed':
    case 'frame':
    case 'iframe':
      return embedded(src, type);
    default:
      return NONE;
  }
};
