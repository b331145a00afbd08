import { fewNamed } from '@listing-lint/rules/kernel';
import type { PageSighting, ShownKeys } from '../source/page-sighting.ts';

/** What is known of the pictures of all sources, by their keys. */
export interface KnownKeys {
  /** It was told whether it is ours. */
  readonly isTold: (key: string) => boolean;
  /** It was in a source, whatever came of it, or its server says that it is gone. */
  readonly isSeen: (key: string) => boolean;
}

/** Characters of an address in a message. */
const MOST_NAME = 120;

/** Returns the pictures that a page shows and no source holds. Pure. */
export const unreadPictures = ({ shown }: Pick<PageSighting, 'shown'>, known: KnownKeys): readonly ShownKeys[] => {
  const standIns = standInsOf(shown);
  return shown.filter(({ sources, later }) => {
    if (later.length === 0) return !sources.some(known.isSeen);
    if (later.some(known.isSeen)) return false;
    // What a script replaces may be a spinner: it counts for the picture where it is told from ours, and stands for no other one.
    return !sources.some((key) => known.isTold(key) && !standIns.has(key));
  });
};

/** Keys that stand for several pictures until a script loads those. */
const standInsOf = (shown: readonly ShownKeys[]): ReadonlySet<string> => {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const { sources, later } of shown) {
    const [target] = later;
    if (target === undefined) continue;
    for (const key of sources) {
      if ((first.get(key) ?? target) !== target) several.add(key);
      first.set(key, target);
    }
  }
  return several;
};

/** `2 pictures of the page were not captured: a.jpg, b.jpg`, and for a saved page what to do. */
export const unreadSentence = (
  unread: readonly { readonly name: string }[],
  isSaved: boolean,
  noun: 'picture' | 'frame' = 'picture',
): string => {
  const names = unread.map(({ name }) => (name.length > MOST_NAME ? `${name.slice(0, MOST_NAME)}…` : name));
  const pictures = unread.length === 1 ? `${noun} of the page was` : `${noun}s of the page were`;
  const advice = isSaved ? '; save it as "web page, complete"' : '';
  return `${unread.length} ${pictures} not captured: ${fewNamed(names)}${advice}`;
};
