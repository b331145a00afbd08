import { itemsOfJsonLd, type PageItem, textsOf } from './markup/item.ts';
import type { Markup } from './markup/markup.ts';

/** What a page says of the rights in a picture. */
export interface StatedRights {
  /** Path of the picture of the shop that it means. */
  readonly picture: string;
  readonly line: number;
  readonly creators: readonly string[];
  readonly licences: readonly string[];
  readonly acquirePages: readonly string[];
}

export interface PageRights {
  readonly stated: readonly StatedRights[];
  /** Lines of blocks of JSON-LD that cannot be read. */
  readonly unread: readonly number[];
}

const allItems = (items: readonly PageItem[]): readonly PageItem[] => {
  const all: PageItem[] = [];
  const left = [...items];
  for (let item = left.pop(); item !== undefined; item = left.pop()) {
    all.push(item);
    for (const value of [...item.properties.values()].flat()) if (typeof value !== 'string') left.push(value);
  }
  return all;
};

/** What the ImageObjects of a page say of pictures of the shop; of others nothing is known. Pure. */
export const pageRightsOf = ({ items, jsonLd }: Markup, pictures: readonly string[]): PageRights => {
  const unread: number[] = [];
  const linked = jsonLd.flatMap(({ text, line }) => {
    const found = itemsOfJsonLd(text, line);
    if (found === undefined) unread.push(line);
    return found ?? [];
  });
  const find = pictureFinder(pictures);
  const stated = [...allItems(items), ...linked].flatMap((item) => {
    if (!item.types.includes('ImageObject')) return [];
    const picture = ['contentUrl', 'url', '@id']
      .flatMap((name) => textsOf(item, name))
      .flatMap((url) => find(url) ?? [])[0];
    if (picture === undefined) return [];
    return [
      {
        picture,
        line: item.line,
        creators: textsOf(item, 'creator'),
        licences: textsOf(item, 'license'),
        acquirePages: textsOf(item, 'acquireLicensePage'),
      },
    ];
  });
  return { stated: stated.toSorted((a, b) => a.line - b.line), unread };
};

/** The picture that an address means: the one whose path shares the most last steps with it; undefined where that is none, or several. */
const pictureFinder = (pictures: readonly string[]): ((address: string) => string | undefined) => {
  const byName = new Map<string, string[]>();
  for (const path of pictures) {
    const name = path.split('/').at(-1) ?? path;
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  return (address) => {
    const steps = stepsOf(address);
    const shared = (path: string): number => {
      const own = path.split('/').reverse();
      const differs = own.findIndex((step, index) => step !== steps[index]);
      return differs < 0 ? own.length : differs;
    };
    const [first, second] = (byName.get(steps[0] ?? '') ?? [])
      .map((path) => ({ path, length: shared(path) }))
      .sort((a, b) => b.length - a.length);
    return first === undefined || first.length === second?.length ? undefined : first.path;
  };
};

/** Steps of the path of an address, the last one first. */
const stepsOf = (address: string): readonly string[] => {
  try {
    return decodeURIComponent(new URL(address, 'http://page.invalid/').pathname).split('/').reverse();
  } catch {
    return [];
  }
};

/** What the file of a picture says. */
export interface FileRights {
  readonly creators: readonly string[];
  readonly licences: readonly string[];
  readonly acquirePages: readonly string[];
}

const MEANINGS = [
  ['creators', 'as creator'],
  ['licences', 'as licence'],
  ['acquirePages', 'as the page where a licence is to be had'],
] as const;

/** Where page and file both say something and nothing of it is the same. What one of them leaves unsaid is no contradiction. Pure. */
export const disagreementsOf = (stated: StatedRights, file: FileRights): readonly string[] =>
  MEANINGS.flatMap(([key, meaning]) => {
    const [ours, theirs] = [file[key], stated[key]];
    if (ours.length === 0 || theirs.length === 0) return [];
    const known = new Set(ours.map(plain));
    if (theirs.some((text) => known.has(plain(text)))) return [];
    return [
      `line ${stated.line}: the page names ${quoted(theirs)} ${meaning} of ${stated.picture}, the picture ${quoted(ours)}`,
    ];
  });

const quoted = (texts: readonly string[]): string => texts.map((text) => `“${text}”`).join(' and ');

/** Two spellings of one name or address. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^http:/i, 'https:')
    .replace(/\/$/, '')
    .toLowerCase();
