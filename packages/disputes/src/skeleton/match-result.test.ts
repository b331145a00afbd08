import { ListingLintError } from '@listing-lint/core/plugin';
import { describe, expect, it } from 'vitest';
import { copiesIn } from './match-result.ts';

const HASH = 'a'.repeat(64);

describe('copiesIn', () => {
  const match = (verdict: string, distance: number) => ({ path: 'originals/1.jpg', verdict, distance, turn: 'mirror' });
  const text = (...matches: ReturnType<typeof match>[]): string =>
    JSON.stringify({
      schemaVersion: 1,
      suspects: [
        { path: 'found/far.jpg', sha256: HASH, matches: [match('duplicate', 30)] },
        { path: 'found/near.jpg', sha256: HASH, matches },
        { path: 'found/broken.jpg', sha256: null, matches: [] },
      ],
    });
  it('gives from what it is known that the mark was removed, and nothing where that is not known', () => {
    const removedBy = (state: string) =>
      copiesIn(
        text({ ...match('duplicate', 4), mark: { state, ground: 'filled in' } } as ReturnType<typeof match>),
        'm.json',
      ).copies[0]?.markRemoved;
    expect(removedBy('removed')).toBe('filled in');
    expect(removedBy('damaged')).toBeNull();
    for (const state of ['there', 'covered', 'cropped-away', 'from-unmarked', 'unknown']) {
      expect([state, removedBy(state)]).toEqual([state, null]);
    }
  });

  it('gives of a mark that was damaged what is seen of it, unless another place says that it was removed', () => {
    const damaged = { ...match('duplicate', 4), mark: { state: 'damaged', ground: '82 % is there' } };
    const removed = { ...damaged, path: 'originals/2.jpg', mark: { state: 'removed', ground: 'gone' } };
    const seenIn = (...matches: (typeof damaged)[]) => {
      const { markRemoved, markDamaged } = copiesIn(text(...matches), 'm.json').copies[0] ?? {};
      return [markRemoved, markDamaged];
    };
    expect(seenIn(damaged)).toEqual([null, '82 % is there']);
    expect(seenIn(damaged, removed)).toEqual(['gone', null]);
  });

  it('gives first what weighs most: whole copies, what shows more of ours, what is without our mark', () => {
    const ofShare = (share: number, more: object = {}) => ({
      ...match('duplicate', 9),
      ourBox: { left: 0, top: 0, right: 1, bottom: share },
      ...more,
    });
    const seen = (state: string) => ({ mark: { state, ground: 'seen' } });
    const suspects = Object.entries({
      'part.jpg': ofShare(0.4, { distance: 0 }),
      'variant.jpg': ofShare(1, { ...seen('there'), verdict: 'variant', distance: 0 }),
      'far.jpg': ofShare(1, { distance: 12 }),
      'unmarked.jpg': ofShare(0.98, { ...seen('removed'), distance: 20 }),
      'near.jpg': ofShare(1, { distance: 3 }),
    }).map(([path, one]) => ({ path, sha256: HASH, matches: [one] }));
    const { copies: found } = copiesIn(JSON.stringify({ schemaVersion: 1, suspects }), 'm.json');
    expect(found.map(({ suspect }) => suspect)).toEqual([
      'unmarked.jpg',
      'near.jpg',
      'far.jpg',
      'part.jpg',
      'variant.jpg',
    ]);
  });

  it('gives of a page each of ours that has a place of its own, and says of all else why it is left', () => {
    const at = (path: string, left: number, more: object = {}) => ({
      ...{ path, verdict: 'duplicate', distance: 2, turn: 'identity' },
      ...{ box: { left, top: 0, right: left + 0.3, bottom: 1 }, ...more },
    });
    const page = {
      path: 'page.jpg',
      sha256: HASH,
      matches: [
        at('a.jpg', 0),
        at('a-again.jpg', 0.01),
        at('b.jpg', 0.35),
        at('frame.jpg', 0, { frame: 2 }),
        at('variant.jpg', 0.7, { verdict: 'variant' }),
        at('marked.jpg', 0.7, { verdict: 'variant', mark: { state: 'removed', ground: 'gone' } }),
      ],
    };
    const plain = { path: 'plain.jpg', sha256: HASH, matches: [], problem: null, inconclusive: 'too little' };
    const torn = { path: 'torn.jpg', sha256: null, matches: [], problem: 'cut off' };
    const none = { path: 'none.jpg', sha256: HASH, matches: [], problem: null };
    const suspects = [page, plain, torn, none];
    const { copies, left } = copiesIn(JSON.stringify({ schemaVersion: 1, suspects }), 'm.json');
    expect(copies.map(({ ours, markRemoved }) => [ours, markRemoved])).toEqual([
      ['a.jpg', 'gone'],
      ['b.jpg', null],
      ['frame.jpg', null],
      ['marked.jpg', 'gone'],
    ]);
    expect(left).toEqual([
      { suspect: 'page.jpg', ours: 'a-again.jpg', why: 'shown at the same place as a.jpg' },
      { suspect: 'page.jpg', ours: 'variant.jpg', why: 'no copy for certain: variant' },
      { suspect: 'plain.jpg', ours: null, why: 'too little' },
      { suspect: 'torn.jpg', ours: null, why: 'not compared: cut off' },
    ]);
  });

  it('gives copies, most alike first, and nothing that is only like ours', () => {
    expect(copiesIn(text(match('duplicate', 4)), 'm.json').copies.map(({ suspect }) => suspect)).toEqual([
      'found/near.jpg',
      'found/far.jpg',
    ]);
    expect(copiesIn(text(match('variant', 4)), 'm.json').copies).toHaveLength(1);
  });

  it.each([
    ['removed', 2],
    ['damaged', 2],
    ['there', 2],
    ['from-unmarked', 2],
    ['covered', 1],
    ['unknown', 1],
  ])('a variant is a copy where our mark is seen to be %s', (state, count) => {
    const one = { ...match('variant', 40), mark: { state, ground: 'seen' } } as ReturnType<typeof match>;
    expect(copiesIn(text(one), 'm.json').copies).toHaveLength(count);
  });
  it('says what to do where a person has to say whether theirs is ours', () => {
    const one = { path: 'found/1.jpg', sha256: HASH, matches: [match('variant', 4)] };
    const thrown = (suspects: object[]): string => {
      try {
        copiesIn(JSON.stringify({ schemaVersion: 1, suspects }), 'm.json');
      } catch (error) {
        return JSON.stringify(error instanceof ListingLintError ? error.problems : null);
      }
      return '';
    };
    expect(thrown([one])).toContain('look at found/1.jpg beside originals/1.jpg');
    expect(thrown([one])).toContain('listing-lint case new originals/1.jpg --listing ADDRESS');
    expect(thrown([])).toContain('name a listing or a picture of yours instead');
  });
  it('says what another text is not', () => {
    expect(() => copiesIn('{}', 'm.json')).toThrow('m.json is not what `listing-lint match -f json` writes');
    expect(() => copiesIn('{"schemaVersion":1,"suspects":[]}', 'm.json')).toThrow(
      'no picture in it copies one of ours',
    );
  });
});
