import { builtInProfiles } from '../profile/profiles.ts';

/** A name as it is compared: `Tern & Tide`, `@tern & tide` and the same in wide letters are one. */
const plain = (name: string): string =>
  name.normalize('NFKC').trim().replace(/^@+/, '').replace(/\s+/g, ' ').toLowerCase();

/** The account that an address of a platform's is of, by what its profile says of such addresses; undefined for other texts. */
const accountOfAddress = (text: string): string | undefined => {
  if (!/^(?:https?:\/\/|www\.)/i.test(text)) return undefined;
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  const path = `${hostname.replace(/^www\./, '')}${pathname}`.replace(/\/+$/, '');
  for (const pattern of builtInProfiles().platforms.flatMap(({ accountAddresses }) => accountAddresses?.value ?? [])) {
    const [before = '', after = ''] = pattern.split('{account}');
    const account = path.slice(before.length, path.length - after.length);
    if (path.startsWith(before) && path.endsWith(after) && account !== '' && !account.includes('/'))
      return decoded(account);
  }
  // Nobody says whose it is: the same address is the same account.
  return path;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What an account or a seller is known by: letters of all widths and cases, blanks around it, an @ before it and the address of its page make no other. */
export const accountKey = (name: string | number): string => {
  const text = String(name).normalize('NFKC').trim();
  return plain(accountOfAddress(text) ?? text);
};

/** Without what people leave out or mistake: blanks and marks; of an address the last part. */
const skeleton = (key: string): string =>
  (key.includes('/') ? (key.split('/').at(-1) ?? key) : key).normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');

const isNumber = (text: string): boolean => /^\d+$/.test(text);
const LEAST_LETTERS = 5;

/** Whether two names that are not one may have been meant to be: they differ in marks alone, or in one letter of a longer word. */
export const areAlike = (a: string | number, b: string | number): boolean => {
  const [one, other] = [accountKey(a), accountKey(b)];
  if (one === other) return false;
  const [x, y] = [skeleton(one), skeleton(other)];
  if (x === '' || y === '') return false;
  if (x === y) return true;
  // Numbers, and names that end in a number, are told apart by one digit.
  const isNumbered = x.replace(/\d+/g, '') === y.replace(/\d+/g, '');
  return !isNumber(x) && !isNumbered && Math.min(x.length, y.length) >= LEAST_LETTERS && isOneEdit(x, y);
};

/** Whether one letter more, less, other or two swapped make one of the other. */
const isOneEdit = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (text: string, from: number): string => text.slice(from);
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1);
  const isSwapped =
    short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2);
  return isSwapped || rest(short, at + 1) === rest(long, at + 1);
};

/** Names by what they are like, so that those that are nearly one are found without comparing each with each. */
export class AlikeNames<Place extends { readonly name: string }> {
  private readonly bySketch = new Map<string, Place[]>();

  constructor(places: readonly Place[]) {
    for (const place of places) {
      for (const sketch of sketchesOf(place.name)) {
        const of = this.bySketch.get(sketch);
        if (of === undefined) this.bySketch.set(sketch, [place]);
        else if (of.length < MOST_OF_A_SKETCH) of.push(place);
      }
    }
  }

  /** Those whose names are nearly this one, and not this one. */
  like(name: string): readonly Place[] {
    const near = new Set(sketchesOf(name).flatMap((sketch) => this.bySketch.get(sketch) ?? []));
    return [...near].filter((place) => areAlike(name, place.name));
  }
}

const MOST_OF_A_SKETCH = 50;
const MOST_LETTERS = 100;

/** Two names one letter apart share one of these: the letters of a name, and them without one. */
const sketchesOf = (name: string): readonly string[] => {
  const letters = skeleton(accountKey(name)).slice(0, MOST_LETTERS);
  return [...new Set([letters, ...[...letters].map((_, at) => letters.slice(0, at) + letters.slice(at + 1))])];
};
