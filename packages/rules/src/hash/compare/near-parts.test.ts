// What a set finds for all its pictures at once, and what it takes over from an earlier set, is what each finds alone.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { type ComparedPicture, type Copy, type CopySearch, copySearch } from './copy-search.ts';
import { madePrints } from './test-prints.ts';

const RADIUS = 40;
/** Few of them follow from the same models. */
const set = (seed: number, count: number): readonly ComparedPicture[] =>
  Array.from({ length: Math.ceil(count / 6) }, (_, family) => madePrints(seededRandom(100 * seed + family), 6))
    .flatMap((prints, family) =>
      prints.map((fingerprint) => ({
        ...fingerprint,
        sha256: `${100 * seed + family}`.padStart(8, '0') + fingerprint.sha256.slice(8),
      })),
    )
    .slice(0, count)
    .map((fingerprint, k) => ({ path: `${k}.jpg`, product: `${k % 7}`, role: '', fingerprint }));
const line = ({ entry, match }: Copy): string =>
  `${entry.path} ${match.evidence} ${match.form} ${match.part} ${match.otherPart} ${match.distance} ${match.recoloured}`;
/** Queries one by one with a new search. */
const alone = (entries: readonly ComparedPicture[], entry: ComparedPicture): readonly string[] =>
  copySearch(entries).find(entry, RADIUS).map(line);
const queryEach = (search: CopySearch, entries: readonly ComparedPicture[]): readonly (readonly string[])[] =>
  entries.map((entry) => search.find(entry, RADIUS).map(line));

describe('a set with queries for all its pictures', () => {
  const entries = set(5, 70);
  const each = entries.map((entry) => alone(entries, entry));
  it('finds what each finds alone', () => {
    expect(each.filter(({ length }) => length > 0).length).toBeGreaterThan(40);
    expect(queryEach(copySearch(entries), entries)).toEqual(each);
  });
  it('remembers it once all have been searched for, and not before', () => {
    const search = copySearch(entries);
    queryEach(search, entries.slice(0, 64));
    expect(search.remembered()).toBeUndefined();
    queryEach(search, entries.slice(0, 65));
    expect(search.remembered()).toBeDefined();
  });
  it.each([
    ['all of them', 0, 70],
    ['some of them, and some that are gone', 15, 66],
  ])('takes over what was remembered of %s', (_, from, to) => {
    const earlier = [...set(6, 20), ...entries.slice(from, to)].map((entry, k) => ({ ...entry, path: `before-${k}` }));
    const before = copySearch(earlier);
    queryEach(before, earlier);
    queryEach(before, earlier);
    const search = copySearch(entries, { remembered: before.remembered() });
    expect(queryEach(search, entries)).toEqual(each);
    expect(search.remembered()).toBeDefined();
  });
  it('retains what it was given where there are no queries', () => {
    const before = copySearch(entries);
    queryEach(before, entries);
    const remembered = before.remembered();
    expect(copySearch(entries, { remembered }).remembered()).toBe(remembered);
  });
});
