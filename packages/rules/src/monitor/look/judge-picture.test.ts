import { expect, it } from 'vitest';
import type { BytesMatcher } from '../../hash/match/match-files.ts';
import type { MarkOnSuspect, OurPicture } from '../../hash/match/our-picture.ts';
import { pictureJudge } from './judge-picture.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const ours = { path: 'originals/1.jpg', product: null, sha256: 'ab'.repeat(32) };

const matched = (state: MarkOnSuspect['state'] | null): OurPicture => ({
  path: ours.path,
  product: null,
  verdict: 'duplicate',
  evidence: 'near',
  distance: 2,
  recoloured: 0,
  turn: 'identity',
  description: 'copy of originals/1.jpg, distance 2',
  box: ALL,
  ourBox: ALL,
  ...(state === null ? {} : { mark: { state, ground: '', name: 'm', stamped: 's', ours: ALL, theirs: ALL } }),
});

const verdictOn = (state: MarkOnSuspect['state'] | null) => {
  const matcher: BytesMatcher = {
    ours: [ours],
    unreadable: [],
    match: async (_bytes, path) => ({ path, sha256: null, matches: [matched(state)], problem: null }),
    close: () => undefined,
  };
  return pictureJudge({ matcher, maxPixels: 1e6 })(Buffer.from('picture'), 'a.jpg').verdict;
};

it.each([
  ['removed', true],
  ['there', false],
  ['from-unmarked', false],
  ['covered', null],
  ['cropped-away', null],
  ['unknown', null],
  [null, null],
] as const)('a mark that is %s was taken off: %s', async (state, markRemoved) => {
  expect(await verdictOn(state)).toMatchObject({ certainty: 'copy', mark: state, markRemoved });
});
