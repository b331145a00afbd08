import { posix } from 'node:path';
import { FILLER_WORDS, FRONT_WORDS, foldWord, MAIN_WORDS, OTHER_WORDS } from './picture-words.ts';

/** The picture that its name calls the main one. */
export interface NamedMain {
  readonly path: string;
  /** What the name says, to stand behind "its name": `says "front"`. */
  readonly why: string;
  /** The part of the name that says it, a word or `0`; none where the other names say it. */
  readonly part?: string;
}

/**
 * The main picture of a listing by the names of its pictures, which come in natural order; undefined where the names say no more than that
 * order. In order of trust: a word for the main picture, the shop's own numbers, the name that the others add to (`mug` beside `mug-2`), a
 * nought at the end, a word for the front, the first of the longest series; never one of another view where there are others.
 */
export const mainByName = (paths: readonly string[]): NamedMain | undefined => {
  const names = paths.map(nameOf);
  const says = saying(names);
  const main = MAIN_WORDS.map((words) => says.first(names, words)).find((found) => found !== undefined);
  if (main !== undefined) return main;
  const beside = names.filter(({ folder }) => folder === names[0]?.folder);
  if (areNumbered(beside)) return undefined;
  const views = beside.filter((name) => !says.isOtherView(name));
  const pool = views.length > 0 ? views : beside;
  const bare = addedTo(pool);
  if (bare) return { path: bare.path, why: 'is the one that others add to' };
  const nought = pool.find(({ number }) => number === 0);
  if (nought) return { path: nought.path, why: 'ends in 0', part: nought.tokens.at(-1)?.text ?? '0' };
  const front = says.first(pool, FRONT_WORDS);
  if (front) return front;
  const series = firstOfSeries(pool);
  if (series && series !== pool[0]) return { path: series.path, why: 'begins a series' };
  const [first] = pool;
  return first === undefined || first === names[0] ? undefined : { path: first.path, why: 'says no other view' };
};

/** A file's name, taken apart. */
interface Name extends Words {
  readonly path: string;
  readonly folder: string;
}

interface Words {
  readonly tokens: readonly Token[];
  /** Those that are no numbers or filler words. */
  readonly telling: readonly Token[];
  /** The number at its end. */
  readonly number?: number;
}

interface Token {
  readonly text: string;
  readonly folded: string;
}

/** Runs of capitals, of other letters (with one capital before) and of digits: `mugMain_01` is three, `PT01` two. */
const TOKEN = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lt}\p{Lm}\p{Lo}]+|\d+/gu;

const nameOf = (path: string): Name => {
  const folder = posix.dirname(path);
  const base = posix.basename(path);
  const words = lately.get(base) ?? wordsOf(base);
  if (lately.size >= MOST_LATELY) lately.clear();
  lately.set(base, words);
  return { path, folder, ...words };
};

/** Words of file names: pictures of many listings are called the same. */
const lately = new Map<string, Words>();
const MOST_LATELY = 1024;

const wordsOf = (base: string): Words => {
  const { name } = posix.parse(base);
  const tokens = (name.normalize('NFC').match(TOKEN) ?? []).map((text) => ({ text, folded: foldWord(text) }));
  const last = tokens.at(-1);
  return {
    tokens,
    telling: tokens.filter((token) => !isFiller(token)),
    ...(last !== undefined && isNumber(last) ? { number: Number(last.text) } : {}),
  };
};

const isNumber = ({ text }: Token): boolean => /^\d+$/.test(text);
const isFiller = (token: Token): boolean => isNumber(token) || FILLER_WORDS.has(token.folded);

/** What words say of the pictures of one listing. */
interface Saying {
  /** The first name with a word of a set at its beginning or end. */
  readonly first: (names: readonly Name[], words: ReadonlySet<string>) => NamedMain | undefined;
  /** Whether a name says that it shows another view, at its end or inside of it. */
  readonly isOtherView: (name: Name) => boolean;
}

/**
 * A word that all names share is of the product's name and says nothing. Inside of a name `cover` is the product's, and is so elsewhere too;
 * a view may stand before a colour (`tee_back_black`), in half of the names at most.
 */
const saying = (names: readonly Name[]): Saying => {
  // Counted where a word is found that matters: most names have none.
  let owners: ReadonlyMap<string, number> | undefined;
  let within: ReadonlyMap<string, number> | undefined;
  const isShared = ({ folded }: Token): boolean => {
    owners ??= countsOf(names.map(({ tokens }) => tokens));
    return owners.get(folded) === names.length;
  };
  const inside = ({ folded }: Token): number => {
    within ??= countsOf(names.map(({ telling }) => telling.slice(1, -1)));
    return within.get(folded) ?? 0;
  };
  return {
    first: (some, words) => {
      for (const { path, telling } of some) {
        const word = [telling.at(-1), telling[0]].find(
          (token) => token !== undefined && words.has(token.folded) && !isShared(token) && inside(token) === 0,
        )?.text;
        if (word !== undefined) return { path, why: `says "${word}"`, part: word };
      }
      return undefined;
    },
    isOtherView: ({ telling }) =>
      (telling.length === 1 ? telling : telling.slice(1)).some(
        (token) => OTHER_WORDS.has(token.folded) && !isShared(token) && 2 * inside(token) <= names.length,
      ),
  };
};

/** In how many lists each word stands. */
const countsOf = (lists: readonly (readonly Token[])[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const list of lists) {
    for (const word of new Set(list.map(({ folded }) => folded))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
};

/** The name that more than half of the others begin with and go on from. */
const addedTo = (names: readonly Name[]): Name | undefined => {
  const continued = new Map<string, number>();
  for (const { tokens } of names) {
    let head = '';
    for (const { folded } of tokens.slice(0, -1)) {
      head = `${head} ${folded}`;
      continued.set(head, (continued.get(head) ?? 0) + 1);
    }
  }
  return names.find(({ tokens }) => {
    const whole = tokens.map(({ folded }) => ` ${folded}`).join('');
    return 2 * (continued.get(whole) ?? 0) > names.length - 1;
  });
};

/** Numbers below this are a shop's own order; a camera's are larger. */
const MOST_POSITIONS = 100;

/** Whether all names have a number where they first differ: the shop has put them in its own order. */
const areNumbered = (names: readonly Name[]): boolean => {
  const shared = sharedTokens(names);
  return (
    names.length > 1 &&
    names.every(({ tokens }) => {
      const next = tokens[shared];
      return next !== undefined && isNumber(next) && Number(next.text) < MOST_POSITIONS;
    })
  );
};

const sharedTokens = ([first, ...others]: readonly Name[]): number => {
  const tokens = first?.tokens ?? [];
  const end = tokens.findIndex(({ folded }, k) => others.some((other) => other.tokens[k]?.folded !== folded));
  return end < 0 ? tokens.length : end;
};

/** The first picture of the series that more than half of the names belong to: `mug-1` of `mug-1 mug-2 mug-3 box`. */
const firstOfSeries = (names: readonly Name[]): Name | undefined => {
  const series = new Map<string, Name[]>();
  for (const name of names) {
    if (name.number === undefined) continue;
    const head = name.tokens.slice(0, -1).map(({ folded }) => folded);
    series.set(head.join(' '), [...(series.get(head.join(' ')) ?? []), name]);
  }
  const most = [...series.values()].find((members) => members.length > 1 && 2 * members.length > names.length);
  return most?.[0];
};
